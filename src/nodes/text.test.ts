/* The text node: windows end to end, characters in the order of their code points, the tale that ships. */
import { spawnSync } from 'node:child_process';
import { expect, it, test } from 'vitest';
import { settingsOf } from '../check/trial.ts';
import { TALE, tale } from '../data/tale.ts';
import { DEFAULT_TRAINING, type GraphDocument } from '../document/document.ts';
import { plan } from '../plan/plan.ts';
import type { AnyNodeType } from './define.ts';
import { textSource } from './text.ts';

const node: AnyNodeType = textSource;
async function given(text: string, length: number) {
  const settings = settingsOf(node, { inputs: {}, settings: { text, length } });
  const rows = node.source?.rows(settings) ?? 0;
  const read = await node.source?.load?.(settings, new Int32Array(), async () => undefined);
  if (!read || !('X' in read && read.X && read.y)) throw new Error('nothing was given');
  const { X, y } = read;
  expect([X.shape, y.shape]).toEqual([
    [rows, length],
    [rows, length],
  ]);
  return { X: [...X.data], y: [...y.data], rows, indices: node.source?.indices(settings) };
}

test('windows lie end to end, and y is the character after each', async () => {
  // In order: ! a b c
  const wanted = { X: [1, 2, 3, 1, 2, 0], y: [2, 3, 1, 2, 0, 3], rows: 2, indices: { X: 4, y: 4 } };
  expect(await given('abcab!cab', 3)).toEqual(wanted);
});

test('a window that just fits is taken; characters beyond 16 bits are one each, in the order of code points', async () => {
  const wanted = { X: [0, 3, 2], y: [3, 2, 1], rows: 1, indices: { X: 4, y: 4 } };
  expect(await given('a\u{1F426}\uFF5Eb', 3)).toEqual(wanted);
});

test('the tale is as long and as varied as is known before it is loaded', async () => {
  const text = await tale();
  expect([...text].length).toBe(TALE.characters);
  expect(new Set(text).size).toBe(TALE.tokens);
  const { X, y, rows } = await given('', 32);
  expect(rows).toBe(132);
  const alphabet = [...new Set(text)].sort();
  expect(X.map((i) => alphabet[i]).join('')).toBe(text.slice(0, 132 * 32));
  expect(y.map((i) => alphabet[i]).join('')).toBe(text.slice(1, 132 * 32 + 1));
});

test('a text that is too short is said to be so, once', () => {
  const at = { position: { x: 0, y: 0 }, settings: {} };
  const document: GraphDocument = {
    ...{ format: 'chainrule', version: 1, title: '', training: DEFAULT_TRAINING },
    nodes: {
      text1: { ...at, type: 'text', settings: { text: 'short' } },
      embedding1: { ...at, type: 'embedding' },
      loss1: { ...at, type: 'cross-entropy-loss' },
    },
    wires: { 'embedding1.X': 'text1.X', 'loss1.Z': 'embedding1.Z', 'loss1.y': 'text1.y' },
  };
  const { problems } = plan(document);
  expect(problems.map(({ code, values }) => [code, values.characters])).toEqual([['text-short', 5]]);
});

const python = '/usr/bin/python3';
const torch = spawnSync(python, ['-c', 'import torch']).status === 0;
it.skipIf(!torch)('cuts as its PyTorch line does', async () => {
  const text = 'to weave, or not to weave: \u{FF5E} \u{1F426} that is the question.';
  const line = node.pytorch({}, settingsOf(node, { inputs: {}, settings: { length: 5 } }));
  const script = [
    'import json, sys, torch',
    'text = json.loads(sys.argv[1])',
    `X, y = ${line}`,
    'print(json.dumps([X.reshape(-1).tolist(), y.reshape(-1).tolist()]))',
  ].join('\n');
  const { stdout, stderr } = spawnSync(python, ['-c', script, JSON.stringify(text)], { encoding: 'utf8' });
  const { X, y } = await given(text, 5);
  expect(stdout, stderr).toBe(`${JSON.stringify([X, y]).replaceAll(',', ', ')}\n`);
});
