/* The dock: what this network is and what to try, its curve, and what it has learned to see. */
import { useMemo, useState } from 'react';
import { useChainrule, useSession } from '../context.ts';
import { CardPane } from './CardPane.tsx';
import { AccuracyPane, ChartPane } from './ChartPane.tsx';
import { chanceOf } from './card.ts';
import type { ChartKind } from './chart.ts';
import { createChartStore } from './chart-data.ts';
import { DecisionField } from './DecisionField.tsx';
import { fieldOf } from './field.ts';
import styles from './training.module.css';

/** The third pane shows the input as a picture where there is one, else accuracy where there are classes, else nothing. */
export function Dock() {
  const store = useChainrule();
  const [charts] = useState(() => createChartStore(store));
  const [kind, setKind] = useState<ChartKind>('loss');
  const plan = useSession((session) => session.plan);
  const field = useMemo(() => fieldOf(plan), [plan]);
  const classes = chanceOf(plan) !== null;
  const shown = classes ? kind : 'loss';
  return (
    <div className={styles.dock}>
      <CardPane />
      <ChartPane charts={charts} kind={shown} onKind={setKind} />
      {field ? <DecisionField field={field} /> : classes && shown === 'loss' && <AccuracyPane charts={charts} />}
    </div>
  );
}
