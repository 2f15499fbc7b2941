/* Cross-entropy in other languages. */
import { crossEntropyLoss as node } from '../../nodes/cross-entropy-loss.ts';
import { defineLines } from '../lines.ts';
import { pyNumber } from '../python/python.ts';

export const crossEntropyLoss = defineLines(node, {
  numpy: {
    forward({ Z, y, Y }, { reduction, labelSmoothing }, { shapes, others }) {
      const count = shapes.Z?.at(-1) ?? 1;
      // Without an axis of rows the classes are what a batch has.
      const steady = others.every((each) => each.Z?.at(-1) === count);
      const classes = steady ? `${count}` : `${Z}.shape[-1]`;
      const hard = `np.eye(${classes}, dtype=np.float32)[${y}]`;
      const soft = `${pyNumber(1 - labelSmoothing)} * ${hard} + ${steady ? pyNumber(labelSmoothing / count) : `${pyNumber(labelSmoothing)} / ${classes}`}`;
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
