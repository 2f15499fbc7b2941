/* The last values of a tensor of one number, by iteration: a loss has all of them in its curve, of others those are known
   that were on the screen. */
import type { Address } from '../../document/document.ts';
import type { Session } from '../../store/session.ts';
import type { Store } from '../../store/store.ts';

export interface Point {
  readonly step: number;
  readonly value: number;
}

/** As many iterations are drawn. */
const KEPT = 60;

const pasts = new WeakMap<Store, { documentId: string; readonly points: Map<Address, readonly Point[]> }>();

/** Calls `write` with the last values, the present one last, now and after every report, until the answer is called. */
export function followPast(store: Store, place: Address, write: (points: readonly Point[]) => void): () => void {
  const { session, live } = store;
  const source = live.source((address) => ({ address, form: 'statistics' }));
  const read = () => {
    const now = session.getState();
    const statistics = source.read(place)?.statistics;
    if (!statistics || !now.measures) return;
    const { mean, nan, infinite } = statistics;
    const point = { step: stepOf(now), value: nan + infinite > 0 ? Number.NaN : mean };
    const before = isLoss(now, place) ? curveBefore(store, point.step) : keptOf(store, place);
    write(kept(store, place, [...before.filter(({ step }) => step < point.step).slice(1 - KEPT), point]));
  };
  const leave = [
    // When a view comes the session does not yet say of which iteration; a report without a view says nothing new.
    source.subscribe(place, () => {}),
    session.subscribe((now, before) => now.measures !== before.measures && read()),
  ];
  read();
  return () => {
    for (const end of leave) end();
  };
}

/** From the value of the iteration before, or of the last that is known; undefined where there is none. */
export function changeIn(points: readonly Point[]): { readonly by: number; readonly since: number } | undefined {
  const [before, now] = points.slice(-2);
  return before && now && { by: now.value - before.value, since: before.step };
}

/** As the points of a polyline, from edge to edge; the least is at the bottom, and what is not finite is left out. */
export function lineOf(
  points: readonly Point[],
  { width, height }: { readonly width: number; readonly height: number },
) {
  const finite = points.filter(({ value }) => Number.isFinite(value));
  const [first, last] = [finite[0]?.step ?? 0, finite.at(-1)?.step ?? 0];
  const values = finite.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (step: number) => (last > first ? (width * (step - first)) / (last - first) : width);
  const y = (value: number) => (high > low ? 1 + ((height - 2) * (high - value)) / (high - low) : height / 2);
  return finite.map(({ step, value }) => `${x(step).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
}

/** The iteration that the tensors shown are of: behind its update the count is one further. */
function stepOf({ measures, debug }: Session): number {
  const done = debug !== null && debug.position === debug.events.length && debug.halt?.by !== 'not-finite';
  return (measures?.step ?? 0) - Number(done);
}

/** The curve is the sum of all losses. */
function isLoss({ plan }: Session, place: Address): boolean {
  return plan.losses.length === 1 && plan.losses[0] === place;
}

function curveBefore({ curve }: Store, step: number): readonly Point[] {
  const { losses, length } = curve.read();
  const end = Math.min(step, length);
  const start = Math.max(losses.begin, end - KEPT);
  return Array.from({ length: Math.max(0, end - start) }, (_, i) => ({
    step: start + i,
    value: losses.at(start + i)!,
  }));
}

function keptOf(store: Store, place: Address): readonly Point[] {
  return pastOf(store).get(place) ?? [];
}

function kept(store: Store, place: Address, points: readonly Point[]): readonly Point[] {
  pastOf(store).set(place, points);
  return points;
}

/** Forgotten with the document. */
function pastOf(store: Store): Map<Address, readonly Point[]> {
  const { documentId } = store.session.getState();
  const known = pasts.get(store);
  if (known?.documentId === documentId) return known.points;
  const points = new Map<Address, readonly Point[]>();
  pasts.set(store, { documentId, points });
  return points;
}
