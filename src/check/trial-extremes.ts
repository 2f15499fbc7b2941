/* Cases with values of their own: corners of functions, logits of ±10,000, a batch of one. PyTorch must be met there too. */
import type { Case } from './trial.ts';

interface Extreme {
  readonly type: string;
  readonly trial: Case;
  readonly values: Readonly<Record<string, Float64Array>>;
}

const far = [-1e4, -100, -30, -5, -1, -1e-8, 0, 1e-8, 1, 5, 19.99, 20, 20.5, 30, 100, 1e4];
const activation = (type: string, settings: NonNullable<Case['settings']> = {}): Extreme => ({
  type,
  trial: { inputs: { Z: [far.length] }, settings },
  values: { Z: Float64Array.from(far) },
});

/** A loss of numbers at these differences from the targets; alone, each is a batch of one. */
const differences = (type: string, pairs: readonly (readonly [Z: number, y: number])[]): readonly Extreme[] =>
  [pairs, ...pairs.map((pair) => [pair])].flatMap((rows) =>
    (['mean', 'sum'] as const).map((reduction) => ({
      type,
      trial: { inputs: { Z: [rows.length], y: [rows.length] }, settings: { reduction } },
      values: { Z: Float64Array.from(rows, ([Z]) => Z), y: Float64Array.from(rows, ([, y]) => y) },
    })),
  );
const regression = [
  [-1e4, 1e4],
  [1e4, -1e4],
  [1, 1],
  [0, -1],
  [2, 3],
  [0.5, 0],
] as const;

/** Class numbers against logits: certain and right, certain and wrong, undecided. */
const classes: readonly Extreme[] = [
  [
    [1e4, -1e4, 0],
    [-1e4, 1e4, 0],
    [1e4, 1e4, 1e4],
    [0, 0, 0],
  ],
  [[1e4, -1e4, 0]],
  [[-1e4, 1e4, 0]],
].flatMap((rows) =>
  [0, 0.1].flatMap((labelSmoothing) =>
    (['mean', 'sum'] as const).map((reduction) => ({
      type: 'cross-entropy-loss',
      trial: {
        inputs: { Z: [rows.length, 3] },
        indices: { y: { shape: [rows.length], below: 3 } },
        settings: { reduction, labelSmoothing },
      },
      values: { Z: Float64Array.from(rows.flat()), y: new Float64Array(rows.length) },
    })),
  ),
);

export const extremes: readonly Extreme[] = [
  ...['relu', 'leaky-relu', 'elu', 'sigmoid', 'tanh', 'silu', 'softplus', 'softmax'].map((type) => activation(type)),
  activation('elu', { alpha: 0.5 }),
  ...['none', 'tanh'].map((approximate) => activation('gelu', { approximate })),
  ...['mse-loss', 'l1-loss', 'huber-loss'].flatMap((type) => differences(type, regression)),
  ...differences('bce-with-logits-loss', [
    [1e4, 1],
    [1e4, 0],
    [-1e4, 1],
    [-1e4, 0],
    [20, 1],
    [-20, 0],
    [0, 0.5],
  ]),
  ...classes,
];
