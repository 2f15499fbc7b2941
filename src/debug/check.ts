/* Whether a gradient is right: the reverse pass against central differences, both in float64, whatever trains. A twin of the
   network carries out the same recorded calls on the same batch with the same masks; a number is moved a little, the
   calls that depend on it are carried out again, and the loss is read. */
import { type Address, type GraphDocument, gradientOf } from '../document/document.ts';
import type { Engine } from '../kernels/device.ts';
import { MAP, type Pointer, REDUCE, ZIP } from '../kernels/kernels.ts';
import { type Call, readBy, replay, writtenBy } from '../kernels/record.ts';
import { Reference } from '../kernels/reference.ts';
import type { Refusal } from '../run/columns.ts';
import { Network } from '../run/network.ts';
import { ownParameters } from '../run/starting.ts';
import type { Step } from '../run/step.ts';
import { makeRoom, type Trainer } from '../run/trainer.ts';
import { flatIndex, unravelled } from '../tensor/shape.ts';
import { read, type Tensor } from '../tensor/tensor.ts';

/** One number's gradient, by the reverse pass and by central differences in float64. */
export interface CheckedCell {
  readonly index: readonly number[];
  readonly backprop: number;
  readonly numeric: number;
  /** |backprop − numeric| / (|backprop| + |numeric|); 0 where both are 0. */
  readonly error: number;
  /** |backprop − numeric| up to here is the rounding of the loss divided by 2h: it says nothing against the gradient. */
  readonly resolution: number;
  /** A mask or a winner differs between w − h and w + h: the difference says nothing. */
  readonly kink: boolean;
}

/** Of relative errors: at most 1e-7, 1e-4, 1e-2, more; `kink` where no cell could be compared. */
export type Verdict = 'right' | 'fine' | 'doubtful' | 'wrong' | 'kink';

export interface CheckedTensor {
  readonly address: Address;
  readonly verdict: Verdict;
  /** By the largest error that counts. */
  readonly cells: readonly CheckedCell[];
}

const BOUNDS = [
  ['right', 1e-7],
  ['fine', 1e-4],
  ['doubtful', 1e-2],
  ['wrong', Number.POSITIVE_INFINITY],
] as const;

/** Cells of a tensor that are checked at most; fewer, down to the second, where the passes would multiply more than this. */
const CELLS = { most: 20, least: 3, multiplications: 5e7 };
/** A loss in float64 is taken as exact to this share of itself. */
const ROUNDING = 2 ** -48;

const verdictOf = (cells: readonly CheckedCell[]): Verdict => {
  const comparable = cells.filter(({ kink }) => !kink);
  if (comparable.length === 0 && cells.length > 0) return 'kink';
  const worst = Math.max(0, ...comparable.map(counting));
  // NaN is within no bound.
  return BOUNDS.find(([, bound]) => worst <= bound)?.[0] ?? 'wrong';
};

/** The error of a cell as far as differences can see it. */
const counting = ({ backprop, numeric, error, resolution }: CheckedCell) =>
  Math.abs(backprop - numeric) <= resolution ? 0 : error;

/** The calls of the forward pass that depend on a tensor, and which way each of their decisions fell. */
interface Downstream {
  readonly calls: readonly Call[];
  /** Write the decisions into tensors of their own. */
  readonly decisions: readonly Call[];
  readonly fell: readonly { readonly pointer: Pointer; readonly size: number }[];
  readonly multiplications: number;
}

export class Checker {
  readonly #network: Network;
  readonly #document: GraphDocument;
  #step: Step | undefined;
  /** The same for every batch of so many rows. */
  readonly #downstream = new Map<Step, Map<Pointer, Downstream>>();

  private constructor(document: GraphDocument, trainer: Trainer, engine: Engine) {
    this.#document = document;
    this.#network = new Network(document, trainer.plan, trainer.network.columns, new Map(), engine);
    this.follow(trainer);
  }

  /** `document` is the one that the trainer was loaded with, or tuned to. A refusal where the memory cannot be had. */
  static of(document: GraphDocument, trainer: Trainer, engine: Engine = new Reference('f64')): Checker | Refusal {
    // Gradients of earlier passes are no part of this pass's.
    const alone = { ...document, training: { ...document.training, zeroGradients: true } };
    return makeRoom(alone, trainer.plan, trainer.network.columns, engine) ?? new Checker(alone, trainer, engine);
  }

  /** Takes over the trainer's present numbers and its present batch. */
  follow(trainer: Trainer): void {
    const twin = this.#network;
    for (const place of [...twin.learned.keys(), ...twin.columns.constants.keys()]) {
      const [from, to] = [trainer.network.keptTensor(place), twin.keptTensor(place)];
      if (from && to) twin.device.data.set(read(from), to.pointer);
    }
    const rows = trainer.batch();
    twin.lay(rows, this.#document.training.seed, trainer.step, { rate: 0 });
    this.#step = twin.step(rows.length);
    this.#step.evaluate();
  }

  /** The parameters on which the loss depends, each once. */
  get parameters(): readonly Address[] {
    return ownParameters(this.#network.plan).filter((place) => this.#gradient(place));
  }

  /** Checks one number, or some of a tensor's, or some of every parameter's. It pauses after each number, so that whoever
      carries it on can do something else meanwhile. Undefined where there is no such number, or it has no gradient. */
  *check(place?: Address, index?: readonly number[]): Generator<undefined, readonly CheckedTensor[] | undefined> {
    const checked: CheckedTensor[] = [];
    for (const address of place ? [place] : this.parameters) {
      const cells = yield* this.#tensor(address, index);
      if (!cells) return undefined;
      checked.push({ address, verdict: verdictOf(cells), cells });
    }
    return checked;
  }

  /** What the loss of this batch would be, were the number at `index` each of `values`; and its gradient as it is. */
  losses(place: Address, index: readonly number[], values: readonly number[]) {
    const tensor = this.#value(place);
    const gradient = this.#gradient(place);
    const flat = tensor && flatIndex(tensor.shape, index);
    if (!tensor || !gradient || flat === undefined) return undefined;
    const downstream = this.#behind(tensor);
    const losses = values.map((value) => this.#with(tensor, flat, value, downstream, () => this.#loss()));
    this.#again(downstream);
    return { losses, gradient: this.#at(gradient, flat) };
  }

  *#tensor(place: Address, index: readonly number[] | undefined): Generator<undefined, CheckedCell[] | undefined> {
    const [tensor, gradient] = [this.#value(place), this.#gradient(place)];
    if (!tensor || !gradient) return undefined;
    const only = index && flatIndex(tensor.shape, index);
    if (index && only === undefined) return undefined;
    const downstream = this.#behind(tensor);
    const decided = this.#decided(downstream);
    const cells: CheckedCell[] = [];
    const chosen = only === undefined ? spread(read(gradient), cellsFor(downstream)) : [only];
    for (const flat of chosen) {
      cells.push(this.#cell(tensor, flat, this.#at(gradient, flat), downstream, decided));
      yield;
    }
    this.#again(downstream);
    return cells;
  }

  #cell(
    tensor: Tensor,
    flat: number,
    backprop: number,
    downstream: Downstream,
    decided: ReturnType<typeof read>[],
  ): CheckedCell {
    const w = this.#at(tensor, flat);
    const h = 1e-5 * Math.max(1, Math.abs(w));
    let kink = false;
    const at = (value: number) =>
      this.#with(tensor, flat, value, downstream, () => {
        const fell = this.#decided(downstream);
        kink ||= fell.some((each, i) => each.some((way, k) => way !== decided[i]![k]));
        return this.#loss();
      });
    const [up, down] = [at(w + h), at(w - h)];
    const numeric = (up - down) / (w + h - (w - h));
    const sum = Math.abs(backprop) + Math.abs(numeric);
    return {
      ...{ index: unravelled(tensor.shape, flat), backprop, numeric, kink },
      error: sum === 0 ? 0 : Math.abs(backprop - numeric) / sum,
      resolution: (ROUNDING * Math.max(Math.abs(up), Math.abs(down))) / (2 * h),
    };
  }

  /** What `result` gives with another number at a place, which is put back; what depends on it is left as it came. */
  #with<T>(tensor: Tensor, flat: number, value: number, downstream: Downstream, result: () => T): T {
    const { device } = this.#network;
    const at = tensor.pointer + flat;
    const before = device.data[at]!;
    device.data[at] = value;
    this.#again(downstream);
    const given = result();
    device.data[at] = before;
    return given;
  }

  #again({ calls }: Downstream): void {
    replay(this.#network.device.kernels, calls);
  }

  #decided({ decisions, fell }: Downstream) {
    const { device } = this.#network;
    replay(device.kernels, decisions);
    return fell.map(({ pointer, size }) => device.data.slice(pointer, pointer + size));
  }

  #loss(): number {
    return this.#network.loss(this.#recorded.pass);
  }

  get #recorded(): Step {
    return this.#step!;
  }

  /** A tensor of the pass by its address, with a gradient beside it; one that is the same memory as another's output is
      named by its maker, since to move it is to move both. */
  #value(place: Address): Tensor | undefined {
    const { pass } = this.#recorded;
    const tensor = pass.get(this.#network.plan.ties.get(place) ?? place);
    const first = tensor && [...pass].find(([, { pointer }]) => pointer === tensor.pointer)?.[0];
    return first && this.#gradient(first)?.pointer === this.#gradient(place)?.pointer ? tensor : undefined;
  }

  #gradient(place: Address): Tensor | undefined {
    return this.#recorded.pass.get(gradientOf(this.#network.plan.ties.get(place) ?? place));
  }

  #at({ pointer }: Tensor, flat: number): number {
    return this.#network.device.data[pointer + flat]!;
  }

  #behind({ pointer }: Tensor): Downstream {
    const step = this.#recorded;
    const known = this.#downstream.get(step) ?? new Map<Pointer, Downstream>();
    this.#downstream.set(step, known);
    const made = known.get(pointer) ?? this.#traced(pointer);
    known.set(pointer, made);
    return made;
  }

  #traced(pointer: Pointer): Downstream {
    const { calls, turns } = this.#recorded;
    // The last turn that is no node's begins the reverse pass.
    const forward = calls.slice(0, turns.findLast(({ node }) => node === null)?.from);
    const changed = new Set([pointer]);
    const after: Call[] = [];
    for (const call of forward) {
      const written = writtenBy(call);
      if (written.includes(pointer) || !readBy(call).some((each) => changed.has(each))) continue;
      after.push(call);
      for (const each of written) changed.add(each);
    }
    const { device } = this.#network;
    const decisions: Call[] = [];
    const fell: { pointer: Pointer; size: number }[] = [];
    for (const call of after) {
      const size = decides(call);
      if (size === 0) continue;
      const to = device.keep(size);
      fell.push({ pointer: to, size });
      decisions.push(...decision(call, to));
    }
    return { calls: after, decisions, fell, multiplications: after.reduce((sum, call) => sum + products(call), 0) };
  }
}

const CORNERED: ReadonlySet<number | undefined> = new Set([MAP.relu, MAP.positive, MAP.sign, MAP.absolute]);
const WON: ReadonlySet<number | undefined> = new Set([REDUCE.maximum, REDUCE.argmax]);
const BETTER: ReadonlySet<number | undefined> = new Set([ZIP.maximum, ZIP.minimum]);

/** How many decisions a call takes: whether a number is above, at or below 0, or which one wins. */
export function decides({ op, args: [, , a, b, c, d] }: Call): number {
  if (op === 'map' && CORNERED.has(a)) return b!;
  if (op === 'reduce' && WON.has(a)) return b! * d!;
  if (op === 'zip' && BETTER.has(b)) return c!;
  return 0;
}

/** Calls that write which way the decisions of a call fall. */
export function decision({ op, args }: Call, to: Pointer): readonly Call[] {
  const [, a, b] = args as [number, number, number];
  const sign = (of: Pointer, size: number): Call => ({ op: 'map', args: [to, of, MAP.sign, size] });
  if (op === 'map') return [sign(a, args[3]!)];
  if (op === 'reduce') return [{ op, args: [to, a, REDUCE.argmax, ...args.slice(3)] }];
  return [{ op, args: [to, a, b, ZIP.subtract, ...args.slice(4)] }, sign(to, args[4]!)];
}

const products = ({ op, args }: Call) =>
  op === 'matmul' ? args.slice(3, 7).reduce((product, each) => product * each, 1) : 0;

/** How many cells are checked behind which so much is multiplied twice each. */
function cellsFor({ multiplications }: Downstream): number {
  const afforded = Math.floor(CELLS.multiplications / (2 * Math.max(1, multiplications)));
  return Math.max(CELLS.least, Math.min(CELLS.most, afforded));
}

/** So many places, the same each time: all where there are few; else most among those whose gradient is not 0, scattered by
    the golden ratio. */
export function spread(gradient: ArrayLike<number>, count: number): readonly number[] {
  const all = Array.from(gradient, (_, i) => i);
  if (all.length <= count) return all;
  const moved = all.filter((i) => gradient[i] !== 0);
  const most = moved.length > 0 ? scattered(moved, Math.ceil(0.75 * count)) : [];
  const chosen = [...new Set([...most, ...scattered(all, 2 * count)])].slice(0, count);
  return chosen.sort((a, b) => a - b);
}

/** `count` of the places, evenly, by the golden ratio; fewer when some come twice. */
function scattered(places: readonly number[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => places[Math.floor(((i * 0.6180339887498949) % 1) * places.length)]!);
}
