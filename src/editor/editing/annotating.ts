/* New frames, notes and bends. A new one is open for writing at once. */
import { bend, newAreaId, setArea } from '../../document/annotations.ts';
import type { Address, Position } from '../../document/document.ts';
import { together } from '../../document/edits.ts';
import type { Store } from '../../store/store.ts';
import { canvasBoxes, canvasCentre } from '../canvas/drop.ts';
import type { Box } from '../canvas/route.ts';
import { write } from './writing.ts';

/** Between a frame and what it was put about; wires run under nodes. */
const ROOM = { side: 24, below: 36 };
const EMPTY = { width: 420, height: 300 };
const NOTE = { width: 240, height: 140 };

/** About the selection, else an empty one in the middle. */
export function addFrame(store: Store): void {
  const { history, selection } = store.session.getState();
  const boxes = canvasBoxes();
  const chosen = [...selection].flatMap((id) => boxes.get(id) ?? []);
  const id = newAreaId(history.present, 'frames');
  const frame = chosen.length > 0 ? around(chosen) : { position: canvasCentre(), ...EMPTY };
  store.change({ code: 'add-frame', values: {} }, setArea('frames', id, { title: '', ...frame }));
  write(`frames/${id}`);
}

export function addNote(store: Store): void {
  const id = newAreaId(store.session.getState().history.present, 'notes');
  const note = { text: '', position: canvasCentre(), ...NOTE };
  store.change({ code: 'add-note', values: {} }, setArea('notes', id, note));
  write(`notes/${id}`);
}

function around(boxes: readonly Box[]) {
  const left = Math.min(...boxes.map(({ x }) => x)) - ROOM.side;
  const top = Math.min(...boxes.map(({ y }) => y)) - ROOM.side;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + ROOM.side;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + ROOM.below;
  return {
    position: { x: Math.round(left), y: Math.round(top) },
    width: Math.round(right - left),
    height: Math.round(bottom - top),
  };
}

/** Bends a wire at a place of the screen, else in its middle. */
export function addBend(store: Store, input: Address, at?: Position): void {
  addBends(store, [{ input, ...(at && { at }) }]);
}

/** Bends wires where they pass nearest to places of the screen, as one step; without a place, in the middle. */
export function addBends(store: Store, wires: readonly { readonly input: Address; readonly at?: Position }[]): void {
  let made = '';
  const steps = wires.flatMap(({ input, at }) => {
    const path = pathOf(input);
    const onScreen = path?.getScreenCTM();
    if (!path || !onScreen) return [];
    const known = store.session.getState().history.present.view?.bends?.[input] ?? [];
    const near = at && new DOMPoint(at.x, at.y).matrixTransform(onScreen.inverse());
    const length = near ? along(path, near) : path.getTotalLength() / 2;
    const place = known.filter((each) => along(path, each) < length).length;
    const { x, y } = path.getPointAtLength(length);
    made = `bends/${input} ${place}`;
    return bend(input, known.toSpliced(place, 0, { x, y }));
  });
  store.change({ code: 'bend', values: { input: wires.map(({ input }) => input).join(', ') } }, together(steps));
  // A double click selects the word that is nearest, too.
  getSelection()?.empty();
  write(made);
}

function pathOf(input: Address): SVGPathElement | null {
  return document.querySelector(`.react-flow__edge[data-id="${input}"] .react-flow__edge-path`);
}

/** Pixels of the canvas between two looks along a wire. */
const STEP = 4;

/** How far along the path it passes nearest to a place. */
function along(path: SVGPathElement, { x, y }: Position): number {
  const whole = path.getTotalLength();
  let [nearest, best] = [0, Number.POSITIVE_INFINITY];
  for (let far = 0; far <= whole; far += STEP) {
    const point = path.getPointAtLength(far);
    const distance = Math.hypot(point.x - x, point.y - y);
    if (distance < best) [nearest, best] = [far, distance];
  }
  return nearest;
}
