/* Which network can be tried on a sample of one's own, and what such a sample is: a picture to draw, numbers to type, text. */
import { type Address, type GraphDocument, parts } from '../../document/document.ts';
import type { Plan } from '../../plan/plan.ts';
import { type Shape, size } from '../../tensor/shape.ts';
import { previewOf } from '../canvas/pictures.ts';
import { judgedIn } from '../training/field.ts';

export interface Trial {
  readonly kind: 'picture' | 'numbers' | 'text';
  readonly input: Address;
  /** Logits, or numbers. */
  readonly output: Address;
  /** Of one sample. */
  readonly shape: Shape;
  /** Whether the output chooses among classes. */
  readonly chooses: boolean;
  /** Names of the classes, as far as they have any. */
  readonly names: readonly string[];
  /** The rows have been standardised: their numbers are not those of the file. */
  readonly standardised: boolean;
}

/** More numbers than this are not typed. */
const MOST = 64;

export function trialOf(document: GraphDocument, plan: Plan): Trial | null {
  for (const { judge, input, output } of judgedIn(plan)) {
    const { node } = parts(input);
    const source = plan.steps.find((step) => step.node === node);
    const shape = (plan.shapes.get(input) ?? []).slice(1);
    const deep = (plan.shapes.get(output) ?? []).length;
    const settings = source?.settings ?? {};
    const square = Number.isInteger(Math.sqrt(size(shape)));
    const text = source?.type.type === 'text' && deep === 3;
    const picture = previewOf(source?.type.type, settings) === 'pictures' && square && deep === 2;
    const numbers = !plan.indices.has(input) && size(shape) <= MOST && deep === 2;
    const kind = text ? 'text' : picture ? 'picture' : numbers ? 'numbers' : null;
    if (!kind) continue;
    const { classes, standardise } = document.nodes[node]?.settings ?? {};
    return {
      ...{ kind, input, output, shape },
      chooses: judge.type.predicts !== undefined,
      names: Array.isArray(classes) ? classes.map(String) : [],
      standardised: standardise === true,
    };
  }
  return null;
}

/** Another sample is wanted, so what was tried is left. */
export const keyOf = ({ kind, input, output, shape }: Trial) => [kind, input, output, ...shape].join(' ');
