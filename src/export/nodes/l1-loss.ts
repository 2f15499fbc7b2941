/* Mean absolute error in other languages. */
import { l1Loss as node } from '../../nodes/l1-loss.ts';
import { defineLines } from '../lines.ts';
import { reduced, share } from './each.ts';

export const l1Loss = defineLines(node, {
  numpy: {
    forward: ({ Z, y }, { reduction }) => ({ L: reduced(`np.abs(${Z} - ${y})`, reduction) }),
    backward: ({ Z, y, dL, dZ }, { reduction }) => ({
      dZ: `np.sign(${Z} - ${y}) ${share(Z, dL, reduction)}`,
      dy: `-${dZ}`,
    }),
  },
  onnx: 'none',
});
