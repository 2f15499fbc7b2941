/* The micro-steps of one iteration, read off the calls of the recorded step: each ends where a tensor that has an address
   gets its last number. So what the debugger walks along is what training carries out. */
import { type Address, address, type GraphDocument, gradientOf, type NodeId, parts } from '../document/document.ts';
import { isPlain } from '../document/update.ts';
import type { Pointer } from '../kernels/kernels.ts';
import { type Call, readBy, writtenBy } from '../kernels/record.ts';
import { OPTIMIZERS } from '../plan/optimizers.ts';
import type { Plan, Step as PlanStep } from '../plan/plan.ts';
import type { Step } from '../run/step.ts';
import { Tensor } from '../tensor/tensor.ts';
import { carriedOf, freshOf, type TraceEvent } from './debugging.ts';
import { summed } from './summing.ts';

/** A micro-step, and how many calls of the pass and of the update are carried out when it is done. */
export interface Part {
  readonly event: TraceEvent;
  readonly calls: number;
  readonly moves: number;
}

export interface Trace {
  readonly events: readonly TraceEvent[];
  readonly parts: readonly Part[];
  /** After how many micro-steps a tensor shows what this iteration computes; one that is not here was given. */
  readonly shown: ReadonlyMap<Address, number>;
  /** Addends of parameters' gradients that a pass keeps no address for. */
  readonly addends: ReadonlyMap<Address, Addend>;
}

interface Addend {
  readonly tensor: Tensor;
  /** After so many micro-steps it is there. */
  readonly from: number;
}

/** The calls of one node's turn. */
interface Range {
  readonly from: number;
  readonly to: number;
}

type Made = Omit<TraceEvent, 'reads' | 'shape' | 'formula'> & Partial<Pick<TraceEvent, 'reads' | 'formula'>>;

/** Of a step recorded of this plan; `document` tells how it is trained. */
export function traceOf(plan: Plan, step: Step, document: GraphDocument): Trace {
  return new Tracer(plan, step, document).trace();
}

class Tracer {
  readonly #plan: Plan;
  readonly #step: Step;
  readonly #document: GraphDocument;
  readonly #steps: ReadonlyMap<NodeId, PlanStep>;
  readonly #parts: Part[] = [];
  readonly #shown = new Map<Address, number>();
  /** Addends that have come to the gradient of a tensor. */
  readonly #arrived = new Map<Address, number>();
  /** The first addend of a sum, and after how many micro-steps it is there; where it lies is known when the second comes. */
  readonly #first = new Map<Address, { readonly name: Address; readonly from: number }>();
  readonly #addends = new Map<Address, Addend>();
  #calls = 0;

  constructor(plan: Plan, step: Step, document: GraphDocument) {
    this.#plan = plan;
    this.#step = step;
    this.#document = document;
    this.#steps = new Map(plan.steps.map((each) => [each.node, each]));
  }

  trace(): Trace {
    const { turns, calls, pass } = this.#step;
    const ranges = turns.map(({ node, from }, i) => ({ node, from, to: turns[i + 1]?.from ?? calls.length }));
    const back = ranges.findLastIndex(({ node }) => node === null);
    for (const [i, { node, ...range }] of ranges.entries()) {
      const step = node === null ? undefined : this.#steps.get(node);
      if (i === 0) this.#batch(range);
      else if (i === back) this.#begin(range);
      else if (step && i < back) this.#forward(step, range);
      else if (step) this.#backward(step, range);
    }
    this.#extend(calls.length);
    this.#moves();
    // What has an address but no micro-step of its own shows when its calls are done.
    for (const [place, { pointer }] of pass) {
      const at = this.#lastWrite(pointer, { from: 0, to: calls.length });
      if (at !== undefined && !this.#shown.has(place))
        this.#shown.set(place, this.#parts.findIndex((part) => part.calls > at) + 1);
    }
    const events = this.#parts.map(({ event }) => event);
    return { events, parts: this.#parts, shown: this.#shown, addends: this.#addends };
  }

  /** The rows of the batch are fetched. */
  #batch(range: Range): void {
    for (const { node, type } of this.#plan.steps)
      for (const name of type.source ? type.outputs : []) {
        const at = this.#lastWrite(this.#pointer(address(node, name)), range);
        if (at !== undefined)
          this.#add({ phase: 'forward', node, kind: 'value', writes: address(node, name), reads: [] }, at + 1);
      }
    this.#extend(range.to);
  }

  #forward({ node, type }: PlanStep, range: Range): void {
    const names = [...type.outputs, ...(type.keeps ?? []), ...Object.keys(type.buffers ?? {})];
    const phase = this.#plan.losses.some((loss) => parts(loss).node === node) ? 'loss' : 'forward';
    for (const { name, at } of this.#inOrder(names, (name) => this.#pointer(address(node, name)), range)) {
      // What was not computed was given: a parameter wired out, a buffer that stays.
      const given = at === undefined && (type.source || !type.outputs.includes(name) || name in type.parameters);
      if (given) continue;
      const formula = lineOf(type.formula.forward, name);
      this.#add(
        { phase, node, kind: 'value', writes: address(node, name), formula },
        at === undefined ? range.to : at + 1,
      );
    }
    this.#extend(range.to);
  }

  /** ∂L/∂L = 1. */
  #begin(range: Range): void {
    for (const carried of this.#carried()) {
      this.#arrived.set(carried, 1);
      this.#first.set(carried, { name: carriedOf(gradientOf(carried)), from: 0 });
    }
    for (const loss of this.#plan.losses) {
      const writes = gradientOf(loss);
      this.#arrived.set(loss, 1);
      const formula = `${parts(writes).name} = 1`;
      this.#add(
        { phase: 'backward', node: parts(loss).node, kind: 'receive', writes, reads: [], formula },
        range.to,
        this.#readers(loss).length === 0,
      );
    }
  }

  #backward(step: PlanStep, range: Range): void {
    const { node, type, sources } = step;
    const phase = 'backward';
    for (const name of isData(step) ? [] : type.outputs) {
      const output = address(node, name);
      const writes = gradientOf(output);
      const addends = this.#readers(output);
      if (!this.#step.pass.has(writes) || (this.#plan.losses.includes(output) && addends.length === 0)) continue;
      this.#add({ phase, node, kind: 'receive', writes, reads: addends.map(gradientOf) }, range.from);
    }
    const results = [...sources].filter(([name]) => this.#step.pass.has(gradientOf(address(node, name))));
    const added = results.filter(([, source]) => (this.#arrived.get(source) ?? 0) > 0);
    const made: Range = { from: range.from, to: range.to - added.length };
    /** Where the node laid its own gradient: what a sum reads, or what has the address. */
    const fresh = (name: string) => {
      const sum = added.findIndex(([each]) => each === name);
      return sum < 0 ? this.#pointer(gradientOf(address(node, name))) : this.#step.calls[made.to + sum]?.args[2];
    };
    const names = results.map(([name]) => name);
    for (const { name, at } of this.#inOrder(names, fresh, made)) {
      const writes = gradientOf(address(node, name));
      const mask = type.masks?.[`d${name}`];
      if (mask !== undefined)
        this.#add(
          { phase, node, kind: 'mask', writes, reads: [sources.get(mask) ?? address(node, mask)] },
          this.#calls,
        );
      const formula = lineOf(type.formula.backward, `d${name}`);
      const alone = this.#isInput(step, name) || this.#readers(sources.get(name)!).length === 1;
      const many = at === undefined || this.#isInput(step, name) ? 1 : summed(this.#step.calls, at, range.from);
      this.#add(
        { phase, node, kind: 'value', writes, formula, ...(many > 1 && { summed: many }) },
        at === undefined ? made.to : at + 1,
        alone,
      );
    }
    let sums = 0;
    for (const [name, source] of results) {
      const adds = added.some(([each]) => each === name);
      if (adds) sums++;
      this.#send(step, name, source, made.to + sums, adds);
    }
    this.#extend(range.to);
  }

  /** A gradient comes to the sum of all that was made of its source. */
  #send(step: PlanStep, name: string, source: Address, calls: number, adds: boolean): void {
    const count = (this.#arrived.get(source) ?? 0) + 1;
    this.#arrived.set(source, count);
    const carried = this.#carried().includes(source);
    const of = this.#readers(source).length + Number(carried) + Number(this.#plan.losses.includes(source));
    const to = this.#steps.get(parts(source).node);
    if (!to || isData(to) || (!this.#isInput(step, name) && of === 1)) return;
    const writes = gradientOf(address(step.node, name));
    const addend = this.#isInput(step, name) ? writes : freshOf(writes);
    const event: Made = {
      ...{ phase: 'backward', node: step.node, kind: 'send', writes, reads: [] },
      arrival: { at: source, addend, to: to.node, count, of, carried },
    };
    this.#add(event, calls, false);
    if (adds) this.#keepAddends(source, addend, this.#step.calls[calls - 1]!);
    else this.#first.set(source, { name: addend, from: this.#parts.length });
    if (this.#isInput(step, name) || count < of) return;
    for (const place of [source, ...[...this.#plan.ties].filter(([, root]) => root === source).map(([tied]) => tied)])
      this.#shown.set(gradientOf(place), this.#parts.length);
  }

  /** A sum is written anew with each addend: what it was made of lies where its call read it. */
  #keepAddends(source: Address, addend: Address, { args }: Call): void {
    const sum = this.#step.pass.get(gradientOf(source));
    const [, before, fresh] = args;
    if (!sum || before === undefined || fresh === undefined) return;
    const keep = (name: Address, pointer: Pointer, from: number) =>
      this.#step.pass.has(name) ||
      this.#addends.set(name, { tensor: new Tensor(sum.device, sum.shape, pointer), from });
    const first = this.#first.get(source);
    if (first) keep(first.name, before, first.from);
    this.#first.delete(source);
    keep(addend, fresh, this.#parts.length);
  }

  /** Parameters are moved one after another, then buffers settle. */
  #moves(): void {
    const { moves, pass } = this.#step;
    const { optimizer } = this.#document.training;
    const plain = isPlain(this.#document.training);
    const called = OPTIMIZERS.get(optimizer.type)?.words.en ?? optimizer.type;
    for (const { node, type, sources } of this.#plan.steps)
      for (const [name, source] of [
        ...sources,
        ...Object.keys(type.parameters).map((own) => [own, address(node, own)] as const),
      ]) {
        const W = address(node, name);
        const at = moves.findIndex(({ op, args }) => op === 'update' && args[0] === this.#pointer(W));
        if (source !== W || at < 0 || this.#parts.some(({ moves: done }) => done === at + 1)) continue;
        const formula = plain ? `${name} ← ${name} − α d${name}` : `${name} ← ${called}(${name}, d${name})`;
        const event: TraceEvent = {
          ...{ phase: 'update', node, kind: 'move', writes: W, reads: [gradientOf(W)], formula },
          shape: pass.get(W)?.shape ?? [],
        };
        this.#parts.push({ event, calls: this.#calls, moves: at + 1 });
      }
    const last = this.#parts.at(-1);
    if (last && last.moves > 0) this.#parts.splice(-1, 1, { ...last, moves: moves.length });
  }

  /** Names by the place of the call that finishes each; last those that no call of this turn makes. */
  #inOrder(names: readonly string[], pointer: (name: string) => Pointer | undefined, range: Range) {
    const found = names.map((name) => ({ name, at: this.#lastWrite(pointer(name), range) }));
    return found.sort((a, b) => (a.at ?? range.to) - (b.at ?? range.to));
  }

  #add(made: Made, calls: number, shows = true): void {
    const { kind, writes, node } = made;
    const shape = this.#step.pass.get(writes)?.shape ?? [];
    const done = Math.max(this.#calls, calls);
    const event = { formula: '', reads: this.#reads(node, { from: this.#calls, to: done }, writes), ...made, shape };
    this.#parts.push({ event, calls: done, moves: 0 });
    this.#calls = done;
    if (shows && (kind === 'value' || kind === 'receive')) this.#shown.set(writes, this.#parts.length);
  }

  /** What is left of a turn belongs to its last micro-step. */
  #extend(calls: number): void {
    const last = this.#parts.at(-1);
    if (!last || calls <= this.#calls) return;
    this.#parts.splice(-1, 1, { ...last, calls });
    this.#calls = calls;
  }

  /** The tensors that calls read, by the names that the node has for them. */
  #reads(node: NodeId, { from, to }: Range, writes: Address): Address[] {
    const step = this.#steps.get(node);
    if (!step) return [];
    const { type, sources } = step;
    const own = [...type.outputs, ...(type.keeps ?? [])].map((name) => address(node, name));
    const names = [...sources.values(), ...type.outputs.map((name) => gradientOf(address(node, name))), ...own];
    const gradients = [...sources.keys()].map((name) => gradientOf(address(node, name)));
    const known = [...names, ...gradients].filter((place) => place !== writes);
    const calls = this.#step.calls.slice(from, to);
    const pointers = new Set(calls.length > 0 ? inputsOf(calls) : [this.#pointer(writes)]);
    const found = new Map<Pointer, Address>();
    for (const place of known) {
      const pointer = this.#pointer(place);
      if (pointer !== undefined && pointers.has(pointer) && !found.has(pointer)) found.set(pointer, place);
    }
    return [...found.values()];
  }

  /** Who reads a tensor and has a gradient for it, each under its own name. */
  #readers(source: Address): Address[] {
    return this.#plan.steps.flatMap(({ node, sources, reaches }) =>
      [...sources].flatMap(([name, from]) => {
        const own = address(node, name);
        return reaches && from === source && this.#step.pass.has(gradientOf(own)) ? [own] : [];
      }),
    );
  }

  /** Parameters and constants whose gradients of earlier passes are added to. */
  #carried(): Address[] {
    if (this.#document.training.zeroGradients) return [];
    return this.#plan.steps.flatMap((step) => {
      const { node, type, sources } = step;
      const own = [...sources].filter(([name, source]) => source === address(node, name)).map(([, source]) => source);
      const outputs = type.outputs.map((name) => address(node, name));
      const given =
        (type.source && !isData(step)) || Object.keys(type.parameters).some((name) => type.outputs.includes(name));
      return [...own, ...(given ? outputs : [])].filter((place) => this.#step.pass.has(gradientOf(place)));
    });
  }

  #isInput({ type }: PlanStep, name: string): boolean {
    return type.inputs.includes(name);
  }

  #pointer(place: Address): Pointer | undefined {
    return this.#step.pass.get(place)?.pointer;
  }

  #lastWrite(pointer: Pointer | undefined, { from, to }: Range): number | undefined {
    if (pointer === undefined) return undefined;
    for (let i = to - 1; i >= from; i--) if (writtenBy(this.#step.calls[i]!).includes(pointer)) return i;
    return undefined;
  }
}

/** A data node: nothing is done with the gradient of what it gives. */
const isData = ({ type, settings }: PlanStep): boolean => type.source?.batched(settings) === true;

/** The line that says what `name` is. */
function lineOf(lines: readonly string[], name: string): string {
  return lines.find((line) => line.startsWith(`${name} =`)) ?? '';
}

/** What calls read and none of them writes. */
function inputsOf(calls: readonly Call[]): Pointer[] {
  const written = new Set(calls.flatMap(writtenBy));
  return calls.flatMap(readBy).filter((pointer) => !written.has(pointer));
}
