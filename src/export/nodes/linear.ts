/* Linear in other languages. */
import { linear as node } from '../../nodes/linear.ts';
import { defineLines } from '../lines.ts';
import { pyFlag } from '../python/python.ts';
import { flat } from './flat.ts';

export const linear = defineLines(node, {
  numpy: {
    forward: ({ A, W, b }) => ({ Z: b ? `${A} @ ${W}.T + ${b}` : `${A} @ ${W}.T` }),
    backward: ({ A, W, dZ }, _, { shapes }) => {
      const [rows, gradient] = [flat(A, shapes.A), flat(dZ, shapes.Z)];
      return { dW: `${gradient}.T @ ${rows}`, db: `${gradient}.sum(axis=0)`, dA: `${dZ} @ ${W}` };
    },
  },
  module: ({ features, bias }, { shapes }) =>
    `nn.Linear(${shapes.A?.at(-1)}, ${features}${bias ? '' : `, bias=${pyFlag(bias)}`})`,
  states: { W: 'weight', b: 'bias' },
  onnx(graph, { A, W, b }, _, { shapes }) {
    if (shapes.A?.length === 2) return graph.op('Gemm', b ? [A, W, b] : [A, W], { transB: 1 });
    const product = graph.op('MatMul', [A, graph.op('Transpose', [W], { perm: [1, 0] })]);
    return b ? graph.op('Add', [product, b]) : product;
  },
});
