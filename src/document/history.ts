/* The document through time. A change is a value, and undo is its reverse: nobody writes inverses. */
import { applyPatches, type Draft, enablePatches, type Patch, produceWithPatches } from 'immer';
import type { GraphDocument } from './document.ts';

enablePatches();

export type Edit = (draft: Draft<GraphDocument>) => void;

/** What the menu calls the step; the wording lives in words/. */
export interface Label {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface Change {
  readonly label: Label;
  readonly redo: readonly Patch[];
  readonly undo: readonly Patch[];
  /** Consecutive changes with one key are one step: a slider that is being dragged. */
  readonly mergeKey?: string;
}

/** `past` ends with the latest change, `future` with the next one to redo. */
export interface History {
  readonly present: GraphDocument;
  readonly past: readonly Change[];
  readonly future: readonly Change[];
}

const STEPS = 10_000;

export function begin(document: GraphDocument): History {
  return { present: document, past: [], future: [] };
}

/** The same history when the edit changes nothing. */
export function apply(history: History, label: Label, edit: Edit, options: { mergeKey?: string } = {}): History {
  const [present, redo, undo] = produceWithPatches(history.present, (draft) => edit(draft));
  if (redo.length === 0) return history;
  const { mergeKey } = options;
  const change: Change = { label, redo, undo, ...(mergeKey === undefined ? {} : { mergeKey }) };
  const last = history.past.at(-1);
  const merges =
    last !== undefined && mergeKey !== undefined && last.mergeKey === mergeKey && history.future.length === 0;
  const past = merges
    ? [...history.past.slice(0, -1), merged(last, change)]
    : [...history.past.slice(1 - STEPS), change];
  return { present, past, future: [] };
}

/** The same history when there is nothing to undo. */
export function undo(history: History): History {
  const change = history.past.at(-1);
  if (!change) return history;
  return {
    present: applyPatches(history.present, change.undo),
    past: history.past.slice(0, -1),
    future: [...history.future, settled(change)],
  };
}

/** The same history when there is nothing to redo. */
export function redo(history: History): History {
  const change = history.future.at(-1);
  if (!change) return history;
  return {
    present: applyPatches(history.present, change.redo),
    past: [...history.past, change],
    future: history.future.slice(0, -1),
  };
}

/** A step that was undone is finished: nothing merges into it when it comes back. */
function settled({ label, redo, undo }: Change): Change {
  return { label, redo, undo };
}

function merged(first: Change, second: Change): Change {
  // A drag repeats one assignment hundreds of times: the first undo and the last redo say it all.
  if (assigns(first) !== '' && assigns(first) === assigns(second)) return { ...second, undo: first.undo };
  return { ...second, redo: [...first.redo, ...second.redo], undo: [...second.undo, ...first.undo] };
}

/** The fields that a change only assigns, as one key; empty when it also adds or removes. */
function assigns({ redo }: Change): string {
  return redo.every(({ op }) => op === 'replace') ? JSON.stringify(redo.map(({ path }) => path)) : '';
}
