/* Of every call of every node: the quick way from a cell to those that depend on it finds what a look at all of them finds. */
import { expect, test } from 'vitest';
import { alone, explained } from '../check/explain-trial.ts';
import { Dice } from '../check/random-graph.ts';
import { casesOf } from '../check/trial-cases.ts';
import { catalogue } from '../nodes/index.ts';
import { type Definition, definition, dependents, outputs, searched } from './definition.ts';

const cellsOf = (made: Definition | undefined) =>
  made && 'products' in made
    ? made.products.flatMap(({ cells, over }) => (over ? [...cells, over] : cells))
    : (made?.cells ?? []);

test('cells and their dependents belong to each other, in the calls of every node', async () => {
  const seen = new Set<string>();
  for (const node of catalogue.values())
    for (const [seed, { trial }] of node.source ? [] : casesOf(node).entries()) {
      const { trainer } = await explained(...alone(node, trial, 'train', seed));
      const { device } = trainer.network;
      const dice = new Dice(seed);
      for (const call of trainer.network.step(1).calls)
        for (const at of dice.shuffled(outputs(device, call)).slice(0, 4))
          for (const cell of dice.shuffled(cellsOf(definition(device, call, at))).slice(0, 1)) {
            const [quick, all] = [dependents, searched].map((find) => find(device, call, cell.pointer, cell.index));
            const order = (x: number, y: number) => x - y;
            expect([...new Set(quick)].toSorted(order), `${node.type} ${call.op}`).toEqual(all?.toSorted(order));
            seen.add(call.op);
          }
    }
  for (const op of [
    'matmul',
    'zip',
    'map',
    'reduce',
    'move',
    'fold',
    'unfold',
    'tril',
    'softmax',
    'softmaxGradient',
    'scatterAdd',
  ])
    expect([...seen]).toContain(op);
}, 60_000);
