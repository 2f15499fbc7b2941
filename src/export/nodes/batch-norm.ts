/* Batch normalisation in other languages. */
import { batchNorm as node } from '../../nodes/batch-norm.ts';
import type { Shape } from '../../tensor/shape.ts';
import { defineLines } from '../lines.ts';
import { pyNumber } from '../python/python.ts';

/** Over everything but the channels. */
const axes = (A: Shape = []) => (A.length === 2 ? '0' : '(0, 2, 3)');
/** [C] as [C, 1, 1] before pictures. */
const spread = (x: string, A: Shape = []) => (A.length === 2 ? x : `${x}[:, None, None]`);

export const batchNorm = defineLines(node, {
  numpy: {
    forward({ A, W, b, mean, variance, X, R }, { eps, momentum }, { shapes }) {
      const [axis, m] = [axes(shapes.A), pyNumber(momentum)];
      const at = (x: string) => spread(x, shapes.A);
      return {
        R: `1 / np.sqrt((${A}.var(axis=${axis}) if training else ${variance}) + ${pyNumber(eps)})`,
        X: `(${A} - ${at(`(${A}.mean(axis=${axis}) if training else ${mean})`)}) * ${at(R)}`,
        Z: `${at(W)} * ${X} + ${at(b)}`,
        mean: `(1 - ${m}) * ${mean} + ${m} * ${A}.mean(axis=${axis}) if training else ${mean}`,
        variance: `(1 - ${m}) * ${variance} + ${m} * ${A}.var(axis=${axis}, ddof=1) if training else ${variance}`,
      };
    },
    backward({ W, X, R, dZ, dW, db }, _, { shapes }) {
      const axis = axes(shapes.A);
      const at = (x: string) => spread(x, shapes.A);
      const n = `(${X}.size // len(${W}))`;
      return {
        dW: `(${dZ} * ${X}).sum(axis=${axis})`,
        db: `${dZ}.sum(axis=${axis})`,
        dA: `${at(`(${W} * ${R})`)} * (${dZ} - ${at(db)} / ${n} - ${X} * ${at(dW)} / ${n} if training else ${dZ})`,
      };
    },
  },
  module: ({ eps, momentum }, { shapes }) =>
    `nn.BatchNorm${shapes.A?.length === 4 ? 2 : 1}d(${shapes.A?.[1]}, eps=${pyNumber(eps)}, momentum=${pyNumber(momentum)})`,
  states: { W: 'weight', b: 'bias', mean: 'running_mean', variance: 'running_var' },
  onnx: (graph, { A, W, b, mean, variance }, { eps }) =>
    graph.op('BatchNormalization', [A, W, b, mean, variance], { epsilon: graph.float(eps) }),
});
