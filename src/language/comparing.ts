/* Which of two numbers is larger, as masks of 1 and 0: the quick way of a network that trains, and the strict one of a console. */
import { Tensor } from '../tensor/tensor.ts';

export type Zip = (a: Tensor, b: Tensor) => Tensor;

/** 1 where a > b, else 0. What is not a number stays what it is: training stops there, and is to say where. */
const above: Zip = (a, b) => a.sub(b).positive();
const not = (mask: Tensor) => mask.neg().add(1);
export const COMPARE: Readonly<Record<string, Zip>> = {
  '>': above,
  '<': (a, b) => above(b, a),
  '<=': (a, b) => not(above(a, b)),
  '>=': (a, b) => not(above(b, a)),
  '!=': (a, b) => above(a, b).add(above(b, a)),
  '==': (a, b) => not(above(a, b).add(above(b, a))),
};
/** 1 where b is larger; NaN is the largest of all. */
const larger: Zip = (a, b) => {
  const { shape } = a.sub(b);
  const [x, y] = [a, b].map((each) => each.expand(shape).reshape([...shape, 1]));
  return x!.concat(y!, -1).argmax(-1);
};
const infinity = ({ device }: Tensor) => new Tensor(device, [], device.constant(Number.POSITIVE_INFINITY));
/** 1 where x is not a number, else 0. */
export const isNaNumber = (x: Tensor) => larger(infinity(x), x);
const strictlyAbove: Zip = (a, b) => larger(b, a).mul(not(isNaNumber(a)));
const equal: Zip = (a, b) =>
  not(isNaNumber(a).maximum(isNaNumber(b)).add(strictlyAbove(a, b)).add(strictlyAbove(b, a)));
/** As Python answers, also about ∞ and NaN. */
export const STRICT: typeof COMPARE = {
  '>': strictlyAbove,
  '<': (a, b) => strictlyAbove(b, a),
  '<=': (a, b) => strictlyAbove(b, a).add(equal(a, b)),
  '>=': (a, b) => strictlyAbove(a, b).add(equal(a, b)),
  '!=': (a, b) => not(equal(a, b)),
  '==': equal,
};
