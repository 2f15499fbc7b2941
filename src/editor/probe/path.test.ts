import { expect, test } from 'vitest';
import { Explainer } from '../../debug/explain.ts';
import type { Address } from '../../document/document.ts';
import { openExample } from '../../document/examples.ts';
import { Reference } from '../../kernels/reference.ts';
import { Trainer } from '../../run/trainer.ts';
import { pathOf } from './path.ts';

const document = await openExample('two-layers');
const trainer = await Trainer.load(document, new Map(), new Reference('f64'));
if (!(trainer instanceof Trainer)) throw new Error(JSON.stringify(trainer));
trainer.evaluate();
const { network, plan } = trainer;
const explainer = new Explainer(network.device, plan, network.step(trainer.batch().length));
const pathFrom = (place: Address, index: readonly number[]) =>
  pathOf(document, [
    {
      place,
      index,
      explanation: explainer.explain(place, index) ?? null,
      influence: explainer.influence(place, index),
      value: 0,
    },
  ]);

test('a weight’s gradient: a column of dZ and a column of A, forward along the wire that brought A', () => {
  const { cells, nodes, wires } = pathFrom('linear2.dW', [0, 1]);
  expect(cells.get('linear2.dW')?.self).toEqual([[0, 1]]);
  expect(cells.get('linear2.dZ')?.sources).toEqual([
    [0, 0],
    [1, 0],
  ]);
  expect(cells.get('relu1.A')?.sources).toEqual([
    [0, 1],
    [1, 1],
  ]);
  expect([...nodes].sort()).toEqual(['linear2', 'relu1']);
  expect([...wires]).toEqual([['linear2.A', 'forward']]);
});

test('δ behind a mask comes back along the wire, and paints a row of dW', () => {
  const { cells, wires } = pathFrom('linear1.dZ', [0, 1]);
  expect(cells.get('relu1.dA')?.sources).toEqual([[0, 1]]);
  expect(cells.get('linear1.Z')?.sources).toEqual([[0, 1]]);
  expect(cells.get('linear1.dW')?.targets).toEqual([2, 3]);
  expect(wires.get('relu1.Z')).toBe('backward');
});

test('nothing is lit when nothing is looked at', () => {
  const { cells, nodes, wires } = pathOf(document, []);
  expect([cells.size, nodes.size, wires.size]).toEqual([0, 0, 0]);
});
