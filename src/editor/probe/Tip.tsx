/* Beside the cell that is looked at: its name, all digits of the number, and, while it stands nowhere else in
   sight, the sum. */
import { useLayoutEffect, useRef, useState } from 'react';
import { parts } from '../../document/document.ts';
import { flatIndex, unravelled } from '../../tensor/shape.ts';
import { useSession } from '../context.ts';
import { shapeOf } from '../inspector/tensors.ts';
import { boxOf } from '../tensor/cells.ts';
import { fmt, fmtFull } from '../tensor/format.ts';
import { shownPictures } from '../tensor/shown.ts';
import { Lines } from './Lines.tsx';
import { cellName, namingFor } from './names.ts';
import styles from './probe.module.css';
import type { Probed } from './probe.ts';
import { batchedIn } from './samples.ts';
import { useProbeSay } from './say.ts';

interface Props {
  readonly probed: Probed;
  /** The picture that is pointed at. */
  readonly figure: HTMLElement;
}

const GAP = 12;
const EDGE = 8;

export function Tip({ probed, figure }: Props) {
  const tip = useRef<HTMLDivElement>(null);
  const say = useProbeSay();
  const plan = useSession((session) => session.plan);
  const document = useSession((session) => session.history.present);
  const [alone, setAlone] = useState(true);
  useLayoutEffect(() => {
    if (!tip.current) return;
    setAlone(!isWritten(tip.current));
    put(tip.current, cellRect(figure, probed));
  });
  const { place, index, value } = probed;
  const isSample = batchedIn(document, plan).isData(place);
  return (
    <div ref={tip} className={styles.tip} role="tooltip" data-testid="probe.tip">
      <p className={styles.whole}>
        <b>{cellName((address) => address, { address: place, index })}</b>
        {value !== undefined && <span>{fmtFull(value)}</span>}
      </p>
      {alone && probed.explanation && <Lines probed={probed} plan={plan} />}
      <Feeds probed={probed} />
      {isSample && <p className={styles.feeds}>{say('row', { n: index[0] ?? 0 })}</p>}
    </div>
  );
}

interface MissedProps {
  readonly row: number;
  readonly figure: HTMLElement;
}

/** Why nothing lights up for a sample. */
export function Missed({ row, figure }: MissedProps) {
  const tip = useRef<HTMLDivElement>(null);
  const say = useProbeSay();
  useLayoutEffect(() => {
    if (tip.current) put(tip.current, figure.getBoundingClientRect());
  });
  return (
    <div ref={tip} className={styles.tip} role="tooltip">
      <p>{say('row-missed', { row })}</p>
    </div>
  );
}

function put(tip: HTMLElement, rect: DOMRect): void {
  const { left, top } = beside(rect, tip);
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

/** Tensors that are named. */
const NAMED = 3;

/** To whom the number adds what: one by one where they are few. */
function Feeds({ probed }: { readonly probed: Probed }) {
  const say = useProbeSay();
  const plan = useSession((session) => session.plan);
  const naming = namingFor(plan, parts(probed.place).node);
  const sums = probed.influence.filter(({ adds }) => adds);
  if (sums.length === 0) return null;
  const targets = sums.slice(0, NAMED).map(({ address, cells, contribution }) => {
    const shape = shapeOf(plan, address);
    if (cells.length > 2 || !shape) return say('adds-many', { tensor: naming(address), count: cells.length });
    return cells
      .map((at, i) => {
        const x = contribution[i] ?? 0;
        return `${cellName(naming, { address, index: unravelled(shape, at) })} ${x < 0 ? '' : '+'}${fmt(x)}`;
      })
      .join(', ');
  });
  if (sums.length > NAMED) targets.push('…');
  return <p className={styles.feeds}>{say('adds', { targets: targets.join(', ') })}</p>;
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
