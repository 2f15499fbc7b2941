/* How a file looks. */
import { expect, test } from 'vitest';
import { emptyDocument, type GraphDocument } from './document.ts';
import { serialise } from './serialise.ts';

test('a file reads like code: a node, a wire, a list of numbers each on its line', () => {
  const document: GraphDocument & { later: number[] } = {
    later: [1],
    ...emptyDocument('Two layers'),
    wires: { 'relu1.Z': 'linear2.Z', 'linear10.A': 'relu1.A' },
    nodes: {
      linear10: { type: 'linear', settings: { features: 1 }, position: { y: 0, x: 40.5 } },
      linear2: { settings: { features: 3, bias: false }, position: { x: 0, y: 0 }, type: 'linear', label: 'first' },
      relu1: { type: 'relu', position: { x: 20, y: 0 }, settings: {} },
    },
    ties: {},
    values: {
      'linear2.W': { shape: [3, 2], data: [1, -0, 0.1, 1e21, -2, 3] },
      'linear10.W': { shape: [1, 40], data: Array.from({ length: 40 }, (_, i) => i / 8) },
    },
    frozen: ['linear10.W', 'linear2.W'],
  };
  expect(serialise(document)).toBe(`{
  "format": "chainrule",
  "version": 1,
  "title": "Two layers",
  "nodes": {
    "linear2": { "type": "linear", "position": { "x": 0, "y": 0 }, "label": "first", "settings": { "bias": false, "features": 3 } },
    "linear10": { "type": "linear", "position": { "x": 40.5, "y": 0 }, "settings": { "features": 1 } },
    "relu1": { "type": "relu", "position": { "x": 20, "y": 0 }, "settings": {} }
  },
  "wires": {
    "linear10.A": "relu1.A",
    "relu1.Z": "linear2.Z"
  },
  "values": {
    "linear2.W": { "shape": [3, 2], "data": [1, -0, 0.1, 1e+21, -2, 3] },
    "linear10.W": {
      "shape": [1, 40],
      "data": [${Array.from({ length: 40 }, (_, i) => i / 8).join(', ')}]
    }
  },
  "frozen": ["linear2.W", "linear10.W"],
  "training": {
    "optimizer": { "type": "sgd", "settings": {} },
    "learningRate": 0.1,
    "schedule": { "type": "constant", "every": "step", "settings": {} },
    "batchSize": 32,
    "shuffle": true,
    "split": { "test": 0.2, "seed": 42 },
    "seed": 0,
    "zeroGradients": true,
    "mode": "train"
  },
  "later": [1]
}
`);
});

test('5,000 nodes, 20,000 wires and 20,000 numbers are written in under half a second', () => {
  const ids = Array.from({ length: 5000 }, (_, i) => `linear${i}`);
  const document: GraphDocument = {
    ...emptyDocument('Large'),
    nodes: Object.fromEntries(
      ids.map((id) => [id, { type: 'linear', position: { x: 0, y: 0 }, settings: { features: 8 } }]),
    ),
    wires: Object.fromEntries(ids.flatMap((id) => ['A', 'B', 'C', 'D'].map((port) => [`${id}.${port}`, 'linear0.Z']))),
    values: { 'linear0.W': { shape: [20_000], data: Array.from({ length: 20_000 }, Math.random) } },
  };
  const start = performance.now();
  expect(serialise(document).split('\n')).toHaveLength(5000 + 20_000 + 20 + 7);
  expect(performance.now() - start).toBeLessThan(500);
});
