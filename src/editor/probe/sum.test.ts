/* The three lines of an explanation, as one would write them by hand: the lessons' numbers, long sums, masks. */
import { expect, test } from 'vitest';
import { Explainer } from '../../debug/explain.ts';
import { type Address, parts } from '../../document/document.ts';
import { openExample } from '../../document/examples.ts';
import { Reference } from '../../kernels/reference.ts';
import { Trainer } from '../../run/trainer.ts';
import { aligned } from './aligned.ts';
import { cellName, namingFor } from './names.ts';
import { type Piece, sumOf } from './sum.ts';

async function summing(example: string) {
  const trainer = await Trainer.load(await openExample(example), new Map(), new Reference('f32'));
  if (!(trainer instanceof Trainer)) throw new Error(JSON.stringify(trainer));
  trainer.evaluate();
  const { network, plan } = trainer;
  const explainer = new Explainer(network.device, plan, network.step(trainer.batch().length));
  return (place: Address, index: readonly number[]) => {
    const explanation = explainer.explain(place, index);
    if (!explanation) throw new Error(`${place} is given`);
    const naming = namingFor(plan, parts(place).node);
    return { name: cellName(naming, { address: place, index }), ...sumOf(plan, explanation, naming) };
  };
}
const text = (terms: readonly (readonly Piece[])[]) =>
  terms.map((pieces) => pieces.map(({ text, role }) => (role ? `${role} ${text} ` : text)).join('')).join(' ');

test('lesson 2: dW[1,0] is 0.200 − 0.150 − 0 = 0.050', async () => {
  const { name, letters, numbers, products, result } = (await summing('batch-of-three'))('linear1.dW', [1, 0]);
  expect(name).toBe('dW[1,0]');
  expect(letters).toBe('dZ[0,1]·A[0,0] + dZ[1,1]·A[1,0] + dZ[2,1]·A[2,0]');
  expect(text(numbers)).toBe('(0.200)(1) + (−0.050)(3) + (−0.217)(0)');
  expect(products).toBe('0.200 − 0.150 − 0');
  expect(result).toBe('0.050');
});

test('lesson 2: a bias is a plain sum, and an output has its bias as a term', async () => {
  const sum = await summing('batch-of-three');
  expect(sum('linear1.db', [1])).toMatchObject({
    letters: 'dZ[0,1] + dZ[1,1] + dZ[2,1]',
    numbers: [],
    products: '0.200 − 0.050 − 0.217',
    result: '−0.067',
  });
  expect(sum('linear1.Z', [0, 1])).toMatchObject({ letters: 'A[0,0]·W[1,0] + A[0,1]·W[1,1] + b[1]', result: '1.60' });
});

test('lesson 3: a mask strikes through the number that it hides', async () => {
  const sum = await summing('two-layers');
  const hidden = sum('linear1.dZ', [0, 0]);
  expect(hidden.letters).toBe('relu1.dA[0,0]·(Z[0,0] > 0)');
  expect(text(hidden.numbers)).toBe('masked −2 mask 0 ');
  expect(hidden.result).toBe('0');
  const open = sum('linear1.dZ', [0, 1]);
  expect(text(open.numbers)).toBe('(4)(1)');
  expect(open.result).toBe('4');
  expect(sum('relu1.A', [0, 1])).toMatchObject({ letters: 'max(0, Z[0,1])', products: '', result: '2' });
  expect(text(sum('relu1.A', [0, 1]).numbers)).toBe('max(0, 2)');
});

test('lesson 4: what two readers send back is named by its address and added, in the order in which it arrives', async () => {
  expect((await summing('fork'))('a.dX', [0, 0])).toMatchObject({
    letters: 'e.dA[0,0] + d.dA[0,0]',
    numbers: [],
    products: '−6 + 3',
    result: '−3',
  });
});

test('of more than four terms the largest three, how many more, and their sum', async () => {
  const { letters, products, result, more, count } = (await summing('digits'))('linear2.dW', [3, 9]);
  expect(letters.split(' + ')).toHaveLength(3);
  expect([count, more?.count]).toEqual([32, 29]);
  const number = (printed: string) => Number(printed.replace('−', '-'));
  const shown = products.split(/ (?=[+−] )/).map((term) => number(term.replace(/^\+ /, '').replace(/^− /, '−')));
  const total = shown.reduce((sum, x) => sum + x, 0) + number(more?.sum ?? '');
  expect(Math.abs(total - number(result))).toBeLessThan(0.002);
});

test('numbers of one line have the same decimals, and what is not zero never reads as zero', () => {
  const print = aligned([0.2, -0.15, 0]);
  expect([0.2, -0.15, 0, 1e-7, Number.NaN].map(print)).toEqual(['0.200', '−0.150', '0', '1e-7', 'NaN']);
  expect([1, 3, 0].map(aligned([1, 3, 0]))).toEqual(['1', '3', '0']);
  expect([12345, 1].map(aligned([12345, 1]))).toEqual(['1.2e+4', '1']);
  expect([0.9999999, 0.5].map(aligned([0.9999999, 0.5]))).toEqual(['1.00', '0.50']);
});
