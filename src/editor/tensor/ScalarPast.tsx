/* Beside a tensor of one number: its last values as a line, and how much it has changed. Written beside React. */
import { useEffect, useRef } from 'react';
import type { Address } from '../../document/document.ts';
import type { Key, Values } from '../../words/words.ts';
import { useChainrule, useSay } from '../context.ts';
import { fmt } from './format.ts';
import styles from './past.module.css';
import { changeIn, followPast, lineOf, type Point } from './past.ts';

interface Props {
  readonly address: Address;
  readonly width: number;
  readonly height: number;
}

export function ScalarPast({ address, width, height }: Props) {
  const store = useChainrule();
  const say = useSay();
  const line = useRef<SVGPolylineElement>(null);
  const change = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      followPast(store, address, (points) => {
        line.current?.setAttribute('points', lineOf(points, { width, height }));
        if (change.current) change.current.textContent = changed(points, say);
      }),
    [store, address, width, height, say],
  );
  return (
    <span className={styles.past}>
      <svg width={width} height={height} role="img" aria-label={say('tensor.past')}>
        <polyline ref={line} />
      </svg>
      <span ref={change} data-testid={`change.${address}`} />
    </span>
  );
}

/** `Δ −0.0123`, and since when, where that is not the iteration before. */
export function changed(points: readonly Point[], say: (key: Key, values?: Values) => string): string {
  const change = changeIn(points);
  if (!change) return '';
  const { by, since } = change;
  const text = `Δ ${by > 0 ? '+' : ''}${fmt(by)}`;
  return since + 1 === points.at(-1)?.step ? text : `${text} ${say('tensor.since', { step: since })}`;
}
