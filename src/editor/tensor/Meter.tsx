/* How large a tensor's numbers are, whatever their colours say: the power of ten of their root mean square on a scale from
   1e-8 to 1e4. Written beside React. */
import { useEffect, useRef } from 'react';
import type { Address } from '../../document/document.ts';
import type { TensorSource } from '../../store/live.ts';
import { fmt } from './format.ts';
import { levelOf } from './meter.ts';
import styles from './tensor.module.css';

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
      meter.current.style.setProperty('--level', statistics ? String(levelOf(statistics)) : '0');
      meter.current.setAttribute('aria-label', statistics ? `${name} rms ${fmt(statistics.rms)}` : name);
    };
    write();
    return source.subscribe(address, write);
  }, [source, address, name]);
  return <div className={styles.meter} ref={meter} data-kind={kind} role="img" />;
}
