/* What lies behind a picture: the statistics of a tensor, how its numbers are distributed, what full colour stands for
   and how that is decided, and the numbers to take away. */
import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { written } from '../../tensor/shape.ts';
import { useChainrule, useSay } from '../context.ts';
import styles from './card.module.css';
import { fmt, fmtStatistics } from './format.ts';
import { clipped, followHistogram, paintHistogram } from './histogram.ts';
import { type Looking, look, looking } from './looking.ts';
import { Meter } from './Meter.tsx';
import { ScaleFields } from './ScaleFields.tsx';
import { TableDialog } from './TableDialog.tsx';
import { TakeAway } from './TakeAway.tsx';
import { currentTheme } from './theme.ts';

const CHART = { width: 236, height: 52 };

export function TensorCard() {
  const now = useStore(looking, (state) => state.now);
  if (now && 'place' in now) return <TableDialog key={now.place} table={now} />;
  return now && <Card key={now.showing.address} now={now} />;
}

function Card({ now }: { readonly now: Looking }) {
  const { live } = useChainrule();
  const say = useSay();
  const card = useRef<HTMLDivElement>(null);
  const { address, name, shape, ramp, scale } = now.showing;
  const source = useMemo(() => live.source((place) => ({ address: place, form: 'statistics' })), [live]);
  useEffect(() => {
    const element = card.current;
    element?.showPopover();
    element?.focus();
    const closed = ({ newState }: ToggleEvent) => newState === 'closed' && look(null);
    element?.addEventListener('toggle', closed);
    return () => element?.removeEventListener('toggle', closed);
  }, []);
  const left = Math.max(8, Math.min(now.at.left, innerWidth - 276));
  const top = Math.max(8, Math.min(now.at.bottom + 4, innerHeight - 430));
  return (
    <div
      className={styles.card}
      ref={card}
      popover="auto"
      role="dialog"
      tabIndex={-1}
      aria-label={say('tensor.card', { tensor: address })}
      style={{ left, top }}
    >
      <h2>
        {address} <span>{written(shape)}</span>
      </h2>
      <Distribution now={now} />
      <p className={styles.meter}>
        <span>1e-8</span>
        <Meter source={source} address={address} kind={now.gradient ? 'gradient' : 'value'} name={name} />
        <span>1e4</span>
      </p>
      {scale === undefined && <ScaleFields address={address} ramp={ramp} />}
      <TakeAway place={address} origin={address} shape={shape} />
    </div>
  );
}

/** The statistics, and values over ±scale or gradients by the power of ten of their size, written beside React. */
function Distribution({ now: { showing, gradient } }: { readonly now: Looking }) {
  const { live } = useChainrule();
  const say = useSay();
  const line = useRef<HTMLParagraphElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [low, high] = [useRef<HTMLSpanElement>(null), useRef<HTMLSpanElement>(null)];
  const { address, pending } = showing;
  useEffect(() => {
    const over = gradient ? 'powers' : 'scale';
    return followHistogram(live, address, over, (view, scale) => {
      const words = [fmtStatistics(view.statistics), clipped(view)].filter((text) => text !== '').join(', ');
      const ends = gradient ? ['1e-10', '1e2'] : [fmt(-scale, true), fmt(scale, true)];
      for (const [part, text] of [
        [line, words],
        [low, ends[0]],
        [high, ends[1]],
      ] as const)
        if (part.current) part.current.textContent = text ?? '';
      const room = { ...CHART, ratio: devicePixelRatio, theme: currentTheme() };
      if (canvas.current && view.histogram) paintHistogram(canvas.current, view.histogram, over, room);
    });
  }, [live, address, gradient, low, high]);
  return (
    <>
      <p className={styles.statistics} ref={line}>
        {pending}
      </p>
      <figure className={styles.histogram}>
        <canvas ref={canvas} style={CHART} role="img" aria-label={say('tensor.histogram')} />
        <figcaption>
          <span ref={low} />
          <span>{say('tensor.zeros')}</span>
          <span ref={high} />
        </figcaption>
      </figure>
    </>
  );
}
