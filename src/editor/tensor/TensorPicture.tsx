/* One tensor on the screen: its name, the scale of its colours, and its picture. React mounts it once; while the network
   trains, live.ts writes the rest. */
import { type MouseEvent, memo, type ReactNode, Suspense, use, useEffect, useRef } from 'react';
import type { Address } from '../../document/document.ts';
import type { TensorSource } from '../../store/live.ts';
import type { Shape } from '../../tensor/shape.ts';
import { SlotsContext } from '../debug/slots.ts';
import { part } from '../part.ts';
import type { Ramp } from './colour.ts';
import type { Arrangement } from './layout.ts';
import { keepDrawn } from './live.ts';
import { look } from './looking.ts';
import styles from './tensor.module.css';

// Seen only from near by.
const Detail = part(async () => (await import('./Detail.tsx')).Detail);

/** What the rule at the left says: a value, a gradient, an optimizer's step, or data. */
export type Rule = 'value' | 'gradient' | 'update' | 'data';

export interface TensorPictureProps {
  readonly source: TensorSource;
  readonly address: Address;
  /** As printed above the picture: `Z`, `δ`, `dW`. */
  readonly name: string;
  readonly badge?: ReactNode;
  readonly shape: Shape;
  /** From `arrange`; keep it the same object as long as it says the same. */
  readonly arrangement: Arrangement;
  readonly rule: Rule;
  /** What is printed before there are numbers. */
  readonly pending: string;
  readonly ramp?: Ramp;
  /** Fixes what full colour stands for, and leaves it unprinted: 1 for probabilities. */
  readonly scale?: number | undefined;
  /** Zoom of the graph around it; the picture is painted that much finer. */
  readonly zoom?: number;
  /** Tab stops here and at the scale, and arrow keys go from cell to cell; on the canvas that would be too many stops. */
  readonly tabbed?: boolean;
  /** Meter, statistics and distribution stand under the name. */
  readonly detailed?: boolean;
  /** It is not to be seen: it keeps its room and what was painted last, and asks for nothing. */
  readonly resting?: boolean;
}

/** A picture of fixed size that follows `source` without rendering again. */
export const TensorPicture = memo(function TensorPicture(props: TensorPictureProps) {
  const {
    source,
    address,
    name,
    badge,
    shape,
    arrangement,
    rule,
    pending,
    ramp = 'diverging',
    scale,
    zoom = 1,
    tabbed = false,
    detailed = false,
    resting = false,
  } = props;
  const slots = use(SlotsContext);
  const figure = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const number = useRef<HTMLDivElement>(null);
  const label = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!figure.current || resting) return;
    const parts = { figure: figure.current, canvas: canvas.current, number: number.current, scale: label.current };
    const showing = { source, address, name, shape, arrangement, ramp, scale, pending, zoom };
    return keepDrawn(parts, showing);
  }, [source, address, name, shape, arrangement, ramp, scale, pending, zoom, resting]);
  const { width, height, form } = arrangement;
  const open = (event: MouseEvent<HTMLButtonElement>) => {
    event.stopPropagation();
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    const showing = { source, address, name, shape, arrangement, ramp, scale, pending, zoom };
    look({ showing, gradient: rule === 'gradient', at: { left, bottom } });
  };
  return (
    <div className={styles.tensor} data-rule={rule}>
      <div className={styles.label} data-detailed={detailed}>
        <span className={styles.name}>
          {name}
          {badge}
        </span>
        {slots && <slots.Mark address={address} />}
        {form === 'scalar' ? null : (
          <button type="button" className={styles.scale} ref={label} tabIndex={tabbed ? 0 : -1} onClick={open} />
        )}
        {detailed && (
          <Suspense>
            <Detail
              address={address}
              gradient={rule === 'gradient'}
              name={name}
              arrangement={arrangement}
              zoom={zoom}
            />
          </Suspense>
        )}
      </div>
      <div
        className={styles.figure}
        ref={figure}
        role="img"
        aria-label={name}
        data-tensor={address}
        tabIndex={tabbed ? 0 : -1}
      >
        {form === 'scalar' ? (
          <div className={styles.number} ref={number} />
        ) : (
          <canvas className={styles.canvas} ref={canvas} style={{ width, height }} />
        )}
      </div>
    </div>
  );
});
