/* Copies: as text on the clipboard, which is a document and opens anywhere, or at once beside the original. */
import type { GraphDocument, NodeId, Position, View } from '../../document/document.ts';
import { parseDocument } from '../../document/file.ts';
import { type Piece, paste, pieceOf } from '../../document/pieces.ts';
import { serialise } from '../../document/serialise.ts';
import type { Store } from '../../store/store.ts';
import { boxOf, within } from '../canvas/annotations/grips.ts';
import { canvasBoxes, canvasPlace } from '../canvas/drop.ts';
import { bringData } from '../data/bringing.ts';
import { isTable, tableFile } from '../data/points.ts';

/** Beside the original, and seen to be another. */
const BESIDE = { x: 40, y: 40 };
/** What was copied last, for browsers that do not let a page read the clipboard. */
let last = '';

/** Of several nodes also the frames that hold no others, with the notes in those. */
function chosen(store: Store): Piece {
  const { history, selection } = store.session.getState();
  return pieceOf(history.present, selection, selection.size > 1 ? framesOf(history.present, selection) : {});
}

function framesOf({ view }: GraphDocument, ids: ReadonlySet<NodeId>): Pick<View, 'frames' | 'notes'> {
  const boxes = [...canvasBoxes()];
  const frames = Object.entries(view?.frames ?? {}).filter(([, frame]) => {
    const held = boxes.filter(([, box]) => within(boxOf(frame), box));
    return held.length > 0 && held.every(([id]) => ids.has(id));
  });
  const notes = Object.entries(view?.notes ?? {}).filter(([, note]) =>
    frames.some(([, frame]) => within(boxOf(frame), boxOf(note))),
  );
  return { frames: Object.fromEntries(frames), notes: Object.fromEntries(notes) };
}

function add(store: Store, code: 'duplicate' | 'paste', piece: Piece, shift: Position, wired: boolean): void {
  const { edit, ids } = paste(store.session.getState().history.present, piece, shift, wired);
  if (ids.length === 0) return;
  store.change({ code, values: { count: ids.length } }, edit);
  store.select(ids);
}

export function duplicate(store: Store, wired: boolean): void {
  add(store, 'duplicate', chosen(store), BESIDE, wired);
}

/** Copies that are dropped elsewhere than beside. */
export function duplicateTo(store: Store, ids: Iterable<NodeId>, shift: Position): void {
  add(store, 'duplicate', pieceOf(store.session.getState().history.present, ids), shift, false);
}

export async function copy(store: Store): Promise<void> {
  last = serialise(chosen(store));
  try {
    await navigator.clipboard.writeText(last);
  } catch (error) {
    // Not allowed here: the copy can still be pasted in this window.
    if (!(error instanceof DOMException) && !(error instanceof TypeError)) throw error;
  }
}

/** From the clipboard where that may be read, else what was copied here. */
export async function pasteRead(store: Store, wired: boolean): Promise<void> {
  let text = last;
  try {
    text = await navigator.clipboard.readText();
  } catch (error) {
    if (!(error instanceof DOMException) && !(error instanceof TypeError)) throw error;
  }
  pasteText(store, text, wired, null);
}

/** At the pointer when that is over the canvas, else beside where it was copied. Cells of a spreadsheet are data. */
export function pasteText(store: Store, text: string, wired: boolean, pointer: Position | null): void {
  if (isTable(text)) {
    void bringData(store, [tableFile(text)]);
    return;
  }
  const read = parseDocument(text);
  if ('problem' in read) {
    store.say({ ...read.problem, tone: 'error' });
    return;
  }
  const piece: Piece = read.document;
  const places = Object.values(piece.nodes).map(({ position }) => position);
  const at = pointer && !wired && canvasPlace(pointer.x, pointer.y);
  const corner = { x: Math.min(...places.map(({ x }) => x)), y: Math.min(...places.map(({ y }) => y)) };
  add(store, 'paste', piece, at ? { x: at.x - corner.x, y: at.y - corner.y } : BESIDE, wired);
}
