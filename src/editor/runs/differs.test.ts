/* In what two runs differ: what is computed, named as the document names it. */
import { expect, test } from 'vitest';
import * as edits from '../../document/edits.ts';
import { openExample } from '../../document/examples.ts';
import { apply, begin, type Edit } from '../../document/history.ts';
import { differencesOf, nodesIn } from './differs.ts';

const moons = await openExample('moons');
const after = (edit: Edit) => apply(begin(moons), { code: '', values: {} }, edit).present;

test('settings of training and of nodes are told with both values, and their nodes are marked', () => {
  const other = after(
    edits.together([
      edits.changeTraining({ learningRate: 1, optimizer: { type: 'sgd', settings: { momentum: 0.9 } } }),
      edits.changeSetting('linear1', 'features', 16),
    ]),
  );
  const found = differencesOf(moons, other);
  expect(found.map(({ what, before, after }) => `${what} ${before} → ${after}`).sort()).toEqual([
    'learningRate 0.3 → 1',
    'linear1.features 8 → 16',
    'optimizer.momentum – → 0.9',
  ]);
  expect([...nodesIn(found)]).toEqual(['linear1']);
});

test('nodes that are added or gone, wires and starting values are told; places, labels and the title are not', () => {
  const gone = differencesOf(moons, after(edits.removeNodes(['relu2'])));
  expect(gone.map(({ what, is }) => [what, is])).toContainEqual(['relu2', 'gone']);
  expect(gone.find(({ what }) => what === 'linear3.A')).toMatchObject({ before: 'relu2.A', after: '–' });
  const added = differencesOf(moons, after(edits.addNode('tanh1', 'tanh', { x: 0, y: 0 }, {})));
  expect(added.map(({ what, is }) => [what, is])).toEqual([['tanh1', 'added']]);
  const start = differencesOf(moons, after(edits.setValue('linear1.b', { shape: [8], data: Array(8).fill(0) })));
  expect(start.map(({ what, is }) => [what, is])).toContainEqual([expect.stringMatching(/linear1\.b|values/), 'start']);
  const looks = edits.together([
    edits.rename('Other'),
    edits.moveNodes(new Map([['relu1', { x: 9, y: 9 }]])),
    edits.labelNode('relu1', 'Bend'),
  ]);
  expect(differencesOf(moons, after(looks))).toEqual([]);
});
