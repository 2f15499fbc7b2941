/* Numbers of a trained network that were changed by hand, in the order of undo and redo. They are of the run, not of the document:
   each is remembered with how many changes of the document lay before it. */
import type { Address } from '../document/document.ts';
import type { Label } from '../document/history.ts';
import type { Session } from './session.ts';

/** A number of a trained network that was changed by hand. */
export interface HandEdit extends ByHand {
  readonly address: Address;
  readonly index: readonly number[];
  readonly flat: number;
  readonly from: number;
  readonly to: number;
}

/** Whole parameters of the running network that came from a file. */
export interface Brought extends ByHand {
  readonly file: string;
  readonly before: ReadonlyMap<Address, ArrayLike<number>>;
}

interface ByHand {
  readonly step: number;
  /** Changes of the document before it: undo takes back whichever came last. */
  readonly depth: number;
}

/** What undo would take back; undefined: nothing. */
export function lastChange(session: Pick<Session, 'byHand' | 'history'>): Label | undefined {
  const edit = session.byHand.at(-1);
  return edit && byHandLast(session) ? saidOf(edit) : session.history.past.at(-1)?.label;
}

/** What redo would do again; undefined: nothing. */
export function nextChange(session: Pick<Session, 'undoneByHand' | 'history' | 'measures'>): Label | undefined {
  const edit = session.undoneByHand.at(-1);
  return edit && byHandNext(session) ? saidOf(edit) : session.history.future.at(-1)?.label;
}

const saidOf = (edit: HandEdit | Brought) => labelOf(isBrought(edit) ? edit.file : edit.address);

export function isBrought(edit: HandEdit | Brought): edit is Brought {
  return 'file' in edit;
}

const labels = new Map<string, Label>();
/** The same object each time. */
export function labelOf(tensor: string): Label {
  const label = labels.get(tensor) ?? { code: 'set-value', values: { tensor } };
  labels.set(tensor, label);
  return label;
}

/** Whether the latest thing that was done is a number changed by hand, for undo. */
export function byHandLast({ byHand, history }: Pick<Session, 'byHand' | 'history'>): boolean {
  return byHand.at(-1)?.depth === history.past.length;
}

/** Whether redo is for a number that was put back: only as long as the run stands where it was changed. */
export function byHandNext({
  undoneByHand,
  history,
  measures,
}: Pick<Session, 'undoneByHand' | 'history' | 'measures'>): boolean {
  const last = undoneByHand.at(-1);
  return last?.depth === history.past.length && last.step === measures?.step;
}
