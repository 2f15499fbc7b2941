/* Tests of what React Flow is given: every node and wire, in the order of computation, and the same objects as long as
   nothing about them changed. */
import { expect, test } from 'vitest';
import { type GraphDocument, parts } from '../../document/document.ts';
import { addNode, changeSetting, connect, disconnect, moveNodes } from '../../document/edits.ts';
import { openExamples } from '../../document/examples.ts';
import { apply, begin, type Edit } from '../../document/history.ts';
import { plan } from '../../plan/plan.ts';
import { derive, type Facts, type Flow } from './flow.ts';

const gallery = await openExamples();
const example = (name: string) => gallery.get(name) as GraphDocument;

const names: Facts['names'] = { node: ({ label }) => label, wire: (output, input) => `${output} ${input}` };
const facts = (document: GraphDocument, more: Partial<Facts> = {}): Facts => ({
  document,
  plan: plan(document),
  selection: new Set(),
  measured: new Map(),
  moving: new Map(),
  wire: null,
  names,
  ...more,
});
const after = (document: GraphDocument, edit: Edit) =>
  apply(begin(document), { code: 'edit', values: {} }, edit).present;
const nodeOf = ({ nodes }: Flow, id: string) => nodes.find((node) => node.id === id);
const changed = (a: Flow, b: Flow) => b.nodes.filter((node) => node !== nodeOf(a, node.id)).map(({ id }) => id);

const moons = example('moons');

test('nodes stand in the order of computation, and every wire is an edge', () => {
  const { nodes, edges } = derive(facts(moons));
  expect(nodes.map(({ id }) => id)).toEqual([
    ...['points1', 'linear1', 'relu1', 'linear2', 'relu2', 'linear3', 'cross-entropy-loss1'],
  ]);
  expect(Object.fromEntries(edges.map((edge) => [edge.id, `${edge.source}.${edge.sourceHandle}`]))).toEqual(
    moons.wires,
  );
  for (const { id, target, targetHandle } of edges)
    expect(parts(id as `${string}.${string}`)).toEqual({ node: target, name: targetHandle });
});

test('deriving the same again gives the same arrays', () => {
  const before = derive(facts(moons));
  const again = derive(facts(moons), before);
  expect(again.nodes).toBe(before.nodes);
  expect(again.edges).toBe(before.edges);
});

test('moving, selecting and measuring a node leave all others and its card untouched', () => {
  const before = derive(facts(moons));
  const shared = { plan: before.facts.plan };
  const moved = derive(facts(after(moons, moveNodes(new Map([['relu1', { x: 9, y: 9 }]]))), shared), before);
  expect(changed(before, moved)).toEqual(['relu1']);
  expect(nodeOf(moved, 'relu1')?.data.card).toBe(nodeOf(before, 'relu1')?.data.card);
  const dragged = derive(facts(moons, { ...shared, moving: new Map([['relu1', { x: 1, y: 2 }]]) }), before);
  expect(nodeOf(dragged, 'relu1')?.position).toEqual({ x: 1, y: 2 });
  expect(changed(before, dragged)).toEqual(['relu1']);
  expect(changed(before, derive(facts(moons, { ...shared, selection: new Set(['linear1']) }), before))).toEqual([
    'linear1',
  ]);
  const measured = new Map([['linear2', { width: 224, height: 400 }]]);
  expect(changed(before, derive(facts(moons, { ...shared, measured }), before))).toEqual(['linear2']);
});

test('changing a width changes the cards that show a shape of it, and no others', () => {
  const before = derive(facts(moons));
  const wider = derive(facts(after(moons, changeSetting('linear2', 'features', 5))), before);
  expect(changed(before, wider)).toEqual(['linear2', 'relu2', 'linear3']);
  expect(nodeOf(wider, 'linear2')?.data.card.sizes).toBe('8→5');
});

test('an unwired node says so, and what comes after it waits', () => {
  const { nodes } = derive(facts(after(moons, disconnect('relu1.Z'))));
  const states = Object.fromEntries(nodes.map(({ id, data }) => [id, data.card.state]));
  expect(states).toMatchObject({
    linear1: 'ready',
    relu1: 'unwired',
    linear2: 'waits',
    'cross-entropy-loss1': 'waits',
  });
});

test('a clash of shapes makes its node wrong; the ports keep the shapes that clash', () => {
  const wrong = after(moons, connect('cross-entropy-loss1.Z', 'points1.y'));
  const card = derive(facts(wrong)).nodes.find(({ id }) => id === 'cross-entropy-loss1')?.data.card;
  expect(card?.state).toBe('wrong');
  expect(card?.problem?.code).toBe('wants-numbers');
  expect(card?.inputs.map(({ shape }) => shape)).toEqual([[200], [200]]);
});

test('a node that the loss does not depend on has pictures but no gradients', () => {
  const document = after(after(moons, addNode('tanh1', 'tanh', { x: 0, y: 900 }, {})), connect('tanh1.Z', 'linear1.Z'));
  const { nodes } = derive(facts(document));
  const card = nodes.find(({ id }) => id === 'tanh1')?.data.card;
  expect(card).toMatchObject({ reaches: false, state: 'ready' });
  expect(card?.blocks.map(({ partner }) => partner)).toEqual([null]);
  expect(nodes.find(({ id }) => id === 'linear1')?.data.card.outputs[0]?.wires).toBe(2);
});

test('a Linear shows its output, then its bias, then its weights, each beside its gradient', () => {
  const card = nodeOf(derive(facts(moons)), 'linear1')?.data.card;
  expect(card?.blocks.map(({ name, partnerName }) => `${name}|${partnerName}`)).toEqual(['Z|dZ', 'b|db', 'W|dW']);
});

test('the labels of moons run under the nodes, the wires of the chain straight', () => {
  const { edges } = derive(facts(moons));
  const under = edges.filter(({ data }) => data && 'under' in data.route).map(({ id }) => id);
  expect(under).toEqual(['cross-entropy-loss1.y']);
});

test('runs of different outputs under the same nodes lie beside each other', () => {
  const { edges } = derive(facts(example('residual-fork')));
  const runs = edges.flatMap(({ data }) => (data && 'under' in data.route ? [data.route.under] : []));
  expect(runs.length).toBeGreaterThan(1);
  expect(new Set(runs).size).toBe(runs.length);
});
