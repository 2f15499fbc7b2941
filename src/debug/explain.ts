/* Where a number came from, and whom it feeds: derived from the calls that the node's own `forward` and `backward` made.
   So no second description can disagree with the first, and a node explains itself without code of its own. */
import { type Address, address, gradientOf, type NodeId, parts } from '../document/document.ts';
import type { Memory } from '../kernels/device.ts';
import type { Pointer } from '../kernels/kernels.ts';
import { readBy, writtenBy } from '../kernels/record.ts';
import type { Plan } from '../plan/plan.ts';
import type { Step } from '../run/step.ts';
import { flatIndex, unravelled } from '../tensor/shape.ts';
import { type Cell, definition, dependents, type Product } from './definition.ts';

/** One number of a tensor that has an address. */
export interface Reference {
  readonly address: Address;
  readonly index: readonly number[];
  readonly value: number;
}

/** What a term is multiplied of: a number of a tensor; or of such numbers a function by name, or a sum. */
export type Factor =
  | ({ readonly kind: 'cell' } & Reference)
  | {
      readonly kind: 'function' | 'sum';
      readonly name: string;
      readonly of: readonly Reference[];
      readonly value: number;
      /** Divides instead. */
      readonly divides?: true;
    };

export interface Term {
  /** The node whose calls made it; of a sum over readers each has its own. */
  readonly node: NodeId;
  /** What constants make together. */
  readonly coefficient: number;
  readonly factors: readonly Factor[];
  /** The coefficient times all factors. */
  readonly product: number;
}

export interface Explanation {
  /** Largest first where there are more than the limit; else in the order of summing. */
  readonly terms: readonly Term[];
  /** How many terms were left out, and their sum. */
  readonly omitted: number;
  readonly omittedSum: number;
  /** The number itself, as it stands in memory. */
  readonly result: number;
}

export interface Influence {
  readonly address: Address;
  /** Places of its numbers, counted from the first. */
  readonly cells: readonly number[];
  /** For each, or for the first of very many, the sum of those terms of its explanation in which the cell is a factor. */
  readonly contribution: readonly number[];
  /** False where it is one of several arguments of a function, so that no share of the result is its own. */
  readonly adds: boolean;
}

/** A tensor whose numbers are all sums of equally many products, taken apart: the k-th products of all of them make the k-th
    addend. */
export interface Addends {
  readonly count: number;
  /** Those of the largest norm, in their order: which of all, and the numbers. */
  readonly largest: readonly { readonly place: number; readonly numbers: Float64Array }[];
  /** The sum of the others; null: there are none. */
  readonly rest: Float64Array | null;
}

/** Calls that only move numbers: what they make is seen through. */
const copies: ReadonlySet<string> = new Set(['move', 'unfold', 'gather', 'tril']);

/** Answers about one recorded step, for the numbers that lie in memory after its `evaluate`. */
export class Explainer {
  readonly #memory: Memory;
  readonly #plan: Plan;
  readonly #step: Step;
  readonly #writers = new Map<Pointer, number[]>();
  readonly #readers = new Map<Pointer, number[]>();
  readonly #addresses = new Map<Pointer, Address[]>();
  readonly #kept: ReadonlySet<Address>;
  readonly #steps: ReadonlyMap<NodeId, Plan['steps'][number]>;
  /** Whose each call is. */
  readonly #nodes: readonly (NodeId | null)[];
  readonly #names = new Map<NodeId, Map<Pointer, Address | undefined>>();

  constructor(memory: Memory, plan: Plan, step: Step) {
    this.#memory = memory;
    this.#plan = plan;
    this.#step = step;
    for (const [i, call] of step.calls.entries()) {
      for (const pointer of writtenBy(call)) append(this.#writers, pointer, i);
      for (const pointer of new Set(readBy(call))) append(this.#readers, pointer, i);
    }
    for (const [place, { pointer }] of step.pass) append(this.#addresses, pointer, place);
    this.#steps = new Map(plan.steps.map((each) => [each.node, each]));
    this.#nodes = step.turns.flatMap(({ node, from }, i) =>
      new Array<NodeId | null>((step.turns[i + 1]?.from ?? step.calls.length) - from).fill(node),
    );
    this.#kept = new Set(plan.steps.flatMap(({ node, type }) => (type.keeps ?? []).map((name) => address(node, name))));
  }

  /** The number at `index` as a sum of products. Undefined where it was given, not computed, or does not exist. */
  explain(place: Address, index: readonly number[], limit = 64): Explanation | undefined {
    const tensor = this.#step.pass.get(place);
    const flat = tensor && flatIndex(tensor.shape, index);
    if (!tensor || flat === undefined) return undefined;
    const terms = this.#made(place, { pointer: tensor.pointer, index: flat });
    if (!terms) return undefined;
    const result = this.#memory.data[tensor.pointer + flat]!;
    if (terms.length <= limit) return { terms, omitted: 0, omittedSum: 0, result };
    const sorted = terms.toSorted((a, b) => Math.abs(b.product) - Math.abs(a.product));
    const rest = sorted.slice(limit);
    const omittedSum = rest.reduce((sum, { product }) => sum + product, 0);
    return { terms: sorted.slice(0, limit), omitted: rest.length, omittedSum, result };
  }

  /** All numbers in whose explanation the number at `index` is a factor. Where the first `most` of the cells that calls make of
      it all are such numbers, the others of the same tensor are taken to be, and not explained: there may be thousands. */
  influence(place: Address, index: readonly number[], most = Number.POSITIVE_INFINITY): readonly Influence[] {
    const tensor = this.#step.pass.get(place);
    const flat = tensor && flatIndex(tensor.shape, index);
    if (!tensor || flat === undefined) return [];
    const found: Influence[] = [];
    for (const [target, reached] of this.#reached({ pointer: tensor.pointer, index: flat })) {
      const contribution: number[] = [];
      let adds = true;
      const touched: number[] = [];
      const cells = [...new Set(reached)].toSorted((a, b) => a - b);
      for (const [count, at] of cells.entries()) {
        // All that were looked at so far are such.
        if (count === most && touched.length === most) break;
        const pointer = this.#step.pass.get(target)!.pointer;
        const terms = this.#made(target, { pointer, index: at })?.filter(({ factors }) =>
          factors.some((factor) => mentions(factor, place, index)),
        );
        if (!terms || terms.length === 0) continue;
        adds &&= terms.every(({ factors }) => !factors.some((factor) => isShared(factor, place, index)));
        touched.push(at);
        contribution.push(terms.reduce((sum, { product }) => sum + product, 0));
      }
      const others = touched.length === most && touched.at(-1) === cells[most - 1] ? cells.slice(most) : [];
      if (touched.length > 0) found.push({ address: target, cells: [...touched, ...others], contribution, adds });
    }
    return found;
  }

  /** Undefined where the numbers of a tensor are no such sums, or are more than `limit` products in all. */
  addends(place: Address, most: number, limit = 100_000): Addends | undefined {
    const tensor = this.#step.pass.get(place);
    const count = tensor && this.#made(place, { pointer: tensor.pointer, index: 0 })?.length;
    if (!tensor || !count || count * tensor.size > limit) return undefined;
    const all = Array.from({ length: count }, () => new Float64Array(tensor.size));
    for (let index = 0; index < tensor.size; index++) {
      const terms = this.#made(place, { pointer: tensor.pointer, index });
      if (terms?.length !== count) return undefined;
      for (const [k, { product }] of terms.entries()) all[k]![index] = product;
    }
    const norm = (k: number) => all[k]!.reduce((sum, x) => sum + x * x, 0);
    const sorted = all.map((_, k) => k).toSorted((a, b) => norm(b) - norm(a));
    const largest = sorted.slice(0, most).toSorted((a, b) => a - b);
    const rest = new Float64Array(tensor.size);
    for (const k of sorted.slice(most)) for (const [index, x] of all[k]!.entries()) rest[index]! += x;
    return {
      count,
      largest: largest.map((place) => ({ place, numbers: all[place]! })),
      rest: count > most ? rest : null,
    };
  }

  /** The cells of tensors with an address that calls make of this one, with none between. */
  #reached(start: Cell): ReadonlyMap<Address, number[]> {
    const found = new Map<Address, number[]>();
    // Whoever passes a tensor on has the same one under another name.
    for (const place of this.#addresses.get(start.pointer) ?? []) append(found, place, start.index);
    const waiting = [start];
    const seen = new Set<string>();
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      for (const i of this.#readers.get(next.pointer) ?? []) {
        const call = this.#step.calls[i]!;
        const [out] = writtenBy(call) as [Pointer];
        for (const index of dependents(this.#memory, call, next.pointer, next.index)) {
          const key = `${out} ${index}`;
          if (seen.has(key)) continue;
          seen.add(key);
          const places = this.#addresses.get(out) ?? [];
          for (const place of places) append(found, place, index);
          if (places.length === 0 || places.some((place) => this.#isCopy(place, i)))
            waiting.push({ pointer: out, index });
        }
      }
    }
    return found;
  }

  /** What the node behind an address made of it; undefined where it was given. */
  #made(place: Address, cell: Cell): Term[] | undefined {
    const at = this.#writer(cell, this.#step.calls.length);
    const node = at === undefined ? null : this.#nodeOf(at);
    if (node === null && this.#plan.losses.some((loss) => gradientOf(loss) === place))
      return [this.#term(parts(place).node, 1, [])];
    // The same tensor under another name: one that its maker read.
    for (const maker of this.#makers(place)) {
      const same = (read: Address) => read !== place && this.#step.pass.get(read)?.pointer === cell.pointer;
      const name = this.#readBy(maker).find(same);
      if (name) return [this.#term(maker, 1, [this.#cell(name, cell.index)])];
    }
    if (at !== undefined && node !== null) return this.#definition(cell, at, node, this.#given(place));
    return undefined;
  }

  /** What a node is given: its inputs, and in the reverse pass its outputs, what it kept, and their gradients. */
  #readBy(node: NodeId): readonly Address[] {
    const step = this.#steps.get(node);
    if (!step) return [];
    const outputs = step.type.outputs.map((name) => address(node, name));
    const keeps = (step.type.keeps ?? []).map((name) => address(node, name));
    return [...step.sources.values(), ...outputs.map(gradientOf), ...outputs, ...keeps];
  }

  /** The nodes whose turn makes a tensor: its own, or for the gradient at an output those that read the output. */
  #makers(place: Address): readonly NodeId[] {
    const { node } = parts(place);
    const makers = this.#plan.steps.flatMap((step) =>
      [...step.sources.values()].some((source) => gradientOf(source) === place) ? [step.node] : [],
    );
    return makers.length > 0 ? makers : [node];
  }

  /** What those who read an output give it, each under its own name: the addends of the output's gradient. */
  #given(place: Address): readonly Address[] {
    return this.#plan.steps.flatMap(({ node, sources }) =>
      [...sources].flatMap(([name, source]) => (gradientOf(source) === place ? [gradientOf(address(node, name))] : [])),
    );
  }

  /** A cell as a sum of products of cells that `node` knows by address. */
  #terms(cell: Cell, before: number, node: NodeId, preferred: readonly Address[]): Term[] {
    const names = this.#addresses.get(cell.pointer);
    const name = preferred.find((place) => names?.includes(place)) ?? this.#name(cell.pointer, node);
    const at = this.#writer(cell, before);
    if (name && !(at !== undefined && this.#isCopy(name, at)))
      return [this.#term(node, 1, [this.#cell(name, cell.index)])];
    if (at === undefined) return [this.#term(node, this.#memory.data[cell.pointer + cell.index]!, [])];
    return this.#definition(cell, at, node, preferred);
  }

  #definition(cell: Cell, at: number, node: NodeId, preferred: readonly Address[]): Term[] {
    const call = this.#step.calls[at]!;
    // Of a sum of what several readers gave, each addend is its reader's.
    const turn = this.#nodeOf(at) ?? node;
    const made = definition(this.#memory, call, cell.index);
    if (!made) throw new RangeError(`no call writes number ${cell.index} of ${cell.pointer}`);
    if ('products' in made) return made.products.flatMap((product) => this.#product(product, at, turn, preferred));
    const of = made.cells.flatMap((each) => this.#terms(each, at, turn, preferred)).flatMap(referencesOf);
    const value = this.#memory.data[cell.pointer + cell.index]!;
    return [this.#term(turn, 1, [{ kind: 'function', name: made.name, of: unique(of), value }])];
  }

  /** Multiplied out, except that of two sums each stays one factor. */
  #product({ sign, cells, over }: Product, before: number, node: NodeId, preferred: readonly Address[]): Term[] {
    let terms = [this.#term(node, sign, [])];
    for (const each of cells) {
      const next = this.#terms(each, before, node, preferred);
      if (terms.length > 1 && next.length > 1) {
        const value = terms.reduce((sum, { product }) => sum + product, 0);
        terms = [this.#term(node, 1, [this.#sum(terms, value), this.#sum(next, this.#at(each))])];
      } else
        terms = terms.flatMap((x) =>
          next.map((y) => this.#term(node, x.coefficient * y.coefficient, [...x.factors, ...y.factors])),
        );
    }
    if (!over) return terms;
    const divisor = this.#terms(over, before, node, preferred);
    const value = this.#at(over);
    const of = unique(divisor.flatMap(referencesOf));
    return terms.map(({ coefficient, factors }) =>
      of.length === 0
        ? this.#term(node, coefficient / value, factors)
        : this.#term(node, coefficient, [...factors, { kind: 'sum', name: '', of, value, divides: true }]),
    );
  }

  #sum(terms: readonly Term[], value: number): Factor {
    return { kind: 'sum', name: '', of: unique(terms.flatMap(referencesOf)), value };
  }

  #term(node: NodeId, coefficient: number, factors: readonly Factor[]): Term {
    const product = factors.reduce(
      (product, factor) => (factor.kind !== 'cell' && factor.divides ? product / factor.value : product * factor.value),
      coefficient,
    );
    return { node, coefficient, factors, product };
  }

  #cell(place: Address, flat: number): Factor {
    const { pointer, shape } = this.#step.pass.get(place)!;
    return { kind: 'cell', address: place, index: unravelled(shape, flat), value: this.#memory.data[pointer + flat]! };
  }

  #at({ pointer, index }: Cell): number {
    return this.#memory.data[pointer + index]!;
  }

  /** What a node calls a tensor: its own name for it, or that of the wire it came on. */
  #name(pointer: Pointer, node: NodeId): Address | undefined {
    const known = this.#names.get(node) ?? new Map<Pointer, Address | undefined>();
    this.#names.set(node, known);
    if (known.has(pointer)) return known.get(pointer);
    const places = this.#addresses.get(pointer) ?? [];
    const sources = [...(this.#steps.get(node)?.sources.values() ?? [])];
    const near = (place: Address) => sources.includes(place) || sources.some((source) => gradientOf(source) === place);
    const name = places.find((place) => parts(place).node === node) ?? places.find(near) ?? places[0];
    known.set(pointer, name);
    return name;
  }

  /** Whether an address only keeps copies of what lies elsewhere, as the windows of a convolution. */
  #isCopy(place: Address, writer: number): boolean {
    return this.#kept.has(place) && copies.has(this.#step.calls[writer]!.op);
  }

  /** The last call before `before` that writes the cell. */
  #writer({ pointer, index }: Cell, before: number): number | undefined {
    return this.#writers
      .get(pointer)
      ?.findLast(
        (at) =>
          at < before &&
          (this.#step.calls[at]!.op !== 'move' || definition(this.#memory, this.#step.calls[at]!, index)),
      );
  }

  #nodeOf(at: number): NodeId | null {
    return this.#nodes[at] ?? null;
  }
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

const referencesOf = ({ factors }: Term): readonly Reference[] =>
  factors.flatMap((factor) => (factor.kind === 'cell' ? [factor] : factor.of));

function unique(references: readonly Reference[]): readonly Reference[] {
  return [...new Map(references.map((each) => [`${each.address} ${each.index}`, each])).values()];
}

/** Whether it is one of several numbers that a factor is a function of. */
const isShared = (factor: Factor, place: Address, index: readonly number[]) =>
  factor.kind !== 'cell' && factor.of.length > 1 && mentions(factor, place, index);

function mentions(factor: Factor, place: Address, index: readonly number[]): boolean {
  const references = factor.kind === 'cell' ? [factor] : factor.of;
  return references.some((each) => each.address === place && each.index.join() === index.join());
}
