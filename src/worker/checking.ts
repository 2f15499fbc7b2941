/* Checking gradients beside everything else that the worker does: in slices, so that messages are heard meanwhile. */
import { type CheckedTensor, Checker } from '../debug/check.ts';
import type { GraphDocument } from '../document/document.ts';
import type { Trainer } from '../run/trainer.ts';
import type { Answer, Request } from './protocol.ts';

type CheckRequest = Extract<Request, { kind: 'check' }>;
type LossesRequest = Extract<Request, { kind: 'losses' }>;

interface Outside {
  readonly later: (next: () => void) => void;
  readonly now: () => number;
}

/** Milliseconds of checking between two looks at the mailbox. */
const SLICE = 16;
const NONE: Answer = { kind: 'refused', reason: 'unknown-address' };

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
    const found = this.#now().losses(address, index, values);
    return found ? { kind: 'losses', ...found } : NONE;
  }

  /** Checks one number at once, more of them one after the other. */
  check({ address, index }: CheckRequest): Answer | Promise<Answer> {
    if (address && index) return finished(this.#now().check(address, index));
    const answer = this.#queue.then(() => this.#slices(address));
    this.#queue = answer.then(() => {});
    return answer;
  }

  /** The network is another: what is under way is refused. */
  end(): void {
    this.#ended = true;
  }

  #now(): Checker {
    if (this.#quick) this.#quick.follow(this.#trainer);
    this.#quick ??= new Checker(this.#document, this.#trainer);
    return this.#quick;
  }

  #slices(address: CheckRequest['address']): Promise<Answer> {
    if (this.#ended) return Promise.resolve({ kind: 'refused', reason: 'no-network' });
    if (this.#long) this.#long.follow(this.#trainer);
    this.#long ??= new Checker(this.#document, this.#trainer);
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
