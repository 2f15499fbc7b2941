/* One iteration, walked along micro-step by micro-step, forwards and back. Going forward carries out the calls of the
   recorded step, in its own memory, so what is shown has the bits that training would give it; going back restores. */
import { type Address, type GraphDocument, gradientOf } from '../document/document.ts';
import type { Numbers } from '../kernels/device.ts';
import { replay } from '../kernels/record.ts';
import { allFinite } from '../run/network.ts';
import type { Pass } from '../run/pass.ts';
import type { Step } from '../run/step.ts';
import type { Trainer } from '../run/trainer.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { stopIn } from './breakpoints.ts';
import type { Breakpoint, Halt, Phase, Standing, TraceEvent, Walk } from './debugging.ts';
import { type Trace, traceOf } from './trace.ts';

export class Debugger {
  readonly #trainer: Trainer;
  readonly #document: () => GraphDocument;
  /** Is told the loss of each iteration that is left behind for the first time. */
  readonly #settled: (loss: number) => void;
  #step!: Step;
  #trace!: Trace;
  readonly #traces = new WeakMap<Step, Trace>();
  #position = 0;
  #halt: Halt | undefined;
  #broken: Address | undefined;
  /** What updates change, as it was before the first of this iteration; undefined while none is made. */
  #before: Numbers | undefined;
  breakpoints: readonly Breakpoint[] = [];

  /** Opens where the trainer's present iteration begins. */
  constructor(trainer: Trainer, document: () => GraphDocument, settled: (loss: number) => void) {
    this.#trainer = trainer;
    this.#document = document;
    this.#settled = settled;
    this.#begin();
  }

  /** The micro-steps of the present iteration; another object when they are others. */
  get events(): readonly TraceEvent[] {
    return this.#trace.events;
  }

  get standing(): Standing {
    return { position: this.#position, ...(this.#halt && { halt: this.#halt }) };
  }

  /** The tensors that hold what this iteration has computed so far, and those that were given. */
  get shown(): Pass {
    const { shown } = this.#trace;
    return new Map([...this.#step.pass].filter(([place]) => (shown.get(place) ?? 0) <= this.#position));
  }

  /** What the update of this iteration does to those of these parameters whose gradients are computed; where gradients are
      clipped together, all must be. */
  proposed(parameters: readonly Address[]): Pass {
    const { shown } = this.#trace;
    const done = (place: Address) => (shown.get(place) ?? 0) <= this.#position;
    const together = this.#document().training.clipNorm !== undefined;
    const first = this.events.findIndex(({ phase }) => phase === 'update');
    const ready = parameters.filter((place) => (together ? this.#position >= first : done(gradientOf(place))));
    return this.#trainer.proposed(ready, this.#before);
  }

  /** What has come of sums that a pass keeps no address for. What was carried over is another when the iteration is done. */
  get addends(): Pass {
    const all = this.#done ? [] : [...this.#trace.addends];
    return new Map(all.flatMap(([place, { tensor, from }]) => (from <= this.#position ? [[place, tensor]] : [])));
  }

  /** Whether the loss of this iteration is computed. */
  get measured(): boolean {
    return this.#trainer.plan.losses.every((loss) => (this.#trace.shown.get(loss) ?? 0) <= this.#position);
  }

  /** Whether the iteration is done, its update and all. */
  get complete(): boolean {
    return this.#done && this.#broken === undefined;
  }

  get #done(): boolean {
    return this.#position === this.events.length;
  }

  /** Goes along; stops early at a number that is not finite, and says when it stands at a breakpoint. */
  walk(walk: Walk): void {
    this.#halt = undefined;
    if ('position' in walk) this.#to(walk.position);
    else if ('until' in walk) this.#until(walk.until, walk.phase);
    else if (walk.back) this.#back(walk.by);
    else this.#on(walk.by);
    const stop = stopIn(this.breakpoints, this.events, this.#position);
    if (!this.#halt && stop?.position === this.#position) this.#halt = stop.halt;
  }

  /** To the next breakpoint of this iteration; false when there is none: it then stands at the end. */
  run(): boolean {
    this.#halt = undefined;
    const stop = stopIn(this.breakpoints, this.events, this.#position + 1);
    this.#to(stop?.position ?? this.events.length);
    if (!this.#halt) this.#halt = stop?.halt;
    return this.#halt !== undefined;
  }

  /** Stands where the tensor has just been computed, and says why. */
  halt(at: Address | number, halt: Halt): void {
    this.#to(typeof at === 'number' ? at : this.placeOf(at));
    this.#halt = halt;
  }

  /** After how many micro-steps of this iteration a tensor shows what it computes. */
  placeOf(place: Address): number {
    return this.#trace.shown.get(place) ?? this.#moved(place);
  }

  /** An iteration that is done has been; one that is not has never been begun. */
  close(): void {
    if (this.complete) this.#settle();
    else if (this.#moves() > 0) this.#trainer.undo();
  }

  #begin(): void {
    this.#trainer.secure();
    this.#step = this.#trainer.lay();
    const known = this.#traces.get(this.#step);
    this.#trace = known ?? traceOf(this.#trainer.plan, this.#step, this.#document());
    if (!known) this.#traces.set(this.#step, this.#trace);
    this.#position = 0;
    this.#broken = undefined;
    this.#before = undefined;
  }

  #on(by: 'part' | 'node' | 'phase' | 'iteration'): void {
    if (this.#done && !this.#next()) return;
    const first = this.events[this.#position];
    let end = this.#position + 1;
    while (first && end < this.events.length && alike(by, first, this.events[end]!)) end++;
    this.#to(end);
  }

  #back(by: 'part' | 'node' | 'phase' | 'iteration'): void {
    if (this.#position === 0 && !this.#previous()) return;
    const last = this.events[this.#position - 1];
    let start = this.#position - 1;
    while (last && start > 0 && alike(by, last, this.events[start - 1]!)) start--;
    this.#to(start);
  }

  #until(node: string, phase: Phase): void {
    const place = () => this.events.findIndex((event) => event.node === node && event.phase === phase);
    if (place() <= this.#position) {
      this.#to(this.events.length);
      if (this.#halt || !this.#next()) return;
    }
    if (place() >= 0) this.#to(place());
  }

  /** Stands after so many micro-steps of this iteration. */
  #to(position: number): void {
    const wanted = Math.max(0, Math.min(this.events.length, position));
    if (wanted < this.#position) this.#restore(wanted);
    while (this.#position < wanted && !this.#halt) this.#carryOut();
  }

  #carryOut(): void {
    const before = this.#trace.parts[this.#position - 1];
    const { event, calls, moves } = this.#trace.parts[this.#position]!;
    const { network } = this.#trainer;
    const { kernels } = network.device;
    if (moves > 0) this.#before ??= network.memory;
    replay(kernels, this.#step.calls.slice(before?.calls ?? 0, calls));
    replay(kernels, this.#step.moves.slice(before?.moves ?? 0, moves));
    this.#position++;
    // An iteration without parameters to move still settles its buffers.
    if (this.#done) replay(kernels, this.#step.moves.slice(moves));
    const tensor = this.#watched(event.writes);
    if (this.#broken || !tensor || (this.#trace.shown.get(event.writes) ?? 0) > this.#position || allFinite(tensor))
      return;
    this.#broken = event.writes;
    this.#halt = { by: 'not-finite', address: event.writes };
  }

  #watched(place: Address): Tensor | undefined {
    return this.#step.watched.get(place);
  }

  /** Tensors of a pass stay where they are, so less of them is shown; what updates changed is put back. */
  #restore(position: number): void {
    const moved = this.#moves();
    this.#position = position;
    if (this.#broken && this.placeOf(this.#broken) > position) this.#broken = undefined;
    if (moved === 0) return;
    this.#trainer.undo();
    this.#step = this.#trainer.lay();
    const { network } = this.#trainer;
    const { kernels } = network.device;
    this.#before = this.#moves() > 0 ? network.memory : undefined;
    replay(kernels, this.#step.calls.slice(0, this.#trace.parts[position - 1]?.calls ?? 0));
    replay(kernels, this.#step.moves.slice(0, this.#moves()));
  }

  /** Calls of the update that are carried out. */
  #moves(): number {
    return this.#trace.parts[this.#position - 1]?.moves ?? 0;
  }

  #moved(place: Address): number {
    return this.events.findIndex(({ kind, writes }) => kind === 'move' && writes === place) + 1;
  }

  /** To the beginning of the next iteration; not from one with a number that is not finite. */
  #next(): boolean {
    if (this.#broken) {
      this.#halt = { by: 'not-finite', address: this.#broken };
      return false;
    }
    this.#settle();
    this.#begin();
    return true;
  }

  /** To the end of the iteration before, as it was. */
  #previous(): boolean {
    const { step, tape } = this.#trainer;
    if (step <= tape.first) return false;
    this.#trainer.visit(step - 1);
    this.#begin();
    this.#to(this.events.length);
    return true;
  }

  #settle(): void {
    const loss = this.#trainer.network.loss(this.#step.pass);
    const fresh = this.#trainer.step === this.#trainer.latest;
    this.#trainer.settle();
    if (fresh) this.#settled(loss);
  }
}

function alike(by: 'part' | 'node' | 'phase' | 'iteration', a: TraceEvent, b: TraceEvent): boolean {
  if (by === 'iteration') return true;
  return by !== 'part' && a.phase === b.phase && (by === 'phase' || a.node === b.node);
}
