/* From a place in a data node's picture of its rows to a sample of the present batch. */
import { address, type NodeId } from '../../document/document.ts';
import type { Store } from '../../store/store.ts';
import { size } from '../../tensor/shape.ts';
import { previewOf } from '../canvas/pictures.ts';
import { pictureAt, pointsOf, type Rows } from '../canvas/samples.ts';
import type { Target } from './probe.ts';

/** Points are met within so many px. */
const NEAR = 6;
const MOST = 400;

interface Known {
  readonly rows: Rows;
  readonly batch: Int32Array;
  readonly shape: readonly number[];
}

/** The row under a pointer: of the data set, and of the batch where it is in it. */
export interface Met {
  readonly row: number;
  readonly target: Target | null;
}

/** Asks for the rows again whenever the batch is another one. */
export function previewsOf({ session, ask }: Pick<Store, 'session' | 'ask'>) {
  const known = new Map<NodeId, { readonly of: unknown; readonly rows: Promise<Known | null> }>();

  async function asked(node: NodeId, classes: boolean): Promise<Known | null> {
    const answer = await ask({ kind: 'rows', node, from: 0, count: MOST });
    const [X, y] = answer.kind === 'rows' ? [answer.columns.get('X'), answer.columns.get('y')] : [];
    if (answer.kind !== 'rows' || !X) return null;
    const width = size(X.shape.slice(1));
    return { rows: { X: X.data, width, y: y?.data ?? [], classes }, batch: answer.batch, shape: X.shape };
  }

  return async function met(canvas: HTMLElement, clientX: number, clientY: number): Promise<Met | null> {
    const node = canvas.dataset.samples ?? '';
    const { measures, history } = session.getState();
    const record = history.present.nodes[node];
    const kind = String(record?.settings?.kind ?? '');
    const entry = known.get(node);
    const rows =
      entry?.of === measures ? entry.rows : asked(node, kind !== 'line' && kind !== 'sine' && kind !== 'numbers');
    known.set(node, { of: measures, rows });
    const found = await rows;
    if (!found) return null;
    const { left, top, width: seen } = canvas.getBoundingClientRect();
    const zoom = seen / canvas.offsetWidth;
    const [x, y] = [(clientX - left) / zoom, (clientY - top) / zoom];
    const area = { width: canvas.offsetWidth, height: canvas.offsetHeight };
    const pictures = previewOf(record?.type, record?.settings) === 'pictures';
    const row = pictures ? pictureAt(found.rows.width, area.width, x, y) : nearest(pointsOf(found.rows, area), x, y);
    // The last places of the grid stay empty where the data set has fewer rows.
    if (row === undefined || row * found.rows.width >= found.rows.X.length) return null;
    const place = found.batch.indexOf(row);
    const shape = [found.batch.length, ...found.shape.slice(1)];
    const target = { place: address(node, 'X'), shape, flats: [place * found.rows.width] };
    return { row, target: place < 0 ? null : target };
  };
}

function nearest(points: readonly (readonly [number, number])[], x: number, y: number): number | undefined {
  let [best, least] = [-1, NEAR];
  for (const [row, [px, py]] of points.entries()) {
    const distance = Math.hypot(px - x, py - y);
    if (distance < least) [best, least] = [row, distance];
  }
  return best < 0 ? undefined : best;
}
