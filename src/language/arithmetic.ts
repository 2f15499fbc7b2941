/* Signs between two values: + − * / ** @ and comparisons, by NumPy's rules. */
import type { Shape } from '../tensor/shape.ts';
import { size } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { COMPARE, STRICT, type Zip } from './comparing.ts';
import { Fault, type Place } from './fault.ts';
import type { Operator } from './syntax.ts';
import {
  constant,
  isLengths,
  isNumber,
  isNumbers,
  isTruth,
  type Meter,
  type Numbers,
  shown,
  stretched,
  type Value,
} from './value.ts';

/** An expression's two sides as they were written, for the sentence about them. */
interface Sides {
  readonly place: Place;
  readonly meter: Meter;
  readonly left: string;
  readonly right: string;
}

const ARITHMETIC: Readonly<Record<string, Zip>> = {
  '+': (a, b) => a.add(b),
  '-': (a, b) => a.sub(b),
  '*': (a, b) => a.mul(b),
  '/': (a, b) => a.div(b),
  '**': (a, b) => a.log().mul(b).exp(),
};
const KNOWN: Readonly<Record<string, (a: number, b: number) => number | boolean>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '//': (a, b) => Math.floor(a / b),
  '%': (a, b) => a - b * Math.floor(a / b),
  '**': (a, b) => a ** b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

/** Of a list and a number: of each. Two lists are only joined, by +. */
const OF_LISTS: ReadonlySet<Operator> = new Set<Operator>(['-', '*', '//', '%']);

export function combined(operator: Operator, a: Value, b: Value, sides: Sides): Value {
  const { place, meter } = sides;
  if (operator === 'and' || operator === 'or') {
    if (isNumber(a) && isNumber(b)) return operator === 'and' ? a && b : a || b;
    const [x, y] = [truth(a), truth(b)];
    if (!x || !y) throw new Fault('wants-flag', place, { sign: operator });
    const zip: Zip = operator === 'and' ? (s, t) => s.mul(t) : (s, t) => s.maximum(t);
    return { shape: [], mask: true, read: (frame) => zip(x.read(frame), y.read(frame)) };
  }
  if (typeof a === 'string' || typeof b === 'string') {
    if (operator !== '==' && operator !== '!=') throw new Fault('wants-numbers', place, { sign: operator });
    return (a === b) === (operator === '==');
  }
  const known = KNOWN[operator];
  if (isLengths(a)) {
    meter.lists(a.length + (isLengths(b) ? b.length : 0), place);
    if (isLengths(b) && operator === '+') return [...a, ...b];
    if (isNumber(b) && known && OF_LISTS.has(operator)) return a.map((each) => Number(known(each, Number(b))));
    throw new Fault('wants-numbers', place, { sign: operator });
  }
  if (isNumber(a) && isNumber(b) && known) return known(Number(a), Number(b));
  const [x, y] = [asNumbers(a), asNumbers(b)];
  if (!x || !y) throw new Fault('wants-numbers', place, { sign: operator });
  if (operator === '@') return product(x, y, sides);
  if (operator === '**' && isNumber(b)) return power(x, Number(b), sides);
  const mask = COMPARE[operator];
  const zip = mask ?? ARITHMETIC[operator];
  if (!zip) throw new Fault('wants-known', place, { sign: operator });
  const shape = stretched(x.shape, y.shape, place);
  meter.takes(shape, place);
  if (mask)
    return {
      shape,
      mask: true,
      read(frame) {
        if (frame.strict) return STRICT[operator]!(x.read(frame), y.read(frame));
        return operator === '>' && b === 0 ? x.read(frame).positive() : mask(x.read(frame), y.read(frame));
      },
    };
  // A number on the right needs no tensor of its own.
  if (isNumber(b)) return { shape, read: scaled(operator, x, Number(b)) };
  return { shape, read: (frame) => zip(x.read(frame), y.read(frame)) };
}

function scaled(operator: Operator, x: Numbers, b: number): Numbers['read'] {
  switch (operator) {
    case '+':
      return (frame) => x.read(frame).add(b);
    case '-':
      return (frame) => x.read(frame).sub(b);
    case '*':
      return (frame) => x.read(frame).mul(b);
    default:
      return (frame) => x.read(frame).div(b);
  }
}

function truth(value: Value): Numbers | undefined {
  if (isNumber(value)) return constant(value ? 1 : 0);
  return isTruth(value) ? value : undefined;
}

export function asNumbers(value: Value): Numbers | undefined {
  if (isNumber(value)) return constant(Number(value));
  return isNumbers(value) ? value : undefined;
}

export function negative(value: Value, place: Place, meter: Meter): Value {
  if (isNumber(value)) return -Number(value);
  if (!isNumbers(value)) throw new Fault('wants-numbers', place, { sign: '-' });
  meter.takes(value.shape, place);
  return { shape: value.shape, read: (frame) => value.read(frame).neg() };
}

/** Powers that multiplication and roots give exactly; all others are exp(n log x). */
const MOST_FACTORS = 64;

function power(x: Numbers, n: number, { place, meter }: Sides): Numbers {
  const { shape } = x;
  meter.takes(shape, place);
  const read = (compute: (x: Tensor) => Tensor): Numbers => ({ shape, read: (frame) => compute(x.read(frame)) });
  if (n === 0.5) return read((a) => a.sqrt());
  if (n === -0.5) return read((a) => a.sqrt().reciprocal());
  if (!Number.isInteger(n) || Math.abs(n) > MOST_FACTORS) return read((a) => a.log().mul(n).exp());
  return read((a) => (n < 0 ? whole(a, -n).reciprocal() : whole(a, n)));
}

/** xⁿ by squaring. */
function whole(x: Tensor, n: number): Tensor {
  if (n === 0) return x.onesLike();
  if (n === 1) return x;
  const half = whole(x, Math.floor(n / 2)).square();
  return n % 2 === 1 ? half.mul(x) : half;
}

/** `a @ b` as torch.matmul: over the last axis of a and the last but one of b; vectors leave no axis. */
export function product(a: Numbers, b: Numbers, { place, meter, left, right }: Sides): Numbers {
  if (a.shape.length === 0 || b.shape.length === 0)
    throw new Fault('product-of-number', place, { left, right, a: shown(a.shape), b: shown(b.shape) });
  const [row, column] = [a.shape.length === 1, b.shape.length === 1];
  const wide: Shape = row ? [1, ...a.shape] : a.shape;
  const tall: Shape = column ? [...b.shape, 1] : b.shape;
  const [m = 1, k = 1] = wide.slice(-2);
  const [l = 1, n = 1] = tall.slice(-2);
  if (k !== l) throw clash(a.shape, b.shape, { place, meter, left, right });
  const leading = stretched(wide.slice(0, -2), tall.slice(0, -2), place);
  const shape = [...leading, ...(row ? [] : [m]), ...(column ? [] : [n])];
  meter.takes(shape, place);
  meter.multiplies(size(leading) * m * k * n, place);
  const { flipped: x } = a;
  const { flipped: y } = b;
  // Of a transposed matrix no number moves.
  if (x && tall.length === 2)
    return { shape, read: (frame) => x.read(frame).T.matmul(b.read(frame).reshape(tall)).reshape(shape) };
  if (y) return { shape, read: (frame) => a.read(frame).reshape(wide).matmul(y.read(frame).T).reshape(shape) };
  return {
    shape,
    read: (frame) => a.read(frame).reshape(wide).matmul(b.read(frame).reshape(tall)).reshape(shape),
  };
}

/** Which two lengths should have met, and what a transpose would have given. */
function clash(a: Shape, b: Shape, { place, left, right }: Sides): Fault {
  const [k = 1, l = 1] = [a.at(-1), b.at(b.length === 1 ? -1 : -2)];
  const values = { left, right, a: shown(a), b: shown(b), k, l };
  const matrices = a.length === 2 && b.length === 2;
  if (matrices && a[0] === l)
    return new Fault('product-turn-left', place, { ...values, result: shown([a[1]!, b[1]!]) });
  if (matrices && b[1] === k)
    return new Fault('product-turn-right', place, { ...values, result: shown([a[0]!, b[0]!]) });
  return new Fault('product', place, values);
}
