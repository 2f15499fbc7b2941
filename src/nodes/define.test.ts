/* What the contract of a node refuses at compile time: the check is that of `tsc`, run by `npm run check`. */
import { expect, it } from 'vitest';
import { defineNode } from './define.ts';
import { linear } from './linear.ts';

it('does not compile a node whose backward leaves out a gradient', () => {
  const lacking = defineNode({
    ...{ type: 'lacking', words: linear.words, category: 'layer', settings: {} },
    inputs: ['A'],
    parameters: { W: 'ones', b: 'zeros' },
    outputs: ['Z'],
    formula: { forward: [], backward: [] },
    shapes: ({ A }) => ({ W: A, b: A, Z: A }),
    forward: ({ A, W, b }) => ({ Z: A.mul(W).add(b) }),
    // @ts-expect-error db is missing
    backward: ({ A, W }, { dZ }) => ({ dA: dZ.mul(W), dW: dZ.mul(A) }),
    pytorch: ({ A, W, b }) => `${A} * ${W} + ${b}`,
    example: { inputs: { A: [2] } },
  });
  expect(lacking.type).toBe('lacking');
});

it('does not compile a forward that misses an output, or a name that is no tensor of the node', () => {
  const wrong = defineNode({
    ...{ type: 'wrong', words: linear.words, category: 'layer', settings: {} },
    inputs: ['A'],
    parameters: {},
    outputs: ['Z', 'Y'],
    formula: { forward: [], backward: [] },
    shapes: ({ A }) => ({ Z: A, Y: A }),
    // @ts-expect-error Y is missing
    forward: ({ A }) => ({ Z: A }),
    // @ts-expect-error there is no tensor B
    backward: ({ B }, { dZ, dY }) => ({ dA: dZ.add(dY).mul(B) }),
    pytorch: ({ A }) => `${A}`,
    example: { inputs: { A: [2] } },
  });
  expect(wrong.outputs).toEqual(['Z', 'Y']);
});
