/* Mean squared error in other languages. */
import { mseLoss as node } from '../../nodes/mse-loss.ts';
import { defineLines } from '../lines.ts';
import { reduced, share } from './each.ts';

export const mseLoss = defineLines(node, {
  numpy: {
    forward: ({ Z, y }, { reduction }, { shapes }) => ({
      L:
        reduction === 'half'
          ? `((${Z} - ${y}) ** 2).sum() / ${shapes.Z?.length === 0 ? '2' : `(2 * len(${Z}))`}`
          : reduced(`((${Z} - ${y}) ** 2)`, reduction),
    }),
    backward: ({ Z, y, dL, dZ }, { reduction }, { shapes }) => ({
      dZ:
        reduction === 'half'
          ? `(${Z} - ${y})${shapes.Z?.length === 0 ? '' : ` / len(${Z})`} * ${dL}`
          : `2 * (${Z} - ${y}) ${share(Z, dL, reduction)}`,
      dy: `-${dZ}`,
    }),
  },
  onnx: 'none',
});
