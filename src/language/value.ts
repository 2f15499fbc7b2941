/* What an expression is, before anything is computed: a tensor of a known shape with the way to it, or something known
   already, such as a setting or a length. */
import { type Shape, ShapeError, size } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { Fault, type Place } from './fault.ts';

/** One carrying out of a program. */
export interface Frame {
  readonly device: Tensor['device'];
  readonly given: Readonly<Record<string, Tensor | undefined>>;
  /** The results of statements, each computed when it is first asked for. */
  readonly slots: (Tensor | undefined)[];
  /** Comparisons answer yes or no about what is not a number, too. */
  readonly strict?: boolean;
}

export interface Numbers {
  readonly shape: Shape;
  /** Computes it. */
  readonly read: (frame: Frame) => Tensor;
  /** Of a matrix made by `.T`: what it was, since products read a transposed operand as it lies. */
  readonly flipped?: Numbers;
  /** Only ones and zeros, made by a comparison. */
  readonly mask?: true;
  /** Whole numbers from 0 and below this: they can point. A name: as far below as the node asks of that input. */
  readonly below?: number | string;
}

/** Settings, lengths, shapes. */
export type Known = number | boolean | string | readonly number[];
export type Value = Known | Numbers | readonly Value[];

export function isNumbers(value: Value): value is Numbers {
  return typeof value === 'object' && 'read' in value;
}
export function isLengths(value: Value): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'number');
}
/** A flag counts as 1 or 0, as in Python. */
export function isNumber(value: Value): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

/** A single truth that is known only when it is computed, such as `Z.max() > 0`. */
export function isTruth(value: Value): value is Numbers {
  return isNumbers(value) && value.mask === true && value.shape.length === 0;
}

/** All numbers that one program may write, all products that it may form, for one pass, and all entries of lists that it makes. */
const LIMITS = { numbers: 2 ** 27, products: 2 ** 36, axes: 8, entries: 2 ** 18 } as const;

/** What has been asked for so far: a program that asks for too much is refused before anything is computed. */
export class Meter {
  readonly #products: number;
  #numbers = 0;
  #formed = 0;
  #entries = 0;

  constructor(products: number = LIMITS.products) {
    this.#products = products;
  }

  /** A tensor of this shape will be written. */
  takes(shape: Shape, place: Place): void {
    if (shape.length > LIMITS.axes)
      throw new Fault('too-many-axes', place, { shape: shown(shape), limit: LIMITS.axes });
    this.#numbers += size(shape);
    if (!(this.#numbers <= LIMITS.numbers))
      throw new Fault('too-large', place, { shape: shown(shape), limit: LIMITS.numbers });
  }
  multiplies(products: number, place: Place): void {
    this.#formed += products;
    if (!(this.#formed <= this.#products)) throw new Fault('too-slow', place, { limit: this.#products });
  }
  /** A list of this length will be made: one that is joined with itself again and again would fill any memory. */
  lists(entries: number, place: Place): void {
    this.#entries += entries;
    if (!(this.#entries <= LIMITS.entries)) throw new Fault('lists-too-long', place, { limit: LIMITS.entries });
  }
}

/** As many as a sentence has room for. */
const SHOWN = 12;
/** `[200, 2]`. */
export const shown = (shape: Shape) => `[${shape.slice(0, SHOWN).join(', ')}${shape.length > SHOWN ? ', …' : ''}]`;

/** A number known beforehand, as a tensor without axes. */
export function constant(value: number): Numbers {
  return { shape: [], read: ({ device }) => new Tensor(device, [], device.constant(value)) };
}

/** What `look` gives; a rule of shapes that fails there is a fault at this place. */
export function placed<T>(place: Place, look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (error instanceof ShapeError && !(error instanceof Fault)) throw new Fault(error.code, place, error.values);
    throw error;
  }
}

/** Two shapes stretched over one another, by NumPy's rules; the fault names the axis that does not fit. */
export function stretched(a: Shape, b: Shape, place: Place): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [x, y] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1];
    if (x !== y && x !== 1 && y !== 1)
      throw new Fault('broadcast', place, { a: shown(a), b: shown(b), axis: axis - rank, x, y });
    return x === 1 ? y : x;
  });
}
