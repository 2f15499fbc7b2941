/* The card: one sentence on what this network is, three things to try, and the way on. */
import { Check } from 'lucide-react';
import { useMemo } from 'react';
import type { Card } from '../../document/document.ts';
import { useChainrule, useChoose, useSay, useSession } from '../context.ts';
import { fmtCount, fmtLoss } from '../tensor/format.ts';
import { chanceOf, countsOf, headingOf, walkOf } from './card.ts';
import styles from './training.module.css';

export function CardPane() {
  const store = useChainrule();
  const say = useSay();
  const choose = useChoose();
  const card = useSession((session) => session.history.present.card);
  const heading = useSession(({ first, measures, done, plan }) =>
    headingOf(first, measures, done.size, chanceOf(plan)?.value),
  );
  const { current, next } = useMemo(() => walkOf(card), [card]);
  const alone = useSession((session) => session.hidden.has('examples'));
  return (
    <section className={styles.pane} data-pane="card" aria-label={say('training.card')}>
      <h2>{card ? (heading ? say(heading) : choose(card.title)) : say('training.own')}</h2>
      <p>
        {card ? <Sentence>{choose(card.says)}</Sentence> : <Counts />} <Chance />
      </p>
      {card && <Tasks card={card} />}
      {alone ? null : current && next ? (
        <button type="button" className={styles.link} onClick={() => void store.openExample(next.name)}>
          {say('training.next', { title: choose(next.title) })}
        </button>
      ) : (
        <button type="button" className={styles.link} onClick={() => store.openDialog('examples')}>
          {say('training.examples')}
        </button>
      )}
    </section>
  );
}

function Sentence({ children }: { readonly children: string }) {
  return <span className={styles.sentence}>{children}</span>;
}

function Counts() {
  const say = useSay();
  const present = useSession((session) => session.history.present);
  const plan = useSession((session) => session.plan);
  const parameters = useSession((session) => session.parameters);
  const { nodes, rows, test } = countsOf(present, plan);
  if (nodes === 0) return <Sentence>{say('training.empty')}</Sentence>;
  const values = {
    nodes: fmtCount(nodes),
    parameters: fmtCount(parameters),
    rows: fmtCount(rows),
    test: fmtCount(test),
  };
  return (
    <>
      <Sentence>{say('training.size', values)}</Sentence>{' '}
      {rows > 0 && <Sentence>{say(test > 0 ? 'training.split' : 'training.rows', values)}</Sentence>}
    </>
  );
}

/** Apart from the rest: it renders with every report. */
function Chance() {
  const say = useSay();
  const chance = useSession((session) => chanceOf(session.plan)?.value ?? null);
  const loss = useSession((session) => session.measures?.loss ?? null);
  if (chance === null || loss === null) return null;
  return <Sentence>{say('training.chance', { loss: fmtLoss(loss), chance: chance.toFixed(3) })}</Sentence>;
}

function Tasks({ card }: { readonly card: Card }) {
  const say = useSay();
  const choose = useChoose();
  const done = useSession((session) => session.done);
  return (
    <>
      <h3>{say('training.try')}</h3>
      <ul className={styles.tasks}>
        {card.try.map(({ text }, place) => (
          <li key={text.en} data-done={done.has(place)}>
            <span
              className={styles.mark}
              role="img"
              aria-label={say(done.has(place) ? 'training.done' : 'training.open')}
            >
              {done.has(place) && <Check size={11} strokeWidth={3} aria-hidden="true" />}
            </span>
            <span>{choose(text)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
