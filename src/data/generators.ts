/* Points in the plane and on the line, drawn from numpy's legacy stream. Moons, circles and gaussians equal
   scikit-learn's for the same seed; spirals, xor, line and sine are our own, as scikit-learn has none. */

import { NumpyStream } from '../tensor/numpy-random.ts';

/** Every kind, in the order of the menu. */
export const pointKinds = ['moons', 'circles', 'spirals', 'gaussians', 'xor', 'line', 'sine'] as const;

export type PointKind = (typeof pointKinds)[number];

/** `X` is row-major [samples, columns]; `y` holds class numbers, or plain numbers where `classes` is null. */
export interface Points {
  readonly X: Float64Array;
  readonly columns: 1 | 2;
  readonly y: Float64Array;
  readonly classes: number | null;
}

/** Points of two classes in the plane (`classes` 2, [samples, 2]), or of a curve (`line`, `sine`: `classes` null,
    [samples, 1]).

    moons      `make_moons(samples, noise=noise, random_state=seed)`
    circles    `make_circles(samples, noise=noise, random_state=seed)`: radii 1 and .8 (its default factor)
    gaussians  `make_blobs(samples, centers=2, cluster_std=noise, random_state=seed)`: two centres anywhere within ± 10
    spirals    two arms of one and a half turns, from the centre out to radius 2, each the other turned by half a turn
    xor        the corners (± 1, ± 1): class 0 where the signs agree, class 1 where they differ
    line       x uniform in [−1, 1), y = 2x − 1
    sine       x uniform in [−1, 1), y = sin πx

    The first half of the samples (rounded down, but up for gaussians) is class 0; then all are shuffled. `noise` is a
    standard deviation: of both coordinates, or of y for line and sine.
    Throws a RangeError for samples that are not a whole number ≥ 0, or noise that is negative or not finite. */
export function points(kind: PointKind, samples: number, noise: number, seed: number): Points {
  if (!Number.isInteger(samples) || samples < 0)
    throw new RangeError(`samples must be a whole number from 0, not ${samples}`);
  if (!(noise >= 0 && noise < Infinity)) throw new RangeError(`noise must be a number from 0, not ${noise}`);
  const stream = new NumpyStream(seed);
  if (kind === 'gaussians') return gaussians(samples, noise, stream);
  if (kind === 'line') return curve((x) => 2 * x - 1, samples, noise, stream);
  if (kind === 'sine') return curve((x) => Math.sin(Math.PI * x), samples, noise, stream);
  const first = Math.floor(samples / 2);
  return blurred(shuffled(twoClasses(samples, first, outline(kind, first, samples - first)), stream), noise, stream);
}

/** Where point `i` of class `label` lies before any noise. */
type Place = (label: 0 | 1, i: number) => readonly [x: number, y: number];

/** `first` and `second`: how many points each class has. */
function outline(kind: 'moons' | 'circles' | 'spirals' | 'xor', first: number, second: number): Place {
  const count = (label: 0 | 1) => (label === 0 ? first : second);
  switch (kind) {
    case 'moons':
      return (label, i) => {
        const angle = i * (Math.PI / Math.max(1, count(label) - 1));
        return label === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 1 - Math.sin(angle) - 0.5];
      };
    case 'circles':
      return (label, i) => {
        const angle = i * ((2 * Math.PI) / count(label));
        const radius = label === 0 ? 1 : 0.8;
        return [Math.cos(angle) * radius, Math.sin(angle) * radius];
      };
    case 'spirals':
      return (label, i) => {
        const radius = (2 * i) / Math.max(1, count(label) - 1);
        const angle = Math.PI * (1.5 * radius + label);
        return [radius * Math.cos(angle), radius * Math.sin(angle)];
      };
    case 'xor':
      return (label, i) => {
        const x = i % 2 === 0 ? -1 : 1;
        return [x, label === 0 ? x : -x];
      };
  }
}

function twoClasses(samples: number, first: number, place: Place): Points {
  const X = new Float64Array(2 * samples);
  const y = new Float64Array(samples);
  for (let row = 0; row < samples; row++) {
    const label = row < first ? 0 : 1;
    X.set(place(label, row - label * first), 2 * row);
    y[row] = label;
  }
  return { X, columns: 2, y, classes: 2 };
}

/** As `make_blobs` does: both centres, then each class's noise, then the order. */
function gaussians(samples: number, noise: number, stream: NumpyStream): Points {
  const centres = Array.from({ length: 4 }, () => stream.uniform(-10, 10));
  return shuffled(
    twoClasses(samples, Math.ceil(samples / 2), (label) => [
      stream.normal(centres[2 * label], noise),
      stream.normal(centres[2 * label + 1], noise),
    ]),
    stream,
  );
}

function curve(height: (x: number) => number, samples: number, noise: number, stream: NumpyStream): Points {
  const X = Float64Array.from({ length: samples }, () => stream.uniform(-1, 1));
  return { X, columns: 1, y: X.map((x) => stream.normal(height(x), noise)), classes: null };
}

function shuffled({ X, y, columns, classes }: Points, stream: NumpyStream): Points {
  const order = stream.permutation(y.length);
  const mixed = X.map((_, cell) => X[columns * order[Math.floor(cell / columns)]! + (cell % columns)]!);
  return { X: mixed, columns, y: y.map((_, row) => y[order[row]!]!), classes };
}

function blurred(clean: Points, noise: number, stream: NumpyStream): Points {
  return { ...clean, X: clean.X.map((x) => stream.normal(x, noise)) };
}
