/* Every step of the history: the one that is shown is marked, and choosing another goes there. */
import { editingWord } from '../../words/editing.ts';
import { useChainrule, useSession } from '../context.ts';
import { changeWords } from './changes.ts';
import styles from './shell.module.css';

export function StepList() {
  const store = useChainrule();
  const language = useSession((session) => session.language);
  const { past, future } = useSession((session) => session.history);
  const steps = [...past, ...[...future].reverse()];
  const rows = [editingWord(language, 'history-begin'), ...steps.map(({ label }) => changeWords(language, label))];
  const go = (place: number) => {
    const step = place < past.length ? () => store.undo() : () => store.redo();
    // An undo may take back a number set by hand first, which is no step of this list.
    const wanted = steps.length - place;
    for (let left = rows.length; left > 0 && store.session.getState().history.future.length !== wanted; left--) step();
  };
  return (
    <>
      <p>{editingWord(language, 'history-list')}</p>
      <ol className={styles.history}>
        {rows.map((text, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the history.
          <li key={place}>
            <button type="button" aria-current={place === past.length ? 'step' : undefined} onClick={() => go(place)}>
              {text}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}
