/* The start page: every document of this browser with its picture, the newest first, and the bin. */
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import type { GraphDocument } from '../../document/document.ts';
import { LIMITS } from '../../document/limits.ts';
import { binned, duplicated, erased, listed, type Row, renamed } from '../../store/library.ts';
import { useChainrule, useSession } from '../context.ts';
import { Sketch } from '../shell/Sketch.tsx';
import { shownTitle } from '../shell/title.ts';
import { chooseFile, saveArchive } from './files.ts';
import styles from './safety.module.css';
import { useSafety } from './say.ts';

export function Documents() {
  const store = useChainrule();
  const say = useSafety();
  const [rows, setRows] = useState<readonly Row[] | null>();
  const [said, setSaid] = useState('');
  const [gone, setGone] = useState<Row | null>(null);
  const nameOf = useNames();
  const refresh = useCallback(async () => setRows(await listed(store)), [store]);
  useEffect(() => void refresh(), [refresh]);
  const act = async (deed: Promise<unknown>, then = '') => {
    await deed;
    setSaid(then);
    setGone(null);
    await refresh();
  };
  const kept = rows?.filter(({ deletedAt }) => deletedAt === undefined) ?? [];
  const bin = rows?.filter(({ deletedAt }) => deletedAt !== undefined) ?? [];
  const throwAway = async (row: Row) => {
    if (row.id === store.session.getState().documentId) store.newDocument();
    store.openDialog('documents');
    await act(binned(store, row, true), say('deleted', { title: nameOf(row) }));
    setGone(row);
  };
  const saveAll = async () => {
    const saved = await saveArchive(store);
    if (saved) setSaid(say(saved.failed ? 'saved-some' : 'saved-all', { ...saved }));
  };
  return (
    <>
      <p>{say('documents-say')}</p>
      <div className={styles.actions}>
        <button type="button" className={styles.button} onClick={() => store.newDocument()}>
          {say('new')}
        </button>
        <button type="button" className={styles.button} onClick={() => void chooseFile(store)}>
          {say('open-file')}
        </button>
        <button type="button" className={styles.button} disabled={kept.length === 0} onClick={() => void saveAll()}>
          {say('save-all')}
        </button>
        <span role="status">
          {said}{' '}
          {gone && (
            <button type="button" className={styles.button} onClick={() => void act(binned(store, gone, false))}>
              {say('undo')}
            </button>
          )}
        </span>
      </div>
      {rows === null && <p role="alert">{say('not-listed')}</p>}
      {rows && kept.length === 0 && <p>{say('no-documents')}</p>}
      <ul className={styles.documents}>
        {kept.map((row) => (
          <Tile key={row.id} row={row} name={nameOf(row)} onChange={act} onDelete={() => void throwAway(row)} />
        ))}
      </ul>
      {bin.length > 0 && (
        <details className={styles.bin}>
          <summary>{say('bin', { count: bin.length })}</summary>
          <ul>
            {bin.map((row) => (
              <li key={row.id}>
                <span>{nameOf(row)}</span>
                <button
                  type="button"
                  className={styles.button}
                  aria-label={say('put-back', { title: nameOf(row) })}
                  onClick={() => void act(binned(store, row, false))}
                >
                  {say('short-put-back')}
                </button>
                <button
                  type="button"
                  className={styles.button}
                  aria-label={say('erase', { title: nameOf(row) })}
                  onClick={() => void act(erased(store, row))}
                >
                  {say('short-erase')}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** What a document is called on the screen, by its row. */
function useNames(): (row: Row) => string {
  const language = useSession((session) => session.language);
  return ({ title, cardTitle }) =>
    shownTitle(language, { title, ...(cardTitle && { card: { title: cardTitle, says: cardTitle, try: [] } }) });
}

interface TileProps {
  readonly row: Row;
  readonly name: string;
  readonly onChange: (deed: Promise<unknown>, then?: string) => Promise<void>;
  readonly onDelete: () => void;
}

function Tile({ row, name, onChange, onDelete }: TileProps) {
  const store = useChainrule();
  const say = useSafety();
  const language = useSession((session) => session.language);
  const isOpen = useSession((session) => session.documentId === row.id);
  const [document, setDocument] = useState<GraphDocument | null>();
  const [renaming, setRenaming] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the hash says that there is something new to be read.
  useEffect(() => {
    let current = true;
    void store.readKept(row.id).then((read) => {
      if (current) setDocument(read?.document ?? null);
    });
    return () => {
      current = false;
    };
  }, [store, row.id, row.head.hash]);
  const open = async () => {
    if (isOpen || (await store.openKept(row.id))) store.openDialog(null);
  };
  const rename = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const title = `${new FormData(event.currentTarget).get('title') ?? ''}`.trim();
    setRenaming(false);
    if (title === '' || title === name) return;
    if (isOpen) {
      store.rename(title);
      return onChange(store.settled());
    }
    const done = await renamed(store, row, title);
    await onChange(Promise.resolve(), done ? '' : say('open-elsewhere', { title: name }));
  };
  return (
    <li data-open={isOpen}>
      <button
        type="button"
        className={styles.open}
        aria-label={say('open', { title: name })}
        onClick={() => void open()}
      >
        {document ? <Sketch document={document} /> : <span className={styles.blank} />}
        <b>{name}</b>
        <span>
          {isOpen && `${say('now-open')} · `}
          {document === null && `${say('cannot-open')} · `}
          {new Date(row.savedAt).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })} ·{' '}
          {say('nodes', { count: row.nodes })}
        </span>
      </button>
      {renaming ? (
        <form onSubmit={(event) => void rename(event)}>
          <input
            name="title"
            aria-label={say('new-title')}
            defaultValue={name}
            maxLength={LIMITS.label}
            // biome-ignore lint/a11y/noAutofocus: it was asked for by the button that it replaces.
            autoFocus
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.preventDefault();
              setRenaming(false);
            }}
          />
        </form>
      ) : (
        <div className={styles.deeds}>
          <button
            type="button"
            aria-label={say('duplicate', { title: name })}
            onClick={() => void onChange(duplicated(store, row, say('copy', { title: name })))}
          >
            {say('short-duplicate')}
          </button>
          <button type="button" aria-label={say('rename', { title: name })} onClick={() => setRenaming(true)}>
            {say('short-rename')}
          </button>
          <button type="button" aria-label={say('delete', { title: name })} onClick={onDelete}>
            {say('short-delete')}
          </button>
        </div>
      )}
    </li>
  );
}
