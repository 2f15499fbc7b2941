/* Share: a link that holds the document, or the file when that would be too long. */
import { useEffect, useRef, useState } from 'react';
import { encodeLink } from '../../document/link.ts';
import { sentence } from '../../words/words.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { saveFile } from '../safety/files.ts';
import styles from './shell.module.css';

type Made = Awaited<ReturnType<typeof encodeLink>>;

export function ShareLink() {
  const store = useChainrule();
  const say = useSay();
  const language = useSession((session) => session.language);
  const present = useSession((session) => session.history.present);
  const [made, setMade] = useState<Made | null>(null);
  const [copied, setCopied] = useState<'shell.copied' | 'shell.copy-by-hand' | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    let current = true;
    void encodeLink(present).then((next) => {
      if (current) setMade(next);
    });
    return () => {
      current = false;
    };
  }, [present]);
  useEffect(() => {
    if (typeof made === 'string') field.current?.select();
  }, [made]);
  const copy = (link: string) => {
    field.current?.select();
    // Absent on pages that are not served securely.
    const written = navigator.clipboard?.writeText(link) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => setCopied('shell.copied'),
      () => setCopied('shell.copy-by-hand'),
    );
  };
  const refused = made !== null && typeof made !== 'string';
  const link = typeof made === 'string' ? `${location.origin}${location.pathname}${made}` : '';
  return (
    <>
      <p>{refused ? sentence(language, made) : say('shell.share-says')}</p>
      {link !== '' && (
        <div className={styles.link}>
          <input
            ref={field}
            readOnly
            aria-label={say('shell.link')}
            value={link}
            onFocus={(event) => event.target.select()}
          />
          <button type="button" className={styles.button} onClick={() => copy(link)}>
            {say('shell.copy')}
          </button>
        </div>
      )}
      <div className={styles.below}>
        <span role="status">{copied && say(copied)}</span>
        <button type="button" className={styles.button} onClick={() => void saveFile(store)}>
          {say('shell.save')}
        </button>
      </div>
    </>
  );
}
