/* What the card says by the state of the run. */
import { type Address, address } from '../../document/document.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Key } from '../../words/words.ts';
import type { Measures } from '../../worker/protocol.ts';

/** Before training: it is guessing. Once its loss has halved: it has learned. Between: the card's own title. */
export function headingOf(first: Measures | null, now: Measures | null, done: number): Key | null {
  if (!now || now.step === 0) return 'training.guessing';
  if (done > 0 || (first && now.loss < first.loss / 2)) return 'training.learned';
  return null;
}

/** The loss of pure chance, ln C, of a network whose only loss is over classes; and C. */
export function chanceOf(plan: Plan): { readonly classes: number; readonly value: number } | null {
  const [loss, ...more] = plan.losses;
  const step = plan.steps.find(({ node, type }) => type.predicts && loss === address(node, 'L'));
  const source = step?.type.predicts && step.sources.get(step.type.predicts.logits);
  const classes = plan.shapes.get(source as Address)?.at(-1);
  return more.length === 0 && classes && classes > 1 ? { classes, value: Math.log(classes) } : null;
}

const WALK = ['one-linear', 'two-layers', 'moons', 'digits', 'xor', 'residual-fork', 'linear-apart'];

/** The order in which a newcomer walks: by hand, moons, the notebook's digits, then the rest. */
export function nextExample(current: string | undefined): string {
  return WALK[(WALK.indexOf(current ?? '') + 1) % WALK.length] ?? 'moons';
}
