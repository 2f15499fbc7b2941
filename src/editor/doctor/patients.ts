/* Networks that are ill on purpose, and healthy twins: for tests and for lessons. */
import {
  type Address,
  address,
  DEFAULT_TRAINING,
  type GraphDocument,
  type NodeRecord,
} from '../../document/document.ts';

import { normal } from '../../tensor/initialise.ts';
import { TorchStream } from '../../tensor/random.ts';

type Bend = 'relu' | 'sigmoid' | 'tanh';

export interface Body {
  readonly widths: readonly number[];
  readonly bend?: Bend;
  readonly rate?: number;
  readonly seed?: number;
  readonly values?: GraphDocument['values'];
  readonly data?: NodeRecord;
  readonly batchSize?: number | 'full';
  readonly test?: number;
}

const MOONS: NodeRecord = {
  type: 'points',
  position: { x: 0, y: 0 },
  settings: { seed: 0, kind: 'moons', noise: 0.15, samples: 200, standardise: true },
};

/** Layers in a row on two moons (or other rows), a bend after each but the last, and cross-entropy. */
export function chain({
  widths,
  bend = 'relu',
  rate = 0.3,
  seed = 4,
  values,
  data = MOONS,
  ...rows
}: Body): GraphDocument {
  const nodes: Record<string, NodeRecord> = { data: { ...data, position: { x: 0, y: 0 } } };
  const wires: Record<Address, Address> = {};
  let from: Address = 'data.X';
  widths.forEach((features, i) => {
    const layer = `linear${i + 1}`;
    nodes[layer] = { type: 'linear', position: { x: 180 * (2 * i + 1), y: 0 }, settings: { features } };
    wires[address(layer, 'A')] = from;
    from = address(layer, 'Z');
    if (i === widths.length - 1) return;
    const name = `${bend}${i + 1}`;
    nodes[name] = { type: bend, position: { x: 180 * (2 * i + 2), y: 0 }, settings: {} };
    wires[address(name, 'Z')] = from;
    from = address(name, 'A');
  });
  nodes.loss = { type: 'cross-entropy-loss', position: { x: 360 * widths.length, y: 0 }, settings: {} };
  wires['loss.Z'] = from;
  wires['loss.y'] = 'data.y';
  const { batchSize = 'full', test = 0 } = rows;
  return {
    ...{ format: 'chainrule', version: 1, title: 'Patient', nodes, wires, ...(values && { values }) },
    training: { ...DEFAULT_TRAINING, learningRate: rate, seed, batchSize, split: { test, seed: 42 } },
  };
}

const filled = (shape: readonly number[], x: number) => ({
  shape,
  data: Array<number>(shape.reduce((product, length) => product * length, 1)).fill(x),
});

/** Every weight and bias of layers of these widths on two inputs the same number. */
export function constant(widths: readonly number[], x: number): NonNullable<GraphDocument['values']> {
  const entries = widths.flatMap((width, i) => [
    [address(`linear${i + 1}`, 'W'), filled([width, widths[i - 1] ?? 2], x)] as const,
    [address(`linear${i + 1}`, 'b'), filled([width], x)] as const,
  ]);
  return Object.fromEntries(entries);
}

/** Weights of layers of these widths on two inputs, normal with this deviation; biases 0. */
export function drawn(widths: readonly number[], deviation: number): NonNullable<GraphDocument['values']> {
  const stream = new TorchStream(0);
  const entries = widths.flatMap((width, i) => {
    const shape = [width, widths[i - 1] ?? 2];
    return [
      [address(`linear${i + 1}`, 'W'), { shape, data: [...normal(shape, stream, 0, deviation)] }] as const,
      [address(`linear${i + 1}`, 'b'), filled([width], 0)] as const,
    ];
  });
  return Object.fromEntries(entries);
}

/** Two kinds of points in a plane. */
export function points(settings: NodeRecord['settings']): NodeRecord {
  return { ...MOONS, settings: { ...MOONS.settings, ...settings } };
}

/** The four of lesson 6, and the healthy one. */
export const PATIENTS = {
  sigmoids: chain({ widths: [16, 16, 16, 16, 16, 16, 16, 16, 2], bend: 'sigmoid' }),
  'rate-3': chain({ widths: [8, 8, 2], rate: 3 }),
  'bias-2': chain({ widths: [8, 2], values: { 'linear1.b': filled([8], -2) } }),
  zeros: chain({ widths: [8, 8, 2], values: constant([8, 8, 2], 0) }),
  healthy: chain({ widths: [8, 8, 2], seed: 8 }),
};
