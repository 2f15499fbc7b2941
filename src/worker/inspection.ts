/* What a session looks into: the debugger of the present iteration, the breakpoints that open it, and what of the iteration
   there is to be seen. */
import { Bounds, isCondition, stopIn, stopsAt } from '../debug/breakpoints.ts';
import { Debugger } from '../debug/debugger.ts';
import { type Address, type GraphDocument, gradientOf } from '../document/document.ts';
import { updatedIn } from '../document/update.ts';
import type { Pass } from '../run/pass.ts';
import type { Evaluation, Trainer } from '../run/trainer.ts';
import type { Breakpoint, CheckedTensor, TraceEvent } from './debugging.ts';

interface Looked {
  readonly trainer: () => Trainer | undefined;
  readonly document: () => GraphDocument | undefined;
  /** Is told the loss of each iteration that was walked to its end. */
  readonly stepped: (loss: number) => void;
}

export class Inspection {
  readonly #looked: Looked;
  #debugger: Debugger | undefined;
  #breakpoints: readonly Breakpoint[] = [];
  /** Those that stop training. */
  #stops: readonly Breakpoint[] = [];
  #bounds = new Bounds();
  /** The iteration at which training went on: its own breakpoint does not stop it again. */
  #resumedAt = 0;
  /** The micro-steps that were told last. */
  #told: readonly TraceEvent[] | undefined;
  /** Of the last iteration whose loss was computed. */
  #figures: Pick<Evaluation, 'loss' | 'accuracy'> = { loss: Number.NaN };

  constructor(looked: Looked) {
    this.#looked = looked;
  }

  get debugger(): Debugger | undefined {
    return this.#debugger;
  }

  set breakpoints(breakpoints: readonly Breakpoint[]) {
    this.#breakpoints = breakpoints;
    this.#stops = breakpoints.filter(({ kind }) => kind !== 'check');
    if (this.#debugger) this.#debugger.breakpoints = breakpoints;
  }

  /** The debugger of the present iteration, opened if it is closed; none while the network cannot be trained. */
  open(): Debugger | undefined {
    const { trainer, document, stepped } = this.#looked;
    const [run, drawn] = [trainer(), document()];
    if (!run?.plan.ready || !drawn) return undefined;
    this.#debugger ??= new Debugger(run, () => document() ?? drawn, stepped);
    this.#debugger.breakpoints = this.#breakpoints;
    return this.#debugger;
  }

  close(): void {
    this.#debugger?.close();
    this.#debugger = undefined;
  }

  /** The network is another: what was looked into is no longer there. */
  forget(): void {
    this.#debugger = undefined;
  }

  /** Changes something under an open debugger: the iteration is begun anew and walked to where it stood. */
  around(change: () => void): void {
    const position = this.#debugger?.standing.position;
    this.#debugger?.walk({ position: 0 });
    this.#debugger = undefined;
    change();
    if (position !== undefined) this.open()?.walk({ position });
  }

  /** Training goes on from this iteration. */
  resumed(step: number): void {
    this.#resumedAt = step;
  }

  /** Opens the debugger where a breakpoint of the present iteration stands; false where none does. */
  halts(trainer: Trainer): boolean {
    const breakpoints = this.#stops;
    if (breakpoints.length === 0) return false;
    const asked = trainer.step === this.#resumedAt ? undefined : stopsAt(breakpoints, trainer);
    const passed =
      breakpoints.some(isCondition) && this.#bounds.passed(breakpoints, trainer.evaluate(), scopeOf(trainer));
    const within = breakpoints.some(({ kind }) => kind === 'node' || kind === 'phase');
    const opened = within || asked || passed ? this.open() : undefined;
    const stop = opened && stopIn(breakpoints, opened.events, 0);
    if (asked) opened?.halt(0, asked);
    else if (stop) opened?.halt(stop.position, stop.halt);
    else if (passed) {
      const { at, value } = passed;
      opened?.halt(opened.placeOf(lastOf(at, trainer, opened)), { by: 'breakpoint', id: at.id, value });
    } else this.forget();
    return this.#debugger !== undefined;
  }

  /** A check has found these gradients: stands where the worst of them is made, if one is wrong and that is asked for. */
  checked(tensors: readonly CheckedTensor[]): boolean {
    const asked = this.#breakpoints.find(({ kind }) => kind === 'check');
    const wrong = tensors.filter(({ verdict }) => verdict === 'wrong');
    if (!asked || wrong.length === 0) return false;
    const errors = wrong.map(({ address, cells }) => {
      const found = cells.filter(({ kink }) => !kink).map(({ error }) => (Number.isNaN(error) ? 1 : error));
      return { address, error: Math.max(...found) };
    });
    const [worst] = errors.toSorted((a, b) => b.error - a.error);
    const opened = this.open();
    opened?.halt(gradientOf(worst!.address), { by: 'breakpoint', id: asked.id, value: worst!.error });
    return opened !== undefined;
  }

  /** The micro-steps, when they are others than those told last. */
  news(): readonly TraceEvent[] | undefined {
    const events = this.#debugger?.events;
    const fresh = events === this.#told ? undefined : events;
    this.#told = events;
    return fresh;
  }

  /** The tensors of a pass, and those among `places` that the next update would make. */
  withUpdate(trainer: Trainer, pass: Pass, places: readonly Address[]): Pass {
    const parameters = [...new Set(places.flatMap((place) => updatedIn(place) ?? []))];
    if (parameters.length === 0 || !trainer.plan.ready) return pass;
    return new Map([...pass, ...(this.#debugger ?? trainer).proposed(parameters)]);
  }

  /** What is there to be seen: of an iteration that is looked into, what it has computed so far. */
  seen(trainer: Trainer): Evaluation {
    if (!this.#debugger) {
      const evaluation = trainer.evaluate();
      // A row that is traced is no part of the batch that the figures are of.
      if (trainer.traced) return { ...evaluation, ...this.#figures };
      this.#figures = evaluation;
      return evaluation;
    }
    const pass = new Map([...this.#debugger.shown, ...this.#debugger.addends]);
    if (this.#debugger.measured) this.#figures = trainer.network.figures(pass);
    const { loss, accuracy } = this.#figures;
    return { pass, loss, ...(accuracy !== undefined && { accuracy }) };
  }
}

/** What a bound is about; of several tensors the one that is computed last. */
function lastOf(at: Breakpoint, { plan }: Trainer, opened: Debugger): Address {
  const places = at.kind === 'tensor' ? [at.address] : at.kind === 'expression' ? at.places : [];
  const [last] = places.toSorted((a, b) => opened.placeOf(b) - opened.placeOf(a));
  return last ?? plan.losses[0]!;
}

/** What expressions may name besides tensors. */
export function scopeOf({ plan, learningRate, step }: Trainer) {
  return { plan, numbers: { step, alpha: learningRate, lr: learningRate, α: learningRate } };
}
