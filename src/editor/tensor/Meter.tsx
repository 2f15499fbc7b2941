/* How large a tensor's numbers are, whatever their colours say: the power of ten of their root mean square on a scale from
   1e-8 to 1e4. Written beside React. */
import { useEffect, useRef } from 'react';
import type { Address } from '../../document/document.ts';
import type { TensorSource } from '../../store/live.ts';
import type { Statistics } from '../../worker/protocol.ts';
import { fmt } from './format.ts';
import styles from './tensor.module.css';

const DECADES = { least: -8, most: 4 };

/** 0 at 1e-8, 1 at 1e4. */
function levelOf({ rms }: Statistics): number {
  const decades = Math.log10(rms) - DECADES.least;
  return Math.max(0, Math.min(1, decades / (DECADES.most - DECADES.least)));
}

interface Props {
  readonly source: TensorSource;
  readonly address: Address;
  readonly kind: 'value' | 'gradient';
  readonly name: string;
}

/** An empty marker stands for all zeros, a yellow one for what is not finite. */
export function Meter({ source, address, kind, name }: Props) {
  const meter = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const write = () => {
      const statistics = source.read(address)?.statistics;
      if (!meter.current) return;
      const broken = statistics !== undefined && statistics.nan + statistics.infinite > 0;
      meter.current.dataset.state = !statistics
        ? 'pending'
        : broken
          ? 'broken'
          : statistics.rms > 0
            ? 'number'
            : 'zero';
      meter.current.style.setProperty('--level', statistics && statistics.rms > 0 ? String(levelOf(statistics)) : '0');
      meter.current.setAttribute('aria-label', statistics ? `${name} rms ${fmt(statistics.rms)}` : name);
    };
    write();
    return source.subscribe(address, write);
  }, [source, address, name]);
  return <div className={styles.meter} ref={meter} data-kind={kind} role="img" />;
}
