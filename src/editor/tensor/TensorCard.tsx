/* What lies behind a picture: the tensor larger with the names of its axes, of a parameter also its layers; its statistics, how
   its numbers are distributed, what full colour stands for and how that is decided, and the numbers to take away. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type Address, parts } from '../../document/document.ts';
import { updatedIn } from '../../document/update.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { Edge } from '../inspector/Edge.tsx';
import { layerName, layerRule } from '../inspector/layer-names.ts';
import { updateLayers } from '../inspector/tensors.ts';
import { UpdateLayers } from '../inspector/UpdateLayers.tsx';
import { axesOf, edgesOf, withAxes } from './axes.ts';
import styles from './card.module.css';
import { fmt, fmtStatistics } from './format.ts';
import { clipped, followHistogram, paintHistogram } from './histogram.ts';
import { arrange, watchFor } from './layout.ts';
import { type Looking, look, looking } from './looking.ts';
import { Meter } from './Meter.tsx';
import { ScaleFields } from './ScaleFields.tsx';
import { TableDialog } from './TableDialog.tsx';
import { TakeAway } from './TakeAway.tsx';
import { TensorPicture } from './TensorPicture.tsx';
import { currentTheme } from './theme.ts';

const CHART = { width: 236, height: 52 };
/** Beside row numbers and the rule at the left. */
const PICTURE = { width: 204, height: 112, cell: 14, numbers: 8 };
const MARGIN = 8;

export function TensorCard() {
  const now = useStore(looking, (state) => state.now);
  if (now && 'place' in now) return <TableDialog key={now.place} table={now} />;
  return now && <Card key={now.showing.address} now={now} />;
}

function Card({ now }: { readonly now: Looking }) {
  const { live } = useChainrule();
  const say = useSay();
  const card = useRef<HTMLDivElement>(null);
  const { address, shape, ramp, scale } = now.showing;
  const [place, show] = useState(address);
  const plan = useSession((session) => session.plan);
  const document = useSession((session) => session.history.present);
  const source = useMemo(() => live.source((each) => ({ address: each, form: 'statistics' })), [live]);
  const { left, bottom } = now.at;
  useLayoutEffect(() => {
    const element = card.current;
    if (!element) return;
    element.showPopover();
    element.focus();
    const closed = ({ newState }: ToggleEvent) => newState === 'closed' && look(null);
    element.addEventListener('toggle', closed);
    // It grows when its numbers are here.
    const placed = new ResizeObserver(() => {
      const { offsetWidth, offsetHeight, style } = element;
      style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - offsetWidth - MARGIN))}px`;
      style.top = `${Math.max(MARGIN, Math.min(bottom + 4, innerHeight - offsetHeight - MARGIN))}px`;
    });
    placed.observe(element);
    return () => {
      placed.disconnect();
      element.removeEventListener('toggle', closed);
    };
  }, [left, bottom]);
  const axes = axesOf(document, plan, place);
  const gradient = place === address ? now.gradient : layerRule(place) !== 'value';
  const name = updatedIn(place) ? layerName(place, document.training, say) : parts(place).name;
  return (
    <div
      className={styles.card}
      ref={card}
      popover="auto"
      role="dialog"
      tabIndex={-1}
      aria-label={say('tensor.card', { tensor: place })}
    >
      <h2>
        {place} <span>{withAxes(shape, axes)}</span>
      </h2>
      <UpdateLayers layers={updateLayers(plan, place)} shown={place} pick={show} />
      <Larger now={now} place={place} name={name} gradient={gradient} axes={axes} />
      <Distribution key={`numbers of ${place}`} place={place} pending={now.showing.pending} gradient={gradient} />
      <p className={styles.meter}>
        <span>1e-8</span>
        <Meter source={source} address={place} kind={gradient ? 'gradient' : 'value'} name={name} />
        <span>1e4</span>
      </p>
      {scale === undefined && <ScaleFields key={`scale of ${place}`} address={place} ramp={ramp} value={!gradient} />}
      <TakeAway place={place} origin={place} shape={shape} />
    </div>
  );
}

interface LargerProps {
  readonly now: Looking;
  readonly place: Address;
  readonly name: string;
  readonly gradient: boolean;
  readonly axes: readonly string[];
}

/** The picture in the room of the card; it is looked at, and pointed at where it came from. */
function Larger({ now: { showing }, place, name, gradient, axes }: LargerProps) {
  const { live } = useChainrule();
  const { shape, ramp, scale, pending } = showing;
  const samples = showing.arrangement.request.tiles?.samples ?? true;
  const arrangement = useMemo(() => arrange(shape, PICTURE, samples), [shape, samples]);
  const sample = useSession((session) => (arrangement.request.tiles?.samples ? session.sample : 0));
  const source = useMemo(() => live.source(watchFor(arrangement, sample)), [live, arrangement, sample]);
  const { down, across } = edgesOf(arrangement, axes);
  const rule = updatedIn(place) ? layerRule(place) : gradient ? 'gradient' : 'value';
  return (
    <div className={styles.larger}>
      <Edge arrangement={arrangement} shape={shape} down={down}>
        <TensorPicture
          {...{ source, address: place, name, shape, arrangement, rule, ramp, scale, pending }}
          badge={across && <span className={styles.axis}>{across}</span>}
        />
      </Edge>
    </div>
  );
}

interface DistributionProps {
  readonly place: Address;
  readonly pending: string;
  readonly gradient: boolean;
}

/** The statistics, and values over ±scale or gradients by the power of ten of their size, written beside React. */
function Distribution({ place, pending, gradient }: DistributionProps) {
  const { live } = useChainrule();
  const say = useSay();
  const line = useRef<HTMLParagraphElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [low, high] = [useRef<HTMLSpanElement>(null), useRef<HTMLSpanElement>(null)];
  useEffect(() => {
    const over = gradient ? 'powers' : 'scale';
    return followHistogram(live, place, over, (view, scale) => {
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
  }, [live, place, gradient, low, high]);
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
