/* Binary cross-entropy of logits in other languages. */
import { bceWithLogitsLoss as node } from '../../nodes/bce-with-logits-loss.ts';
import { defineLines } from '../lines.ts';
import { reduced, share } from './each.ts';

export const bceWithLogitsLoss = defineLines(node, {
  numpy: {
    forward: ({ Z, y }, { reduction }) => ({
      P: `sigmoid(${Z})`,
      L: reduced(`(np.maximum(0, ${Z}) - ${y} * ${Z} + np.log1p(np.exp(-np.abs(${Z}))))`, reduction),
    }),
    backward: ({ Z, y, P, dL }, { reduction }) => ({
      dZ: `(${P} - ${y}) ${share(Z, dL, reduction)}`,
      dy: `-${Z} ${share(Z, dL, reduction)}`,
    }),
  },
  onnx: 'none',
});
