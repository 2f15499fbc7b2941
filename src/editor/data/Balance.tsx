/* How many rows each class has, as bars. */
import styles from './data.module.css';
import { useDataSay } from './say.ts';

const MOST = 12;

export function Balance({ classes }: { readonly classes: readonly (readonly [label: string, rows: number])[] }) {
  const say = useDataSay();
  const all = classes.reduce((sum, [, rows]) => sum + rows, 0);
  const largest = classes.reduce((most, [, rows]) => Math.max(most, rows), 1);
  return (
    <ul className={styles.balance} aria-label={say('balance')}>
      {classes.slice(0, MOST).map(([label, rows]) => {
        const text = say('balance-bar', { label, count: rows, share: ((100 * rows) / all).toFixed(1) });
        return (
          <li key={label} title={text}>
            <span>{text}</span>
            <i style={{ width: `${(100 * rows) / largest}%` }} />
          </li>
        );
      })}
      {classes.length > MOST && <li>{say('balance-more', { count: classes.length - MOST })}</li>}
    </ul>
  );
}
