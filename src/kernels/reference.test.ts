/* The reference kernels where tensors and nodes do not reach: the dropout mask, and every code. */
import { describe, expect, it } from 'vitest';
import { kept, read } from '../tensor/tensor.ts';
import { Device } from './device.ts';
import { MAP, STATE, ZIP } from './kernels.ts';
import { normal } from './normal.ts';
import { Reference } from './reference.ts';

function masked(p: number, seed: number, step: number, node: number, size = 20_000, precision: 'f32' | 'f64' = 'f64') {
  const device = new Device(new Reference(precision));
  const state = new Float64Array(STATE.length);
  state[STATE.seedLow] = seed % 0x10000;
  state[STATE.seedHigh] = Math.floor(seed / 0x10000);
  state[STATE.stepLow] = step % 0x100000;
  state[STATE.stepHigh] = Math.floor(step / 0x100000);
  const A = kept(device, [size]);
  const S = kept(device, [STATE.length], state);
  device.constant(p);
  device.begin(device.arena(size));
  return [...read(A.mask(p, S, node))];
}
const share = (mask: readonly number[]) => mask.reduce((sum, x) => sum + x, 0) / mask.length;
const agreement = (a: readonly number[], b: readonly number[]) => a.filter((x, i) => x === b[i]).length / a.length;

describe('the dropout mask', () => {
  it.each([0.1, 0.5, 0.8])('drops a share of %f, within five standard deviations', (p) => {
    const mask = masked(p, 7, 3, 11);
    expect(new Set(mask)).toEqual(new Set([0, 1]));
    expect(Math.abs(share(mask) - (1 - p))).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / mask.length));
  });

  it('drops nothing at 0 and everything at 1', () => {
    expect([share(masked(0, 1, 1, 1)), share(masked(1, 1, 1, 1))]).toEqual([1, 0]);
  });

  it('is the same for the same seed, step and node, in either precision', () => {
    expect(masked(0.5, 123_456_789, 2 ** 21 + 5, 9)).toEqual(masked(0.5, 123_456_789, 2 ** 21 + 5, 9));
    expect(masked(0.5, 123_456_789, 2 ** 21 + 5, 9, 1000, 'f32')).toEqual(
      masked(0.5, 123_456_789, 2 ** 21 + 5, 9, 1000),
    );
  });

  it('is unrelated for another seed, step, node or half of them', () => {
    const mask = masked(0.5, 1, 1, 1);
    for (const [seed, step, node] of [
      [2, 1, 1],
      [1, 2, 1],
      [1, 1, 2],
      [1 + 0x10000, 1, 1],
      [1, 1 + 0x100000, 1],
    ] as const)
      expect(Math.abs(agreement(mask, masked(0.5, seed, step, node)) - 0.5)).toBeLessThan(0.02);
  });

  it('has no relation between neighbours', () => {
    const mask = masked(0.5, 1, 1, 1);
    for (const distance of [1, 2, 8, 64])
      expect(Math.abs(agreement(mask.slice(distance), mask) - 0.5)).toBeLessThan(0.02);
  });
});

it('has a function for every code', () => {
  const device = new Device(new Reference('f64'));
  const A = kept(device, [1], [0.5]);
  const out = kept(device, [1]);
  const results = (codes: Readonly<Record<string, number>>, apply: (code: number) => void) =>
    Object.entries(codes).map(([name, code]) => {
      apply(code);
      return [name, read(out)[0]] as const;
    });
  expect(new Map(results(MAP, (code) => device.kernels.map(out.pointer, A.pointer, code, 1)))).toEqual(
    new Map([
      ...([
        ['negative', -0.5],
        ['absolute', 0.5],
        ['sign', 1],
        ['exp', Math.exp(0.5)],
        ['log', Math.log(0.5)],
      ] as const),
      ...([
        ['sqrt', Math.SQRT1_2],
        ['square', 0.25],
        ['reciprocal', 2],
        ['relu', 0.5],
        ['positive', 1],
      ] as const),
      ...([
        ['sigmoid', 1 / (1 + Math.exp(-0.5))],
        ['tanh', Math.tanh(0.5)],
      ] as const),
      ...([
        ['expm1', Math.expm1(0.5)],
        ['log1p', Math.log1p(0.5)],
        ['normal', normal(0.5)],
      ] as const),
    ]),
  );
  const B = kept(device, [1], [0.25]);
  expect(results(ZIP, (code) => device.kernels.zip(out.pointer, A.pointer, B.pointer, code, 1, 0))).toEqual([
    ...([
      ['add', 0.75],
      ['subtract', 0.25],
      ['multiply', 0.125],
      ['divide', 2],
      ['maximum', 0.5],
      ['minimum', 0.25],
    ] as const),
  ]);
});

it('computes the sigmoid of numbers far from 0 without overflow', () => {
  const device = new Device(new Reference('f64'));
  const A = kept(device, [4], [-1000, 1000, -40, Number.NaN]);
  device.begin(device.arena(4));
  expect([...read(A.sigmoid())]).toEqual([0, 1, Math.exp(-40) / (1 + Math.exp(-40)), Number.NaN]);
});
