/* Huber's loss in other languages. */
import { huberLoss as node } from '../../nodes/huber-loss.ts';
import { defineLines } from '../lines.ts';
import { pyNumber } from '../python/python.ts';
import { reduced, share } from './each.ts';

export const huberLoss = defineLines(node, {
  numpy: {
    forward: ({ Z, y, C }, { reduction, delta }) => ({
      C: `np.clip(${Z} - ${y}, ${pyNumber(-delta)}, ${pyNumber(delta)})`,
      L: reduced(`(${C} * (${Z} - ${y} - ${C} / 2))`, reduction),
    }),
    backward: ({ Z, C, dL, dZ }, { reduction }) => ({ dZ: `${C} ${share(Z, dL, reduction)}`, dy: `-${dZ}` }),
  },
  onnx: 'none',
});
