/* What the card says by the state of the run, and where it leads. */
import { type Address, address, type Card, type GraphDocument } from '../../document/document.ts';
import { type Example, examples } from '../../document/examples.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Key } from '../../words/words.ts';
import type { Measures } from '../../worker/protocol.ts';

/** Before training a network that does no better than pure chance, whose loss is `chance`, is guessing; once its loss has halved, or a task holds, it has
    learned; between, and for what does not guess, null: the card's own title. A network that got worse has not learned,
    whatever held on the way. */
export function headingOf(
  first: Measures | null,
  now: Measures | null,
  done: number,
  chance: number | undefined,
): Key | null {
  if (!now || now.step === 0)
    return chance !== undefined && !(now && now.loss < chance / 2) ? 'training.guessing' : null;
  if (first && now.loss < first.loss / 2) return 'training.learned';
  return done > 0 && (!first || now.loss < first.loss) ? 'training.learned' : null;
}

/** The loss of pure chance, ln C, of a network whose only loss is the mean over samples of C classes; and C. */
export function chanceOf(plan: Plan): { readonly classes: number; readonly value: number } | null {
  const [loss, ...more] = plan.losses;
  const step = plan.steps.find(({ node, type }) => type.predicts && loss === address(node, 'L'));
  const source = step?.type.predicts && step.sources.get(step.type.predicts.logits);
  const classes = plan.shapes.get(source as Address)?.at(-1);
  if (more.length > 0 || !classes || classes < 2 || step?.settings.reduction === 'sum') return null;
  return { classes, value: Math.log(classes) };
}

const WALK = [
  ...['one-linear', 'batch-of-three', 'two-layers', 'fork', 'moons', 'digits', 'xor', 'residual-fork', 'linear-apart'],
  ...['residual-depth', 'conv-digits', 'attention-look-up', 'character-gpt'],
];

/** The order in which a newcomer walks: by hand, moons, the notebook's digits, then the rest and round again. */
export function nextExample(current: string | undefined): string {
  return WALK[(WALK.indexOf(current ?? '') + 1) % WALK.length] ?? 'moons';
}

/** Which example a card is of, and which one comes next; a card of nobody's leads to the first. */
export function walkOf(card: Card | undefined): {
  readonly current: Example | undefined;
  readonly next: Example | undefined;
} {
  const current = card && examples.find(({ title }) => title.en === card.title.en);
  const next = nextExample(current?.name);
  return { current, next: examples.find(({ name }) => name === next) };
}

/** What is said of a drawing that has no card. */
export function countsOf(document: GraphDocument, { rows }: Plan) {
  return { nodes: Object.keys(document.nodes).length, rows: rows?.train ?? 0, test: rows?.test ?? 0 };
}
