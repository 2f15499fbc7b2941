/* What a number means, where that can be said truthfully from the numbers: of a gradient its sign, and which class of the
   batch it comes from most. */
import { address, type GraphDocument, parts } from '../../document/document.ts';
import type { Plan } from '../../plan/plan.ts';
import type { ProbeKey } from '../../words/probe.ts';
import type { Values } from '../../words/words.ts';
import { gradientValue, stepOf } from '../inspector/tensors.ts';
import { aligned } from './aligned.ts';
import { cellName } from './names.ts';
import type { Probed } from './probe.ts';
import type { Part } from './samples.ts';

type Said = readonly [key: ProbeKey, values: Values];

/** `labels`: the class of each sample of the batch, where it has one. */
export function meaningOf(
  document: GraphDocument,
  plan: Plan,
  { place, index, value }: Probed,
  sums: readonly Part[],
  labels: readonly number[] | null,
): readonly Said[] {
  const { node, name } = parts(place);
  const type = stepOf(plan, node)?.type;
  const of = type && gradientValue(type, name);
  // What is carried over from earlier passes is not the slope of this loss.
  if (!of || value === undefined || !Number.isFinite(value) || !document.training.zeroGradients) return [];
  const tensor = cellName(() => of, { address: address(node, of), index });
  const sign: Said = [value < 0 ? 'negative' : value > 0 ? 'positive' : 'zero', { tensor }];
  const most = labels && mostOf(sums, labels);
  return most
    ? [sign, ['contribute', { class: most.label, count: most.count, sum: aligned([most.sum])(most.sum) }]]
    : [sign];
}

/** The class whose samples push most, if there are several classes. */
function mostOf(sums: readonly Part[], labels: readonly number[]) {
  const classes = new Map<number, { label: number; count: number; sum: number }>();
  for (const { sample, product } of sums) {
    const label = sample === undefined ? undefined : labels[sample];
    if (label === undefined) return undefined;
    const { count, sum } = classes.get(label) ?? { count: 0, sum: 0 };
    classes.set(label, { label, count: count + 1, sum: sum + product });
  }
  const [most] = [...classes.values()].toSorted((a, b) => Math.abs(b.sum) - Math.abs(a.sum));
  return classes.size > 1 && most && most.sum !== 0 ? most : undefined;
}
