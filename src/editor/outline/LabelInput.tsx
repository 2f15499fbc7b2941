/* What the author calls a node. Enter and leaving take it, Escape leaves it as it was. */
import { useEffect, useState } from 'react';
import type { NodeId } from '../../document/document.ts';
import { useChainrule } from '../context.ts';
import styles from './outline.module.css';
import { useOutlineSay } from './use-outline-say.ts';

export function LabelInput({ id, label }: { readonly id: NodeId; readonly label: string }) {
  const store = useChainrule();
  const say = useOutlineSay();
  const [text, setText] = useState(label);
  useEffect(() => setText(label), [label]);
  const take = () => {
    if (text.trim() !== label) store.labelNode(id, text.trim());
  };
  return (
    <input
      className={styles.label}
      data-label
      aria-label={say('label', { node: id })}
      placeholder={say('label', { node: id })}
      value={text}
      maxLength={200}
      onChange={({ target }) => setText(target.value)}
      onBlur={take}
      onKeyDown={({ key, nativeEvent }) => {
        if (nativeEvent.isComposing) return;
        if (key === 'Enter') take();
        if (key === 'Escape') setText(label);
      }}
    />
  );
}
