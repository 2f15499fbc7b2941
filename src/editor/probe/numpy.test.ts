import { expect, test } from 'vitest';
import { openExample } from '../../document/examples.ts';
import { plan } from '../../plan/plan.ts';
import { numpyOf } from './numpy.ts';

const digits = plan(await openExample('digits'));

test('a tensor has the notebook’s line in the letters of its node', () => {
  expect(numpyOf(digits, 'linear2.dW')).toBe('dW = dZ.T @ A');
  expect(numpyOf(digits, 'linear2.db')).toBe('db = dZ.sum(axis=0)');
  expect(numpyOf(digits, 'linear2.dA')).toBe('dA = dZ @ W');
  expect(numpyOf(digits, 'linear2.Z')).toBe('Z = A @ W.T + b');
  expect(numpyOf(digits, 'relu1.dZ')).toMatch(/^dZ = dA \* \(Z > 0\)/);
});

test('what is given has none, nor has a gradient that the readers compute', () => {
  expect(numpyOf(digits, 'digits1.X')).toBeUndefined();
  expect(numpyOf(digits, 'linear2.W')).toBeUndefined();
  expect(numpyOf(digits, 'linear2.dZ')).toBeUndefined();
});
