/* One question to whoever writes a backward: a node, its tensors, and what arrives from behind. It carries a program out, and it
   knows the truth, by central differences of the node's own forward in float64. */
import { decides, decision } from '../debug/check.ts';
import { Device, type Numbers } from '../kernels/device.ts';
import type { Pointer } from '../kernels/kernels.ts';
import { type Call, record, replay } from '../kernels/record.ts';
import { Reference } from '../kernels/reference.ts';
import { elaborate } from '../language/elaborate.ts';
import { Fault } from '../language/fault.ts';
import type { Program } from '../language/syntax.ts';
import type { Value } from '../language/value.ts';
import { backwardScope, expectGradients, type Shaped } from '../nodes/custom.ts';
import type { AnyNodeType, Mode } from '../nodes/define.ts';
import { type Shape, size } from '../tensor/shape.ts';
import { kept, read, type Tensor } from '../tensor/tensor.ts';
import { type Case, givenShapes, outputWeights, settingsOf } from './trial.ts';

export interface Question {
  readonly node: AnyNodeType;
  readonly trial: Case;
  readonly mode: Mode;
  /** Every tensor that the node is given, by name. */
  readonly values: Readonly<Record<string, Numbers>>;
  /** The gradients that arrive, `dZ`; absent: random ones. */
  readonly upstream?: Readonly<Record<string, Numbers>>;
}

/** A slope by central differences. */
export interface Slope {
  readonly numeric: number;
  /** Differences cannot tell apart what is closer than this. */
  readonly resolution: number;
  /** A mask or a winner changed on the way: the difference says nothing. */
  readonly kink: boolean;
}

type Gradients = ReadonlyMap<string, Numbers>;

/** Room for programs, in numbers; one that wants more gets more. */
const ROOM = 2 ** 16;
const ROUNDING = 2 ** -48;

export class Examination {
  readonly node: AnyNodeType;
  readonly shapes: Shaped;
  /** Tensors whose gradient is asked for, with their shapes. */
  readonly wanted: ReadonlyMap<string, Shape>;
  readonly scope: ReadonlyMap<string, Value>;
  readonly #device = new Device(new Reference('f64'));
  readonly #tensors: Record<string, Tensor> = {};
  readonly #calls: readonly Call[];
  readonly #decisions: readonly Call[] = [];
  readonly #fell: readonly { readonly pointer: Pointer; readonly size: number }[] = [];
  readonly #weights: readonly { readonly output: Tensor; readonly weights: Numbers }[];
  readonly #base: readonly Numbers[];
  #arena = this.#device.arena(ROOM);
  #moved = false;

  constructor({ node, trial, mode, values, upstream = {} }: Question) {
    this.node = node;
    const settings = settingsOf(node, trial);
    const { shapes, given } = givenShapes(node, trial, mode);
    for (const [name, shape] of given) this.#tensors[name] = kept(this.#device, shape, values[name]!);
    const state = kept(this.#device, [4], [1, 2, 3, 4]);
    const run = { mode, mask: (A: Tensor, p: number) => A.mask(p, state, 5) };
    const pass = () => ({ ...node.forward(this.#tensors, settings, run) }) as Record<string, Tensor>;
    this.#device.begin(this.#device.arena(this.#device.measure(pass)));
    const { result, calls } = record(this.#device, pass);
    this.#calls = calls;
    const saved = [...node.outputs, ...(node.keeps ?? [])].filter((name) => result[name]);
    for (const name of saved) this.#tensors[name] = result[name]!;
    this.#weights = node.outputs.map((name, i) => {
      const shape = shapes[name] ?? [];
      const weights = upstream[`d${name}`] ?? outputWeights(shape, i);
      this.#tensors[`d${name}`] = kept(this.#device, shape, weights);
      return { output: this.#tensors[name]!, weights };
    });
    this.shapes = { ...shapes, ...Object.fromEntries([...given]) };
    this.scope = backwardScope(node, this.shapes, settings, mode);
    const learned = [...node.inputs, ...Object.keys(node.parameters), ...Object.keys(node.optional ?? {})];
    this.wanted = new Map(learned.flatMap((name) => (given.has(name) ? [[name, given.get(name)!] as const] : [])));
    for (const call of calls) {
      const count = decides(call);
      if (count === 0) continue;
      const pointer = this.#device.keep(count);
      this.#fell = [...this.#fell, { pointer, size: count }];
      this.#decisions = [...this.#decisions, ...decision(call, pointer)];
    }
    this.#forward();
    this.#base = this.#decided();
  }

  /** Outputs as they are, after they were moved for a difference. */
  #settle(): void {
    if (this.#moved) this.#forward();
    this.#moved = false;
  }

  /** The numbers of a tensor, also of an output or an arriving gradient. */
  numbersOf(name: string): Numbers | undefined {
    this.#settle();
    const tensor = this.#tensors[name];
    return tensor && read(tensor);
  }

  /** How many multiplications and other steps one forward pass takes, and looking at what it gives, roughly. */
  get work(): number {
    const seen = this.#weights.reduce((sum, { weights }) => sum + weights.length, 0);
    const decided = this.#fell.reduce((sum, fell) => sum + 2 * fell.size, 0);
    return this.#calls.reduce((sum, { op, args }) => {
      if (op === 'matmul') return sum + args.slice(3, 7).reduce((product, each) => product * each, 1);
      return sum + Math.max(...args.slice(2).filter((each) => each < 2 ** 24), 1);
    }, seen + decided);
  }

  /** What a program computes; of a name only, where only that one is asked for. A fault where it cannot be carried out. */
  answer(program: Program, only?: string): Gradients | Fault {
    this.#settle();
    try {
      const made = elaborate(program, this.scope);
      const wanted = only === undefined ? this.wanted : new Map([[only, this.wanted.get(only)!]]);
      expectGradients(program, made, Object.fromEntries(wanted));
      const names = [...wanted.keys()];
      const tensors = this.#inArena(() =>
        made.run(
          { device: this.#device, given: this.#tensors },
          names.map((name) => `d${name}`),
        ),
      );
      return new Map(names.map((name) => [name, read(tensors[`d${name}`] ?? this.#tensors[`d${name}`]!)]));
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  }

  #inArena<T>(pass: () => T): T {
    this.#device.begin(this.#arena);
    try {
      return pass();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#arena = this.#device.arena(this.#device.measure(pass));
      this.#device.begin(this.#arena);
      return pass();
    }
  }

  /** The slope of L along a direction in one tensor: of a single number where `direction` is its place. */
  slope(name: string, direction: Numbers | number, step = 1e-5): Slope {
    const { data } = this.#device;
    const { pointer, size: count } = this.#tensors[name]!;
    const single = typeof direction === 'number';
    const [first, end] = single ? [pointer + direction, pointer + direction + 1] : [pointer, pointer + count];
    const before = data.slice(first, end);
    const h = single ? step * Math.max(1, Math.abs(before[0]!)) : step;
    let kink = false;
    const at = (way: number) => {
      if (single) data[first] = before[0]! + way;
      else for (let i = 0; i < count; i++) data[pointer + i] = before[i]! + way * direction[i]!;
      const loss = this.#forward();
      kink ||= !this.#decidedAsBefore();
      return loss;
    };
    const [up, down] = [at(h), at(-h)];
    data.set(before, first);
    this.#moved = true;
    const resolution = (ROUNDING * Math.max(Math.abs(up), Math.abs(down), 1)) / (2 * h);
    return { numeric: (up - down) / (2 * h), resolution, kink };
  }

  /** Every slope of one tensor; NaN at kinks. */
  truth(name: string): Numbers {
    return Float64Array.from({ length: size(this.wanted.get(name)!) }, (_, i) => {
      const { numeric, kink } = this.slope(name, i);
      return kink ? Number.NaN : numeric;
    });
  }

  #forward(): number {
    replay(this.#device.kernels, this.#calls);
    const { data } = this.#device;
    let sum = 0;
    for (const { output, weights } of this.#weights)
      for (let i = 0; i < output.size; i++) {
        const each = data[output.pointer + i]!;
        // What a node makes infinite on purpose stays so: its place has no slope.
        if (Number.isFinite(each) || !this.node.infinite) sum += each * weights[i]!;
      }
    return sum;
  }

  /** Which way every mask and every winner fell. */
  #decided(): readonly Numbers[] {
    replay(this.#device.kernels, this.#decisions);
    const { data } = this.#device;
    return this.#fell.map(({ pointer, size: count }) => data.slice(pointer, pointer + count));
  }

  #decidedAsBefore(): boolean {
    replay(this.#device.kernels, this.#decisions);
    const { data } = this.#device;
    for (const [k, { pointer, size: count }] of this.#fell.entries()) {
      const base = this.#base[k]!;
      for (let i = 0; i < count; i++) if (data[pointer + i] !== base[i]) return false;
    }
    return true;
  }
}
