/* At half size, where a formula cannot be read: how large the numbers of a node and of its gradient are, and what is wrong
   with them. Written beside React. */
import { useEffect, useMemo, useRef } from 'react';
import type { Address } from '../../document/document.ts';
import type { TensorSource } from '../../store/live.ts';
import { useChainrule } from '../context.ts';
import { flagsOf, fmt } from '../tensor/format.ts';
import styles from './chip.module.css';
import type { Block } from './pictures.ts';

export function Sizes({ block }: { readonly block: Block }) {
  const { live } = useChainrule();
  const source = useMemo(() => live.source((address) => ({ address, form: 'statistics' })), [live]);
  return (
    <span className={styles.sizes}>
      rms <Size source={source} address={block.value} />
      {block.partner && block.kind === 'twins' && <Size source={source} address={block.partner} />}
    </span>
  );
}

function Size({ source, address }: { readonly source: TensorSource; readonly address: Address }) {
  const number = useRef<HTMLElement>(null);
  useEffect(() => {
    const write = () => {
      const statistics = source.read(address)?.statistics;
      const [flag] = statistics ? flagsOf(statistics) : [];
      if (!number.current) return;
      number.current.textContent = flag ?? (statistics ? fmt(Number(statistics.rms.toPrecision(2)), true) : '');
      number.current.dataset.error = String(statistics !== undefined && statistics.nan + statistics.infinite > 0);
    };
    write();
    return source.subscribe(address, write);
  }, [source, address]);
  return <b ref={number} data-testid={`rms.${address}`} />;
}
