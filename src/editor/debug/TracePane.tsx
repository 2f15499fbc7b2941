/* The dock's first pane while the debugger is open: the trace of this iteration, the breakpoints, the watches, the console. */
import { type KeyboardEvent, useRef } from 'react';
import { useSession } from '../context.ts';
import panes from '../training/training.module.css';
import { BreakpointList } from './BreakpointList.tsx';
import { bench, type Tab, useBench } from './bench.ts';
import { Console } from './Console.tsx';
import styles from './debug.module.css';
import { useDebugSay } from './say.ts';
import { TraceList } from './TraceList.tsx';
import { WatchList } from './WatchList.tsx';

const TABS: readonly Tab[] = ['trace', 'breakpoints', 'watches', 'console'];
const CONTENTS = { trace: TraceList, breakpoints: BreakpointList, watches: WatchList, console: Console };

export function TracePane() {
  const say = useDebugSay();
  const tab = useBench((state) => state.tab);
  const list = useRef<HTMLDivElement>(null);
  const turn = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length] ?? 'trace';
    bench.setState({ tab: next });
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
    event.preventDefault();
  };
  const Content = CONTENTS[tab];
  return (
    <section className={`${panes.pane} ${styles.tracePane}`} data-pane="trace" aria-label={say(tab)}>
      <div className={panes.head}>
        <div className={styles.tabs} role="tablist" aria-label={say('debugger')} ref={list} onKeyDown={turn}>
          {TABS.map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              data-tab={each}
              id={`tab-${each}`}
              aria-selected={each === tab}
              aria-controls="debug-panel"
              tabIndex={each === tab ? 0 : -1}
              onClick={() => bench.setState({ tab: each })}
            >
              {say(each)}
            </button>
          ))}
        </div>
        <Where />
      </div>
      <div className={styles.panel} role="tabpanel" id="debug-panel" aria-labelledby={`tab-${tab}`}>
        <Content />
      </div>
    </section>
  );
}

function Where() {
  const say = useDebugSay();
  const position = useSession((session) => session.debug?.position ?? 0);
  const count = useSession((session) => session.debug?.events.length ?? 0);
  const training = useSession((session) => session.engine === 'running');
  return <span className={panes.note}>{training ? say('trace-running') : say('trace-at', { position, count })}</span>;
}
