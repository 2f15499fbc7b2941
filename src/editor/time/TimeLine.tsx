/* The chart's axis as a line of time: a handle at the iteration that is shown, moved by keys and by dragging, and a cursor
   through every chart while that iteration is past. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useChainrule, useSay } from '../context.ts';
import { fmtCount, fmtLoss } from '../tensor/format.ts';
import { across, type Chart, type Plot } from '../training/chart.ts';
import { keyed, type Moment } from './scrub.ts';
import styles from './time.module.css';
import { useMoment } from './use-moment.ts';

interface TimeLineProps {
  readonly chart: Pick<Chart, 'steps'>;
  readonly plot: Plot;
  /** It has the handle; the other charts show the cursor only. */
  readonly main: boolean;
}

export function TimeLine({ chart, plot, main }: TimeLineProps) {
  const { moment, past, go } = useMoment();
  if (!moment) return null;
  const left = across(moment.step, chart, plot);
  return (
    <>
      {past && <div className={styles.cursor} style={{ left, top: plot.top, height: plot.height }} />}
      {main && <Rail chart={chart} plot={plot} moment={moment} past={past} go={go} />}
    </>
  );
}

interface RailProps extends Pick<TimeLineProps, 'chart' | 'plot'> {
  readonly moment: Moment;
  readonly past: boolean;
  readonly go: (wanted: number) => void;
}

/** A line from the first iteration that can be visited to the latest; what is no longer kept is hatched. */
function Rail({ chart, plot, moment, past, go }: RailProps) {
  const store = useChainrule();
  const say = useSay();
  const rail = useRef<HTMLDivElement>(null);
  const place = (step: number) => across(step, chart, plot) - plot.left;
  const [first, last, at] = [place(moment.first), place(moment.last), place(moment.step)];
  const onKeyDown = (event: KeyboardEvent) => {
    const wanted = keyed(event.key, moment);
    if (wanted === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    go(wanted);
  };
  const drag = (event: PointerEvent) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    if (!rail.current || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    go(((event.clientX - rail.current.getBoundingClientRect().left) / plot.width) * chart.steps.high);
  };
  const { losses, length } = store.curve.read();
  const loss = moment.step < length ? losses.at(moment.step) : store.session.getState().measures?.loss;
  const values = { step: fmtCount(moment.step), last: fmtCount(moment.last), loss: fmtLoss(loss ?? Number.NaN) };
  return (
    <div
      ref={rail}
      className={styles.rail}
      style={{ left: plot.left, width: plot.width, top: plot.top + plot.height }}
      onPointerDown={drag}
      onPointerMove={drag}
    >
      {first > 0 && (
        <div className={styles.gone} style={{ width: first }} title={say('time.gone', { first: moment.first })} />
      )}
      <div className={styles.kept} style={{ left: first, width: Math.max(0, last - first) }} />
      <div
        className={styles.handle}
        style={{ left: at }}
        role="slider"
        tabIndex={0}
        aria-label={say('time.shown')}
        aria-valuemin={moment.first}
        aria-valuemax={moment.last}
        aria-valuenow={moment.step}
        aria-valuetext={say(past ? 'time.at' : 'time.now', values)}
        data-past={past}
        title={say('time.help')}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
