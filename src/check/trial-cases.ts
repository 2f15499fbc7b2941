/* Shapes and settings beyond each node's example that the tests of the catalogue try: the corners of every node. */
import type { AnyNodeType } from '../nodes/define.ts';
import type { Case } from './trial.ts';

const operands: readonly Case[] = [
  { inputs: { A: [2, 3, 4], B: [2, 3, 4] } },
  { inputs: { A: [1, 3, 4], B: [2, 3, 4] } },
  { inputs: { A: [2, 3, 4], B: [2, 1, 4] } },
  { inputs: { A: [2, 3, 1], B: [2, 3, 4] } },
  { inputs: { A: [2, 1], B: [1, 3] } },
  { inputs: { A: [], B: [2, 3] } },
  { inputs: { A: [3], B: [1] } },
  { inputs: { A: [], B: [] } },
];
const reductions: readonly Case[] = [0, 1, 2, -1, 'all' as const].flatMap((axis) =>
  [true, false].map((keep) => ({ inputs: { A: [2, 3, 4] }, settings: { axis, keep } })),
);
const pairs: readonly Case[] = (['mean', 'sum'] as const).flatMap((reduction) =>
  [[4, 2], [1], [], [2, 2, 3]].map((shape) => ({ inputs: { Z: shape, y: shape }, settings: { reduction } })),
);
const pictures: Case['inputs'] = { A: [2, 3, 6, 5] };
const pools: readonly Case[] = [
  { inputs: pictures, settings: { kernel: 3 } },
  { inputs: pictures, settings: { kernel: [3, 2], stride: 1 } },
  { inputs: pictures, settings: { kernel: 3, stride: 2, padding: 1 } },
  { inputs: pictures, settings: { kernel: [2, 3], stride: [3, 1], padding: [1, 0] } },
  { inputs: { A: [1, 1, 1, 1] }, settings: { kernel: 1 } },
  { inputs: { A: [1, 2, 3, 3] }, settings: { kernel: 2, stride: 3 } },
];
const look = (N: number, T: number, S: number, F: number, G = F): Case['inputs'] => ({
  Q: [N, T, F],
  K: [N, S, F],
  V: [N, S, G],
});
const scalar = (name: string): readonly Case[] => [{ inputs: { [name]: [] } }, { inputs: { [name]: [2, 1, 3] } }];

const more: Readonly<Record<string, readonly Case[]>> = {
  linear: [
    { inputs: { A: [2, 3, 4] }, settings: { features: 5 } },
    { inputs: { A: [4, 3] }, settings: { features: 2, bias: false } },
    { inputs: { A: [2, 1, 2, 3] }, settings: { features: 1 } },
    { inputs: { A: [3] }, settings: { features: 2 } },
  ],
  'batch-norm': [{ inputs: { A: [3, 2, 2, 3] } }, { inputs: { A: [6, 1] }, settings: { momentum: 0.3, eps: 0.01 } }],
  conv2d: [
    { inputs: pictures, settings: { channels: 4 } },
    { inputs: pictures, settings: { channels: 2, kernel: 1, bias: false } },
    { inputs: pictures, settings: { channels: 2, stride: 2 } },
    { inputs: pictures, settings: { channels: 2, padding: 1 } },
    { inputs: pictures, settings: { channels: 2, kernel: [2, 3], stride: [1, 2], padding: [2, 1] } },
    { inputs: pictures, settings: { channels: 1, kernel: 2, stride: 4, padding: 3 } },
    { inputs: { A: [1, 1, 3, 3] }, settings: { channels: 1 } },
  ],
  'max-pool2d': pools,
  'avg-pool2d': pools,
  'layer-norm': [
    { inputs: { A: [2, 3, 4] } },
    { inputs: { A: [6] }, settings: { eps: 0.01 } },
    { inputs: { A: [2, 1, 1, 5] } },
  ],
  'causal-mask': [{ inputs: { A: [4, 4] } }, { inputs: { A: [2, 3, 2, 2] } }, { inputs: { A: [1, 1] } }],
  attention: [false, true].flatMap((causal) => [
    { inputs: look(2, 3, 3, 4), settings: { causal, heads: 1 } },
    { inputs: look(2, 3, 3, 4), settings: { causal, heads: 2 } },
    { inputs: look(1, 5, 5, 6), settings: { causal, heads: 6 } },
    { inputs: look(2, 2, 4, 4, 6), settings: { causal, heads: 2 } },
    { inputs: look(2, 4, 2, 3), settings: { causal, heads: 1 } },
    { inputs: look(1, 1, 1, 2), settings: { causal, heads: 1 } },
  ]),
  embedding: [
    { inputs: {}, indices: { X: { shape: [7], below: 2 } }, settings: { tokens: 3, features: 2 } },
    { inputs: {}, indices: { X: { shape: [], below: 3 } }, settings: { tokens: 3, features: 1 } },
  ],
  dropout: [0, 0.2, 1].map((p) => ({ inputs: { A: [3, 2, 4] }, settings: { p } })),
  relu: scalar('Z'),
  'leaky-relu': [...scalar('Z'), ...[0.2, 0, -1.5].map((slope) => ({ inputs: { Z: [3, 4] }, settings: { slope } }))],
  elu: [...scalar('Z'), ...[0.5, 2].map((alpha) => ({ inputs: { Z: [3, 4] }, settings: { alpha } }))],
  gelu: [...scalar('Z'), { inputs: { Z: [3, 4] }, settings: { approximate: 'tanh' } }],
  silu: scalar('Z'),
  softplus: scalar('Z'),
  sigmoid: scalar('Z'),
  tanh: scalar('Z'),
  softmax: [0, 1, 2, -2].map((axis) => ({ inputs: { Z: [2, 3, 4] }, settings: { axis } })),
  add: operands,
  subtract: operands,
  multiply: operands,
  divide: operands,
  matmul: [
    { inputs: { A: [3], B: [3] } },
    { inputs: { A: [3], B: [3, 2] } },
    { inputs: { A: [2, 3], B: [3] } },
    { inputs: { A: [3], B: [2, 3, 4] } },
    { inputs: { A: [2, 4, 3], B: [3] } },
    { inputs: { A: [2, 4, 3], B: [3, 2] } },
    { inputs: { A: [4, 3], B: [2, 3, 2] } },
    { inputs: { A: [2, 4, 3], B: [2, 3, 2] } },
    { inputs: { A: [2, 1, 4, 3], B: [5, 3, 2] } },
    { inputs: { A: [2, 3], B: [2, 2, 3, 4] } },
  ],
  flatten: [
    { inputs: { A: [2, 3, 4] }, settings: { startAxis: 0 } },
    { inputs: { A: [2, 1, 3, 2] }, settings: { startAxis: -2 } },
  ],
  transpose: [
    { inputs: { A: [2, 3, 4] } },
    { inputs: { A: [2, 3, 4] }, settings: { a: 0, b: -1 } },
    { inputs: { A: [2, 3, 4] }, settings: { a: 1, b: 1 } },
  ],
  reshape: [
    { inputs: { A: [2, 3, 4] }, settings: { shape: [-1] } },
    { inputs: { A: [2, 3, 4] }, settings: { shape: [4, -1, 1] } },
    { inputs: { A: [2, 3] }, settings: { shape: [3, 2] } },
    { inputs: { A: [1, 1] }, settings: { shape: [] } },
    { inputs: { A: [] }, settings: { shape: [1, -1] } },
  ],
  permute: [
    { inputs: { A: [3, 4] } },
    { inputs: { A: [2, 3, 4] }, settings: { order: [0, -1, -2] } },
    { inputs: { A: [2, 3, 1, 4] }, settings: { order: [3, 0, 1, 2] } },
    { inputs: { A: [] }, settings: { order: [] } },
  ],
  slice: [
    { inputs: { A: [2, 3] } },
    { inputs: { A: [5, 3] }, settings: { axis: 0, start: 1, step: 2 } },
    { inputs: { A: [2, 6, 3] }, settings: { axis: 1, start: -4, end: -1 } },
    { inputs: { A: [2, 6, 3] }, settings: { axis: -2, end: 99, step: 4 } },
    { inputs: { A: [2, 6, 3] }, settings: { axis: -3, start: -99, end: 1, step: 3 } },
    { inputs: { A: [3] }, settings: { axis: 0, start: 2 } },
  ],
  concat: [
    { inputs: { A: [3, 2], B: [1, 2] }, settings: { axis: 0 } },
    { inputs: { A: [2, 1, 3], B: [2, 4, 3] }, settings: { axis: 1 } },
    { inputs: { A: [2, 1, 3], B: [2, 2, 3] }, settings: { axis: -2 } },
    { inputs: { A: [1], B: [3] } },
  ],
  square: scalar('A'),
  sqrt: scalar('A'),
  scale: [{ inputs: { A: [2, 3] }, settings: { factor: -2.5, offset: 0.75 } }, ...scalar('A')],
  exp: scalar('A'),
  log: [{ inputs: { A: [2, 3] }, settings: { epsilon: 0.01 } }, ...scalar('A')],
  sum: [...reductions, { inputs: { A: [] } }, { inputs: { A: [3] }, settings: { axis: 0 } }],
  mean: [...reductions, { inputs: { A: [] } }, { inputs: { A: [3] }, settings: { axis: 0 } }],
  'mse-loss': (['mean', 'sum', 'half'] as const).flatMap((reduction) =>
    [[4, 2], [3], [2, 2, 3]].map((shape) => ({ inputs: { Z: shape, y: shape }, settings: { reduction } })),
  ),
  'l1-loss': pairs,
  'huber-loss': [...pairs, ...[0.25, 2.5].map((delta) => ({ inputs: { Z: [4, 2], y: [4, 2] }, settings: { delta } }))],
  'bce-with-logits-loss': pairs,
  'cross-entropy-loss': (['mean', 'sum'] as const).flatMap((reduction) => [
    { inputs: { Z: [4, 3] }, indices: { y: { shape: [4], below: 3 } }, settings: { reduction, labelSmoothing: 0.2 } },
    { inputs: { Z: [4, 3] }, indices: { y: { shape: [4], below: 3 } }, settings: { reduction, labelSmoothing: 1 } },
    { inputs: { Z: [3] }, indices: { y: { shape: [], below: 3 } }, settings: { reduction } },
    { inputs: { Z: [2, 4, 3] }, indices: { y: { shape: [2, 4], below: 3 } }, settings: { reduction } },
  ]),
  parameter: [
    { inputs: {}, settings: { shape: [] } },
    ...['normal', 'uniform', 'kaiming'].map((init) => ({ inputs: {}, settings: { shape: [3, 2], init } })),
  ],
};

/** A node's own example and the cases above, each with the name of its test. */
export function casesOf(node: AnyNodeType): readonly { readonly title: string; readonly trial: Case }[] {
  const { inputs, indices, settings } = node.example;
  const example: Case = { inputs, ...(indices ? { indices } : {}), ...(settings ? { settings } : {}) };
  return [example, ...(more[node.type] ?? [])].map((trial) => ({ title: titleOf(trial), trial }));
}

export function titleOf({ inputs, indices = {}, settings = {} }: Case): string {
  const shapes = [
    ...Object.entries(inputs),
    ...Object.entries(indices).map(([name, { shape }]) => [name, shape] as const),
  ];
  const words = shapes.map(([name, shape]) => `${name} [${shape.join(', ')}]`);
  return (
    [...words, ...Object.entries(settings).map(([name, value]) => `${name} ${JSON.stringify(value)}`)].join(' ') ||
    'as it is'
  );
}
