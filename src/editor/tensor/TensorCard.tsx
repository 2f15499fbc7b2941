/* What lies behind a picture: the statistics of a tensor, how its numbers are distributed, what full colour stands for
   and how that is decided, and the numbers to take away. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { written } from '../../tensor/shape.ts';
import type { View } from '../../worker/protocol.ts';
import { useChainrule, useSay } from '../context.ts';
import styles from './card.module.css';
import { colourOf, INK } from './colour.ts';
import { fmt, fmtStatistics } from './format.ts';
import { type Looking, look, looking } from './looking.ts';
import { Meter } from './Meter.tsx';
import { type Mode, modeOf, type Scaling, setMode } from './modes.ts';
import { asNumPy } from './numpy.ts';
import { currentTheme } from './theme.ts';

const CHART = { width: 236, height: 52 };
const KINDS = ['own', 'linked', 'run', 'fixed'] as const;

export function TensorCard() {
  const now = useStore(looking, (state) => state.now);
  return now && <Card key={now.showing.address} now={now} />;
}

function Card({ now }: { readonly now: Looking }) {
  const { live } = useChainrule();
  const say = useSay();
  const card = useRef<HTMLDivElement>(null);
  const { address, name, shape } = now.showing;
  const source = useMemo(() => live.source((place) => ({ address: place, form: 'statistics' })), [live]);
  useEffect(() => {
    const element = card.current;
    element?.showPopover();
    const closed = ({ newState }: ToggleEvent) => newState === 'closed' && look(null);
    element?.addEventListener('toggle', closed);
    return () => element?.removeEventListener('toggle', closed);
  }, []);
  const left = Math.max(8, Math.min(now.at.left, innerWidth - 276));
  const top = Math.max(8, Math.min(now.at.bottom + 4, innerHeight - 330));
  return (
    <div
      className={styles.card}
      ref={card}
      popover="auto"
      role="dialog"
      aria-label={say('tensor.card', { tensor: address })}
      style={{ left, top }}
    >
      <h2>
        {address} <span>{written(shape)}</span>
      </h2>
      <StatisticsLine now={now} />
      <Histogram now={now} />
      <p className={styles.meter}>
        <span>1e-8</span>
        <Meter source={source} address={address} kind={now.gradient ? 'gradient' : 'value'} name={name} />
        <span>1e4</span>
      </p>
      {now.showing.scale === undefined && <Scale now={now} />}
      <Copy now={now} />
    </div>
  );
}

function StatisticsLine({ now: { showing } }: { readonly now: Looking }) {
  const { live } = useChainrule();
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const source = live.source((address) => ({ address, form: 'statistics' }));
    const write = () => {
      const view = source.read(showing.address);
      if (line.current) line.current.textContent = view ? fmtStatistics(view.statistics) : showing.pending;
    };
    write();
    return source.subscribe(showing.address, write);
  }, [live, showing]);
  return <p className={styles.statistics} ref={line} />;
}

/** Values over ±scale; gradients by the power of ten of their size, since they differ by many. Zeros have a bar of their own. */
function Histogram({ now: { showing, gradient } }: { readonly now: Looking }) {
  const { live } = useChainrule();
  const say = useSay();
  const canvas = useRef<HTMLCanvasElement>(null);
  const peak = showing.source.read(showing.address)?.statistics.peak ?? 1;
  const [scale] = useState(gradient ? null : peak || 1);
  useEffect(() => {
    const source = live.source((address) => ({ address, form: 'histogram', scale }));
    const draw = () => {
      const view = source.read(showing.address);
      if (canvas.current && view?.histogram) paint(canvas.current, view.histogram, scale !== null);
    };
    draw();
    return source.subscribe(showing.address, draw);
  }, [live, showing, scale]);
  const ends = scale === null ? ['1e-10', '1e2'] : [fmt(-scale, true), fmt(scale, true)];
  return (
    <figure className={styles.histogram}>
      <canvas ref={canvas} style={CHART} role="img" aria-label={say('tensor.histogram')} />
      <figcaption>
        <span>{ends[0]}</span>
        <span>{say('tensor.zeros')}</span>
        <span>{ends[1]}</span>
      </figcaption>
    </figure>
  );
}

function paint(canvas: HTMLCanvasElement, histogram: NonNullable<View['histogram']>, signed: boolean): void {
  const pen = canvas.getContext('2d');
  if (!pen) return;
  const { width, height } = CHART;
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  pen.scale(devicePixelRatio, devicePixelRatio);
  const theme = currentTheme();
  const { bins, zeros, below, above } = histogram;
  const bars = [below, ...bins, above];
  // Zeros are mostly so many that the rest would be flat beside them.
  const most = Math.max(1, ...bars);
  const middle = signed ? bars.length / 2 : 0;
  const slot = width / (bars.length + 1);
  const left = (i: number) => (i + (i >= middle ? 1 : 0)) * slot;
  for (const [i, count] of bars.entries()) {
    const t = signed ? ((i + 0.5 - bars.length / 2) / bars.length) * 2 : 0.7;
    const tall = count === 0 ? 0 : Math.max(1, (count / most) * (height - 2));
    pen.fillStyle = colourOf(Math.sign(t) * (0.35 + 0.65 * Math.abs(t)), 1, 'diverging', theme);
    pen.fillRect(left(i) + 0.5, height - tall, slot - 1, tall);
  }
  const tall = zeros === 0 ? 0 : Math.max(2, Math.min(1, zeros / most) * (height - 2));
  pen.strokeStyle = INK[theme].frame;
  pen.strokeRect(middle * slot + 1.5, height - tall + 0.5, slot - 3, Math.max(0, tall - 1));
}

function Scale({ now: { showing } }: { readonly now: Looking }) {
  const say = useSay();
  const { address } = showing;
  const [mode, choose] = useState(() => modeOf(address));
  const change = (next: Mode) => {
    choose(next);
    setMode(address, next);
  };
  const { scaling } = mode;
  const typed = scaling.kind === 'fixed' ? scaling.value : 1;
  const pick = (kind: Scaling['kind']): Scaling => (kind === 'fixed' ? { kind, value: typed } : { kind });
  return (
    <fieldset className={styles.scale}>
      <legend>{say('tensor.full-colour')}</legend>
      {KINDS.map((kind) => (
        <label key={kind}>
          <input
            type="radio"
            name="scaling"
            checked={scaling.kind === kind}
            onChange={() => change({ ...mode, scaling: pick(kind) })}
          />
          {say(`tensor.scale-${kind}`)}
          {kind === 'fixed' && scaling.kind === 'fixed' && (
            <input
              type="number"
              aria-label={say('tensor.scale-fixed')}
              min={1e-30}
              step="any"
              defaultValue={typed}
              onChange={({ target }) =>
                target.valueAsNumber > 0 && change({ ...mode, scaling: { kind, value: target.valueAsNumber } })
              }
            />
          )}
        </label>
      ))}
      <label>
        <input
          type="checkbox"
          checked={mode.stretch}
          onChange={({ target }) => change({ ...mode, stretch: target.checked })}
        />
        {say('tensor.stretch')}
      </label>
      <label>
        <input
          type="checkbox"
          checked={mode.signs}
          onChange={({ target }) => change({ ...mode, signs: target.checked })}
        />
        {say('tensor.signs')}
      </label>
    </fieldset>
  );
}

function Copy({ now: { showing } }: { readonly now: Looking }) {
  const store = useChainrule();
  const say = useSay();
  const [state, setState] = useState<'copied' | 'refused' | null>(null);
  const copy = async () => {
    const answer = await store.ask({ kind: 'tensor', address: showing.address });
    if (answer.kind !== 'tensor') return setState('refused');
    try {
      await navigator.clipboard.writeText(asNumPy(answer.shape, answer.data));
      setState('copied');
    } catch {
      // The browser does not allow it; the sentence says what to do instead.
      setState('refused');
    }
  };
  const table = () => {
    store.pick(showing.address);
    look(null);
  };
  return (
    <p className={styles.actions}>
      <button type="button" onClick={() => void copy()}>
        {say(state === 'copied' ? 'shell.copied' : 'tensor.copy')}
      </button>
      <button type="button" onClick={table}>
        {say('tensor.table')}
      </button>
      {state === 'refused' && <span role="alert">{say('tensor.not-copied')}</span>}
    </p>
  );
}
