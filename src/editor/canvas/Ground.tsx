/* The dotted ground, as React Flow's own would look. It is shifted, not painted anew, while the canvas is panned: that took a
   tenth of the frames. */
import { useLayoutEffect, useRef } from 'react';
import { useStore, useStoreApi } from 'reactflow';
import styles from './canvas.module.css';

const [GAP, DOT] = [16, 1.5];
/** How far it reaches beyond the canvas: a gap at the nearest zoom. */
const BEYOND = 128;

export function Ground() {
  const ground = useRef<SVGSVGElement>(null);
  const zoom = useStore((state) => state.transform[2]);
  const { getState, subscribe } = useStoreApi();
  const gap = GAP * zoom;
  useLayoutEffect(() => {
    const place = () => {
      const [x, y] = getState().transform.map((at) => (((at + BEYOND) % gap) + gap) % gap);
      if (ground.current) ground.current.style.transform = `translate(${x}px, ${y}px)`;
    };
    place();
    return subscribe(place);
  }, [getState, subscribe, gap]);
  return (
    <svg ref={ground} className={styles.ground} aria-hidden="true">
      <pattern id="ground" width={gap} height={gap} patternUnits="userSpaceOnUse">
        <circle cx={gap / 2} cy={gap / 2} r={(DOT * zoom) / 2} fill="var(--grid)" />
      </pattern>
      <rect width="100%" height="100%" fill="url(#ground)" />
    </svg>
  );
}
