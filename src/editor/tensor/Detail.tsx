/* Where the canvas is drawn so large that there is room: meter and distribution under a tensor's name, statistics under its
   picture, the names of its axes on the edges; of a single number its past. Written beside React. */
import { useEffect, useMemo, useRef } from 'react';
import type { Address } from '../../document/document.ts';
import { useChainrule, useSession } from '../context.ts';
import { axesOf, edgesOf } from './axes.ts';
import styles from './detail.module.css';
import { fmtShortly } from './format.ts';
import { clipped, followHistogram, paintHistogram } from './histogram.ts';
import type { Arrangement } from './layout.ts';
import { Meter } from './Meter.tsx';
import { ScalarPast } from './ScalarPast.tsx';
import { currentTheme, onThemeChange } from './theme.ts';

/** As large on the screen as 64 × 14 at the zoom where this begins. */
const SPARK = { width: 28, height: 7 };
/** Narrower pictures leave no room beside their statistics. */
const WIDE = 100;

interface Props {
  readonly address: Address;
  readonly gradient: boolean;
  readonly name: string;
  readonly arrangement: Arrangement;
  readonly zoom: number;
}

export function Detail(props: Props) {
  const { address, arrangement } = props;
  return arrangement.form === 'scalar' ? (
    <span className={styles.past}>
      <ScalarPast address={address} width={52} height={8} />
    </span>
  ) : (
    <Statistics {...props} />
  );
}

function Statistics({ address, gradient, name, arrangement, zoom }: Props) {
  const { live } = useChainrule();
  const line = useRef<HTMLSpanElement>(null);
  const spark = useRef<HTMLCanvasElement>(null);
  const source = useMemo(() => live.source((place) => ({ address: place, form: 'statistics' })), [live]);
  const document = useSession((session) => session.history.present);
  const plan = useSession((session) => session.plan);
  const { down, across } = edgesOf(arrangement, axesOf(document, plan, address));
  useEffect(() => {
    const over = gradient ? 'powers' : 'scale';
    const follow = () =>
      followHistogram(live, address, over, (view) => {
        line.current?.replaceChildren(...[...fmtShortly(view.statistics), clipped(view)].filter(Boolean).map(item));
        const room = { ...SPARK, ratio: zoom * devicePixelRatio, theme: currentTheme() };
        if (spark.current && view.histogram) paintHistogram(spark.current, view.histogram, over, room);
      });
    let leave = follow();
    const stop = onThemeChange(() => {
      leave();
      leave = follow();
    });
    return () => {
      stop();
      leave();
    };
  }, [live, address, gradient, zoom]);
  return (
    <>
      <span className={styles.detail}>
        <Meter source={source} address={address} kind={gradient ? 'gradient' : 'value'} name={name} />
        <canvas ref={spark} style={SPARK} />
      </span>
      <span className={styles.down}>{down}</span>
      <span className={styles.line}>
        <span ref={line} data-testid={`detail.${address}`} />
        {arrangement.width >= WIDE && <span>{across}</span>}
      </span>
    </>
  );
}

/** Items that have no room wrap out of sight, from the last on. */
function item(text: string): HTMLElement {
  const made = document.createElement('span');
  made.textContent = text;
  return made;
}
