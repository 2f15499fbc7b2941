/* What is wrong: each problem a sentence, a click goes there, and a button mends it where one thing surely helps. */
import { useState } from 'react';
import { fixFor } from '../../store/fixes.ts';
import { sentence } from '../../words/words.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import styles from './problems.module.css';

export function ProblemList() {
  const store = useChainrule();
  const say = useSay();
  const plan = useSession((session) => session.plan);
  const present = useSession((session) => session.history.present);
  const language = useSession((session) => session.language);
  const [open, setOpen] = useState(true);
  const empty = Object.keys(present.nodes).length === 0;
  if (plan.problems.length === 0 || empty) return null;
  const sorted = [...plan.problems].sort((a, b) => Number(b.blocks) - Number(a.blocks));
  return (
    <section className={styles.problems} aria-label={say('problems.title')} data-testid="problems">
      <button type="button" className={styles.head} aria-expanded={open} onClick={() => setOpen(!open)}>
        {say('problems.count', { count: sorted.length })} {open ? '▾' : '▸'}
      </button>
      {open && (
        <ul>
          {sorted.map((problem) => {
            const fix = fixFor(present, plan, problem);
            const text = sentence(language, problem);
            return (
              <li key={`${problem.code} ${problem.node} ${problem.port}`} data-blocks={problem.blocks}>
                <button
                  type="button"
                  className={styles.sentence}
                  onClick={() => problem.node && store.select([problem.node])}
                >
                  <span aria-hidden="true">{problem.blocks ? '⬣' : '▲'}</span> {text}
                </button>
                {fix && (
                  <button type="button" className={styles.fix} onClick={() => fix.apply(store)}>
                    {say(`fix.${fix.label.code}`, fix.label.values)}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
