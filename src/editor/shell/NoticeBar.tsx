/* One sentence at a time, on what just happened; errors are announced. */
import { X } from 'lucide-react';
import { sentence } from '../../words/words.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import styles from './shell.module.css';

export function NoticeBar() {
  const store = useChainrule();
  const say = useSay();
  const notice = useSession((session) => session.notice ?? session.failure);
  const language = useSession((session) => session.language);
  if (!notice) return null;
  return (
    <div className={styles.notice} data-tone={notice.tone} role={notice.tone === 'error' ? 'alert' : 'status'}>
      <span>{sentence(language, notice)}</span>
      <button type="button" className={styles.icon} aria-label={say('shell.close')} onClick={() => store.say(null)}>
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  );
}
