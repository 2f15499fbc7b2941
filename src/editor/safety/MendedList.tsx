/* What opening put right, place by place, and the file as it was. */
import { sentence } from '../../words/words.ts';
import { useChainrule, useSession } from '../context.ts';
import { saveOriginal } from './files.ts';
import styles from './safety.module.css';
import { useSafety } from './say.ts';

const SHOWN = 200;

export function MendedList() {
  const store = useChainrule();
  const say = useSafety();
  const language = useSession((session) => session.language);
  const mended = useSession((session) => session.mended);
  if (!mended) return null;
  const { report, bytes } = mended;
  return (
    <>
      <p>{say('mended-say')}</p>
      <ul className={styles.mended}>
        {report.slice(0, SHOWN).map((repair) => (
          <li key={`${repair.code} ${repair.values.path}`}>
            {sentence(language, { ...repair, values: { ...repair.values } })}
          </li>
        ))}
      </ul>
      {report.length > SHOWN && <p>{say('and-more', { count: report.length - SHOWN })}</p>}
      <button type="button" className={styles.button} onClick={() => saveOriginal(store, bytes)}>
        {say('save-original')}
      </button>
    </>
  );
}
