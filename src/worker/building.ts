/* Which kernels compute, and the network of a document on them. */
import type { GraphDocument } from '../document/document.ts';
import type { Choice } from '../kernels/engines.ts';
import type { Stored } from '../nodes/define.ts';
import type { Found } from '../plan/problems.ts';
import type { Refusal } from '../run/columns.ts';
import { Trainer } from '../run/trainer.ts';
import type { Kernels } from './protocol.ts';

/** Bytes for the past of a run. */
const TAPE = 64 * 2 ** 20;
/** Problems that only who reads the programs of a document finds. */
const OF_PROGRAMS: ReadonlySet<string> = new Set(['program', 'unwritten', 'bad-definition']);

interface From {
  readonly engine: (exact: boolean) => Promise<Choice>;
  /** The files that tables name. */
  readonly stored?: Stored;
  /** Is told which kernels compute from now on. */
  readonly chosen: (kernels: Kernels) => void;
}

export class Building {
  readonly #from: From;
  #exact = false;
  #choice: Promise<Choice> | undefined;

  constructor(from: From) {
    this.#from = from;
  }

  get exact(): boolean {
    return this.#exact;
  }

  /** The build whose bits are the same everywhere, or the quickest, from now on. */
  async choose(exact: boolean): Promise<Choice> {
    if (this.#choice && exact === this.#exact) return this.#choice;
    this.#exact = exact;
    this.#choice = this.#from.engine(exact);
    const choice = await this.#choice;
    this.#from.chosen({ build: choice.kind, reason: choice.reason, threads: choice.threads });
    return choice;
  }

  /** A trainer, or why there is none: data that cannot be read, no memory, or a program of the document, which the page does
      not read. */
  async load(document: GraphDocument): Promise<Trainer | Refusal | Found> {
    const { engine } = await this.choose(this.#exact);
    const trainer = await Trainer.load(document, new Map(), engine(), TAPE, this.#from.stored);
    if (!(trainer instanceof Trainer)) return trainer;
    return trainer.plan.problems.find(({ code }) => OF_PROGRAMS.has(code)) ?? trainer;
  }
}
