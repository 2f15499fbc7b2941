/* What a network says of its numbers, put to the test: terms add up, influence is the transpose of explanation, and
   nothing is left unsaid. */

import { Explainer, type Explanation, type Reference } from '../debug/explain.ts';
import {
  type Address,
  address,
  DEFAULT_TRAINING,
  type GraphDocument,
  type NodeId,
  parts,
} from '../document/document.ts';
import { Reference as Loops } from '../kernels/reference.ts';
import type { AnyNodeType, Mode } from '../nodes/define.ts';
import type { Given } from '../run/starting.ts';
import { Trainer } from '../run/trainer.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Dice } from './random-graph.ts';
import { type Case, givenShapes, outputWeights, randomValues } from './trial.ts';

export type Explained = Awaited<ReturnType<typeof explained>>;

/** A network after its first pass, in float64, and who explains it. */
export async function explained(document: GraphDocument, given: Given = new Map()) {
  const trainer = await Trainer.load(document, given, new Loops('f64'));
  if (!(trainer instanceof Trainer)) throw new Error(JSON.stringify(trainer));
  if (!trainer.plan.ready) throw new Error(JSON.stringify(trainer.plan.problems));
  const { pass } = trainer.evaluate();
  const step = trainer.network.step(trainer.batch().length);
  return { trainer, pass, explainer: new Explainer(trainer.network.device, trainer.plan, step) };
}

/** The id of the node that `alone` is about. */
export const NODE = 'node1';

/** A node by itself with random values, and a loss of which every output number has a share of its own. */
export function alone(node: AnyNodeType, trial: Case, mode: Mode, seed: number): [GraphDocument, Given] {
  const values = randomValues(node, trial, mode, seed);
  const { shapes, given } = givenShapes(node, trial, mode);
  const nodes: Record<string, { type: string; settings: Case['settings'] }> = {
    [NODE]: { type: node.type, settings: trial.settings ?? {} },
  };
  const [wires, tensors]: [Record<Address, Address>, Map<Address, { shape: Shape; data: number[] }>] = [{}, new Map()];
  const input = (id: string, shape: Shape, data: ArrayLike<number>, kind = 'numbers') => {
    nodes[id] = { type: 'input', settings: { shape: [...shape], kind } };
    tensors.set(address(id, 'X'), { shape, data: [...Array.from(data)] });
    return address(id, 'X');
  };
  for (const [name, shape] of given) {
    const data = values[name] ?? [];
    const wired = node.inputs.includes(name) || node.indices?.includes(name);
    if (wired)
      wires[address(NODE, name)] = input(
        `from${name}`,
        shape,
        data,
        node.inputs.includes(name) ? 'numbers' : 'indices',
      );
    else tensors.set(address(NODE, name), { shape, data: [...data] });
  }
  const [output = ''] = node.outputs;
  const shape = shapes[output] ?? [];
  let end = address(NODE, output);
  if (node.infinite) {
    nodes.softmax1 = { type: 'softmax', settings: {} };
    wires['softmax1.Z'] = end;
    end = 'softmax1.A';
  }
  Object.assign(nodes, { multiply1: { type: 'multiply', settings: {} }, sum1: { type: 'sum', settings: {} } });
  Object.assign(wires, {
    'multiply1.A': end,
    'multiply1.B': input('share', shape, outputWeights(shape, 0)),
    'sum1.A': 'multiply1.C',
  });
  const document = {
    ...{ format: 'chainrule', version: 1, title: node.type, wires },
    nodes: Object.fromEntries(Object.entries(nodes).map(([id, each]) => [id, { ...each, position: { x: 0, y: 0 } }])),
    training: { ...DEFAULT_TRAINING, batchSize: 'full', mode, loss: 'sum1.Z' },
  };
  return [document as unknown as GraphDocument, tensors];
}

/** All numbers that an explanation mentions. */
const mentioned = ({ terms }: Explanation): readonly Reference[] =>
  terms.flatMap(({ factors }) => factors.flatMap((each) => (each.kind === 'cell' ? [each] : each.of)));

/** The index of a tensor's number `flat`, and back. */
const unravelled = (shape: Shape, flat: number) =>
  shape.map((length, axis) => Math.floor(flat / shape.slice(axis + 1).reduce((x, y) => x * y, 1)) % length);

/** Some numbers of a tensor, all where it has no more. */
function some({ size }: Tensor, dice: Dice, count: number): readonly number[] {
  if (size > count) return Array.from({ length: count }, () => dice.integer(0, size - 1));
  return [...new Array(size).keys()];
}

/** Numbers whose sum, references or transpose are wrong; of each tensor `cells`, of each of them `sources`. */
export function wrongCells(
  { explainer, pass }: Explained,
  dice: Dice,
  { cells = 2, sources = 2, share = 1 }: { cells?: number; sources?: number; share?: number } = {},
): string[] {
  const wrong: string[] = [];
  for (const [place, tensor] of pass)
    for (const flat of some(tensor, dice, cells)) {
      const index = unravelled(tensor.shape, flat);
      const explanation = explainer.explain(place, index, 1e6);
      if (!explanation || !Number.isFinite(explanation.result)) continue;
      const { terms, result } = explanation;
      const [total, size] = terms.reduce(
        ([sum, size], { product }) => [sum + product, size + Math.abs(product)],
        [0, 0],
      );
      if (!(Math.abs(total - result) <= 1e-6 * (1 + size)))
        wrong.push(`${place}[${index}] is ${result}, its terms ${total}`);
      for (const source of dice.chance(share) ? dice.shuffled(mentioned(explanation)).slice(0, sources) : []) {
        const own = terms.filter((term) => mentions(mentioned({ ...explanation, terms: [term] }), source));
        const back = explainer.influence(source.address, source.index).find(({ address }) => address === place);
        const at = back?.cells.indexOf(flat) ?? -1;
        const contribution = own.reduce((sum, { product }) => sum + product, 0);
        if (at < 0 || back?.contribution[at] !== contribution)
          wrong.push(
            `${source.address}[${source.index}] feeds ${place}[${index}], but says ${back?.contribution[at]} for ${contribution}`,
          );
      }
      for (const { address: target, cells: fed } of dice.chance(share / 4) ? explainer.influence(place, index) : [])
        for (const at of dice.shuffled(fed).slice(0, 1)) {
          const there = explainer.explain(target, unravelled(pass.get(target)!.shape, at), 1e6);
          if (!there || !mentions(mentioned(there), { address: place, index, value: 0 }))
            wrong.push(`${place}[${index}] says it feeds ${target}[${at}], which does not mention it`);
        }
    }
  return wrong;
}

const mentions = (references: readonly Reference[], { address: place, index }: Reference) =>
  references.some((each) => each.address === place && each.index.join() === index.join());

/** Numbers of a node that were computed and have no explanation. */
export function unexplained({ explainer, pass, trainer }: Explained, node: NodeId): string[] {
  const computed = [...pass].filter(
    ([place, { pointer }]) => parts(place).node === node && trainer.network.keptTensor(place)?.pointer !== pointer,
  );
  return computed.flatMap(([place, { shape, size }]) =>
    [...new Array(size).keys()]
      .map((flat) => unravelled(shape, flat))
      .filter((index) => !explainer.explain(place, index))
      .map((index) => `${place}[${index}]`),
  );
}

/** All given numbers that a number is made of, by however many steps. */
function origins({ explainer, pass }: Explained) {
  const known = new Map<string, ReadonlySet<string>>();
  const of = (place: Address, index: readonly number[]): ReadonlySet<string> => {
    const key = `${place} ${index}`;
    const found = known.get(key);
    if (found) return found;
    const explanation = explainer.explain(place, index, 1e6);
    const all = explanation
      ? new Set(mentioned(explanation).flatMap((each) => [...of(each.address, each.index)]))
      : new Set([`${pass.get(place)?.pointer} ${index}`]);
    known.set(key, all);
    return all;
  };
  return of;
}

/** What moves when a given number is moved by `offset`, and what of that no explanation says. */
export function unsaid(asked: Explained, dice: Dice, offset: number, tensors = 3) {
  const { trainer, pass } = asked;
  const { device } = trainer.network;
  const of = origins(asked);
  // A buffer's next value has the address; the one before has none in a pass.
  const kept = [...pass].filter(
    ([place, { size, pointer }]) =>
      size > 0 && trainer.network.keptTensor(place)?.pointer === pointer && !trainer.plan.indices.has(place),
  );
  const all = [...pass].flatMap(([place, { shape, size }]) =>
    Array.from({ length: Math.min(size, 20) }, (_, flat) => [place, unravelled(shape, flat), flat] as const),
  );
  for (const [place, index] of all) of(place, index);
  const values = () => all.map(([place, , flat]) => device.data[pass.get(place)!.pointer + flat]!);
  const before = values();
  const found = { changed: 0, compared: 0, unsaid: [] as string[] };
  for (const [place, { shape, pointer, size }] of dice.shuffled(kept).slice(0, tensors)) {
    const flat = dice.integer(0, size - 1);
    const index = unravelled(shape, flat);
    const old = device.data[pointer + flat]!;
    trainer.setValue(place, flat, old + offset);
    trainer.evaluate();
    for (const [i, x] of values().entries()) {
      found.compared++;
      if (Object.is(x, before[i])) continue;
      found.changed++;
      const [target, at] = all[i]!;
      if (!of(target, at).has(`${pointer} ${index}`)) found.unsaid.push(`${place}[${index}] → ${target}[${at}]`);
    }
    trainer.setValue(place, flat, old);
    trainer.evaluate();
  }
  return found;
}
