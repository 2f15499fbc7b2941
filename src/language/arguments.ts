/* What a function was called with: found by name or by position, and of the kind that it wants. */
import { axisOf, type Shape } from '../tensor/shape.ts';
import { asNumbers } from './arithmetic.ts';
import { Fault, type Place } from './fault.ts';
import { isLengths, isNumber, isNumbers, type Meter, type Numbers, placed, shown, type Value } from './value.ts';

export interface Argument extends Place {
  readonly value: Value;
}

/** What has a name and is called. */
export interface Callable {
  /** Names in order; `*shape` takes in all that follow. Which of them may be left out, `make` knows. */
  readonly parameters: readonly string[];
  readonly make: (given: Arguments) => Value;
}

/** Names by which NumPy and torch call the same. */
export const ALIASES: Readonly<Record<string, string>> = {
  dim: 'axis',
  keepdim: 'keepdims',
  input: 'x',
  a: 'x',
  other: 'y',
  indices: 'index',
  num_classes: 'n',
  kernel_size: 'kernel',
  end: 'stop',
};

export class Arguments {
  readonly function: string;
  readonly place: Place;
  readonly meter: Meter;
  /** Asks that an index stay below a length. */
  readonly bound: (index: Numbers, length: number, place: Place) => void;
  readonly #given = new Map<string, Argument>();
  /** What a last parameter `*name` takes in. */
  readonly rest: readonly Argument[];

  constructor(
    call: { name: string; place: Place; items: readonly Argument[]; named: readonly (Argument & { name: string })[] },
    parameters: readonly string[],
    { meter, bound }: { meter: Meter; bound: Arguments['bound'] },
  ) {
    this.function = call.name;
    this.place = call.place;
    this.meter = meter;
    this.bound = bound;
    const open = parameters.at(-1)?.startsWith('*') ?? false;
    const names = open ? parameters.slice(0, -1) : parameters;
    const known = new Set(names);
    call.items.slice(0, names.length).forEach((item, i) => {
      this.#given.set(names[i]!, item);
    });
    this.rest = call.items.slice(names.length);
    const values = { name: call.name, wanted: parameters.join(', '), count: call.items.length };
    if (this.rest.length > 0 && !open) throw new Fault('too-many-arguments', call.place, values);
    for (const { name, ...argument } of call.named) {
      const own = known.has(name) ? name : (ALIASES[name] ?? name);
      if (open && own === parameters.at(-1)?.slice(1)) this.rest = [argument];
      else if (!known.has(own)) throw new Fault('no-such-argument', argument, { ...values, argument: name });
      else if (this.#given.has(own)) throw new Fault('argument-twice', argument, { name });
      else this.#given.set(own, argument);
    }
  }

  #of(name: string): Argument {
    const argument = this.#given.get(name);
    if (!argument) throw new Fault('argument-missing', this.place, { name: this.function, argument: name });
    return argument;
  }
  has(name: string): boolean {
    return this.#given.has(name);
  }
  #refused(name: string, wanted: string): Fault {
    return new Fault(`argument-${wanted}`, this.#of(name), { name: this.function, argument: name });
  }

  value(name: string): Value {
    return this.#of(name).value;
  }
  numbers(name: string): Numbers {
    const found = asNumbers(this.#of(name).value);
    if (!found) throw this.#refused(name, 'tensor');
    return found;
  }
  /** A number known before anything is computed. */
  known(name: string, otherwise?: number): number {
    if (otherwise !== undefined && !this.has(name)) return otherwise;
    const { value } = this.#of(name);
    if (!isNumber(value)) throw this.#refused(name, 'number');
    return Number(value);
  }
  whole(name: string, otherwise?: number): number {
    const value = this.known(name, otherwise);
    if (!Number.isSafeInteger(value)) throw this.#refused(name, 'whole');
    return value;
  }
  flag(name: string): boolean {
    return this.known(name, 0) !== 0;
  }
  /** Lengths of axes, each at least 1. */
  lengths(name: string): Shape {
    const { value } = this.#of(name);
    return this.checked(isNumber(value) ? [Number(value)] : value, this.#of(name));
  }
  checked(value: Value, place: Place): Shape {
    const fits = isLengths(value) && value.every((each) => Number.isSafeInteger(each) && each >= 1);
    if (!fits) throw new Fault('bad-lengths', place, { name: this.function });
    return value;
  }
  /** One number for both, or height and width. */
  sides(name: string, otherwise?: number, least = 1): readonly [number, number] {
    const value = otherwise !== undefined && !this.has(name) ? otherwise : this.#of(name).value;
    const pair = isNumber(value)
      ? [Number(value), Number(value)]
      : isLengths(value) && value.length === 1
        ? [value[0]!, value[0]!]
        : value;
    const fits =
      isLengths(pair) &&
      pair.length === 2 &&
      pair.every((each) => Number.isSafeInteger(each) && each >= least && each <= 65_536);
    if (!fits) throw this.#refused(name, 'sides');
    return pair as unknown as readonly [number, number];
  }
  /** The axes of x that are meant, from 0 and in order; all of them where none is named. */
  axes(shape: Shape): readonly number[] {
    const all = shape.map((_, axis) => axis);
    if (!this.has('axis')) return all;
    const { value } = this.#of('axis');
    if (value === 'all') return all;
    const listed = isNumber(value) ? [Number(value)] : value;
    if (!isLengths(listed)) throw this.#refused('axis', 'whole');
    const axes = listed.map((axis) => this.axisIn(axis, shape, this.#of('axis')));
    if (new Set(axes).size < axes.length) throw new Fault('axis-twice', this.#of('axis'), { shape: shown(shape) });
    return axes.toSorted((a, b) => a - b);
  }
  axis(shape: Shape, otherwise: number): number {
    return this.axisIn(this.whole('axis', otherwise), shape, this.has('axis') ? this.#of('axis') : this.place);
  }
  axisIn(axis: number, shape: Shape, place: Place): number {
    return placed(place, () => axisOf(axis, shape));
  }
  /** A tensor that will be written. */
  takes(shape: Shape): Shape {
    this.meter.takes(shape, this.place);
    return shape;
  }
  /** Elements that can point, all of them below a length. */
  index(name: string, length: number): Numbers {
    const found = this.numbers(name);
    if (found.below === undefined) throw this.#refused(name, 'index');
    this.bound(found, length, this.#of(name));
    return found;
  }
  isNumbers(name: string): boolean {
    return isNumbers(this.#of(name).value);
  }
  placeOf(name: string): Place {
    return this.#of(name);
  }
}
