/* The name of the open document: a menu of the examples, and on double-click a field to rename it. */
import { ChevronDown } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { examples } from '../../document/examples.ts';
import { LIMITS } from '../../document/limits.ts';
import { commandOf } from '../commands.ts';
import { useChainrule, useChoose, useSay, useSession } from '../context.ts';
import { Menu } from './Menu.tsx';
import type { Item } from './MenuList.tsx';
import styles from './shell.module.css';
import { shownTitle } from './title.ts';

export function DocumentTitle() {
  const store = useChainrule();
  const say = useSay();
  const choose = useChoose();
  const language = useSession((session) => session.language);
  const present = useSession((session) => session.history.present);
  const [renaming, setRenaming] = useState(false);
  const [renamed, setRenamed] = useState(false);
  const name = shownTitle(language, present);
  useEffect(() => {
    document.title = `${name} – Chainrule`;
  }, [name]);
  if (renaming)
    return (
      <TitleField
        name={name}
        onDone={(byKey) => {
          setRenaming(false);
          setRenamed(byKey);
        }}
      />
    );
  const open = examples.map<Item>((example) => ({
    id: example.name,
    label: choose(example.title),
    run: () => void store.openExample(example.name),
  }));
  const more: Item[] = [
    { id: 'documents', label: say('shell.to-documents'), run: () => commandOf('documents').run(store) },
    { id: 'examples', label: say('shell.all-examples'), run: () => commandOf('examples').run(store) },
    { id: 'rename', label: say('shell.rename'), run: () => setRenaming(true) },
  ];
  return (
    <Menu
      label={say('shell.example', { name })}
      groups={[open, more]}
      className={styles.title}
      focused={renamed}
      onDoubleClick={() => setRenaming(true)}
    >
      <span className={styles.name}>{name}</span> <ChevronDown size={14} aria-hidden="true" />
    </Menu>
  );
}

function TitleField({ name, onDone }: { name: string; onDone: (byKey: boolean) => void }) {
  const store = useChainrule();
  const say = useSay();
  const field = useRef<HTMLInputElement>(null);
  /** The key that leaves the field; Escape must not keep what was typed. */
  const key = useRef('');
  useEffect(() => field.current?.select(), []);
  const keep = (text: string) => {
    const title = text.trim();
    if (key.current !== 'Escape' && title !== name) store.rename(title);
    onDone(key.current !== '');
  };
  return (
    <input
      ref={field}
      className={styles.rename}
      aria-label={say('shell.title')}
      defaultValue={name}
      maxLength={LIMITS.label}
      onBlur={({ currentTarget }) => keep(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        // Enter would go on to press the button that comes back.
        event.preventDefault();
        key.current = event.key;
        event.currentTarget.blur();
      }}
    />
  );
}
