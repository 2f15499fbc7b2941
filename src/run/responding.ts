/* What a network makes of one sample from outside, and how that would change with the sample: as for using it. */
import { type Address, address, gradientOf } from '../document/document.ts';
import type { Run } from '../nodes/define.ts';
import type { Step } from '../plan/plan.ts';
import type { Tensor, TensorData } from '../tensor/tensor.ts';
import { read } from '../tensor/tensor.ts';
import { backward, forward, type Pass } from './pass.ts';

export interface Response {
  /** One row of the output: the logits of the classes, or a number. */
  readonly said: Float32Array;
  /** Which of its numbers was followed back. */
  readonly column: number;
  /** The gradient of that number, one for each of the sample's; of characters how long it is at what they pick. */
  readonly gradient: Float32Array;
}

/** Writes numbers into memory. */
export type Fill = (pointer: number, numbers: TensorData['data']) => void;

interface Question {
  /** From the sample to the output. */
  readonly steps: readonly Step[];
  /** The sample, the parameters and the buffers. */
  readonly values: Pass;
  readonly input: Address;
  readonly output: Address;
  readonly row: number;
  /** Null: that of the largest number. */
  readonly column: number | null;
}

export function response(
  { steps, values, input, output, row, column }: Question,
  run: (step: Step) => Run,
  fill: Fill,
): Response | undefined {
  const given = values.get(input);
  const pass = forward(steps, values, run);
  const result = pass.get(output);
  if (!given || !result || row >= result.rows || (column ?? 0) >= result.columns) return undefined;
  const { columns } = result;
  const said = Float32Array.from(read(result).slice(row * columns, (row + 1) * columns));
  // Among numbers that are none, the first.
  const chosen = column ?? Math.max(0, said.indexOf(said.reduce((most, each) => Math.max(most, each))));
  const one = result.zerosLike();
  fill(one.pointer + row * columns + chosen, [1]);
  const gradients = backward(steps, [], pass, run, new Map([[gradientOf(output), one]]));
  const first = steps.find(({ sources }) => [...sources.values()].includes(input));
  const picked = first && address(first.node, first.type.outputs[0] ?? '');
  const found = gradients.get(gradientOf(input)) ?? (picked && gradients.get(gradientOf(picked)));
  return found && { said, column: chosen, gradient: perNumber(found, given.size) };
}

/** Where a number of the sample picked many, the length of their gradient. */
function perNumber(gradient: Tensor, count: number): Float32Array {
  const data = read(gradient);
  const each = data.length / count;
  if (each === 1) return Float32Array.from(data);
  return Float32Array.from({ length: count }, (_, i) => Math.hypot(...data.slice(i * each, (i + 1) * each)));
}
