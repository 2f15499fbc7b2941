/* What does not fit, side by side with the clashing axes in boxes, and a button for each thing that would mend it. */
import { parts } from '../../document/document.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Problem } from '../../plan/problems.ts';
import type { Fix } from '../../store/fix.ts';
import { useSay } from '../context.ts';
import { Axes } from './Axes.tsx';
import styles from './clash.module.css';
import { clashOf } from './clash.ts';

interface Props {
  readonly problem: Pick<Problem, 'code' | 'values' | 'node'>;
  /** Of the drawing with the problem in it, and its wires. */
  readonly plan: Plan;
  readonly wires: Readonly<Record<string, string>>;
  readonly fixes: readonly Fix[];
  readonly mend: (fix: Fix) => void;
}

export function Clash({ problem, plan, wires, fixes, mend }: Props) {
  const say = useSay();
  const { shapes } = plan;
  const sides = clashOf(problem, (port) => shapes.get(wires[`${problem.node}.${port}`] as `${string}.${string}`));
  return (
    // Buttons on the canvas are pressed, not dragged.
    <div className={`${styles.clash} nodrag nopan`}>
      {sides.length > 0 && (
        <p className={styles.sides} data-testid="clash">
          {sides.map(({ name, shape, boxed }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two sides may have one name.
            <span key={place}>
              {place > 0 && <i aria-hidden="true"> ✗ </i>}
              <b>{name.includes('.') ? parts(name as `${string}.${string}`).name : name}</b> [
              <Axes shape={shape} boxed={boxed} by=", " />]
            </span>
          ))}
        </p>
      )}
      {fixes.map((fix) => (
        <button key={JSON.stringify(fix.label)} type="button" className={styles.fix} onClick={() => mend(fix)}>
          {say(`fix.${fix.label.code}`, fix.label.values)}
        </button>
      ))}
    </div>
  );
}
