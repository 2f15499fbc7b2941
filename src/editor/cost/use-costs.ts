/* The costs of the present drawing, counted once for all that show them. */
import type { GraphDocument, NodeId } from '../../document/document.ts';
import { type Cost, costs } from '../../plan/cost.ts';
import type { Plan } from '../../plan/plan.ts';
import { useSession } from '../context.ts';

type Counted = readonly [optimizer: GraphDocument['training']['optimizer'], costs: ReadonlyMap<NodeId, Cost>];
const known = new WeakMap<Plan, Counted>();

export function useCosts(): ReadonlyMap<NodeId, Cost> {
  const plan = useSession((session) => session.plan);
  const training = useSession((session) => session.history.present.training);
  const [optimizer, counted] = known.get(plan) ?? [];
  if (counted && optimizer === training.optimizer) return counted;
  const fresh = costs(plan, training);
  known.set(plan, [training.optimizer, fresh]);
  return fresh;
}
