/* pdb's console: a line is typed, its answer stands below it. Lines stay while other tabs are looked at, and go with the
   document. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { consoleWord } from '../../words/console.ts';
import { useChainrule, useSession } from '../context.ts';
import styles from './debug.module.css';
import { Interpreter, type Reply } from './interpreter.ts';

interface Line extends Reply {
  readonly typed: string;
}

const log = createStore<{ readonly of: string; readonly lines: readonly Line[] }>(() => ({ of: '', lines: [] }));
/** Lines that are kept. */
const MOST = 200;

export function Console() {
  const store = useChainrule();
  const language = useSession((session) => session.language);
  const document = useSession((session) => session.documentId);
  const lines = useStore(log, ({ of, lines }) => (of === document ? lines : NONE));
  const [text, setText] = useState('');
  /** How far back in what was typed; 0: the line that is being written. */
  const [back, setBack] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => field.current?.focus(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the last line is brought into view when it comes.
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [lines]);
  const perform = async () => {
    const typed = text.trim();
    if (typed === '') return;
    setText('');
    setBack(0);
    const reply = await new Interpreter(store).perform(typed);
    const before = log.getState().of === document ? log.getState().lines : NONE;
    log.setState({ of: document, lines: [...before, { typed, ...reply }].slice(-MOST) });
  };
  const press = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) void perform();
    else if (by !== 0) {
      const next = Math.max(0, Math.min(lines.length, back + by));
      setBack(next);
      setText(next === 0 ? '' : (lines.at(-next)?.typed ?? ''));
    } else return;
    event.preventDefault();
  };
  return (
    <div className={styles.console}>
      <div className={styles.replies} role="log" aria-label={consoleWord(language, 'output')}>
        {lines.length === 0 && <p className={styles.hint}>{consoleWord(language, 'welcome')}</p>}
        {lines.map(({ typed, text: reply, tone }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added, and look alike.
          <div key={place}>
            <kbd>{typed}</kbd>
            <pre data-tone={tone}>{reply}</pre>
          </div>
        ))}
        <div ref={end} />
      </div>
      <label className={styles.prompt}>
        <span aria-hidden="true">›</span>
        <input
          ref={field}
          aria-label={consoleWord(language, 'input')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={press}
        />
      </label>
    </div>
  );
}

const NONE: readonly Line[] = [];
