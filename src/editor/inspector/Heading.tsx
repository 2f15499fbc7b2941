/* What the selected node is called: its type and its label, which the command to rename it or a double click opens for
   editing. */
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useStore as useZustand } from 'zustand';
import type { NodeId } from '../../document/document.ts';
import { useChainrule, useSay } from '../context.ts';
import { write, writing } from '../editing/writing.ts';
import styles from './inspector.module.css';

interface Props {
  readonly id: NodeId;
  /** Of its type. */
  readonly name: string;
  readonly label: string | undefined;
}

export function Heading({ id, name, label }: Props) {
  const say = useSay();
  const what = `nodes/${id}`;
  const editing = useZustand(writing, (state) => state.what === what);
  const edit = () => write(what);
  return (
    <div className={styles.heading}>
      <h2 onDoubleClick={edit}>
        {name} {editing ? null : <span className={styles.label}>{label ?? id}</span>}
        {label && !editing ? <code>{id}</code> : null}
      </h2>
      {editing ? (
        <LabelField id={id} label={label ?? ''} close={() => write(null)} />
      ) : (
        <button
          type="button"
          className={styles.icon}
          aria-label={say('inspector.edit-label')}
          title={say('inspector.edit-label')}
          onClick={edit}
        >
          <Pencil size={14} strokeWidth={1.5} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

/** Enter and leaving take the label, Escape leaves it as it was. */
function LabelField({ id, label, close }: { id: NodeId; label: string; close: () => void }) {
  const store = useChainrule();
  const say = useSay();
  const [text, setText] = useState(label);
  const take = () => {
    if (text.trim() !== label) store.labelNode(id, text.trim());
    close();
  };
  return (
    <input
      className={styles.labelField}
      aria-label={say('inspector.label')}
      placeholder={id}
      value={text}
      maxLength={200}
      // biome-ignore lint/a11y/noAutofocus: the field stands where the user just asked for it.
      autoFocus
      onFocus={({ target }) => target.select()}
      onChange={({ target }) => setText(target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') take();
        if (event.key === 'Escape') close();
      }}
    />
  );
}
