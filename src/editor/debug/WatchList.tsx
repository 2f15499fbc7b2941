/* Watched tensors: the size of each now, and by iteration since it was watched. Nothing stops for them. */
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Address } from '../../document/document.ts';
import { useSession } from '../context.ts';
import { fmt } from '../tensor/format.ts';
import { bench, useBench } from './bench.ts';
import styles from './debug.module.css';
import { rms, useDebugSay, useFigure } from './say.ts';

export function WatchList() {
  const say = useDebugSay();
  const watches = useBench((state) => state.watches);
  if (watches.length === 0) return <p className={styles.hint}>{say('no-watches')}</p>;
  return (
    <ul className={styles.list}>
      {watches.map((address) => (
        <Watch key={address} address={address} />
      ))}
    </ul>
  );
}

function Watch({ address }: { readonly address: Address }) {
  const say = useDebugSay();
  const size = useFigure(address, (statistics) => String(rms(statistics)));
  const line = useLine(address, size === '' ? null : Number(size));
  return (
    <li>
      <code>{address}</code>
      <span className={styles.remark}>{size && say('rms', { value: fmt(Number(size)) })}</span>
      <svg
        className={styles.line}
        viewBox="0 0 120 20"
        preserveAspectRatio="none"
        role="img"
        aria-label={say('watch-line', { tensor: address })}
      >
        <polyline points={pointsOf(line)} />
      </svg>
      <button
        type="button"
        className={styles.remove}
        aria-label={say('unwatch', { tensor: address })}
        title={say('unwatch', { tensor: address })}
        onClick={() => bench.setState(({ watches }) => ({ watches: watches.filter((each) => each !== address) }))}
      >
        <X size={13} aria-hidden="true" />
      </button>
    </li>
  );
}

/** As many iterations are drawn. */
const KEPT = 120;

/** The last value of each iteration. */
function useLine(address: Address, value: number | null): readonly number[] {
  const step = useSession((session) => session.measures?.step ?? 0);
  const [line, setLine] = useState<readonly (readonly [number, number])[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tensor begins another line.
  useEffect(() => setLine([]), [address]);
  useEffect(() => {
    if (value === null || !Number.isFinite(value)) return;
    setLine((before) => [...before.filter(([at]) => at < step), [step, value] as const].slice(-KEPT));
  }, [step, value]);
  return line.map(([, each]) => each);
}

function pointsOf(line: readonly number[]): string {
  const [low, high] = [Math.min(...line), Math.max(...line)];
  const y = (value: number) => (high > low ? 18 - (16 * (value - low)) / (high - low) : 10);
  return line.map((value, at) => `${(at * 120) / Math.max(1, line.length - 1)},${y(value).toFixed(1)}`).join(' ');
}
