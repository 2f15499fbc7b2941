/* The backward of every node, written in the language, against the node's own: the same numbers in float64. */
import { describe, expect, it } from 'vitest';
import { customNode } from '../nodes/custom.ts';
import { catalogue } from '../nodes/index.ts';
import { backwardPrograms } from '../nodes/programs.ts';
import { read } from '../tensor/tensor.ts';
import { carryOut, gap, peak, randomValues } from './trial.ts';
import { casesOf } from './trial-cases.ts';

const computing = [...catalogue.values()].filter((node) => !node.source);

it('has a program for every node that computes', () => {
  expect(Object.keys(backwardPrograms).sort()).toEqual(computing.map(({ type }) => type).sort());
});

describe.each(computing.map((node) => [node.type, node] as const))('%s', (type, node) => {
  it.each(['train', 'eval'] as const)('has its gradients to 1e-12 in %s mode', (mode) => {
    const written = customNode('custom:mine', { title: 'mine', rewrites: type, backward: backwardPrograms[type]! });
    for (const { title, trial } of casesOf(node)) {
      const values = randomValues(node, trial, mode, 3);
      const [own, other] = [node, written].map((each) => carryOut(each, trial, mode, 'f64', values));
      for (const name of [...node.inputs, ...Object.keys(node.parameters), ...Object.keys(node.optional ?? {})]) {
        const [true_, mine] = [own!.gradients[`d${name}`], other!.gradients[`d${name}`]];
        if (!true_ || !own!.given[name]) continue;
        expect(mine?.shape, `${title}: d${name}`).toEqual(true_.shape);
        const wanted = read(true_);
        expect(gap(read(mine!), wanted), `${title}: d${name}`).toBeLessThanOrEqual(1e-12 * Math.max(1, peak(wanted)));
      }
    }
  });
});
