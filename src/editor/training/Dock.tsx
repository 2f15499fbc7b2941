/* The dock: what this network is and what to try, its curve, and what it has learned to see. */
import { Suspense, useMemo } from 'react';
import { useSession } from '../context.ts';
import { part } from '../part.ts';
import { CardPane } from './CardPane.tsx';
import { fieldOf } from './field.ts';
import styles from './training.module.css';

const TracePane = part(async () => (await import('../debug/TracePane.tsx')).TracePane);
const ChartPanes = part(async () => (await import('./ChartPanes.tsx')).ChartPanes);
const DecisionField = part(async () => (await import('./DecisionField.tsx')).DecisionField);

/** The third pane shows the input as a picture where there is one, else accuracy where there are classes, else nothing. */
export function Dock() {
  const plan = useSession((session) => session.plan);
  const debugging = useSession((session) => session.debug !== null);
  const field = useMemo(() => fieldOf(plan), [plan]);
  return (
    <div className={styles.dock}>
      {debugging ? (
        <Suspense fallback={<div className={styles.pane} data-pane="card" />}>
          <TracePane />
        </Suspense>
      ) : (
        <CardPane />
      )}
      <Suspense fallback={<div className={styles.pane} data-pane="chart" />}>
        <ChartPanes beside={field === null && !debugging} />
      </Suspense>
      {field && !debugging && (
        <Suspense fallback={<div className={styles.pane} data-pane="field" />}>
          <DecisionField field={field} />
        </Suspense>
      )}
    </div>
  );
}
