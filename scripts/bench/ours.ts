/* This project's engines, through the same door as the command line. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { crew } from '../../src/cli/crew.ts';
import { type Address, DEFAULT_TRAINING, type GraphDocument } from '../../src/document/document.ts';
import { openExample } from '../../src/document/examples.ts';
import type { Engine } from '../../src/kernels/device.ts';
import { Reference } from '../../src/kernels/reference.ts';
import { runs, Wasm } from '../../src/kernels/wasm.ts';
import { Trainer } from '../../src/run/trainer.ts';
import { RATE } from './networks.mjs';

interface Layer {
  readonly W: Float32Array;
  readonly b: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
}
interface Data {
  readonly X: Float32Array;
  readonly y: Int32Array;
  readonly layers: readonly Layer[];
}

setFlagsFromString('--experimental-wasm-relaxed-simd');

/** `kernels` is the folder of the compiled builds. */
export function engine(name: string, kernels: string): Engine {
  if (name === 'reference') return new Reference('f32');
  if (name === 'exact-loops') return new Reference('f64');
  const build = name !== 'ours-exact' && runs('relaxed') ? 'relaxed' : 'plain';
  const compiled = (file: string) => new WebAssembly.Module(readFileSync(`${kernels}/${file}.wasm`));
  const together = name === 'ours-2' ? crew(2) : undefined;
  return together ? new Wasm(compiled(`${build}-shared`), together) : new Wasm(compiled(build));
}

function running(trainer: unknown) {
  if (!(trainer instanceof Trainer) || !trainer.plan.ready) throw new Error('the network cannot be trained');
  let loss = 0;
  return {
    step() {
      loss = trainer.advance().loss;
    },
    loss: () => loss,
  };
}

export async function start(own: Engine, { widths, batch }: { widths: number[]; batch: number }, data: Data) {
  const nodes: Record<string, { type: string; settings: Record<string, unknown> }> = {
    x: { type: 'input', settings: { shape: [widths[0]], batched: true } },
    y: { type: 'input', settings: { shape: [], batched: true, kind: 'indices' } },
    loss: { type: 'cross-entropy-loss', settings: {} },
  };
  const wires: Record<string, string> = { 'loss.y': 'y.X' };
  const given = new Map([
    ['x.X', { shape: [batch, widths[0] ?? 0], data: data.X }],
    ['y.X', { shape: [batch], data: Float32Array.from(data.y) }],
  ]);
  let A = 'x.X';
  for (const [l, { W, b, inputs, outputs }] of data.layers.entries()) {
    nodes[`linear${l}`] = { type: 'linear', settings: { features: outputs } };
    wires[`linear${l}.A`] = A;
    A = `linear${l}.Z`;
    given.set(`linear${l}.W`, { shape: [outputs, inputs], data: W });
    given.set(`linear${l}.b`, { shape: [outputs], data: b });
    if (l === data.layers.length - 1) continue;
    nodes[`relu${l}`] = { type: 'relu', settings: {} };
    wires[`relu${l}.Z`] = A;
    A = `relu${l}.A`;
  }
  wires['loss.Z'] = A;
  const document = {
    ...{ format: 'chainrule', version: 1, title: '', wires },
    nodes: Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, { ...node, position: { x: 0, y: 0 } }])),
    training: {
      ...DEFAULT_TRAINING,
      batchSize: 'full',
      shuffle: false,
      learningRate: RATE,
      split: { test: 0, seed: 0 },
    },
  } as unknown as GraphDocument;
  return running(await Trainer.load(document, given as Map<Address, never>, own));
}

export async function startExample(own: Engine, name: string) {
  return running(await Trainer.load(await openExample(name), new Map(), own));
}
