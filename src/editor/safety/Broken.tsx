/* In the place of a part that failed: a sentence, a way on, a way out with the data. */
import { useChainrule, useSession } from '../context.ts';
import { saveFile } from './files.ts';
import styles from './safety.module.css';
import { useSafety } from './say.ts';

interface Props {
  readonly error: unknown;
  readonly whole: boolean;
  readonly onRetry: () => void;
}

export function Broken({ error, whole, onRetry }: Props) {
  const store = useChainrule();
  const say = useSafety();
  const undoable = useSession(({ history }) => history.past.length > 0);
  const message = (error instanceof Error ? error.message : String(error)).slice(0, 200);
  const retry = (first: () => void) => () => {
    first();
    onRetry();
  };
  return (
    <div className={styles.broken} role="alert">
      <p>{say(whole ? 'broken-all' : 'broken', { message })}</p>
      <button type="button" className={styles.button} onClick={onRetry}>
        {say('try-again')}
      </button>
      {undoable && (
        <button type="button" className={styles.button} onClick={retry(() => store.undo())}>
          {say('undo-and-try')}
        </button>
      )}
      <button type="button" className={styles.button} onClick={() => void saveFile(store)}>
        {say('save-file')}
      </button>
      {whole && (
        <button type="button" className={styles.button} onClick={retry(() => store.newDocument())}>
          {say('without-drawing')}
        </button>
      )}
    </div>
  );
}
