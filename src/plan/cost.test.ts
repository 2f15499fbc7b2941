/* Counts against hand-counted examples, and against the products that a recorded pass makes. */
import { expect, test } from 'vitest';
import { randomGraph } from '../check/random-graph.ts';
import type { GraphDocument, NodeId } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import { Reference } from '../kernels/reference.ts';
import { Trainer } from '../run/trainer.ts';
import { costs, total } from './cost.ts';
import { plan } from './plan.ts';

const gallery = await openExamples();
const example = (name: string) => gallery.get(name) as GraphDocument;
const of = (document: GraphDocument) => costs(plan(document), document.training);

test('the digits network, counted by hand', () => {
  const document = example('digits');
  const counted = of(document);
  // 64 → 30 → 10 with 32 rows a batch, SGD, which keeps one number more of each parameter.
  const [W1, W2] = [64 * 30 + 30, 30 * 10 + 10];
  expect(counted.get('linear1')).toEqual({
    parameters: W1,
    multiplyAdds: 32 * 64 * 30,
    bytes: 4 * (3 * W1 + 2 * 32 * 30),
  });
  expect(counted.get('linear2')).toEqual({
    parameters: W2,
    multiplyAdds: 32 * 30 * 10,
    bytes: 4 * (3 * W2 + 2 * 32 * 10),
  });
  expect(counted.get('relu1')).toEqual({ parameters: 0, multiplyAdds: 0, bytes: 4 * 2 * 32 * 30 });
  // Values and gradients of the pictures; class numbers have none.
  expect(counted.get('digits1')?.bytes).toBe(4 * (2 * 32 * 64 + 32));
  expect(total(counted.values())).toMatchObject({ parameters: 2260, multiplyAdds: 71_040 });
  const adam = { ...document.training, optimizer: { type: 'adam', settings: {} } };
  expect(costs(plan(document), adam).get('linear1')?.bytes).toBe(4 * (5 * W1 + 2 * 32 * 30));
});

test('what the loss does not depend on has no gradient, and what is muted costs nothing', () => {
  const document = example('digits');
  const spare = { type: 'linear', position: { x: 0, y: 0 }, settings: { features: 5 } };
  const drawn: GraphDocument = {
    ...document,
    nodes: { ...document.nodes, linear3: spare, relu1: { ...document.nodes.relu1!, muted: true } },
    wires: { ...document.wires, 'linear3.A': 'digits1.X' },
  };
  const counted = of(drawn);
  expect(counted.get('linear3')).toEqual({
    parameters: 325,
    multiplyAdds: 32 * 64 * 5,
    bytes: 4 * (2 * 325 + 32 * 5),
  });
  expect(counted.has('relu1')).toBe(false);
});

/** Pairs that the matrix products of a recorded forward pass multiply, by node. */
function recorded({ network, plan }: Trainer): ReadonlyMap<NodeId, number> {
  const { calls, turns } = network.step(plan.rows?.batch ?? 1);
  const backward = turns.findIndex(({ node }, place) => place > 0 && node === null);
  const counted = new Map<NodeId, number>();
  for (const [place, { node, from }] of turns.slice(0, backward).entries())
    for (const { op, args } of calls.slice(from, turns[place + 1]?.from)) {
      const [count = 0, m = 0, k = 0, n = 0] = args.slice(3);
      if (op === 'matmul' && node) counted.set(node, (counted.get(node) ?? 0) + count * m * k * n);
    }
  return counted;
}

test('multiply-adds are those of the recorded pass, and parameters those of the network, in every example and random graphs', async () => {
  const drawings = [
    ...[...gallery.values()].map((document) => ({ document, given: new Map() })),
    ...Array.from({ length: 60 }, (_, seed) => randomGraph(seed)),
  ];
  const types = new Set<string>();
  for (const { document, given } of drawings) {
    const trainer = await Trainer.load(document, given, new Reference('f32'));
    if (!(trainer instanceof Trainer)) throw new Error(JSON.stringify(trainer));
    const counted = costs(trainer.plan, document.training);
    const made = recorded(trainer);
    for (const { node, type } of trainer.plan.steps) {
      expect(counted.get(node)?.multiplyAdds, `${document.title} ${node}`).toBe(made.get(node) ?? 0);
      if (made.has(node)) types.add(type.type);
    }
    expect(total(counted.values()).parameters).toBe(trainer.network.parameterCount);
  }
  expect([...types].toSorted()).toEqual(['attention', 'conv2d', 'linear', 'matmul']);
});
