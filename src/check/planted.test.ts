/* Bugs planted over the whole catalogue: how many are seen, how many are named rightly, and that nothing right is called wrong. */
import { expect, it } from 'vitest';
import { customNode } from '../nodes/custom.ts';
import type { AnyNodeType } from '../nodes/define.ts';
import { catalogue } from '../nodes/index.ts';
import { backwardPrograms } from '../nodes/programs.ts';
import { NumpyStream } from '../tensor/numpy-random.ts';
import { ShapeError } from '../tensor/shape.ts';
import { read } from '../tensor/tensor.ts';
import { howMany, isTorture, seed, tally } from '../torture.ts';
import { diagnosisSaid, faultSaid } from '../words/language.ts';
import { mark } from './mark.ts';
import { slipsIn } from './planted.ts';
import { type Case, carryOut, gap, peak, randomValues } from './trial.ts';
import { casesOf } from './trial-cases.ts';

const BUGS = howMany(40, 500);
const types = [...catalogue.values()].filter(({ source, type }) => !source && type !== 'parameter');

/** Whether a backward gives other gradients than the node's own, or none at all. */
function differs(node: AnyNodeType, text: string, trial: Case, mode: 'train' | 'eval'): boolean {
  const written = customNode('', { title: '', rewrites: node.type, backward: text });
  const values = randomValues(node, trial, mode, 11);
  try {
    const [own, other] = [node, written].map((each) => carryOut(each, trial, mode, 'f64', values));
    // Without a bias nobody reads db.
    return Object.entries(own!.gradients).some(
      ([name, truth]) =>
        own!.given[name.slice(1)] &&
        !(gap(read(truth), read(other!.gradients[name]!)) <= 1e-7 * Math.max(peak(read(truth)), 1e-3)),
    );
  } catch (error) {
    if (error instanceof ShapeError) return true;
    throw error;
  }
}

it(
  'sees the bugs that are planted, names most of them, and calls nothing wrong that is right',
  () => {
    const stream = new NumpyStream(seed);
    const pick = <T>(list: readonly T[]) => list[Math.floor(stream.random() * list.length)]!;
    const count = { bugs: 0, seen: 0, named: 0, right: 0, accused: 0 };
    const missed: string[] = [];
    const told: string[] = [];
    for (let tries = 0; count.bugs < BUGS && tries < 20 * BUGS; tries++) {
      const node = pick(types);
      const trial = pick(casesOf(node)).trial;
      const tensors = [...node.inputs, ...Object.keys(node.parameters), ...node.outputs, ...(node.keeps ?? [])];
      const all = slipsIn(backwardPrograms[node.type]!, tensors);
      const what = pick([...new Set(all.map((each) => each.what))]);
      if (what === undefined) continue;
      const slip = pick(all.filter((each) => each.what === what));
      const bug = differs(node, slip.text, trial, 'train');
      const everywhere = casesOf(node).flatMap((each) => [
        differs(node, slip.text, each.trial, 'train'),
        differs(node, slip.text, each.trial, 'eval'),
      ]);
      if (!bug && everywhere.includes(true)) continue;
      const question = {
        node,
        trial,
        mode: 'train',
        values: randomValues(node, trial, 'train', Math.floor(stream.random() * 1e6)),
      } as const;
      const { right, fault, diagnoses } = mark(question, slip.text);
      for (const language of ['en', 'ja'] as const) {
        if (fault) expect(faultSaid(language, fault)).not.toMatch(/\{\w+\}|undefined/);
        for (const each of diagnoses) expect(diagnosisSaid(language, each)).not.toMatch(/\{\w+\}|undefined/);
      }
      if (!bug) {
        count.right++;
        if (!right) {
          count.accused++;
          told.push(`${node.type}: ${slip.what}, accused: ${slip.text}`);
        }
        continue;
      }
      count.bugs++;
      if (!right) count.seen++;
      else missed.push(`${node.type}: ${slip.what}: ${slip.text}`);
      if (diagnoses.some(({ code }) => slip.names.includes(code))) count.named++;
      else
        told.push(
          `${node.type}: ${slip.what} told as ${diagnoses.map(({ code }) => code)} ${fault?.code ?? ''}: ${slip.text}`,
        );
    }
    if (process.env.CHAINRULE_TOLD) console.log([...missed, '', ...told].join('\n----\n'));
    if (isTorture) console.log(`seed ${seed}: ${JSON.stringify(count)}`);
    expect(count.bugs).toBe(BUGS);
    expect(count.accused, told.join('\n')).toBe(0);
    expect(count.seen, missed.join('\n')).toBeGreaterThanOrEqual(0.95 * BUGS);
    expect(count.named, told.join('\n')).toBeGreaterThanOrEqual(0.7 * BUGS);
    tally('bugs planted', count.bugs);
    tally('seen', count.seen);
    tally('named rightly', count.named);
    tally('right ones, none accused', count.right);
  },
  isTorture ? 3_600_000 : 30_000,
);
