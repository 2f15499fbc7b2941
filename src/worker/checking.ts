/* Checking gradients beside everything else that the worker does: in slices, so that messages are heard meanwhile. */
import { type CheckedTensor, Checker } from '../debug/check.ts';
import type { GraphDocument } from '../document/document.ts';
import type { Trainer } from '../run/trainer.ts';
import type { Answer, Request } from './requests.ts';

type CheckRequest = Extract<Request, { kind: 'check' }>;
type LossesRequest = Extract<Request, { kind: 'losses' }>;

interface Outside {
  readonly later: (next: () => void) => void;
  readonly now: () => number;
}

/** Milliseconds of checking between two looks at the mailbox. */
const SLICE = 16;
const NONE: Answer = { kind: 'refused', reason: 'unknown-address' };
const TOO_LARGE: Answer = { kind: 'refused', reason: 'too-large' };

/** For one network; a check that is under way keeps its numbers while the network goes on. */
export class Checking {
  readonly #trainer: Trainer;
  readonly #document: GraphDocument;
  readonly #outside: Outside;
  /** One for what is answered at once, one for what takes long. */
  #quick: Checker | undefined;
  #long: Checker | undefined;
  #queue: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(document: GraphDocument, trainer: Trainer, outside: Outside) {
    this.#document = document;
    this.#trainer = trainer;
    this.#outside = outside;
  }

  /** What the loss would be with other numbers. */
  losses({ address, index, values }: LossesRequest): Answer {
    const checker = this.#now();
    if (!checker) return TOO_LARGE;
    const found = checker.losses(address, index, values);
    return found ? { kind: 'losses', ...found } : NONE;
  }

  /** Checks one number at once, more of them one after the other. */
  check({ address, index }: CheckRequest): Answer | Promise<Answer> {
    const quick = address && index ? this.#now() : undefined;
    if (address && index) return quick ? finished(quick.check(address, index)) : TOO_LARGE;
    const answer = this.#queue.then(() => this.#slices(address));
    this.#queue = answer.then(() => {});
    return answer;
  }

  /** The network is another: what is under way is refused. */
  end(): void {
    this.#ended = true;
  }

  #now(): Checker | undefined {
    this.#quick = this.#present(this.#quick);
    return this.#quick;
  }

  /** With the numbers of now; undefined where there is no memory for a network in float64. */
  #present(known: Checker | undefined): Checker | undefined {
    if (known) {
      known.follow(this.#trainer);
      return known;
    }
    const made = Checker.of(this.#document, this.#trainer);
    return made instanceof Checker ? made : undefined;
  }

  #slices(address: CheckRequest['address']): Promise<Answer> {
    if (this.#ended) return Promise.resolve({ kind: 'refused', reason: 'no-network' });
    this.#long = this.#present(this.#long);
    if (!this.#long) return Promise.resolve(TOO_LARGE);
    const check = this.#long.check(address);
    return new Promise((resolve) => {
      const slice = () => {
        const end = this.#outside.now() + SLICE;
        while (!this.#ended && this.#outside.now() < end) {
          const { done, value } = check.next();
          if (done) return resolve(answerOf(value));
        }
        if (this.#ended) resolve({ kind: 'refused', reason: 'no-network' });
        else this.#outside.later(slice);
      };
      slice();
    });
  }
}

function finished(check: ReturnType<Checker['check']>): Answer {
  for (;;) {
    const { done, value } = check.next();
    if (done) return answerOf(value);
  }
}

const answerOf = (tensors: readonly CheckedTensor[] | undefined): Answer =>
  tensors ? { kind: 'check', tensors } : NONE;
