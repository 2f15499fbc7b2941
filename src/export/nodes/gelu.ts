/* GELU in other languages. */
import { gelu as node } from '../../nodes/gelu.ts';
import { defineLines } from '../lines.ts';
import { pyNumber } from '../python/python.ts';

const c = 0.044715;
const twice = 2 * Math.sqrt(2 / Math.PI);
const peak = pyNumber(1 / Math.sqrt(2 * Math.PI));

export const gelu = defineLines(node, {
  numpy: {
    forward: ({ Z, P }, { approximate }) => ({
      P: approximate === 'tanh' ? `sigmoid(${pyNumber(twice)} * (${Z} + ${c} * ${Z} ** 3))` : `phi(${Z})`,
      A: `${Z} * ${P}`,
    }),
    backward({ Z, P, dA }, { approximate }) {
      const growth = `${pyNumber(twice)} * (1 + ${pyNumber(3 * c)} * ${Z} ** 2)`;
      const density = approximate === 'tanh' ? `${P} * (1 - ${P}) * ${growth}` : `${peak} * np.exp(-${Z} ** 2 / 2)`;
      return { dZ: `${dA} * (${P} + ${Z} * ${density})` };
    },
  },
  module: ({ approximate }) => `nn.GELU(approximate='${approximate}')`,
  // ONNX's Gelu is younger than opset 17.
  onnx(graph, { Z }, { approximate }) {
    const times = (x: string, y: number) => graph.op('Mul', [x, graph.number(y)]);
    if (approximate === 'tanh') {
      const cube = times(graph.op('Mul', [graph.op('Mul', [Z, Z]), Z]), c);
      return graph.op('Mul', [Z, graph.op('Sigmoid', [times(graph.op('Add', [Z, cube]), twice)])]);
    }
    const erf = graph.op('Erf', [times(Z, Math.SQRT1_2)]);
    return graph.op('Mul', [Z, times(graph.op('Add', [erf, graph.number(1)]), 0.5)]);
  },
});
