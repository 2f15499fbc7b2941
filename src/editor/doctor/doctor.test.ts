/* Every rule of the Doctor on a network that is ill, and on its healthy twin; all of them really trained. */
import { expect, test } from 'vitest';
import type { Address, GraphDocument } from '../../document/document.ts';
import { apply, begin } from '../../document/history.ts';
import { updatedIn } from '../../document/update.ts';
import { Trainer } from '../../run/trainer.ts';
import { viewOf } from '../../worker/views.ts';
import { type Case, caseOf } from './case.ts';
import { findings, treatmentOf } from './judge.ts';
import { Leaps } from './leaps.ts';
import { type Measurement, measurementOf, subjectOf } from './measured.ts';
import { chain, constant, drawn, PATIENTS, points } from './patients.ts';
import type { RuleId } from './rules.ts';

interface Seen {
  readonly known: Case;
  readonly plan: Trainer['plan'];
}

/** Trains so many steps and measures every so many, as the worker and the page do together. */
async function examined(document: GraphDocument, steps = 240, every = 5): Promise<Seen> {
  const trainer = await Trainer.load(document);
  if (!(trainer instanceof Trainer)) throw new Error(trainer.code);
  const { plan } = trainer;
  const subject = subjectOf(plan, document.training);
  const forms = new Map(subject.watched.map((watch) => [watch.address, watch]));
  const changed = [...forms.keys()].flatMap((place) => updatedIn(place) ?? []);
  const measurements: Measurement[] = [];
  const losses: number[] = [];
  const tests: { step: number; testLoss: number; testAccuracy: number }[] = [];
  let broken: string | undefined;
  for (let step = 0; step <= steps && !broken; step++) {
    if (step % every === 0) {
      const evaluation = trainer.evaluate();
      const pass = new Map([...evaluation.pass, ...(changed.length > 0 ? trainer.proposed(changed) : [])]);
      const read = (address: Address) => viewOf(plan, pass, forms.get(address) ?? { address, form: 'statistics' });
      const measured = measurementOf(subject, { step, ...evaluation }, read);
      if (measured) measurements.push(measured);
      const test = trainer.network.test();
      if (test) tests.push({ step, testLoss: test.loss, testAccuracy: test.accuracy ?? Number.NaN });
    }
    const { loss, broken: place } = trainer.advance();
    broken = place;
    if (!place) losses.push(loss);
  }
  const failure = broken ? { code: 'not-finite', values: { tensor: broken }, tone: 'error' as const } : null;
  const curve = { losses: Float64Array.from(losses), length: losses.length, tests };
  const leaps = new Leaps();
  leaps.extend(losses, losses.length);
  const found = { failure, checks: new Map(), leap: leaps.largest };
  const known = caseOf(plan, curve, measurements, subject.weights, found);
  return { known, plan };
}

const said = (known: Case) => findings(known).map(({ rule }) => rule);
const DEEP = [16, 16, 16, 16, 16, 16, 2];

/** An ill network, the rule that is meant, and the healthy twin where it is not the network that was treated. */
const SICK: Readonly<Record<string, readonly [GraphDocument, RuleId, (GraphDocument | undefined)?, number?]>> = {
  'lesson 6 (a), eight sigmoids': [PATIENTS.sigmoids, 'vanishing', undefined, 60],
  'lesson 6 (b), α = 3': [PATIENTS['rate-3'], 'rate-high'],
  'lesson 6 (c), a first bias of −2': [PATIENTS['bias-2'], 'dead'],
  'lesson 6 (d), zeros': [PATIENTS.zeros, 'symmetric'],
  'weights that are all one half': [chain({ widths: [8, 8, 2], values: constant([8, 8, 2], 0.5) }), 'symmetric'],
  'weights of deviation 1 in depth': [
    chain({ widths: DEEP, values: drawn(DEEP, 1), rate: 0.001 }),
    'exploding',
    undefined,
    20,
  ],
  'α = 10': [chain({ widths: [8, 8, 2], rate: 10 }), 'rate-high', chain({ widths: [8, 8, 2], rate: 1 })],
  'weights of deviation 0.02 in depth': [
    chain({ widths: DEEP, bend: 'tanh', values: drawn(DEEP, 0.02) }),
    'signal-small',
    undefined,
    60,
  ],
  'tanh with large weights': [
    chain({ widths: [16, 16, 2], bend: 'tanh', values: drawn([16, 16, 2], 4), rate: 0.01 }),
    'saturated',
  ],
  'rings for one line': [
    chain({ widths: [2], data: points({ kind: 'circles' }) }),
    'wiring',
    chain({ widths: [8, 2], data: points({ kind: 'circles' }), rate: 1 }),
  ],
  'many units for few noisy points': [
    chain({ widths: [32, 32, 2], data: points({ samples: 60, noise: 0.6 }), test: 0.5, rate: 0.5 }),
    'over-fitting',
    chain({ widths: [4, 2], data: points({ samples: 200, noise: 0.1 }), test: 0.5 }),
  ],
  'α = 0.0003': [chain({ widths: [8, 8, 2], rate: 0.0003 }), 'rate-low', chain({ widths: [8, 8, 2], rate: 0.003 })],
  'one noisy sample a step': [
    chain({ widths: [4, 2], data: points({ noise: 0.8 }), batchSize: 1, rate: 0.2 }),
    'batch-small',
  ],
};

test.each(Object.entries(SICK))(
  '%s: spoken of first when ill, not when treated',
  async (_, [ill, rule, twin, steps]) => {
    const { known, plan } = await examined(ill, steps);
    const [hint] = findings(known);
    expect(hint?.rule).toBe(rule);
    const treatment = treatmentOf(hint!, ill, plan);
    const healthy = twin ?? (treatment && apply(begin(ill), { code: '', values: {} }, treatment.edit).present);
    if (!healthy) throw new Error('there is neither a treatment nor a twin');
    const after = await examined(healthy, steps);
    expect(said(after.known)).not.toContain(rule);
  },
);

test('of the healthy one of lesson 6 nothing is said, though a unit of it is dead', async () => {
  const { known } = await examined(PATIENTS.healthy);
  expect(known.measurements.at(-1)?.activations.get('relu2.A')?.dead).toBe(1 / 8);
  expect(said(known)).toEqual([]);
});

test.each([0, 3, 10])('of moons that start from seed %d nothing is said', async (seed) => {
  expect(said((await examined(chain({ widths: [8, 8, 2], seed }))).known)).toEqual([]);
});

test('a gradient that a check found wrong comes before everything else; one that is right is not mentioned', async () => {
  const { known } = await examined(PATIENTS.zeros, 20);
  expect(said(known)[0]).toBe('symmetric');
  const wrong = [{ address: 'linear1.W', error: 0.2 }] as const;
  const [hint] = findings({ ...known, wrong });
  expect(hint).toEqual({
    rule: 'gradient-bug',
    finding: { measured: 0.2, threshold: 0.01, node: 'linear1', values: { tensor: 'linear1.W' }, grade: 'error' },
  });
  expect(said({ ...known, wrong: [{ ...wrong[0], error: 0.001 }] })[0]).toBe('symmetric');
});

test('a run that stopped at a number that is not finite has exploded', async () => {
  const document = chain({ widths: [8, 8, 2], values: drawn([8, 8, 2], 1e18), rate: 1 });
  const { known, plan } = await examined(document, 20);
  const [hint] = findings(known);
  expect([hint?.rule, hint?.finding.measured]).toEqual(['exploding', Number.POSITIVE_INFINITY]);
  const treated = apply(begin(document), { code: '', values: {} }, treatmentOf(hint!, document, plan)!.edit).present;
  expect(said((await examined(treated, 20)).known)).not.toContain('exploding');
});
