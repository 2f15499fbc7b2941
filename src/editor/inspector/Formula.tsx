/* The formula in three lines: what, with which shapes, and the same in PyTorch. */
import type { Address } from '../../document/document.ts';
import type { Plan, Step } from '../../plan/plan.ts';
import { useSay } from '../context.ts';
import { formulaOf } from './formula.ts';
import styles from './inspector.module.css';

interface Props {
  readonly step: Step;
  readonly place: Address;
  readonly plan: Plan;
}

export function Formula({ step, place, plan }: Props) {
  const say = useSay();
  const { what, shapes, like, pytorch } = formulaOf(plan, step, place);
  return (
    <section className={styles.formula} aria-label={say('inspector.formula')}>
      <h3>{say('inspector.formula')}</h3>
      {what && <code data-testid="inspector.formula">{what}</code>}
      {shapes && (
        <code className={styles.shapes} data-testid="inspector.shapes">
          {shapes}
          {like && ` = ${say('inspector.shape-of', { tensor: like })} ✓`}
        </code>
      )}
      <code className={styles.pytorch}>
        <span>PyTorch</span> {pytorch}
      </code>
    </section>
  );
}
