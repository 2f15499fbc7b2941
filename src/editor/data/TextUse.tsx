/* A file taken as a text: how it was found to be encoded, how it is cut into windows, and the buttons that put it in. */
import { useEffect, useId, useState } from 'react';
import { ENCODINGS, type Encoding, encodingOf } from '../../data/files/csv-settings.ts';
import type { NodeId } from '../../document/document.ts';
import { canvasCentre } from '../canvas/drop.ts';
import { useChainrule, useSession } from '../context.ts';
import styles from './data.module.css';
import { useDataSay } from './say.ts';
import { placedText, READ, textIn } from './text-choice.ts';

const LENGTH = { initial: 32, most: 4096 };
/** Characters that are shown. */
const SHOWN = 400;

export function TextUse({ file, into }: { readonly file: File; readonly into: NodeId | null }) {
  const store = useChainrule();
  const say = useDataSay();
  const id = useId();
  const document = useSession((session) => session.history.present);
  const [bytes, setBytes] = useState<Uint8Array | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [encoding, setEncoding] = useState<Encoding>('utf-8');
  const texts = Object.keys(document.nodes).filter((node) => document.nodes[node]?.type === 'text');
  const old = into !== null && texts.includes(into) ? into : texts.length === 1 ? (texts[0] ?? null) : null;
  const former = old === null ? undefined : document.nodes[old]?.settings.length;
  const [length, setLength] = useState(typeof former === 'number' ? former : LENGTH.initial);
  useEffect(() => {
    let wanted = true;
    const read = async () => new Uint8Array(await file.slice(0, READ).arrayBuffer());
    read().then(
      (found) => {
        if (!wanted) return;
        setBytes(found);
        setEncoding(encodingOf(found, found.length < READ));
      },
      (error: unknown) => wanted && setFailed(String(error)),
    );
    return () => {
      wanted = false;
    };
  }, [file]);
  if (failed !== null) return <p role="alert">{say('failed', { message: failed })}</p>;
  if (!bytes) return null;
  const found = textIn(bytes, encoding);
  const characters = found ? [...found.text].length : 0;
  const windows = Math.floor((characters - 1) / length);
  const use = (place: NodeId | null) => {
    if (!found) return;
    const { present } = store.session.getState().history;
    const { id: node, edit } = placedText(
      present,
      { text: found.text, length },
      { old: place, position: canvasCentre() },
    );
    store.change({ code: 'bring-data', values: { node } }, edit);
    store.select([node]);
    store.openDialog(null);
  };
  return (
    <>
      <div className={styles.fields}>
        <label>
          {say('encoding')}
          <select value={encoding} onChange={({ target }) => setEncoding(target.value as Encoding)}>
            {ENCODINGS.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <label htmlFor={`${id}-length`}>
          {say('window')}
          <input
            id={`${id}-length`}
            type="number"
            min={1}
            max={LENGTH.most}
            value={length}
            onChange={({ target }) =>
              setLength(Math.max(1, Math.min(LENGTH.most, Math.floor(Number(target.value)) || 1)))
            }
          />
        </label>
      </div>
      {found && <pre className={styles.prose}>{found.text.slice(0, SHOWN)}</pre>}
      {!found && <p role="alert">{say('not-encoded', { encoding })}</p>}
      {found?.cut && <p>{say('cut', { count: characters })}</p>}
      {found && windows < 1 && <p role="alert">{say('no-window', { characters, length })}</p>}
      {found && windows >= 1 && (
        <div className={styles.use}>
          <output data-testid="data.summary">
            {say('summary-text', { characters, tokens: new Set(found.text).size, windows, length })}
          </output>
          {old !== null && (
            <button type="button" className={styles.primary} onClick={() => use(old)}>
              {say('replace', { node: old })}
            </button>
          )}
          <button type="button" className={old === null ? styles.primary : styles.button} onClick={() => use(null)}>
            {say('add')}
          </button>
        </div>
      )}
    </>
  );
}
