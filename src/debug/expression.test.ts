/* Expressions give what NumPy gives of the numbers of lesson 2, name tensors by letter and by address, and say what is wrong. */
import { expect, test } from 'vitest';
import { openExample } from '../document/examples.ts';
import { Reference } from '../kernels/reference.ts';
import { Fault } from '../language/fault.ts';
import { Trainer } from '../run/trainer.ts';
import { read } from '../tensor/tensor.ts';
import { express, single } from './expression.ts';

const trainer = await Trainer.load((await openExample('batch-of-three'))!, new Map(), new Reference('f64'));
if (!(trainer instanceof Trainer)) throw new Error('lesson 2 cannot be trained');
const { pass, loss } = trainer.evaluate();
const scope = { plan: trainer.plan, pass, node: 'linear1', numbers: { loss, step: 3, alpha: 0.5 } };

const value = (text: string) => express(text, scope);
const numbers = (text: string) => Array.from(value(text).data);
const tensor = (place: 'linear1.dW' | 'linear1.dZ' | 'input1.X') => Array.from(read(pass.get(place)!));

test('arithmetic, comparison and logic bind as in Python', () => {
  expect(numbers('2 + 3*4 ** 2')).toEqual([50]);
  expect(numbers('-2 ** 2')).toEqual([-4]);
  expect(value('loss > 0 and not W.max() > 9')).toMatchObject({ shape: [], data: Float64Array.of(1), truth: true });
  expect(numbers('alpha * step')).toEqual([1.5]);
});

test('a tensor has the address and, at the node at hand, the letter of the notebook', () => {
  const dW = tensor('linear1.dW');
  expect(numbers('dW')).toEqual(dW);
  expect(numbers('linear1.dW[1,0]')[0]).toBeCloseTo(0.05, 12);
  for (const text of ['delta.T @ A', 'δ.T @ A', 'linear1.dZ.T @ input1.X', 'W.grad', 'np.matmul(dZ.T, A)'])
    numbers(text).forEach((each, i) => {
      expect(each, text).toBeCloseTo(dW[i]!, 12);
    });
  expect(numbers('mse-loss1.L-loss')).toEqual([0]);
  expect(numbers('dW.shape')).toEqual([2, 2]);
  expect(numbers('(Z > 0).mean()')[0]).toBeGreaterThan(0);
  expect(numbers('dZ.sum(0) - db')).toEqual([0, 0]);
});

test('spread is NumPy’s, and what is not a number equals nothing', () => {
  const dW = tensor('linear1.dW');
  const mean = dW.reduce((sum, x) => sum + x, 0) / 4;
  const variance = dW.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 4;
  expect(numbers('dW.var()')[0]).toBeCloseTo(variance, 12);
  expect(numbers('np.std(dW) ** 2')[0]).toBeCloseTo(variance, 12);
  const [a, b, c, d] = dW as [number, number, number, number];
  expect(numbers('dW.std(0, keepdims=True)[0]')[1]).toBeCloseTo(Math.abs(b - d) / 2, 12);
  expect(numbers('dW.var(axis=1)')[0]).toBeCloseTo(((a - b) / 2) ** 2, 12);
  expect(c).not.toBe(d);
  // The logarithms of 1 and −1, of 1 and 1.
  const odd = 'log(2 * tril(ones(2, 2)) - 1)';
  expect(value(`isnan(${odd})`)).toMatchObject({ data: Float64Array.of(0, 1, 0, 0), truth: true });
  for (const [sign, data] of [
    ['==', [1, 0, 1, 1]],
    ['!=', [0, 1, 0, 0]],
    ['<=', [1, 0, 1, 1]],
    ['>=', [1, 0, 1, 1]],
    ['<', [0, 0, 0, 0]],
  ] as const)
    expect(numbers(`${odd} ${sign} ${odd}`), sign).toEqual(data);
  const infinite = 'log(dW * 0)';
  for (const [text, truth] of [
    [`${infinite} == ${infinite}`, 1],
    [`${infinite} == -${infinite}`, 0],
    [`${infinite} <= -${infinite}`, 1],
    [`${infinite} >= -${infinite}`, 0],
  ] as const)
    expect(numbers(text), text).toEqual([truth, truth, truth, truth]);
});

test('a condition is spelled with addresses, names its tensors, and may be about what is still to come', () => {
  const early = { ...scope, pass: new Map([...pass].filter(([place]) => !place.includes('.d'))) };
  expect(express('norm(dW) < 1e-7 or A.max() > loss', early, false)).toMatchObject({
    text: 'norm(linear1.dW) < 1e-7 or input1.X.max() > loss',
    places: ['linear1.dW', 'input1.X'],
    shape: [],
  });
  expect(() => express('norm(dW)', early)).toThrow(expect.objectContaining({ code: 'pending' }));
  expect(() => single(express('dW > 0', early, false))).toThrow(expect.objectContaining({ code: 'not-one' }));
});

test.each([
  ['A +', 'unfinished'],
  ['(A', 'expected'],
  ['A = 3', 'unexpected'],
  ['1 < 2 < 3', 'chained'],
  ['A.foo', 'unknown-property'],
  ['foo(A)', 'unknown-function'],
  ['linear9.W', 'unknown-name'],
  ['toString', 'unknown-name'],
  ['A @ A', 'product-turn-left'],
  ['A[9]', 'outside'],
  ['zeros(4096, 4096) @ zeros(4096, 4096)', 'too-slow'],
  ['linear1.nothing', 'unknown-name'],
])('%j is refused: %s', (text, code) => {
  let fault: unknown;
  try {
    value(text);
  } catch (error) {
    fault = error;
  }
  expect(fault).toBeInstanceOf(Fault);
  expect((fault as Fault).code).toBe(code);
});
