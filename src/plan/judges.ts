/* Which losses say what a row should have been: a class, or numbers. */
import { type Address, parts } from '../document/document.ts';
import type { Plan } from './plan.ts';

/** Logits and targets of the loss over classes; undefined where there is none, or a sample is more than a row. */
export function judgeOf({ steps, shapes }: Plan): { readonly logits: Address; readonly target: Address } | undefined {
  const judge = steps.find(({ type, reaches }) => reaches && type.predicts);
  const logits = judge?.sources.get(judge.type.predicts?.logits ?? '') as Address | undefined;
  const target = judge?.sources.get(judge.type.predicts?.target ?? '') as Address | undefined;
  return logits && target && shapes.get(logits)?.length === 2 ? { logits, target } : undefined;
}

/** Predictions and targets of the loss over numbers whose targets are data; undefined where there is none. */
export function fitOf({ steps, shapes }: Plan): { readonly prediction: Address; readonly target: Address } | undefined {
  for (const { type, reaches, sources } of steps) {
    const [prediction, target] = [sources.get('Z'), sources.get('y')];
    if (!reaches || type.category !== 'loss' || type.predicts || !prediction || !target) continue;
    const given = steps.some(({ node, type }) => type.source?.batched && parts(target).node === node);
    if (given && shapes.get(prediction)?.length === 2) return { prediction, target };
  }
  return undefined;
}
