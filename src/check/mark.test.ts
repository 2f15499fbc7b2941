/* Each slip of whoever writes a backward, with the sentence that it gets. */
import { expect, it } from 'vitest';
import type { AnyNodeType } from '../nodes/define.ts';
import { catalogue } from '../nodes/index.ts';
import { backwardPrograms } from '../nodes/programs.ts';
import { diagnosisSaid, faultSaid } from '../words/language.ts';
import { mark } from './mark.ts';
import { type Case, randomValues } from './trial.ts';

function marked(type: string, text: string, trial?: Case) {
  const node = catalogue.get(type) as AnyNodeType;
  const asked = trial ?? node.example;
  return mark({ node, trial: asked, mode: 'train', values: randomValues(node, asked, 'train', 5) }, text);
}

const LINEAR = { inputs: { A: [4, 3] }, settings: { features: 2 } };
const rest = (name: string) =>
  ['dW = dZ.T @ A', 'db = dZ.sum(0)', 'dA = dZ @ W'].filter((line) => !line.startsWith(name)).join('\n');

it.each<[type: string, text: string, code: string]>([
  ['linear', `dW = -dZ.T @ A\n${rest('dW')}`, 'sign'],
  ['linear', `dW = A.T @ dZ\n${rest('dW')}`, 'transposed'],
  ['linear', `dW = dZ @ A\n${rest('dW')}`, 'transpose-missing'],
  ['linear', `dA = dZ @ W.T\n${rest('dA')}`, 'transpose-extra'],
  ['linear', `dA = W @ dZ\n${rest('dA')}`, 'order'],
  ['linear', `db = dZ.sum(1)\n${rest('db')}`, 'axis'],
  ['linear', `db = dZ\n${rest('db')}`, 'batch-sum'],
  ['linear', `db = dZ.mean(0)\n${rest('db')}`, 'mean-for-sum'],
  ['linear', `db = dZ.sum(0) / len(dZ)\n${rest('db')}`, 'over-count'],
  ['linear', `dW = 2 * dZ.T @ A\n${rest('dW')}`, 'factor-two'],
  ['linear', `db = Z.sum(0)\n${rest('db')}`, 'value-for-gradient'],
  ['linear', `dW = dZ.T @ A\nW = W - 0.1 * dW\n${rest('dW')}`, 'updated'],
  ['relu', 'dZ = dA * (dA > 0)', 'mask-of-gradient'],
  ['relu', 'dZ = dA * (Z < 0)', 'mask-reversed'],
  ['relu', 'dZ = dA * (Z > 1)', 'mask-edge'],
  ['relu', 'dZ = dA', 'mask-missing'],
  ['relu', 'dZ = (Z > 0) * 1', 'upstream-missing'],
  ['sigmoid', 'dZ = dA * A * (1 + A)', 'sign-of-term'],
  ['sigmoid', 'dZ = dA * A', 'factor-missing'],
  ['sigmoid', 'dZ = dA * Z * (1 - A)', 'input-for-output'],
  ['tanh', 'dZ = dA * (1 - Z ** 2)', 'input-for-output'],
  ['tanh', 'dZ = dA * (1 - A ** 3)', 'power'],
  ['square', 'dA = dZ * A', 'factor-two'],
  ['square', 'dA = 2 * dZ * Z', 'output-for-input'],
  ['multiply', 'dA = sum_to_size(dC * A, A.shape)\ndB = sum_to_size(dC * A, B.shape)', 'wrong-tensor'],
  ['divide', 'dA = sum_to_size(dC * B, A.shape)\ndB = sum_to_size(-dC * C / B, B.shape)', 'divide'],
  ['exp', 'dA = dZ * log(Z)', 'function'],
  ['exp', 'dA = dZ\ndA = dA * Z * dZ', 'upstream-twice'],
  ['softmax', 'dZ = A * (dA - (A * dA).sum(axis))', 'keepdims'],
  ['tanh', 'dZ = dA * A ** 2', 'term-missing'],
  ['elu', 'dZ = dA * ((Z > 0) + 2 * alpha * exp(minimum(Z, 0)) * (Z <= 0))', 'number'],
  ['mean', 'dA = dZ.reshape(A.sum(axis, keepdims=True).shape).expand(A.shape)', 'count-missing'],
])('%s: %j is told as %s', (type, text, code) => {
  const { right, diagnoses } = marked(type, text, type === 'linear' ? LINEAR : undefined);
  expect(right).toBe(false);
  expect(diagnoses.map((each) => each.code)).toContain(code);
  for (const language of ['en', 'ja'] as const)
    for (const each of diagnoses) expect(diagnosisSaid(language, each)).not.toMatch(/\{\w+\}|undefined/);
});

it('calls the true backward of every node right, in both modes of training', () => {
  for (const [type, text] of Object.entries(backwardPrograms)) {
    if (type === 'parameter') continue;
    const { right, fault, diagnoses } = marked(type, text);
    expect([type, right, fault?.code, diagnoses]).toEqual([type, true, undefined, []]);
  }
});

it("answers the notebook's own line W.grad_ = Z.grad_ @ A by the axes that clash", () => {
  const { fault, diagnoses } = marked('linear', `W.grad_ = Z.grad_ @ A\n${rest('dW')}`, LINEAR);
  expect(fault && faultSaid('en', fault)).toBe(
    'Z.grad_ is [4, 2] and A is [4, 3]: the axes of 2 and 4 clash. Turned over, Z.grad_.T @ A would give [2, 3].',
  );
  expect(diagnoses.map(({ code }) => code)).toEqual(['transpose-missing']);
});

it('says so where that line runs, because there are as many samples as outputs, and is still wrong', () => {
  const square = { inputs: { A: [4, 4] }, settings: { features: 4 } };
  const { fault, diagnoses } = marked('linear', `W.grad_ = Z.grad_ @ A\n${rest('dW')}`, square);
  expect(fault?.code).toMatch(/^product/);
  expect(diagnoses.map(({ code }) => code)).toEqual(['fits-by-chance', 'transpose-missing']);
});
