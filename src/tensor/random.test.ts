/* PyTorch's stream and initialisers against numbers that torch 1.13 drew (random.golden.json, from
   scripts/golden_random.py). */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fanIn, kaimingUniform, normal, ones, uniform, zeros } from './initialise.ts';
import golden from './random.golden.json';
import { MersenneTwister, TorchStream } from './random.ts';

/** Equal bit for bit as float32; the golden files hold the shortest decimals that round to them. */
function expectExactly(actual: Iterable<number>, expected: readonly number[]): void {
  expect(Array.from(actual)).toEqual(expected.map(Math.fround));
}

describe('the Mersenne Twister', () => {
  it('gives its published first and ten thousandth word for the default seed 5489', () => {
    const engine = new MersenneTwister(5489);
    expect(engine.uint32()).toBe(3499211612);
    for (let i = 2; i < 10000; i++) engine.uint32();
    expect(engine.uint32()).toBe(4123659995);
  });
});

describe.each(golden.torch)('after torch.manual_seed($seed)', (expected) => {
  const { seed } = expected;

  it('uniform_ is the same', () => {
    for (const { from, to, values } of expected.uniform) {
      expectExactly(uniform([4, 5], new TorchStream(seed), from, to), values);
    }
  });

  it('randn is the same, below and above 16 numbers', () => {
    for (const values of expected.randn) expectExactly(normal([values.length], new TorchStream(seed)), values);
  });

  it('normal_ of another mean and deviation is the same', () => {
    for (const values of expected.normal) expectExactly(new TorchStream(seed).normal(values.length, 1.5, 0.02), values);
  });

  it('randperm is the same', () => {
    for (const order of expected.randperm) expectExactly(new TorchStream(seed).randperm(order.length), order);
  });

  it('a spare normal number waits while other kinds are drawn', () => {
    const stream = new TorchStream(seed);
    const drawn = [
      stream.normal(3),
      stream.normal(20),
      [stream.uniform(), stream.uniform()],
      stream.normal(2),
      stream.randperm(5),
    ];
    expect(expected.mixed).toHaveLength(drawn.length);
    for (const [i, values] of expected.mixed.entries()) expectExactly(drawn[i] ?? [], values);
  });

  it('nn.Linear starts the same: W, then b', () => {
    for (const { in: features, out, W, b } of expected.linear) {
      const stream = new TorchStream(seed);
      expectExactly(kaimingUniform([out, features], stream), W);
      expectExactly(kaimingUniform([out], stream, features), b);
    }
  });

  it('nn.Conv2d, whose fan counts the window, starts the same', () => {
    const stream = new TorchStream(seed);
    const shape = [4, 3, 3, 3];
    expectExactly(kaimingUniform(shape, stream), expected.conv.W);
    expectExactly(kaimingUniform([4], stream, fanIn(shape)), expected.conv.b);
  });
});

describe('a long draw from a seed beyond 32 bits', () => {
  const { seed, randperm, randnEnd } = golden.long;

  it('of a permutation is the same', () => {
    expectExactly(new TorchStream(seed).randperm(randperm.length), randperm);
  });

  it('of normal numbers is the same to its ragged end', () => {
    expectExactly(new TorchStream(seed).normal(100003).slice(-randnEnd.length), randnEnd);
  });
});

describe('initialisers', () => {
  it('give float32 numbers within their bounds, as many as the shape has', () => {
    const shapes = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9));
    fc.assert(
      fc.property(shapes, fc.nat(), (shape, seed) => {
        const [out, ...rest] = shape;
        const fan = rest.reduce((product, length) => product * length, 1);
        const values = kaimingUniform(shape, new TorchStream(seed));
        expect(values).toHaveLength(out * fan);
        for (const value of values) {
          expect(Math.fround(value)).toBe(value);
          expect(Math.abs(value)).toBeLessThanOrEqual(Math.fround(1 / Math.sqrt(fan)));
        }
      }),
    );
  });

  it('give zeros and ones of the shape', () => {
    expect(zeros([2, 3])).toEqual(new Float64Array(6));
    expect(ones([])).toEqual(Float64Array.of(1));
  });

  it('refuse a fan for a shape of one axis, as torch does', () => {
    expect(() => kaimingUniform([3], new TorchStream(0))).toThrow('fan-in');
  });

  it('start a layer without inputs from a bias of plain zeros', () => {
    const bias = kaimingUniform([2], new TorchStream(0), fanIn([2, 0]));
    expect(bias).toEqual(new Float64Array(2));
    expect(bias.some((value) => Object.is(value, -0))).toBe(false);
  });
});
