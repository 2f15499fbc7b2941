import { expect, test } from 'vitest';
import { openExample } from '../../document/examples.ts';
import { catalogue } from '../../nodes/index.ts';
import { plan } from '../../plan/plan.ts';
import { stepOf } from '../inspector/tensors.ts';
import { symbolsOf } from './symbols.ts';

const planned = plan(await openExample('two-layers'));
const symbols = (node: string, line: string) => {
  const step = stepOf(planned, node);
  if (!step) throw new Error(`no step ${node}`);
  return symbolsOf(planned, step, line);
};

test('tensors of the node are links, a transpose is raised', () => {
  expect(symbols('linear1', '∂L/∂W = dZᵀ·A')).toEqual([
    { kind: 'name', text: '∂L/∂W', place: 'linear1.dW' },
    { kind: 'sign', text: '=', spaced: true },
    { kind: 'name', text: 'dZ', place: 'linear1.dZ', raised: 'T', spaced: true },
    { kind: 'sign', text: '·' },
    { kind: 'name', text: 'A', place: 'linear1.A' },
  ]);
});

test('what readers send back is linked by its address; functions, numbers and signs are no links', () => {
  expect(symbols('linear1', '∂L/∂Z = relu1.dZ')[2]).toMatchObject({
    kind: 'name',
    text: 'relu1.dZ',
    place: 'relu1.dZ',
  });
  expect(symbols('relu1', 'A = max(0, Z)').filter(({ place }) => place)).toEqual([
    { kind: 'name', text: 'A', place: 'relu1.A' },
    { kind: 'name', text: 'Z', place: 'relu1.Z', spaced: true },
  ]);
  expect(symbols('mse-loss1', 'dZ = 2(Z − y)/n')[2]).toEqual({ kind: 'number', text: '2', spaced: true });
});

test('of every formula of the catalogue nothing is lost', () => {
  const step = stepOf(planned, 'linear1')!;
  for (const { formula } of catalogue.values())
    for (const line of [...formula.forward, ...formula.backward]) {
      const read = symbolsOf(planned, step, line).map(
        ({ text, raised = '', spaced }) => (spaced ? ' ' : '') + text + raised,
      );
      const plain = line.replace(/ᵀ/g, 'T').replace(/²/g, '2').replace(/³/g, '3').replace(/⁻¹/g, '−1');
      expect(read.join('')).toBe(plain);
    }
});
