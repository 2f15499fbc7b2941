/* Beside the cell that is looked at: its name, all digits of the number, and, while it stands nowhere else in
   sight, the sum. */
import { useLayoutEffect, useRef, useState } from 'react';
import { flatIndex } from '../../tensor/shape.ts';
import { useSession } from '../context.ts';
import { boxOf } from '../tensor/cells.ts';
import { fmtFull } from '../tensor/format.ts';
import { shownPictures } from '../tensor/shown.ts';
import { Lines } from './Lines.tsx';
import { cellName } from './names.ts';
import styles from './probe.module.css';
import type { Probed } from './probe.ts';

interface Props {
  readonly probed: Probed;
  /** The picture that is pointed at. */
  readonly figure: HTMLElement;
}

const GAP = 12;
const EDGE = 8;

export function Tip({ probed, figure }: Props) {
  const tip = useRef<HTMLDivElement>(null);
  const plan = useSession((session) => session.plan);
  const [alone, setAlone] = useState(true);
  useLayoutEffect(() => {
    if (!tip.current) return;
    setAlone(!isWritten(tip.current));
    const { left, top } = beside(cellRect(figure, probed), tip.current);
    tip.current.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  });
  const { place, index, value } = probed;
  return (
    <div ref={tip} className={styles.tip} role="tooltip" data-testid="probe.tip">
      <p className={styles.whole}>
        <b>{cellName((address) => address, { address: place, index })}</b>
        {value !== undefined && <span>{fmtFull(value)}</span>}
      </p>
      {alone && probed.explanation && <Lines probed={probed} plan={plan} />}
    </div>
  );
}

/** Whether the sum can be read in the inspector, that is closed or scrolled elsewhere at times. */
function isWritten(tip: HTMLElement): boolean {
  const sums = [...document.querySelectorAll<HTMLElement>(`.${styles.lines}`)].filter((sum) => !tip.contains(sum));
  const [sum] = sums;
  const room = sum?.closest('aside')?.getBoundingClientRect();
  return sum !== undefined && room !== undefined && sum.getBoundingClientRect().bottom <= room.bottom;
}

/** Where the cell lies on the screen. */
function cellRect(figure: HTMLElement, { index }: Probed): DOMRect {
  const whole = figure.getBoundingClientRect();
  const showing = shownPictures().get(figure);
  const view = showing?.source.read(showing.address);
  const flat = view && flatIndex(view.shape, index);
  const box = showing && view && flat !== undefined ? boxOf(showing.arrangement, view, flat) : undefined;
  if (!box || showing?.arrangement.form === 'scalar') return whole;
  const zoom = whole.width / figure.offsetWidth;
  return new DOMRect(whole.left + box.x * zoom, whole.top + box.y * zoom, box.width * zoom, box.height * zoom);
}

/** Below the cell, or above it where there is no room below. */
function beside(cell: DOMRect, { offsetWidth, offsetHeight }: HTMLElement) {
  const below = cell.bottom + GAP;
  const top = below + offsetHeight + EDGE > innerHeight ? cell.top - GAP - offsetHeight : below;
  return { left: Math.max(EDGE, Math.min(cell.left, innerWidth - offsetWidth - EDGE)), top: Math.max(EDGE, top) };
}
