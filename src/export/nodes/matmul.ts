/* The matrix product in other languages. */
import { matmul as node } from '../../nodes/matmul.ts';
import { defineLines } from '../lines.ts';

export const matmul = defineLines(node, {
  numpy: {
    forward: ({ A, B }) => ({ C: `${A} @ ${B}` }),
    backward({ A, B, dC }, _, { shapes }) {
      const [a, b] = [shapes.A?.length ?? 0, shapes.B?.length ?? 0];
      if (a === 2 && b === 2) return { dA: `${dC} @ ${B}.T`, dB: `${A}.T @ ${dC}` };
      // A vector takes part as a matrix of one row or one column.
      const row = a === 1 ? `${A}[None, :]` : A;
      const column = b === 1 ? `${B}[:, None]` : B;
      const product = `${dC}${a === 1 && b === 1 ? '.reshape(1, 1)' : a === 1 ? '[..., None, :]' : b === 1 ? '[..., None]' : ''}`;
      return {
        dA: `sum_to(${product} @ np.swapaxes(${column}, -1, -2), ${row}.shape).reshape(${A}.shape)`,
        dB: `sum_to(np.swapaxes(${row}, -1, -2) @ ${product}, ${column}.shape).reshape(${B}.shape)`,
      };
    },
  },
  onnx: (graph, { A, B }) => graph.op('MatMul', [A, B]),
});
