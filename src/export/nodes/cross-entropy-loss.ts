/* Cross-entropy in other languages. */
import { crossEntropyLoss as node } from '../../nodes/cross-entropy-loss.ts';
import { defineLines } from '../lines.ts';
import { pyNumber } from '../python/python.ts';

export const crossEntropyLoss = defineLines(node, {
  numpy: {
    forward({ Z, y, Y }, { reduction, labelSmoothing }, { shapes }) {
      const classes = shapes.Z?.at(-1) ?? 1;
      const hard = `np.eye(${classes}, dtype=np.float32)[${y}]`;
      const soft = `${pyNumber(1 - labelSmoothing)} * ${hard} + ${pyNumber(labelSmoothing / classes)}`;
      return {
        P: `softmax(${Z})`,
        Y: labelSmoothing === 0 ? hard : soft,
        L: `-(${Y} * log_softmax(${Z})).sum()${reduction === 'mean' ? ` / ${y}.size` : ''}`,
      };
    },
    backward: ({ y, P, Y, dL }, { reduction }) => ({
      dZ: `(${P} - ${Y})${reduction === 'mean' ? ` / ${y}.size` : ''} * ${dL}`,
    }),
  },
  onnx: 'none',
});
