import { expect, test } from 'vitest';
import type { NodeId } from '../../document/document.ts';
import { openExample } from '../../document/examples.ts';
import { apply, begin } from '../../document/history.ts';
import { rewriteBackward } from '../../document/rewriting.ts';
import { plan } from '../../plan/plan.ts';
import { numpyOf, writtenOf } from './numpy.ts';

const drawn = await openExample('digits');
const digits = plan(drawn);
const rewritten = (text: string, secret = false) =>
  apply(begin(drawn), { code: 'rewrite', values: {} }, rewriteBackward('linear2' as NodeId, text, secret)).present;

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

test('a gradient whose backward somebody wrote has the line that was written', () => {
  const document = rewritten('W.grad_ = dZ.T @ A  # turned\nG = dZ\ndb = (G\n  .mean(0))\ndb *= 2');
  expect(writtenOf(document, digits, 'linear2.dW')).toEqual({
    line: 'W.grad_ = dZ.T @ A',
    formula: '∂L/∂W = dZᵀ @ A',
  });
  expect(writtenOf(document, digits, 'linear2.db')).toEqual({ line: 'db *= 2', formula: '∂L/∂b *= 2' });
  expect(writtenOf(document, digits, 'linear2.dA')).toEqual({ line: undefined, formula: undefined });
  expect(writtenOf(rewritten('dW = ('), digits, 'linear2.dW')?.line).toBeUndefined();
});

test('what is not written, or is to be found, is not told', () => {
  const document = rewritten('dW = dZ');
  for (const place of ['linear2.Z', 'linear2.dZ', 'linear1.dW'] as const)
    expect(writtenOf(document, digits, place)).toBeUndefined();
  expect(writtenOf(rewritten('dW = dZ', true), digits, 'linear2.dW')).toBeUndefined();
});
