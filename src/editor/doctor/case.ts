/* All that the Doctor looks at: what was measured of a run, its curve, and what is wrong already. */
import { type Address, address, type GraphDocument, type NodeId, parts } from '../../document/document.ts';
import type { Plan } from '../../plan/plan.ts';
import type { History } from '../../store/live.ts';
import type { Session } from '../../store/session.ts';
import { chanceOf } from '../training/card.ts';
import type { Growing } from '../training/decimate.ts';
import type { Leap } from './leaps.ts';
import type { Measurement } from './measured.ts';

/** As far as the Doctor looks at a curve. */
type Curve = Pick<History, 'length' | 'tests'> & { readonly losses: Growing };

export interface Case extends Curve {
  /** Rising by step; the last one is of now. */
  readonly measurements: readonly Measurement[];
  readonly weights: readonly Address[];
  /** The largest of the run. */
  readonly leap: Leap | undefined;
  /** Rows of a batch, and batches of an epoch. */
  readonly rows: number;
  readonly batches: number;
  readonly classes: number | null;
  /** ln C; null where there is no such number. */
  readonly chance: number | null;
  /** Where the labels come from. */
  readonly target: NodeId | undefined;
  /** The tensor at which the run stopped, because it is not finite. */
  readonly broken: Address | undefined;
  /** Gradients that a check found wrong, the worst first. */
  readonly wrong: readonly { readonly address: Address; readonly error: number }[];
}

type Known = Pick<Session, 'failure' | 'checks'> & Pick<Case, 'leap'>;

export function caseOf(
  plan: Plan,
  { losses, length, tests }: Curve,
  measurements: readonly Measurement[],
  weights: readonly Address[],
  { failure, checks, leap }: Known,
): Case {
  const chance = chanceOf(plan);
  const judge = plan.steps.find(({ type, reaches }) => reaches && type.predicts);
  const target = judge?.sources.get(judge.type.predicts?.target ?? '');
  const wrong = [...checks.values()]
    .filter(({ verdict }) => verdict === 'wrong')
    .map(({ address: place, cells }) => ({
      address: place,
      error: Math.max(...cells.filter(({ kink }) => !kink).map(({ error }) => (Number.isNaN(error) ? 1 : error))),
    }))
    .sort((a, b) => b.error - a.error);
  return {
    ...{ losses, length, tests, measurements, weights, leap, wrong },
    rows: plan.rows?.batch ?? 1,
    batches: plan.rows?.batches ?? 1,
    classes: chance?.classes ?? null,
    chance: chance?.value ?? null,
    target: target && parts(target).node,
    broken: failure?.code === 'not-finite' ? (String(failure.values.tensor) as Address) : undefined,
  };
}

/** Layers whose weights are drawn at random, with the shape of these. */
export function layersOf(plan: Plan) {
  return plan.steps.flatMap(({ node, type }) =>
    Object.entries(type.parameters).flatMap(([name, starts]) => {
      const place = address(node, name);
      const shape = plan.shapes.get(place);
      return starts === 'kaiming' && shape && !plan.ties.has(place) ? [{ node, place, shape }] : [];
    }),
  );
}

/** What a cure changes a document by. */
export type Patient = Pick<Case, 'batches'> & { readonly document: GraphDocument; readonly plan: Plan };
