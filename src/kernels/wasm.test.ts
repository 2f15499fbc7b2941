/* The kernels in WebAssembly against the reference loops: every kernel and code, ragged sizes, special values, rooms full
   of NaN, any number of threads, and programs. The same cases run for each build that this machine can carry out. */
import { describe, expect, test } from 'vitest';
import { bits } from '../check/bits.ts';
import { modules, sharedModules } from '../check/engines.ts';
import { kept, read, type Tensor } from '../tensor/tensor.ts';
import { type Window, windowLayout } from '../tensor/window.ts';
import { Device, type Engine } from './device.ts';
import { HYPER, type Kernels, MAP, REDUCE, STATE, UPDATE, USES, ZIP } from './kernels.ts';
import { Reference } from './reference.ts';
import { type Build, Wasm } from './wasm.ts';

const builds = [...modules.keys()];
const engine = (build: Build) => new Wasm(modules.get(build)!);
/** Room for so many threads, which the test takes the parts of. */
const crewed = (build: Build, threads: number) => new Wasm(sharedModules.get(build)!, { threads, start: () => {} });

/** What a case writes, and how far each number may be off before the factor 1e-5: its own size, or `scale`. */
interface Made {
  readonly out: Tensor;
  readonly scale?: number;
}
type Case = (bench: Bench) => Made;

class Bench {
  readonly device: Device;
  readonly kernels: Kernels;
  constructor(engine: Engine) {
    this.device = new Device(engine);
    this.kernels = this.device.kernels;
  }
  /** A tensor whose room is full of NaN beyond its numbers. */
  tensor(data: readonly number[]): Tensor {
    const tensor = kept(this.device, [data.length]);
    this.device.data.fill(Number.NaN, tensor.pointer, this.device.keep(0));
    this.device.data.set(data, tensor.pointer);
    return tensor;
  }
  /** Where a result is to be written. */
  blank(size: number): Tensor {
    return this.tensor(new Array(size).fill(Number.NaN));
  }
}

/** `count` numbers from −2 to 2, the same for the same seed. */
function numbers(count: number, seed: number): number[] {
  let state = Math.imul(seed + 1, 2654435761 | 0);
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 30;
  });
}
const indices = (count: number, below: number) =>
  numbers(count, below).map((x) => Math.floor(((x + 2) / 4) * below) % below);

/** The first number that is too far from the reference. */
function complaint(build: Build, made: Case): string | undefined {
  const [ours, theirs] = [made(new Bench(engine(build))), made(new Bench(new Reference('f32')))];
  const wanted = read(theirs.out);
  for (const [i, x] of read(ours.out).entries()) {
    const y = wanted[i]!;
    if (x === y || (Number.isNaN(x) && Number.isNaN(y))) continue;
    // Below 1.2e-38 float32 has no normal numbers; ours may be 0 there.
    const bound = 1e-5 * (theirs.scale ?? Math.abs(y)) + 1.2e-38;
    if (!(Math.abs(x - y) <= bound)) return `[${i}] is ${x}, reference ${y}`;
  }
  return undefined;
}

/** The bits that a case writes when `all` threads take their shares of it, one after another. */
function sharedBits(build: Build, made: Case, all: number): string {
  const bench = new Bench(crewed(build, all));
  const setThread = (bench.kernels as unknown as { setThread(own: number, all: number): void }).setThread;
  const alike = Object.keys(USES).map((name) => {
    const kernel = bench.kernels[name as keyof Kernels] as (...args: readonly number[]) => void;
    const inTurn = (...args: number[]) => {
      for (let own = 0; own < all; own++) {
        setThread(own, all);
        kernel(...args);
      }
    };
    return [name, inTurn];
  });
  return bits(read(made(Object.assign(bench, { kernels: Object.fromEntries(alike) })).out));
}

const ragged = [1, 2, 3, 4, 5, 7, 8, 9, 11, 13, 16, 17, 23, 31, 33, 61, 64, 70];
const special = [
  ...[0, -0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e4, -1e4, 88.7, -87.3, 88.8, -88],
  ...[1e-38, 1e-44, 1e-20, -1e-20, 0.5, -0.5, 3e38, -3e38, 12.9, -12.9, 1e-6, -1e-6, 0.624, 0.626, -0.34, 0.35, 5, -5],
];

const cases = new Map<string, Case[]>();
const add = (name: keyof Kernels, made: Case) => cases.set(name, [...(cases.get(name) ?? []), made]);

const turn = (i: number) => ragged.at(i % ragged.length)!;
const shapes: readonly (readonly [m: number, k: number, n: number])[] = [
  ...ragged.map((x, i) => [x, turn(5 * i + 3), turn(7 * i + 1)] as const),
  ...ragged.map((x, i) => [turn(5 * i + 2), turn(11 * i), x] as const),
  ...([
    [0, 3, 4],
    [3, 0, 4],
    [3, 4, 0],
    [130, 300, 70],
    [33, 515, 530],
    [200, 64, 9],
  ] as const),
];
for (const [m, k, n] of shapes)
  for (const [ta, tb] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const) {
    const count = m * n < 100 ? 3 : 1;
    add('matmul', (b) => {
      const [A, B] = [b.tensor(numbers(count * m * k, m)), b.tensor(numbers(count * k * n, n))];
      const out = b.blank(count * m * n);
      b.kernels.matmul(out.pointer, A.pointer, B.pointer, count, m, k, n, ta, tb);
      return { out, scale: k };
    });
    for (const each of [0, 1] as const)
      add('matmulAdd', (b) => {
        const [A, B] = [b.tensor(numbers(m * k, m)), b.tensor(numbers(k * n, n))];
        const [C, out] = [b.tensor(numbers(each ? m * n : n, k)), b.blank(m * n)];
        b.kernels.matmulAdd(out.pointer, A.pointer, B.pointer, C.pointer, m, k, n, ta, tb, each);
        return { out, scale: k + 1 };
      });
  }

for (const f of Object.values(MAP))
  for (const data of [special, ...ragged.map((size) => numbers(size, f)), numbers(9000, f).map((x) => 5 * x)])
    add('map', (b) => {
      const [A, out] = [b.tensor(data), b.blank(data.length)];
      b.kernels.map(out.pointer, A.pointer, f, data.length);
      return { out };
    });

/* Lengths, strides of a, strides of b. */
const layouts: readonly (readonly [number[], number[], number[]])[] = [
  ...ragged.flatMap((n): [number[], number[], number[]][] => [
    [
      [5, n],
      [n, 1],
      [0, 1],
    ],
    [
      [5, n],
      [0, 1],
      [n, 1],
    ],
    [
      [5, n],
      [n, 1],
      [1, 0],
    ],
    [
      [n, 5],
      [1, 0],
      [5, 1],
    ],
    [[n], [1], [0]],
    [[n], [0], [1]],
    [
      [3, n, 2],
      [2 * n, 2, 1],
      [2, 0, 1],
    ],
    [
      [n, 3],
      [1, n],
      [3, 1],
    ],
  ]),
  [[], [], []],
  [
    [90, 70],
    [70, 1],
    [0, 1],
  ],
  [
    [4, 1, 5],
    [5, 5, 1],
    [0, 0, 1],
  ],
  [[9000], [1], [0]],
];
const volume = (lengths: readonly number[]) => lengths.reduce((product, length) => product * length, 1);
for (const f of Object.values(ZIP)) {
  for (const data of [special, numbers(9000, f), ...ragged.map((size) => numbers(size, f))])
    add('zip', (b) => {
      const other = data.toReversed();
      const [A, B, out] = [b.tensor(data), b.tensor(other), b.blank(data.length)];
      b.kernels.zip(out.pointer, A.pointer, B.pointer, f, data.length, 0);
      return { out };
    });
  for (const [lengths, aSteps, bSteps] of layouts)
    add('zip', (b) => {
      const size = volume(lengths);
      const [A, B, out] = [b.tensor(numbers(size, f)), b.tensor(numbers(size, f + 9)), b.blank(size)];
      const layout = b.device.layout([lengths.length, ...lengths, ...aSteps, ...bSteps]);
      b.kernels.zip(out.pointer, A.pointer, B.pointer, f, size, layout);
      return { out };
    });
}

const around: readonly (readonly [outer: number, n: number, inner: number])[] = [
  ...ragged.map((n, i) => [turn(3 * i), n, 1] as const),
  ...ragged.map((inner, i) => [1, turn(5 * i), inner] as const),
  ...ragged.map((inner, i) => [3, turn(7 * i), inner] as const),
  ...([
    [1, 1, 1],
    [0, 4, 1],
    [1, 5000, 1],
    [1, 3000, 17],
    [100, 70, 1],
    [40, 12, 20],
  ] as const),
];
for (const [outer, n, inner] of around) {
  const size = outer * n * inner;
  for (const f of Object.values(REDUCE))
    for (const data of [
      numbers(size, n),
      numbers(size, n).map((x) => Math.round(x)),
      numbers(size, n).map((x, i) => (i % 5 === 3 ? Number.NaN : x)),
    ])
      add('reduce', (b) => {
        const [A, out] = [b.tensor(data), b.blank(outer * inner)];
        b.kernels.reduce(out.pointer, A.pointer, f, outer, n, inner);
        return { out, scale: n };
      });
  for (const factor of [1, 30, 5000]) {
    const data = numbers(size, n).map((x) => factor * x);
    add('softmax', (b) => {
      const [A, out] = [b.tensor(data), b.blank(size)];
      b.kernels.softmax(out.pointer, A.pointer, outer, n, inner);
      // Exponents have the error of their logits.
      return { out, scale: 1 };
    });
    if (inner === 1)
      for (const which of [0, 1])
        add('softmaxes', (b) => {
          const [A, P, logP] = [b.tensor(data), b.blank(size), b.blank(size)];
          b.kernels.softmaxes(P.pointer, logP.pointer, A.pointer, outer, n);
          return { out: [P, logP][which]!, scale: which ? Math.max(1, factor / 10) : 1 };
        });
    if (inner === 1)
      add('logSoftmax', (b) => {
        const [A, out] = [b.tensor(data), b.blank(size)];
        b.kernels.logSoftmax(out.pointer, A.pointer, outer, n);
        return { out, scale: Math.max(1, factor / 10) };
      });
  }
  add('softmaxGradient', (b) => {
    const [A, d, out] = [b.tensor(numbers(size, n)), b.tensor(numbers(size, inner)), b.blank(size)];
    b.kernels.softmaxGradient(out.pointer, A.pointer, d.pointer, outer, n, inner);
    return { out, scale: 4 * n };
  });
}
for (const data of [
  [1, Number.NEGATIVE_INFINITY, 2],
  [Number.NaN, 1, 2, 3, 4],
  new Array(5).fill(Number.NEGATIVE_INFINITY),
  [Number.POSITIVE_INFINITY, 1],
])
  for (const name of ['softmax', 'logSoftmax'] as const)
    add(name, (b) => {
      const [A, out] = [b.tensor(data), b.blank(data.length)];
      if (name === 'softmax') b.kernels.softmax(out.pointer, A.pointer, 1, data.length, 1);
      else b.kernels.logSoftmax(out.pointer, A.pointer, 1, data.length);
      return { out };
    });

/* Lengths, strides of out, strides of a, offsets. */
const moves: readonly (readonly [number[], number[], number[], number, number])[] = [
  ...ragged.flatMap((n): [number[], number[], number[], number, number][] => [
    [[n, 6], [6, 1], [1, n], 0, 0],
    [[4, n], [n, 1], [0, 1], 0, 0],
    [[4, n], [n, 1], [1, 0], 0, 0],
    [[2, n, 3], [3 * n, 3, 1], [3, 6, 1], 0, 0],
    [[3, n], [n + 2, 1], [n, 1], 1, 0],
    [[3, n], [n, 1], [2 * n, 2], 0, 1],
  ]),
  [[], [], [], 0, 0],
  [[90, 70], [70, 1], [1, 90], 0, 0],
];
for (const [lengths, outSteps, aSteps, outOffset, aOffset] of moves)
  add('move', (b) => {
    const room = 4 * volume(lengths) + 16;
    const [A, out] = [b.tensor(numbers(room, 3)), b.tensor(numbers(room, 4))];
    const layout = b.device.layout([lengths.length, ...lengths, ...outSteps, ...aSteps, outOffset, aOffset]);
    b.kernels.move(out.pointer, A.pointer, volume(lengths), layout);
    return { out };
  });
for (const n of [...ragged, 0, 200, 9000]) {
  add('move', (b) => {
    const [A, out] = [b.tensor(numbers(n, 3)), b.blank(n)];
    b.kernels.move(out.pointer, A.pointer, n, 0);
    return { out };
  });
  add('fill', (b) => {
    const [value, out] = [b.tensor([0.1]), b.blank(n)];
    b.kernels.fill(out.pointer, value.pointer, n);
    return { out };
  });
  for (const [p, node] of [
    [0, 1],
    [0.1, -7],
    [0.5, 123456],
    [1, 3],
  ] as const)
    add('mask', (b) => {
      const state = new Array(STATE.length).fill(0).map((_, i) => 1000 * i + n);
      const [P, S, out] = [b.tensor([p]), b.tensor(state), b.blank(n)];
      b.kernels.mask(out.pointer, P.pointer, S.pointer, node, n);
      return { out };
    });
  add('gate', (b) => {
    const data = numbers(n, 6).map((x, i) => (i % 3 ? x : special[i % special.length]!));
    const [d, A, out] = [b.tensor(data.toReversed()), b.tensor(data), b.blank(n)];
    b.kernels.gate(out.pointer, d.pointer, A.pointer, n);
    return { out };
  });
  for (const bad of [0, Number.NaN, Number.POSITIVE_INFINITY]) {
    const data = n ? [...numbers(n - 1, 2), bad] : [];
    add('finite', (b) => {
      const [flag, A] = [b.tensor([0]), b.tensor(data)];
      b.kernels.finite(flag.pointer, A.pointer, n);
      return { out: flag };
    });
    for (const which of bad === 0 ? [0, 1] : [0])
      add('gateFinite', (b) => {
        const [flag, d, A, out] = [b.tensor([0]), b.tensor(numbers(n, 6)), b.tensor(data), b.blank(n)];
        b.kernels.gateFinite(flag.pointer, out.pointer, d.pointer, A.pointer, n);
        return { out: [flag, out][which]! };
      });
  }
}

for (const columns of [...ragged, 100])
  for (const [rows, table] of [
    [1, 1],
    [7, 3],
    [64, 40],
  ] as const) {
    const index = indices(rows, table);
    add('gather', (b) => {
      const [T, I, out] = [b.tensor(numbers(table * columns, 5)), b.tensor(index), b.blank(rows * columns)];
      b.kernels.gather(out.pointer, T.pointer, I.pointer, rows, columns);
      return { out };
    });
    add('scatterAdd', (b) => {
      const [d, I, out] = [b.tensor(numbers(rows * columns, 5)), b.tensor(index), b.blank(table * columns)];
      b.kernels.scatterAdd(out.pointer, d.pointer, I.pointer, rows, columns, table);
      return { out, scale: rows };
    });
    const within = indices(rows, columns);
    add('pick', (b) => {
      const [A, I, out] = [b.tensor(numbers(rows * columns, 5)), b.tensor(within), b.blank(rows)];
      b.kernels.pick(out.pointer, A.pointer, I.pointer, rows, columns);
      return { out };
    });
    add('oneHot', (b) => {
      const [I, out] = [b.tensor(within), b.blank(rows * columns)];
      b.kernels.oneHot(out.pointer, I.pointer, rows, columns);
      return { out };
    });
    add('tril', (b) => {
      const size = 2 * table * columns;
      const [A, above, out] = [b.tensor(numbers(size, 5)), b.tensor([Number.NEGATIVE_INFINITY]), b.blank(size)];
      b.kernels.tril(out.pointer, A.pointer, above.pointer, 2, table, columns);
      return { out };
    });
  }

const windows: readonly (readonly [shape: [number, number, number, number], Window])[] = [
  [[2, 3, 5, 4], { kernel: [3, 3], stride: [1, 1], padding: [0, 0] }],
  [[2, 3, 5, 4], { kernel: [3, 2], stride: [2, 1], padding: [1, 1] }],
  [[1, 1, 8, 8], { kernel: [2, 2], stride: [2, 2], padding: [0, 0] }],
  [[3, 2, 7, 9], { kernel: [4, 3], stride: [3, 2], padding: [2, 1] }],
  [[8, 6, 12, 12], { kernel: [3, 3], stride: [1, 1], padding: [1, 1] }],
  [[2, 2, 3, 3], { kernel: [1, 1], stride: [2, 2], padding: [0, 0] }],
];
for (const [shape, window] of windows) {
  const layout = windowLayout(shape, window);
  const [N, C, , , h, w] = layout as [number, number, number, number, number, number];
  const seen = N * h * w * C * volume(window.kernel);
  add('unfold', (b) => {
    const [A, outside, out] = [
      b.tensor(numbers(volume(shape), 5)),
      b.tensor([Number.NEGATIVE_INFINITY]),
      b.blank(seen),
    ];
    b.kernels.unfold(out.pointer, A.pointer, outside.pointer, b.device.layout(layout));
    return { out };
  });
  add('fold', (b) => {
    const [d, out] = [b.tensor(numbers(seen, 5)), b.blank(volume(shape))];
    b.kernels.fold(out.pointer, d.pointer, b.device.layout(layout));
    return { out, scale: volume(window.kernel) };
  });
}

const settings: readonly Partial<Record<keyof typeof HYPER, number>>[] = [
  {},
  { weightDecay: 0.1, maximize: 1 },
  { momentum: 0.9, dampening: 0.2, amsgrad: 1, centered: 1, lrDecay: 0.1, initialAccumulatorValue: 0.3 },
  { momentum: 0.9, nesterov: 1, weightDecay: 0.01, beta1: 0.5 },
];
/** Three updates, `act` by `act`, and what they move. */
function updated(
  b: Bench,
  optimizer: number,
  hyper: Partial<Record<keyof typeof HYPER, number>>,
  start: readonly number[],
  act: (args: Parameters<Kernels['update']>) => void,
): Tensor {
  const all = { rate: 0.1, beta1: 0.9, beta2: 0.999, eps: 1e-8, alpha: 0.99, ...hyper };
  const size = start.length;
  const [W, dW] = [b.tensor(start), b.tensor(numbers(size, 2))];
  const [memory, count] = [b.tensor(new Array(3 * size).fill(0)), b.tensor([0])];
  const H = b.tensor(new Array(HYPER.length).fill(0));
  for (const [name, value] of Object.entries(all)) b.device.data[H.pointer + HYPER[name as keyof typeof HYPER]] = value;
  for (let t = 1; t <= 3; t++) {
    b.device.data[count.pointer] = t;
    act([W.pointer, dW.pointer, memory.pointer, count.pointer, H.pointer, optimizer, size]);
  }
  return W;
}
for (const optimizer of Object.values(UPDATE)) {
  for (const hyper of settings)
    for (const size of [...ragged, 9000])
      add('update', (b) => {
        const W = updated(b, optimizer, hyper, numbers(size, 1), (args) => b.kernels.update(...args));
        return { out: W, scale: 2 };
      });
  for (const size of [1, 4, 7, 16, 61, 9000])
    for (const bad of [0, Number.NaN, Number.NEGATIVE_INFINITY])
      for (const which of [0, 1])
        add('updateFinite', (b) => {
          const [flag, start] = [b.tensor([0]), [...numbers(size - 1, 1), bad]];
          const W = updated(b, optimizer, settings[3]!, start, (args) => b.kernels.updateFinite(flag.pointer, ...args));
          return { out: [flag, W][which]!, scale: 2 };
        });
}

test('there is a build that this machine can carry out, and there are cases for every kernel', () => {
  expect(builds).toContain('plain');
  expect([...cases.keys()].sort()).toEqual(Object.keys(USES).sort());
});

describe.each(builds)('%s', (build) => {
  test.each([...cases])('%s is what the reference loops give, to 1e-5', (_, all) => {
    const complaints = all.map((made, i) => [i, complaint(build, made)]).filter(([, found]) => found);
    expect(complaints.slice(0, 5)).toEqual([]);
  });

  test.each([...cases])('%s gives the same bits for any number of threads', (_, all) => {
    for (const made of all) {
      const alone = bits(read(made(new Bench(engine(build))).out));
      for (const threads of [2, 3, 8]) expect(sharedBits(build, made, threads)).toBe(alone);
    }
  });

  test('a sum added in a product, and a gate, are the bits of the plain kernels', () => {
    for (const [m, k, n] of shapes)
      for (const each of [0, 1] as const) {
        const b = new Bench(engine(build));
        const [A, B] = [b.tensor(numbers(m * k, m)), b.tensor(numbers(k * n, n))];
        const C = b.tensor(numbers(each ? m * n : n, k));
        const [at, once, twice] = [b.blank(m * n), b.blank(m * n), b.blank(m * n)];
        b.kernels.matmulAdd(once.pointer, A.pointer, B.pointer, C.pointer, m, k, n, 0, 1, each);
        b.kernels.matmul(at.pointer, A.pointer, B.pointer, 1, m, k, n, 0, 1);
        const layout = each ? 0 : b.device.layout([2, m, n, n, 1, 0, 1]);
        b.kernels.zip(twice.pointer, at.pointer, C.pointer, ZIP.add, m * n, layout);
        expect(bits(read(once)), `${m}, ${k}, ${n}`).toBe(bits(read(twice)));
      }
    const b = new Bench(engine(build));
    const [d, a] = [b.tensor(special.toReversed()), b.tensor(special)];
    const [mask, once, twice] = [b.blank(special.length), b.blank(special.length), b.blank(special.length)];
    b.kernels.gate(once.pointer, d.pointer, a.pointer, special.length);
    b.kernels.map(mask.pointer, a.pointer, MAP.positive, special.length);
    b.kernels.zip(twice.pointer, d.pointer, mask.pointer, ZIP.multiply, special.length, 0);
    expect(bits(read(once))).toBe(bits(read(twice)));
    const flag = b.tensor([0]);
    b.kernels.gateFinite(flag.pointer, once.pointer, d.pointer, a.pointer, special.length);
    const held = special.map((x, i) => (Number.isFinite(x) ? i : -1)).filter((i) => i >= 0);
    const kept = (tensor: Tensor) => bits(Float64Array.from(held, (i) => read(tensor)[i]!));
    expect([kept(once), read(flag)[0]]).toEqual([kept(twice), Number.NaN]);
  });

  test('an update that looks moves the bits of one that does not, and finds what is not finite in any place', () => {
    for (const optimizer of Object.values(UPDATE))
      for (const hyper of settings) {
        const b = new Bench(engine(build));
        const plain = updated(b, optimizer, hyper, special, (args) => b.kernels.update(...args));
        const flag = b.tensor([0]);
        const looked = updated(b, optimizer, hyper, special, (args) => b.kernels.updateFinite(flag.pointer, ...args));
        expect([bits(read(looked)), read(flag)[0]]).toEqual([bits(read(plain)), Number.NaN]);
      }
  });

  test.each(Object.keys(USES) as (keyof Kernels)[])('%s in a program gives the bits of a call', (name) => {
    for (const made of cases.get(name)!.slice(0, 20)) {
      const called = bits(read(made(new Bench(engine(build))).out));
      const bench = new Bench(engine(build));
      const kernels = Object.fromEntries(
        Object.keys(USES).map((op) => [
          op,
          (...args: number[]) => bench.device.compile([{ op: op as keyof Kernels, args }])(),
        ]),
      );
      expect(bits(read(made(Object.assign(bench, { kernels })).out))).toBe(called);
    }
  });
});
