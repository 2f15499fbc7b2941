/* The plus in a circle at a tensor whose gradient is a sum: it counts what has come, and a click shows the addends. */
import { memo } from 'react';
import type { Address } from '../../document/document.ts';
import { bench, useBench } from './bench.ts';
import styles from './debug.module.css';
import { useDebugSay } from './say.ts';
import { useLane } from './use-lane.ts';

export const Bead = memo(function Bead({ address }: { readonly address: Address }) {
  const say = useDebugSay();
  const sum = useLane((lane) => lane.sums.get(address) ?? null);
  const open = useBench((state) => state.sum === address);
  const state = !sum || sum.done === 0 ? 'none' : sum.done < sum.of ? 'some' : 'full';
  const rows = sum?.addends.length === 0;
  const label = sum
    ? say(rows ? 'bead-rows' : 'bead-count', { tensor: address, done: sum.done, of: sum.of })
    : say('bead-plain', { tensor: address });
  return (
    <button
      type="button"
      className={`nodrag ${styles.bead}`}
      data-state={state}
      data-rows={rows}
      aria-label={label}
      title={rows ? say('bead-rows-help', { of: sum?.of ?? 0 }) : say('bead-fork')}
      aria-expanded={open}
      disabled={!sum}
      onClick={(event) => {
        event.stopPropagation();
        bench.setState({ sum: open ? null : address });
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <span className={styles.plus} aria-hidden="true">
        ⊕
      </span>
      {sum && !rows && (
        <span aria-hidden="true">
          {sum.done}/{sum.of}
        </span>
      )}
    </button>
  );
});
