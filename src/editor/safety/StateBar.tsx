/* What stands as long as it is true: that nothing is being saved, that another tab writes, that a document would not
   open. Each with a way on and a way out with the data. */
import { sentence } from '../../words/words.ts';
import { useChainrule, useSession } from '../context.ts';
import { shownTitle } from '../shell/title.ts';
import { saveFile, saveOriginal, saveRaw } from './files.ts';
import styles from './safety.module.css';
import { useSafety } from './say.ts';

export function StateBar() {
  const store = useChainrule();
  const say = useSafety();
  const language = useSession((session) => session.language);
  const fault = useSession((session) => (session.saved === 'failed' ? session.fault : null));
  const access = useSession((session) => session.access);
  const mended = useSession((session) => session.mended);
  const unopened = useSession((session) => session.unopened);
  const title = () => shownTitle(language, store.session.getState().history.present);
  return (
    <div className={styles.states}>
      {fault && (
        <p className={styles.state} data-tone="error" role="alert">
          <span>{say(`fault.${fault}`)}</span>
          <button type="button" className={styles.button} onClick={() => void saveFile(store)}>
            {say('save-file')}
          </button>
        </p>
      )}
      {access === 'follow' && (
        <p className={styles.state} role="status">
          <span>{say('following')}</span>
          <button type="button" className={styles.button} onClick={() => store.takeOver()}>
            {say('edit-here')}
          </button>
          <button
            type="button"
            className={styles.button}
            onClick={() => store.openCopy(say('copy', { title: title() }))}
          >
            {say('open-copy')}
          </button>
        </p>
      )}
      {access === 'read' && mended && (
        <p className={styles.state} role="status">
          <span>{say('only-shown')}</span>
          <button type="button" className={styles.button} onClick={() => saveOriginal(store, mended.bytes)}>
            {say('save-original')}
          </button>
        </p>
      )}
      {unopened && (
        <p className={styles.state} data-tone="error" role="alert">
          <span>{say('unopened', { title: unopened.title, problem: sentence(language, unopened.problem) })}</span>
          <button type="button" className={styles.button} onClick={() => saveRaw(unopened.kept)}>
            {say('save-raw')}
          </button>
          <button type="button" className={styles.button} onClick={() => store.openDialog('documents')}>
            {say('to-documents')}
          </button>
          <button type="button" className={styles.button} onClick={() => store.session.setState({ unopened: null })}>
            {say('close')}
          </button>
        </p>
      )}
    </div>
  );
}
