/* The gradient of an operand that may have been repeated to fit the other: summed back to its shape. */
import { type Shape, same } from '../../tensor/shape.ts';

/** `gradient` of shape `from`, brought to the shape of `operand`. */
export function summed(gradient: string, from: Shape | undefined, operand: string, to: Shape | undefined): string {
  return from && to && same(from, to) && from[0] !== 1 ? gradient : `sum_to(${gradient}, ${operand}.shape)`;
}
