/* One sentence at a time, on what just happened; errors are announced. */
import { X } from 'lucide-react';
import { Suspense, useState } from 'react';
import type { Notice } from '../../store/session.ts';
import { sentence } from '../../words/words.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { part } from '../part.ts';
import styles from './shell.module.css';

const Refused = part(async () => (await import('../clash/parts.ts')).Refused);

export function NoticeBar() {
  const store = useChainrule();
  const say = useSay();
  const language = useSession((session) => session.language);
  const said = useSession((session) => session.notice);
  // Where the debugger stands at it, it says so itself.
  const failure = useSession(({ failure, debug }) => (debug?.halt ? null : failure));
  const mended = useSession(
    (session) => session.mended !== null && session.mended.report[0]?.code === session.notice?.code,
  );
  /** The failure stays one until the next run; that it was read is nobody's business but this bar's. */
  const [read, setRead] = useState<Notice | null>(null);
  const notice = said ?? (failure === read ? null : failure);
  if (!notice) return null;
  const close = () => {
    store.say(null);
    setRead(failure);
  };
  return (
    <div className={styles.notice} data-tone={notice.tone} role={notice.tone === 'error' ? 'alert' : 'status'}>
      <span>{sentence(language, notice)}</span>
      {mended && notice === said && (
        <button type="button" className={styles.button} onClick={() => store.openDialog('mended')}>
          {say('shell.all-mended')}
        </button>
      )}
      <button type="button" className={styles.icon} aria-label={say('shell.close')} onClick={close}>
        <X size={14} aria-hidden="true" />
      </button>
      <Suspense>{notice.wire && <Refused {...notice.wire} />}</Suspense>
    </div>
  );
}
