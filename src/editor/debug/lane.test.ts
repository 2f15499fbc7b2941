/* Where iterations of real examples stand at their micro-steps. */
import { expect, test } from 'vitest';
import { Debugger } from '../../debug/debugger.ts';
import { type Address, type GraphDocument, gradientOf } from '../../document/document.ts';
import { openExamples } from '../../document/examples.ts';
import { Reference } from '../../kernels/reference.ts';
import { Trainer } from '../../run/trainer.ts';
import { debugWord } from '../../words/debugging.ts';
import type { TraceEvent } from '../../worker/debugging.ts';
import { type Lane, laneOf, missing } from './lane.ts';
import { reasonIn, whatIn } from './reason.ts';
import type { Say } from './say.ts';
import { spoken } from './spoken.ts';

const gallery = await openExamples();
const say: Say = (key, values) => debugWord('en', key, values);
const sagt: Say = (key, values) => debugWord('ja', key, values);

async function walked(document: GraphDocument) {
  const trainer = await Trainer.load(document, new Map(), new Reference('f32'), 2 ** 20);
  if (!(trainer instanceof Trainer)) throw new Error('the example does not load');
  const { events } = new Debugger(
    trainer,
    () => document,
    () => {},
  );
  const at = (find: (event: TraceEvent) => boolean) => events.findIndex(find) + 1;
  return { events, at, lane: (position: number, before?: Lane) => laneOf(events, position, document.wires, before) };
}
const example = (name: string) => walked(gallery.get(name) as GraphDocument);
const fork = await example('residual-fork');
const layers = await example('two-layers');

test('phases count their micro-steps, and the strip begins and ends whole', () => {
  const { lane, events } = layers;
  const counts = (position: number) => [...lane(position).phases].map(([, { done, of }]) => `${done}/${of}`);
  const totals = ['forward', 'loss', 'backward', 'update'].map(
    (phase) => events.filter((event) => event.phase === phase).length,
  );
  expect(totals.every((count) => count > 0)).toBe(true);
  expect(lane(0)).toMatchObject({ phase: 'forward', current: null });
  expect(counts(0)).toEqual(totals.map((count) => `0/${count}`));
  expect(counts(events.length)).toEqual(totals.map((count) => `${count}/${count}`));
  expect(lane(events.length).phase).toBe('update');
});

test('a node is current in its turn, waits for the gradient that it reads, and is done after its turn', () => {
  const { lane, at } = layers;
  const position = at(({ node, writes, kind }) => kind === 'value' && writes === 'linear2.dW' && node === 'linear2');
  const { nodes } = lane(position);
  expect(nodes.get('linear2')).toMatchObject({ state: 'current', phase: 'backward', of: 5 });
  expect(nodes.get('mse-loss1')).toMatchObject({ state: 'done' });
  expect(nodes.get('relu1')).toMatchObject({ state: 'waits', reason: { kind: 'needs', tensor: 'linear2.dA' } });
  expect(nodes.get('linear1')).toMatchObject({ state: 'waits', reason: { kind: 'needs', tensor: 'relu1.dZ' } });
  const received = layers.events.findIndex(({ kind, node }) => kind === 'receive' && node === 'relu1');
  expect(reasonIn(missing(layers.events, received, position), say)).toBe('needs linear2.dA');
  expect(lane(position - 2).nodes.get('linear2')).toMatchObject({ state: 'next' });
});

test('at a fork a node waits for every reader, and the sum counts what has come', () => {
  const { lane, at, events } = fork;
  const first = at(({ arrival }) => arrival?.at === 'relu1.A' && arrival.count === 1);
  const second = at(({ arrival }) => arrival?.at === 'relu1.A' && arrival.count === 2);
  const counts = [first - 1, first, second].map((position) => lane(position).sums.get('relu1.A'));
  expect(counts.map((sum) => sum?.done)).toEqual([0, 1, 2]);
  expect(counts[0]).toMatchObject({ of: 2, carried: false });
  expect([...(counts[0]?.addends ?? [])].sort()).toEqual(['add1.dB', 'linear2.dA']);
  const waiting = lane(first).nodes.get('relu1');
  expect(waiting).toMatchObject({ state: 'waits', reason: { kind: 'waits', nodes: ['linear2'], come: 1, of: 2 } });
  expect(reasonIn(missing(events, second, first), say)).toBe('waits for: linear2');
  expect(reasonIn(missing(events, second, first - 1), say)).toBe('waits for: linear2, add1');
});

test('with gradients that are carried over a parameter’s gradient is a sum, its first addend of earlier passes', async () => {
  const document = gallery.get('fork') as GraphDocument;
  const carried = await walked({ ...document, training: { ...document.training, zeroGradients: false } });
  const sums = [...carried.lane(0).sums];
  expect(sums.length).toBeGreaterThan(0);
  for (const [, sum] of sums) expect(sum).toMatchObject({ carried: true, done: 1 });
  const whole = [...carried.lane(carried.events.length).sums.values()];
  expect(whole.every(({ done, of }) => done === of && of > 1)).toBe(true);
  expect((await walked(document)).lane(0).sums.size).toBeLessThan(sums.length + 1);
});

test('wires carry values forward as they are read and gradients back as they are sent', () => {
  const { lane, at } = layers;
  const forward = lane(at(({ writes }) => writes === 'relu1.A'));
  const alone = { place: 0, shared: false };
  expect([...forward.wires]).toEqual([['relu1.Z', { forward: true, backward: false, moves: true, ...alone }]]);
  const sent = lane(at(({ kind, writes }) => kind === 'send' && writes === 'relu1.dZ'));
  expect([...sent.wires]).toEqual([['relu1.Z', { forward: false, backward: true, moves: true, ...alone }]]);
  // dW reads what came in on both sides; nothing moves.
  const weight = lane(at(({ kind, writes }) => kind === 'value' && writes === 'linear2.dW'));
  expect(Object.fromEntries(weight.wires)).toEqual({
    'linear2.A': { forward: true, backward: false, moves: false, ...alone },
    'mse-loss1.Z': { forward: false, backward: true, moves: false, ...alone },
  });
  expect(lane(0).wires.size).toBe(0);
  // Two that come to one output are told apart.
  const both = fork.lane(fork.at(({ kind, writes }) => kind === 'receive' && writes === 'relu1.dA')).wires;
  expect([...both.values()].map(({ place, shared }) => [place, shared])).toEqual([
    [0, true],
    [1, true],
  ]);
});

test('no more than 24 pulses travel at a time', async () => {
  const wires: Record<Address, Address> = {};
  for (let i = 0; i < 40; i++) wires[`add1.A${i}`] = 'relu1.A';
  const event: TraceEvent = {
    ...{ phase: 'forward', node: 'add1', kind: 'value', writes: 'add1.C', reads: ['relu1.A'], formula: '', shape: [] },
  };
  const { wires: carrying } = laneOf([event], 1, wires);
  expect(carrying.size).toBe(40);
  expect([...carrying.values()].filter(({ moves }) => moves)).toHaveLength(24);
});

test('a step changes only the nodes, sums and wires that it concerns', () => {
  const { lane, events } = fork;
  let before = lane(0);
  let changes = 0;
  for (let position = 1; position <= events.length; position++) {
    const now = lane(position, before);
    const [last, event, next] = [events[position - 2], events[position - 1], events[position]];
    // Who was, is and will be at work, and who waited for what has come.
    const readers = events.filter(({ reads }) => event && reads.includes(event.writes)).map(({ node }) => node);
    const concerned = [last?.node, event?.node, next?.node, ...readers];
    const changed = [...now.nodes].filter(([node, standing]) => standing !== before.nodes.get(node));
    // A phase begins for all nodes at once.
    if (last?.phase === event?.phase)
      for (const [node] of changed) expect(concerned, `${node} at ${position}`).toContain(node);
    changes += changed.length;
    for (const [place, sum] of now.sums)
      if (place !== event?.arrival?.at && (sum.addends.length > 0 || gradientOf(place) !== event?.writes))
        expect(sum, `${place} at ${position}`).toBe(before.sums.get(place));
    expect(lane(position, now)).toEqual(now);
    for (const part of ['nodes', 'sums', 'wires'] as const) expect(lane(position, now)[part]).toBe(now[part]);
    before = now;
  }
  expect(changes).toBeGreaterThan(events.length);
  expect(changes).toBeLessThan(3 * events.length);
});

test('steps are told in words', () => {
  const { lane, at } = layers;
  const line = (find: (event: TraceEvent) => boolean, norm = '', words = say) => spoken(lane(at(find)), norm, words);
  const dW = ({ kind, writes }: TraceEvent) => kind === 'value' && writes === 'linear1.dW';
  expect(line(dW, '0.41')).toMatch(/^Backward \d+ of 21, linear1, gradient of W, 3 by 2, norm 0\.41$/);
  expect(line(dW, '0.41', sagt)).toMatch(/^逆伝播、21 歩のうち \d+、linear1、W の勾配、3×2、ノルム 0\.41$/);
  expect(line(({ writes }) => writes === 'relu1.A', '2')).toMatch(/^Forward \d+ of \d+, relu1, A, 2 by 3, norm 2$/);
  expect(line(({ writes, kind }) => kind === 'move' && writes === 'linear1.W')).toMatch(
    /linear1, update of W, 3 by 2$/,
  );
  expect(line(({ kind }) => kind === 'mask')).toMatch(/relu1, mask over the gradient of Z, 2 by 3$/);
  expect(line(({ kind, node }) => kind === 'send' && node === 'relu1')).toMatch(/gradient of Z goes to linear1$/);
  expect(
    spoken(fork.lane(fork.at(({ arrival }) => arrival?.at === 'relu1.A' && arrival.count === 1)), '', say),
  ).toMatch(/goes to relu1, 1 of 2 have come$/);
  const receive = layers.events.find(({ kind, node }) => kind === 'receive' && node === 'relu1');
  expect(receive && whatIn(receive, say)).toBe('receive dA');
});

test('behind the first move all that was computed from that parameter is stale, what was given is not', () => {
  const { lane, events, at } = layers;
  const moved = at(({ kind }) => kind === 'move');
  expect(lane(moved - 1).stale.size).toBe(0);
  expect(events[moved - 1]?.writes).toBe('linear1.W');
  const { stale } = lane(moved);
  for (const place of ['linear1.Z', 'mse-loss1.L', 'linear2.dW', 'linear1.dW'] as const)
    expect(stale.has(place), place).toBe(true);
  for (const place of ['linear1.W', 'linear2.W', 'input1.X'] as const) expect(stale.has(place), place).toBe(false);
});
