/* A slice in other languages. */
import type { SettingsOf } from '../../nodes/settings.ts';
import { slice as node } from '../../nodes/slice.ts';
import { defineLines } from '../lines.ts';

/** `..., 1:4` or `:, 1:4`. */
function places({ axis, start, end, step }: SettingsOf<typeof node.settings>): string {
  const taken = `${start || ''}:${end === 'size' ? '' : end}${step === 1 ? '' : `:${step}`}`;
  const whole = (count: number) => new Array<string>(count).fill(':');
  return (axis < 0 ? ['...', taken, ...whole(-1 - axis)] : [...whole(axis), taken]).join(', ');
}
/** ONNX's way of saying “to the end”. */
const LARGEST = 2 ** 53 - 1;

export const slice = defineLines(node, {
  numpy: {
    forward: ({ A }, settings) => ({ Z: `${A}[${places(settings)}]` }),
    backward: ({ A, dZ }, settings) => ({ dA: `placed(${dZ}, ${A}, np.s_[${places(settings)}])` }),
  },
  onnx: (graph, { A }, { axis, start, end, step }) =>
    graph.op('Slice', [A, ...[start, end === 'size' ? LARGEST : end, axis, step].map((n) => graph.ints([n]))]),
});
