/* The points of a document that can be gone back to: those that were named, and those that were kept by themselves. */
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { original, type Snapshot, versionOf, versions } from '../../store/library.ts';
import { useChainrule, useSession } from '../context.ts';
import { shownTitle } from '../shell/title.ts';
import { saveOriginal } from './files.ts';
import styles from './safety.module.css';
import { useSafety } from './say.ts';

export function Versions() {
  const store = useChainrule();
  const say = useSafety();
  const language = useSession((session) => session.language);
  const id = useSession((session) => session.documentId);
  const [points, setPoints] = useState<readonly Snapshot[]>([]);
  const [first, setFirst] = useState<Uint8Array>();
  const [said, setSaid] = useState('');
  const refresh = useCallback(async () => {
    setPoints(await versions(store));
    setFirst(await original(store));
  }, [store]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document has other versions.
  useEffect(() => void refresh(), [refresh, id]);
  const keep = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = `${new FormData(form).get('name') ?? ''}`.trim();
    if (name === '') return;
    const done = await store.mark(name);
    setSaid(say(done ? 'kept' : 'not-kept', { name }));
    if (done) form.reset();
    await refresh();
  };
  const go = async (point: Snapshot, copy: boolean) => {
    const document = await versionOf(store, point);
    if (!document) return setSaid(say('version-damaged'));
    if (copy) store.openCopy(say('copy', { title: shownTitle(language, document) }), document);
    else store.goBackTo(document);
    store.openDialog(null);
  };
  const nameOf = ({ name, seq }: Snapshot) => name ?? say('automatic', { seq });
  return (
    <>
      <p>{say('versions-say')}</p>
      <form className={styles.actions} onSubmit={(event) => void keep(event)}>
        <input name="name" aria-label={say('version-name')} placeholder={say('version-name')} maxLength={200} />
        <button type="submit" className={styles.button}>
          {say('keep-version')}
        </button>
        <span role="status">{said}</span>
      </form>
      {points.length === 0 && <p>{say('no-versions')}</p>}
      <ul className={styles.versions}>
        {points.map((point) => (
          <li key={`${point.seq} ${point.at} ${point.name ?? ''}`}>
            <span>
              <b>{nameOf(point)}</b>{' '}
              <time dateTime={new Date(point.at).toISOString()}>
                {new Date(point.at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium' })}
              </time>
            </span>
            <button
              type="button"
              className={styles.button}
              aria-label={say('go-back', { name: nameOf(point) })}
              onClick={() => void go(point, false)}
            >
              {say('short-go-back')}
            </button>
            <button
              type="button"
              className={styles.button}
              aria-label={say('as-copy', { name: nameOf(point) })}
              onClick={() => void go(point, true)}
            >
              {say('short-as-copy')}
            </button>
          </li>
        ))}
      </ul>
      {first && (
        <button type="button" className={styles.button} onClick={() => saveOriginal(store, first)}>
          {say('save-original')}
        </button>
      )}
    </>
  );
}
