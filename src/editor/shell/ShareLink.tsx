/* Share: a link that holds the document, with its trained parameters if wanted, or the file when that would be too long. */
import { useEffect, useRef, useState } from 'react';
import type { GraphDocument } from '../../document/document.ts';
import { LIMITS } from '../../document/limits.ts';
import { encodeLink } from '../../document/link.ts';
import { commandWords } from '../../words/commands.ts';
import { sentence, type Values } from '../../words/words.ts';
import { commandOf } from '../commands.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { saveCopy } from '../safety/files.ts';
import styles from './shell.module.css';
import { trained } from './trained.ts';

type Made = string | { readonly code: string; readonly values: Values };

export function ShareLink() {
  const store = useChainrule();
  const say = useSay();
  const language = useSession((session) => session.language);
  const present = useSession((session) => session.history.present);
  const step = useSession((session) => session.measures?.step ?? 0);
  const [withParameters, setWithParameters] = useState(false);
  const [shared, setShared] = useState<GraphDocument | null>(present);
  const [made, setMade] = useState<Made | null>(null);
  const [copied, setCopied] = useState<'shell.copied' | 'shell.copy-by-hand' | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    let current = true;
    const make = async () => {
      const document = withParameters ? await trained(store) : present;
      const next = document && (await encodeLink(document));
      if (!current) return;
      setShared(document);
      setMade(next ?? { code: 'too-many-parameters', values: { limit: LIMITS.values } });
    };
    void make();
    return () => {
      current = false;
    };
  }, [store, present, withParameters]);
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
      {step > 0 && (
        <label className={styles.choice}>
          <input
            type="checkbox"
            checked={withParameters}
            onChange={({ target }) => {
              setCopied(null);
              setWithParameters(target.checked);
            }}
          />
          {say('shell.share-trained', { step })}
        </label>
      )}
      <div className={styles.below}>
        <span role="status">{copied && say(copied)}</span>
        <button
          type="button"
          className={styles.button}
          disabled={!commandOf('export').enabled(store.session.getState())}
          onClick={() => {
            store.openDialog(null);
            commandOf('export').run(store);
          }}
        >
          {commandWords[language].export}
        </button>
        <button
          type="button"
          className={styles.button}
          disabled={shared === null}
          onClick={() => shared && saveCopy(store, shared)}
        >
          {say('shell.save')}
        </button>
      </div>
    </>
  );
}
