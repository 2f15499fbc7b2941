/* Beside a parameter's name: what the check of its gradient found. Nothing before it was checked. */
import type { Address } from '../../document/document.ts';
import { useSay, useSession } from '../context.ts';
import styles from './badge.module.css';
import { MARKS, WORDS } from './verdict.ts';

export function Badge({ place }: { readonly place: Address }) {
  const say = useSay();
  const verdict = useSession(({ checks }) => checks.get(place)?.verdict);
  if (!verdict) return null;
  const says = say('check.badge', { verdict: say(WORDS[verdict]) });
  return (
    <span className={styles.badge} data-verdict={verdict} role="img" aria-label={says} title={says}>
      {MARKS[verdict]}
    </span>
  );
}
