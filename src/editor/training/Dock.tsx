/* The dock: what this network is and what to try, its curve, and what it has learned to see. */
import { lazy, Suspense } from 'react';
import { useSession } from '../context.ts';
import { CardPane } from './CardPane.tsx';
import { DecisionField } from './DecisionField.tsx';
import { fieldOf } from './field.ts';
import styles from './training.module.css';

const LossChart = lazy(() => import('./LossChart.tsx').then(({ LossChart: chart }) => ({ default: chart })));

export function Dock() {
  const plan = useSession((session) => session.plan);
  const plane = fieldOf(plan);
  return (
    <div className={styles.dock}>
      <CardPane />
      <section className={styles.pane} data-pane="chart">
        <Suspense fallback={<div className={styles.placeholder} />}>
          <LossChart />
        </Suspense>
      </section>
      {plane && <DecisionField {...plane} />}
    </div>
  );
}
