/* Random shapes and settings for each node: what the torture of the catalogue draws from. */
import fc from 'fast-check';
import type { Shape } from '../tensor/shape.ts';
import type { Case } from './trial.ts';

const length = fc.integer({ min: 1, max: 4 });
const shape = (least: number, most: number) => fc.array(length, { minLength: least, maxLength: most });
/** A shape of rank 1 to 4 with one of its axes, from the front or from the back. */
const withAxis = shape(1, 4).chain((A) =>
  fc.record({ A: fc.constant(A), axis: fc.integer({ min: -A.length, max: A.length - 1 }) }),
);

/** A shape that broadcasts to `whole`: leading axes left out, some lengths 1. */
const narrowed = (whole: Shape): fc.Arbitrary<Shape> =>
  fc
    .tuple(fc.integer({ min: 0, max: whole.length }), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
    .map(([skip, ones]) => whole.slice(skip).map((n, axis) => (ones[axis] ? 1 : n)));
const pair = (whole: Shape) => fc.tuple(narrowed(whole), narrowed(whole));

const unary = (
  name: string,
  settings: fc.Arbitrary<NonNullable<Case['settings']>> = fc.constant({}),
): fc.Arbitrary<Case> => fc.record({ inputs: shape(0, 4).map((A) => ({ [name]: A })), settings });
const elementwise = shape(0, 4)
  .chain(pair)
  .map(([A, B]): Case => ({ inputs: { A, B } }));
const reduction = fc
  .tuple(withAxis, fc.boolean(), fc.boolean())
  .map(([{ A, axis }, all, keep]): Case => ({ inputs: { A }, settings: { axis: all ? 'all' : axis, keep } }));
const losses = (settings: fc.Arbitrary<NonNullable<Case['settings']>> = fc.constant({})) =>
  fc
    .tuple(shape(0, 3), fc.constantFrom('mean', 'sum'), settings)
    .map(([Z, reduction, others]): Case => ({ inputs: { Z, y: Z }, settings: { reduction, ...others } }));
const factor = fc.integer({ min: -300, max: 300 }).map((n) => n / 100);

/** Pictures with a window that fits; a pooling's rim is at most half of its window. */
const windowed = (rim: (side: number) => number) =>
  fc
    .tuple(
      length,
      length,
      fc.tuple(length, length),
      fc.tuple(length, length),
      fc.boolean(),
      fc.array(fc.nat(4), { minLength: 4, maxLength: 4 }),
    )
    .map(([N, C, kernel, stride, square, [p = 0, q = 0, more = 0, wide = 0]]) => {
      const [kh, kw] = square ? [kernel[0], kernel[0]] : kernel;
      const padding = square ? Math.min(p, rim(kh)) : [Math.min(p, rim(kh)), Math.min(q, rim(kw))];
      const settings = { kernel: square ? kh : [kh, kw], stride: square ? stride[0] : stride, padding };
      return { A: [N, C, kh + more, kw + wide], settings };
    });
const pooling = windowed((side) => Math.floor(side / 2)).map(({ A, settings }): Case => ({ inputs: { A }, settings }));

export const randomCases: ReadonlyMap<string, fc.Arbitrary<Case>> = new Map([
  ['parameter', shape(0, 4).map((own): Case => ({ inputs: {}, settings: { shape: own } }))],
  [
    'linear',
    fc
      .tuple(shape(1, 4), length, fc.boolean())
      .map(([A, features, bias]): Case => ({ inputs: { A }, settings: { features, bias } })),
  ],
  [
    'embedding',
    fc.tuple(shape(0, 3), length, length).map(
      ([X, tokens, features]): Case => ({
        inputs: {},
        indices: { X: { shape: X, below: tokens } },
        settings: { tokens, features },
      }),
    ),
  ],
  ['dropout', unary('A', fc.record({ p: fc.integer({ min: 0, max: 10 }).map((n) => n / 10) }))],
  [
    'conv2d',
    fc
      .tuple(
        windowed(() => 2),
        length,
        fc.boolean(),
      )
      .map(([{ A, settings }, channels, bias]): Case => ({ inputs: { A }, settings: { ...settings, channels, bias } })),
  ],
  ['max-pool2d', pooling],
  ['avg-pool2d', pooling],
  [
    'layer-norm',
    // As for batch-norm: few values may lie close together.
    fc.tuple(shape(0, 3), fc.integer({ min: 5, max: 8 })).map(([rows, F]): Case => ({ inputs: { A: [...rows, F] } })),
  ],
  ['causal-mask', fc.tuple(shape(0, 2), length).map(([leading, T]): Case => ({ inputs: { A: [...leading, T, T] } }))],
  [
    'attention',
    fc.tuple(fc.tuple(length, length, length), length, fc.tuple(length, length), fc.boolean()).map(
      ([[N, T, S], heads, [f, g], causal]): Case => ({
        inputs: { Q: [N, T, heads * f], K: [N, S, heads * f], V: [N, S, heads * g] },
        settings: { heads, causal },
      }),
    ),
  ],
  [
    'batch-norm',
    // Few values may lie so close that their variance magnifies the error of the differences: at least four.
    fc
      .tuple(fc.integer({ min: 4, max: 6 }), length, fc.constantFrom([], [1, 1], [2, 3], [1, 2]))
      .map(([N, C, pixels]): Case => ({ inputs: { A: [N, C, ...pixels] } })),
  ],
  ['relu', unary('Z')],
  ['leaky-relu', unary('Z', fc.record({ slope: factor }))],
  ['elu', unary('Z', fc.record({ alpha: factor }))],
  ['gelu', unary('Z', fc.record({ approximate: fc.constantFrom('none', 'tanh') }))],
  ['silu', unary('Z')],
  ['softplus', unary('Z')],
  ['sigmoid', unary('Z')],
  ['tanh', unary('Z')],
  ['softmax', withAxis.map(({ A, axis }): Case => ({ inputs: { Z: A }, settings: { axis } }))],
  ['add', elementwise],
  ['subtract', elementwise],
  ['multiply', elementwise],
  ['divide', elementwise],
  [
    'matmul',
    fc
      .tuple(shape(0, 2).chain(pair), fc.tuple(length, length, length), fc.constantFrom('none', 'A', 'B', 'both'))
      .map(([[left, right], [m, k, n], vector]): Case => {
        const A = vector === 'A' || vector === 'both' ? [k] : [...left, m, k];
        const B = vector === 'B' || vector === 'both' ? [k] : [...right, k, n];
        return { inputs: { A, B } };
      }),
  ],
  ['flatten', withAxis.map(({ A, axis }): Case => ({ inputs: { A }, settings: { startAxis: axis } }))],
  [
    'transpose',
    withAxis.chain(({ A, axis }) =>
      fc.integer({ min: -A.length, max: A.length - 1 }).map((b): Case => ({ inputs: { A }, settings: { a: axis, b } })),
    ),
  ],
  [
    'reshape',
    shape(0, 4).chain((A) =>
      fc.tuple(fc.shuffledSubarray(A, { minLength: A.length }), fc.nat(A.length)).map(
        ([wanted, open]): Case => ({
          inputs: { A },
          settings: { shape: wanted.map((n, i) => (i === open ? -1 : n)) },
        }),
      ),
    ),
  ],
  [
    'permute',
    shape(0, 4).chain((A) =>
      fc
        .shuffledSubarray([...A.keys()], { minLength: A.length })
        .map((order): Case => ({ inputs: { A }, settings: { order } })),
    ),
  ],
  [
    'slice',
    fc
      .tuple(withAxis, fc.nat(3), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 }))
      .map(([{ A, axis }, start, length, step]): Case => {
        const first = start % (A.at(axis) ?? 1);
        return { inputs: { A }, settings: { axis, start: first, end: first + length, step } };
      }),
  ],
  [
    'concat',
    fc.tuple(withAxis, length).map(([{ A, axis }, n]): Case => {
      const at = axis < 0 ? axis + A.length : axis;
      return { inputs: { A, B: A.with(at, n) }, settings: { axis } };
    }),
  ],
  ['square', unary('A')],
  ['sqrt', unary('A')],
  ['scale', unary('A', fc.record({ factor, offset: factor }))],
  ['exp', unary('A')],
  ['log', unary('A', fc.record({ epsilon: fc.constantFrom(0, 1e-3, 1) }))],
  ['sum', reduction],
  ['mean', reduction],
  [
    'mse-loss',
    fc
      .tuple(shape(0, 3), fc.constantFrom('mean', 'sum', 'half'))
      .map(([Z, reduction]): Case => ({ inputs: { Z, y: Z }, settings: { reduction } })),
  ],
  ['l1-loss', losses()],
  ['huber-loss', losses(fc.record({ delta: fc.constantFrom(0.3, 1, 2) }))],
  ['bce-with-logits-loss', losses()],
  [
    'cross-entropy-loss',
    fc
      .tuple(shape(0, 3), fc.integer({ min: 1, max: 5 }), fc.constantFrom('mean', 'sum'), fc.constantFrom(0, 0.1, 1))
      .map(
        ([samples, C, reduction, labelSmoothing]): Case => ({
          inputs: { Z: [...samples, C] },
          indices: { y: { shape: samples, below: C } },
          settings: { reduction, labelSmoothing },
        }),
      ),
  ],
]);
