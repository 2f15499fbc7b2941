/* Every gradient of every node against central differences in float64, and float32 against float64. With
   two hundred random shapes a node in the full form. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Case, carryOut, gap, numericGradient, peak, randomValues } from '../check/trial.ts';
import { casesOf, titleOf } from '../check/trial-cases.ts';
import { randomCases } from '../check/trial-random.ts';
import { read } from '../tensor/tensor.ts';
import { howMany, seed, tally } from '../torture.ts';
import type { AnyNodeType, Mode } from './define.ts';
import { catalogue } from './index.ts';

const modes = ['train', 'eval'] as const;
const computing = [...catalogue.values()].filter((node) => !node.source);
const rounds = howMany(5, 200);

/** Checks |analytic − numeric| ≤ 1e-7 · max(1, max |dX|, |L|) for every input and parameter. */
function expectTrueGradients(node: AnyNodeType, trial: Case, mode: Mode, seed: number): void {
  const values = randomValues(node, trial, mode, seed);
  const { given, gradients, L } = carryOut(node, trial, mode, 'f64', values);
  for (const name of [...node.inputs, ...Object.keys(node.parameters), ...Object.keys(node.optional ?? {})]) {
    const gradient = gradients[`d${name}`];
    if (!given[name] || !gradient) continue;
    const analytic = read(gradient);
    const numeric = numericGradient(node, trial, mode, values, name);
    const bound = 1e-7 * Math.max(1, peak(analytic), Math.abs(L));
    expect(gap(analytic, numeric), `${node.type} ${titleOf(trial)} ${mode}: d${name}`).toBeLessThanOrEqual(bound);
  }
}

/** Checks that every value and gradient in float32 lies within 1e-5 of float64, relative to the tensor's largest. */
function expectSameInFloat32(node: AnyNodeType, trial: Case, mode: Mode, seed: number): void {
  const values = randomValues(node, trial, mode, seed);
  const [exact, single] = [carryOut(node, trial, mode, 'f64', values), carryOut(node, trial, mode, 'f32', values)];
  for (const kind of ['returned', 'gradients'] as const) {
    expect(Object.keys(single[kind])).toEqual(Object.keys(exact[kind]));
    for (const [name, tensor] of Object.entries(exact[kind])) {
      const [want, got] = [read(tensor), single[kind][name]];
      const bound = 1e-5 * Math.max(1, peak(want));
      const error = got ? gap(read(got), want) : Number.NaN;
      expect(error, `${node.type} ${titleOf(trial)} ${mode}: ${name}`).toBeLessThanOrEqual(bound);
    }
  }
}

describe.each(computing.map((node) => [node.type, node] as const))('%s', (type, node) => {
  it.each(modes)('has the gradients of its forward pass in %s mode', (mode) => {
    for (const { trial } of casesOf(node)) expectTrueGradients(node, trial, mode, 1);
  });

  it.each(modes)('gives the same in float32 as in float64 in %s mode', (mode) => {
    for (const { trial } of casesOf(node)) expectSameInFloat32(node, trial, mode, 2);
  });

  it(`holds all of that for ${rounds} random shapes`, { timeout: 20_000 + 3_000 * rounds }, () => {
    const cases = randomCases.get(type);
    if (!cases) throw new Error(`trial-random.ts has no shapes for ${type}`);
    fc.assert(
      fc.property(cases, fc.constantFrom(...modes), fc.integer({ min: 0, max: 1e6 }), (trial, mode, values) => {
        expectTrueGradients(node, trial, mode, values);
        expectSameInFloat32(node, trial, mode, values);
      }),
      { numRuns: rounds, seed },
    );
    tally('random shapes of a node: gradients', rounds);
  });
});
