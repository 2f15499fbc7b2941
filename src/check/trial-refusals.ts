/* Shapes that a node refuses: the code names the sentence of `words/`, the values are what it mentions. */
import type { AnyNodeType, Setup } from '../nodes/define.ts';
import { type Shape, ShapeError } from '../tensor/shape.ts';
import { type Case, settingsOf } from './trial.ts';

type Refused = readonly [
  type: string,
  inputs: Record<string, Shape>,
  settings: NonNullable<Case['settings']>,
  code: string,
  values: Record<string, string | number>,
];

export const refusals: readonly Refused[] = [
  ['linear', { A: [] }, {}, 'rank', { name: 'A', shape: '[]', least: 1 }],
  ['batch-norm', { A: [4, 3, 2] }, {}, 'rank-of', { name: 'A', shape: '[4, 3, 2]', ranks: '2, 4' }],
  ['batch-norm', { A: [1, 3] }, {}, 'one-value', { shape: '[1, 3]' }],
  ['conv2d', { A: [2, 64] }, {}, 'rank-of', { name: 'A', shape: '[2, 64]', ranks: '4' }],
  [
    'conv2d',
    { A: [2, 1, 2, 8] },
    { kernel: 5, padding: 1 },
    'window',
    { shape: '[2, 1, 2, 8]', kernel: '[5, 5]', padding: '[1, 1]' },
  ],
  [
    'avg-pool2d',
    { A: [2, 1, 3, 2] },
    { kernel: [2, 3] },
    'window',
    { shape: '[2, 1, 3, 2]', kernel: '[2, 3]', padding: '[0, 0]' },
  ],
  ['max-pool2d', { A: [3, 4, 4] }, {}, 'rank-of', { name: 'A', shape: '[3, 4, 4]', ranks: '4' }],
  [
    'max-pool2d',
    { A: [1, 1, 4, 4] },
    { kernel: [4, 2], padding: 2 },
    'padding',
    { padding: '[2, 2]', kernel: '[4, 2]' },
  ],
  ['layer-norm', { A: [] }, {}, 'rank', { name: 'A', shape: '[]', least: 1 }],
  ['causal-mask', { A: [3] }, {}, 'rank', { name: 'A', shape: '[3]', least: 2 }],
  ['causal-mask', { A: [2, 3, 4] }, {}, 'square', { name: 'A', shape: '[2, 3, 4]' }],
  ['attention', { Q: [2, 3, 4], K: [2, 3, 4], V: [3, 4] }, {}, 'rank-of', { name: 'V', shape: '[3, 4]', ranks: '3' }],
  [
    'attention',
    { Q: [2, 3, 4], K: [2, 3, 4], V: [2, 3, 5] },
    { heads: 2 },
    'heads',
    { name: 'V', shape: '[2, 3, 5]', heads: 2 },
  ],
  [
    'attention',
    { Q: [2, 3, 4], K: [2, 3, 5], V: [2, 3, 4] },
    {},
    'attention',
    { Q: '[2, 3, 4]', K: '[2, 3, 5]', V: '[2, 3, 4]' },
  ],
  [
    'attention',
    { Q: [2, 3, 4], K: [2, 3, 4], V: [2, 2, 4] },
    {},
    'attention',
    { Q: '[2, 3, 4]', K: '[2, 3, 4]', V: '[2, 2, 4]' },
  ],
  ['add', { A: [2, 3], B: [2, 4] }, {}, 'broadcast', { a: '[2, 3]', b: '[2, 4]' }],
  ['multiply', { A: [3, 1, 2], B: [2, 5, 2] }, {}, 'broadcast', { a: '[3, 1, 2]', b: '[2, 5, 2]' }],
  ['matmul', { A: [2, 3], B: [4, 5] }, {}, 'matmul', { a: '[2, 3]', b: '[4, 5]', k: 3, l: 4 }],
  ['matmul', { A: [3], B: [4] }, {}, 'matmul', { a: '[3]', b: '[4]', k: 3, l: 4 }],
  ['matmul', { A: [], B: [4] }, {}, 'rank', { name: 'A', shape: '[]', least: 1 }],
  ['matmul', { A: [4], B: [] }, {}, 'rank', { name: 'B', shape: '[]', least: 1 }],
  ['matmul', { A: [2, 3, 4], B: [5, 4, 1] }, {}, 'broadcast', { a: '[2]', b: '[5]' }],
  ['softmax', { Z: [2, 3] }, { axis: 2 }, 'axis', { axis: 2, shape: '[2, 3]', rank: 2 }],
  ['flatten', { A: [3] }, {}, 'axis', { axis: 1, shape: '[3]', rank: 1 }],
  ['transpose', { A: [3] }, {}, 'axis', { axis: -2, shape: '[3]', rank: 1 }],
  ['sum', { A: [3] }, { axis: -2 }, 'axis', { axis: -2, shape: '[3]', rank: 1 }],
  ['mean', { A: [3] }, { axis: 1 }, 'axis', { axis: 1, shape: '[3]', rank: 1 }],
  ['mse-loss', { Z: [4, 1], y: [4] }, {}, 'no-broadcast', { Z: '[4, 1]', y: '[4]' }],
  ['cross-entropy-loss', { Z: [4, 3], y: [3] }, {}, 'targets', { Z: '[4, 3]', y: '[3]', wanted: '[4]' }],
  ['cross-entropy-loss', { Z: [], y: [] }, {}, 'rank', { name: 'Z', shape: '[]', least: 1 }],
  ['divide', { A: [2, 3], B: [2, 4] }, {}, 'broadcast', { a: '[2, 3]', b: '[2, 4]' }],
  ['reshape', { A: [5, 3] }, { shape: [2, -1] }, 'reshape', { shape: '[5, 3]', count: 15, wanted: '[2, -1]' }],
  ['reshape', { A: [5, 3] }, { shape: [3, 3] }, 'reshape', { shape: '[5, 3]', count: 15, wanted: '[3, 3]' }],
  ['permute', { A: [5, 3] }, { order: [0, 1, 2] }, 'order', { order: '[0, 1, 2]', shape: '[5, 3]' }],
  ['permute', { A: [5, 3] }, { order: [1, -1] }, 'order', { order: '[1, -1]', shape: '[5, 3]' }],
  ['permute', { A: [5, 3] }, { order: [0, 2] }, 'order', { order: '[0, 2]', shape: '[5, 3]' }],
  ['slice', { A: [5, 3] }, { axis: 2 }, 'axis', { axis: 2, shape: '[5, 3]', rank: 2 }],
  ['slice', { A: [5, 3] }, { start: 3 }, 'empty-slice', { shape: '[5, 3]', axis: -1, start: 3, end: 'size' }],
  ['slice', { A: [5, 3] }, { start: 2, end: -1 }, 'empty-slice', { shape: '[5, 3]', axis: -1, start: 2, end: -1 }],
  ['concat', { A: [5, 3], B: [4, 2] }, {}, 'concat', { a: '[5, 3]', b: '[4, 2]', axis: -1 }],
  ['concat', { A: [5, 3], B: [3] }, {}, 'concat', { a: '[5, 3]', b: '[3]', axis: -1 }],
  ['concat', { A: [], B: [] }, {}, 'axis', { axis: -1, shape: '[]', rank: 0 }],
  ['l1-loss', { Z: [4, 1], y: [4] }, {}, 'no-broadcast', { Z: '[4, 1]', y: '[4]' }],
  ['huber-loss', { Z: [4, 1], y: [1] }, {}, 'no-broadcast', { Z: '[4, 1]', y: '[1]' }],
  ['bce-with-logits-loss', { Z: [4], y: [4, 1] }, {}, 'no-broadcast', { Z: '[4]', y: '[4, 1]' }],
  ['text', {}, { text: 'four', length: 4 }, 'text-short', { characters: 4, length: 4 }],
  ['parameter', {}, { shape: [3], init: 'kaiming' }, 'fan-in', { shape: '[3]' }],
];

const setup: Setup = { rows: 4, mode: 'train' };
/** What a node says against these inputs: the code and the values; undefined where it takes them. */
export function refusal(node: AnyNodeType, inputs: Record<string, Shape>, settings: NonNullable<Case['settings']>) {
  try {
    node.shapes(inputs, settingsOf(node, { inputs, settings }), setup);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    return [error.code, error.values];
  }
  return undefined;
}
