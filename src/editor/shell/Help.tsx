/* Keys and gestures; each key can be exchanged for another. */
import { Pencil, RotateCcw } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { commandWords } from '../../words/commands.ts';
import { type EditingKey, editingWord } from '../../words/editing.ts';
import { type Command, commands, keysOf } from '../commands.ts';
import { useChainrule, useSession } from '../context.ts';
import { remember } from '../preferences.ts';
import { printedKey } from './keys.ts';
import { isReserved, writtenKey } from './rebinding.ts';
import styles from './shell.module.css';

const GESTURES = ['drag', 'wire', 'splice', 'copy', 'cut', 'bend', 'box', 'pan', 'port', 'probe'] as const;

export function Help() {
  const language = useSession((session) => session.language);
  const say = (key: EditingKey) => editingWord(language, key);
  return (
    <>
      <h3>{say('keys')}</h3>
      <dl className={styles.keys}>
        {commands.map((command) => (
          <KeyRow key={command.id} command={command} />
        ))}
      </dl>
      <h3>{say('gestures')}</h3>
      <dl className={styles.keys}>
        {GESTURES.map((gesture) => (
          <div key={gesture}>
            <dt>{say(`do-${gesture}`)}</dt>
            <dd>{say(`how-${gesture}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function KeyRow({ command }: { readonly command: Command }) {
  const store = useChainrule();
  const language = useSession((session) => session.language);
  const own = useSession((session) => session.keys);
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState('');
  const name = commandWords[language][command.id];
  const bind = (keys: readonly string[] | undefined) => {
    store.bind(command.id, keys);
    remember(store.session.getState());
    setAsking(false);
    setRefused('');
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return setAsking(false);
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setAsking(false);
    const key = writtenKey(event.nativeEvent);
    const other = key && commands.find((each) => each !== command && keysOf(each, { keys: own }).includes(key));
    if (!key) setRefused(editingWord(language, 'needs-key'));
    else if (isReserved(key)) setRefused(editingWord(language, 'reserved', { key: printedKey(key) }));
    else if (other)
      setRefused(editingWord(language, 'taken', { key: printedKey(key), command: commandWords[language][other.id] }));
    else bind([key]);
  };
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {asking ? (
          <button
            type="button"
            className={styles.capture}
            // biome-ignore lint/a11y/noAutofocus: the next key is the answer to the press that opened this.
            autoFocus
            onKeyDown={press}
            onBlur={() => setAsking(false)}
          >
            {refused || editingWord(language, 'press')}
          </button>
        ) : (
          <>
            {keysOf(command, { keys: own }).map((key) => (
              <kbd key={key}>{printedKey(key)}</kbd>
            ))}
            {own[command.id] && (
              <button
                type="button"
                className={styles.small}
                aria-label={editingWord(language, 'reset', { command: name })}
                title={editingWord(language, 'reset', { command: name })}
                onClick={() => bind(undefined)}
              >
                <RotateCcw size={12} aria-hidden="true" />
              </button>
            )}
            <button
              type="button"
              className={styles.small}
              aria-label={editingWord(language, 'rebind', { command: name })}
              title={editingWord(language, 'rebind', { command: name })}
              onClick={() => setAsking(true)}
            >
              <Pencil size={12} aria-hidden="true" />
            </button>
          </>
        )}
        <span className={styles.spokenOnly} role="status">
          {refused}
        </span>
      </dd>
    </div>
  );
}
