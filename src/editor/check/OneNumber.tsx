/* One number of a tensor challenged: backprop against differences, the loss around it, and a handle to move it with. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type Address, gradientOf } from '../../document/document.ts';
import { shortest } from '../../store/check-verbs.ts';
import { flatIndex, type Shape, unravelled } from '../../tensor/shape.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { probeOf } from '../probe/probe.ts';
import { fmt, fmtFull } from '../tensor/format.ts';
import styles from './check.module.css';
import { LossPlot } from './LossPlot.tsx';
import type { Point } from './loss-curve.ts';
import { type Around, REACH, useAround, useValue } from './use-cell.ts';
import { fmtError, MARKS } from './verdict.ts';

interface Props {
  readonly place: Address;
  readonly shape: Shape;
  /** It can be changed by hand: a parameter, or an input that every batch sees. */
  readonly editable: boolean;
}

const WIDTH = 288;

export function OneNumber({ place, shape, editable }: Props) {
  const say = useSay();
  const pinned = usePinned(place);
  const [chosen, setIndex] = useState<readonly number[] | null>(null);
  const steepest = useSteepest(place, shape);
  const index = chosen ?? steepest ?? shape.map(() => 0);
  useEffect(() => {
    if (pinned) setIndex(JSON.parse(pinned));
  }, [pinned]);
  const running = useSession((session) => session.engine === 'running');
  const past = useSession((session) => session.visiting !== null);
  const flat = flatIndex(shape, index) ?? 0;
  return (
    <div className={styles.number}>
      <div className={styles.index}>
        {shape.map((length, axis) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an axis is its place.
          <label key={axis}>
            {axisName(say, axis, shape.length)}
            <input
              type="number"
              min={0}
              max={length - 1}
              value={index[axis] ?? 0}
              onChange={({ target }) => {
                const at = Math.max(0, Math.min(length - 1, Math.trunc(target.valueAsNumber) || 0));
                setIndex(index.map((each, other) => (other === axis ? at : each)));
              }}
            />
          </label>
        ))}
      </div>
      {running || !(chosen ?? steepest) ? (
        <p className={styles.note}>{say(running ? 'check.pause' : 'check.busy')}</p>
      ) : (
        <Challenge
          key={`${place} ${index.join()}`}
          {...{ place, index, flat, shape }}
          editable={editable && !past}
          why={editable && past ? say('check.past') : ''}
        />
      )}
    </div>
  );
}

/** Where the gradient is largest: of the many numbers of a tensor the one to begin with. Null before that is known. */
function useSteepest(place: Address, shape: Shape): readonly number[] | null {
  const store = useChainrule();
  const [flat, setFlat] = useState<number | null>(null);
  useEffect(() => {
    let wanted = true;
    void store.ask({ kind: 'tensor', address: gradientOf(place) }).then((answer) => {
      if (!wanted) return;
      const sizes = answer.kind === 'tensor' ? Array.from(answer.data, Math.abs) : [0];
      setFlat(sizes.reduce((best, x, i) => (x > sizes[best]! ? i : best), 0));
    });
    return () => {
      wanted = false;
    };
  }, [store, place]);
  return useMemo(() => (flat === null ? null : unravelled(shape, flat)), [shape, flat]);
}

/** The index, as JSON, of the cell of this tensor or its gradient that was pinned last; empty: none. */
function usePinned(place: Address): string {
  const store = useChainrule();
  const probe = probeOf(store);
  return useSyncExternalStore(probe.subscribe, () => {
    const pin = probe.read().pins.findLast((each) => each.place === place || each.place === gradientOf(place));
    return pin ? JSON.stringify(pin.index) : '';
  });
}

function axisName(say: ReturnType<typeof useSay>, axis: number, rank: number): string {
  if (axis === rank - 1) return say('inspector.column');
  return axis === rank - 2 ? say('inspector.row') : say('check.axis', { axis });
}

interface ChallengeProps extends Props {
  readonly index: readonly number[];
  readonly flat: number;
  /** Why it cannot be changed now; empty: it can, or never could. */
  readonly why: string;
}

function Challenge({ place, index, flat, shape, editable, why }: ChallengeProps) {
  const say = useSay();
  const value = useValue(place, flat, shape.at(-1) ?? 1);
  const { around, again } = useAround(place, index, value);
  const { delta, moved, move, take, set } = useNudge({ place, index, flat }, around, value, again);
  if (around === undefined) return <p className={styles.note}>{say('check.none')}</p>;
  if (!around) return <p className={styles.note}>{say('check.busy')}</p>;
  const { cell, near, wide, w, loss } = around;
  const at = { x: w, y: loss };
  // What is predicted stands beside what came of the same move.
  const [predicted, actual] = moved ? [cell.backprop * (moved.x - w), moved.y - loss] : [0, 0];
  return (
    <>
      <p className={styles.says} data-testid="check.cell">
        {sentenceOf(say, around)}
      </p>
      <LossPlot
        label={say('check.near-label', { backprop: fmt(cell.backprop), numeric: fmt(cell.numeric) })}
        caption={say('check.near', { h: (1e-5 * Math.max(1, Math.abs(w))).toExponential(0) })}
        points={near}
        at={at}
        slope={cell.backprop}
        evaluated
        width={WIDTH}
        height={56}
      />
      <LossPlot
        label={say('check.wide-label')}
        caption={say('check.wide', { reach: REACH })}
        points={wide}
        at={at}
        slope={cell.backprop}
        moved={moved}
        width={WIDTH}
        height={104}
      />
      {editable && (
        <>
          <Handle delta={delta} move={move} take={take} />
          <output className={styles.says} data-testid="check.predicted">
            {say('check.predicted', { predicted: fmt(predicted), actual: fmt(actual) })}
          </output>
          <ValueField value={value ?? w} set={set} />
        </>
      )}
      {why && <p className={styles.note}>{why}</p>}
    </>
  );
}

function sentenceOf(say: ReturnType<typeof useSay>, { cell }: Around): string {
  const { backprop, numeric, error, kink, resolution } = cell;
  const numbers = { backprop: fmt(backprop), numeric: fmt(numeric) };
  if (kink) return say('check.cell-kink', numbers);
  if (Math.abs(backprop - numeric) <= resolution && error > 1e-7)
    return say('check.cell-unresolved', { ...numbers, resolution: fmt(resolution) });
  const verdict = error <= 1e-4 ? 'right' : error <= 1e-2 ? 'doubtful' : 'wrong';
  return `${say('check.cell', { ...numbers, error: fmtError(error) })} ${MARKS[verdict]}`;
}

/** Moving the number: it is tried while it moves, and changed when the handle is let go. */
function useNudge(
  cell: { readonly place: Address; readonly index: readonly number[]; readonly flat: number },
  around: Around | null | undefined,
  value: number | undefined,
  again: () => void,
) {
  const store = useChainrule();
  const { place, index, flat } = cell;
  /** Where the handle stands, and the last point that was computed: it follows. */
  const [delta, setDelta] = useState(0);
  const [moved, setMoved] = useState<Point>();
  /** What it was set to from here last; something else means that it was changed elsewhere. */
  const own = useRef<number | undefined>(undefined);
  const wanted = useRef<number | undefined>(undefined);
  const busy = useRef(false);
  useEffect(() => {
    if (!around || value === undefined || busy.current) return;
    const is = (x: number | undefined) => x !== undefined && Math.fround(x) === Math.fround(value);
    if (is(own.current) || (own.current === undefined && is(around.w))) return;
    own.current = undefined;
    setMoved(undefined);
    setDelta(0);
    if (!is(around.w)) again();
  }, [around, value, again]);
  const tryOut = async (to: number) => {
    wanted.current = to;
    if (busy.current) return;
    busy.current = true;
    while (wanted.current !== undefined) {
      const x = wanted.current;
      wanted.current = undefined;
      own.current = x;
      // The pictures first, then the loss in float64.
      const [, answer] = await Promise.all([
        store.tryNumber(place, flat, x),
        store.ask({ kind: 'losses', address: place, index, values: [x] }),
      ]);
      if (answer.kind === 'losses') setMoved({ x, y: answer.losses[0]! });
    }
    busy.current = false;
  };
  const take = async (to: number) => {
    if (!around) return;
    if (own.current !== to) await tryOut(to);
    await store.keepNumber({ address: place, index, flat, from: around.w, to });
  };
  return {
    delta,
    moved,
    move: (by: number) => {
      setDelta(by);
      if (around) void tryOut(around.w + by);
    },
    take: (by: number) => around && void take(around.w + by),
    set: (to: number) => {
      if (around) setDelta(to - around.w);
      void take(to);
    },
  };
}

interface HandleProps {
  readonly delta: number;
  readonly move: (delta: number) => void;
  readonly take: (delta: number) => void;
}

/** Under the plot of ±REACH, whose width it has: the number moves along the curve above it. */
function Handle({ delta, move, take }: HandleProps) {
  const say = useSay();
  const handle = useRef<HTMLInputElement>(null);
  const taken = useRef(take);
  taken.current = take;
  // React calls every input a change; the platform's own change event says that the handle was let go.
  useEffect(() => {
    const element = handle.current;
    const letGo = () => element && taken.current(element.valueAsNumber);
    element?.addEventListener('change', letGo);
    return () => element?.removeEventListener('change', letGo);
  }, []);
  return (
    <input
      ref={handle}
      className={styles.handle}
      type="range"
      min={-REACH}
      max={REACH}
      step={0.01}
      value={Math.max(-REACH, Math.min(REACH, Number(delta.toFixed(4))))}
      aria-label={say('check.nudge')}
      aria-valuetext={`${delta < 0 ? '' : '+'}${fmt(Number(delta.toFixed(4)))}`}
      title={say('check.nudge-help')}
      onChange={({ target }) => move(target.valueAsNumber)}
    />
  );
}

function ValueField({ value, set }: { readonly value: number; readonly set: (value: number) => void }) {
  const say = useSay();
  const [typed, setTyped] = useState<string | null>(null);
  const number = typed === null ? value : Number(typed.normalize('NFKC').replaceAll('−', '-').trim() || Number.NaN);
  const take = () => {
    if (typed !== null && Number.isFinite(number)) set(number);
    if (Number.isFinite(number)) setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') take();
    if (event.key === 'Escape') setTyped(null);
  };
  return (
    <label className={styles.value}>
      {say('check.value')}
      <input
        inputMode="decimal"
        autoComplete="off"
        aria-invalid={!Number.isFinite(number)}
        value={typed ?? fmtFull(shortest(value))}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={take}
        onKeyDown={onKeyDown}
      />
      {!Number.isFinite(number) && (
        <span role="alert">{say('check.refused', { text: (typed ?? '').slice(0, 20) })}</span>
      )}
    </label>
  );
}
