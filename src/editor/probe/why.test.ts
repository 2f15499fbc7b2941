/* Numbers unfolded as far as they go: every unfolding adds up, and every path ends in what was given. */
import { expect, test } from 'vitest';
import { Explainer } from '../../debug/explain.ts';
import { openExample } from '../../document/examples.ts';
import { Reference } from '../../kernels/reference.ts';
import { parametersOf } from '../../plan/resolve.ts';
import { Trainer } from '../../run/trainer.ts';
import { samplesOf } from './samples.ts';
import { type NumberItem, numbersIn, sharesOf } from './why.ts';

test.each(['batch-of-three', 'two-layers', 'residual-fork', 'moons', 'conv-digits', 'character-gpt'])(
  '%s: from the gradient of each parameter back to the loss and the input',
  async (name) => {
    const document = await openExample(name);
    const trainer = await Trainer.load(document, new Map(), new Reference('f64'));
    if (!(trainer instanceof Trainer)) throw new Error(trainer.code);
    trainer.evaluate();
    const { network, plan } = trainer;
    const explainer = new Explainer(network.device, plan, network.step(trainer.batch().length));
    const samples = samplesOf(document, plan)!;
    const ends = new Set<string>();
    const unfold = (item: NumberItem, depth: number): void => {
      const explanation = explainer.explain(item.place, item.index, 2048);
      const shares = explanation && sharesOf(explanation, samples);
      if (!shares) {
        ends.add(item.place);
        return;
      }
      expect(explanation.result).toBe(item.value);
      const total = shares.reduce(
        (sum, each) => sum + (each.kind === 'share' ? each.part.product : each.kind === 'rest' ? each.sum : 0),
        0,
      );
      expect(Math.abs(total - item.value), `${item.place}[${item.index}]`).toBeLessThanOrEqual(
        1e-9 * Math.max(1, Math.abs(item.value)),
      );
      expect(shares.length).toBeGreaterThan(0);
      // Down the largest share, by its first number and by its last.
      const [largest] = shares;
      if (largest?.kind !== 'share' || depth > 60) return;
      const numbers = numbersIn(largest.part);
      for (const next of new Set([numbers[0], numbers.at(-1)])) if (next) unfold(next, depth + 1);
    };
    const learned = plan.steps
      .filter(({ reaches }) => reaches)
      .flatMap(({ node, type }) => parametersOf(type).map((each) => [node, each] as const));
    for (const [node, parameter] of learned.slice(0, 4)) {
      const place = `${node}.d${parameter}` as const;
      const tensor = network.step(trainer.batch().length).pass.get(place);
      if (!tensor) continue;
      unfold(
        { kind: 'number', place, index: tensor.shape.map(() => 0), value: network.device.data[tensor.pointer]! },
        0,
      );
    }
    // What is given: data, parameters, the loss's own gradient.
    expect(ends.size).toBeGreaterThan(1);
    for (const place of ends) expect(place).not.toMatch(/\.dZ$|\.dA$/);
  },
  30_000,
);
