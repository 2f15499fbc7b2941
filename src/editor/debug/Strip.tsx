/* The frame of what adds up to a gradient, over the canvas: its name, how much of it has come, and the way out. */
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Address } from '../../document/document.ts';
import { bench } from './bench.ts';
import styles from './debug.module.css';
import type { Count } from './lane.ts';
import { useDebugSay } from './say.ts';

/** Room of one addend; numbers stand in the cells of what is this small. */
export const ADDEND = { width: 150, height: 120, cell: 20, numbers: 8 };

interface Props {
  readonly total: Address;
  readonly sum: Count;
  readonly children: ReactNode;
}

export function Strip({ total, sum, children }: Props) {
  const say = useDebugSay();
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  const leave = () => bench.setState({ sum: null });
  return (
    <section
      className={styles.strip}
      aria-label={say('addends', { tensor: total })}
      onKeyDown={(event) => event.key === 'Escape' && leave()}
    >
      <header>
        <h2>{say('addends', { tensor: total })}</h2>
        <span className={styles.figure}>
          ⊕ {sum.done}/{sum.of}
        </span>
        <button ref={close} type="button" aria-label={say('close')} title={say('close')} onClick={leave}>
          <X size={14} aria-hidden="true" />
        </button>
      </header>
      {children}
    </section>
  );
}
