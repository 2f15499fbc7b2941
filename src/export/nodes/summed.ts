/* The gradient of an operand that may have been repeated to fit the other: summed back to its shape. */
import { same } from '../../tensor/shape.ts';
import type { Place } from '../lines.ts';

/** `gradient`, which has the shape of `C`, brought to the shape of `port`; rows by chance as many as the other operand has
    are so only in a full batch. */
export function summed(gradient: string, operand: string, port: 'A' | 'B', { shapes, others }: Place): string {
  const alike = [shapes, ...others].every(({ C, [port]: own }) => C && own && same(C, own) && C[0] !== 1);
  return alike ? gradient : `sum_to(${gradient}, ${operand}.shape)`;
}
