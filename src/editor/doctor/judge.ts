/* What the Doctor says: one hint at a time, an error before a warning, a cause before what it causes. */
import type { GraphDocument } from '../../document/document.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Case } from './case.ts';
import type { Treatment } from './cures.ts';
import { type Finding, RULES, type RuleId } from './rules.ts';

export interface Hint {
  readonly rule: RuleId;
  readonly finding: Finding;
}

/** All that is found, the worst first. */
export function findings(known: Case): readonly Hint[] {
  const found = RULES.flatMap(({ id, finds }) => {
    const finding = finds(known);
    return finding ? [{ rule: id, finding }] : [];
  });
  const weight = ({ finding }: Hint) => (finding.grade === 'error' ? 0 : 1);
  return found.toSorted((a, b) => weight(a) - weight(b));
}

/** The experiment that goes with a hint; undefined where the document has nothing to change. */
export function treatmentOf({ rule, finding }: Hint, document: GraphDocument, plan: Plan): Treatment | undefined {
  const patient = { document, plan, batches: plan.rows?.batches ?? 1 };
  for (const cure of RULES.find(({ id }) => id === rule)?.cures ?? []) {
    const treatment = cure(patient, finding);
    if (treatment) return treatment;
  }
  return undefined;
}
