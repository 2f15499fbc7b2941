/* The card: one sentence on what this network is, three things to try, and the way on. */
import { examples, exampleText } from '../../document/examples.ts';
import { useChainrule, useChoose, useSay, useSession } from '../context.ts';
import { fmtCount, fmtLoss } from '../tensor/format.ts';
import { chanceOf, headingOf, nextExample } from './card.ts';
import styles from './training.module.css';

export function CardPane() {
  const store = useChainrule();
  const say = useSay();
  const choose = useChoose();
  const card = useSession((session) => session.history.present.card);
  const plan = useSession((session) => session.plan);
  const nodes = useSession((session) => Object.keys(session.history.present.nodes).length);
  const parameters = useSession((session) => session.parameters);
  const done = useSession((session) => session.done);
  const heading = useSession((session) => headingOf(session.first, session.measures, session.done.size));
  const loss = useSession((session) => (session.engine === 'running' ? null : (session.measures?.loss ?? null)));
  const current = card && examples().find(({ title }) => title.en === card.title.en)?.name;
  const next = examples().find(({ name }) => name === nextExample(current));
  const chance = chanceOf(plan);
  return (
    <section className={styles.pane} data-pane="card" aria-label={say('training.card')}>
      <h2>{card ? (heading ? say(heading) : choose(card.title)) : say('training.own')}</h2>
      {card ? (
        <p>{choose(card.says)}</p>
      ) : (
        <p>
          {say('training.summary', {
            nodes,
            parameters: fmtCount(parameters),
            rows: plan.rows?.train ?? 0,
            test: plan.rows?.test ?? 0,
          })}
        </p>
      )}
      {chance && loss !== null && (
        <p>{say('training.chance', { loss: fmtLoss(loss), chance: chance.value.toFixed(3) })}</p>
      )}
      {card && (
        <>
          <h3>{say('training.try')}</h3>
          <ul className={styles.tasks}>
            {card.try.map(({ text }, place) => (
              <li key={text.en} data-done={done.has(place)}>
                <span
                  className={styles.mark}
                  role="img"
                  aria-label={say(done.has(place) ? 'training.done' : 'training.open')}
                />
                {choose(text)}
              </li>
            ))}
          </ul>
        </>
      )}
      {next && (
        <button type="button" className={styles.link} onClick={() => store.openBytes(exampleText(next.name) ?? '')}>
          {say('training.next', { title: choose(next.title) })}
        </button>
      )}
    </section>
  );
}
