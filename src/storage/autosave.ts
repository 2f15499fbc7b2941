/* Keeps the document that is being edited, at once and without a word, and says whether that worked. Nothing here
   throws: where storage is blocked or full, the editor goes on in memory, shows `failed`, and saving resumes by itself. */
import type { Shelf } from './shelf.ts';

/** `saved` only when the browser has confirmed it. */
export type SaveState = 'saving' | 'saved' | 'failed';

export interface Autosave {
  /** Begins to write at once; while a write is under way only the newest text waits. */
  save(id: string, text: string): void;
  /** The document saved last, its text for `parseDocument`; null when there is none or it cannot be read. */
  loadLast(): Promise<{ readonly id: string; readonly text: string } | null>;
  /** Begins whatever still waits. Called by itself when the page is hidden or left. */
  flush(): void;
}

interface Options {
  readonly onState: (state: SaveState) => void;
  readonly open?: (onLost: () => void) => Promise<Shelf>;
  /** Milliseconds until what does not answer counts as failed, and until a failed save is tried again. */
  readonly patience?: number;
}

interface Text {
  readonly id: string;
  readonly text: string;
}

/** The database and its library are no part of the first screen. */
const fetched = async (onLost: () => void) => (await import('./shelf.ts')).openShelf(onLost);

export function openAutosave({ onState, open = fetched, patience = 3000 }: Options): Autosave {
  let shelf: Shelf | null = null;
  let opening: Promise<Shelf | null> | null = null;
  let waiting: Text | null = null;
  let written: Text | null = null;
  /** The number of the write whose answer counts; 0 when none is awaited. */
  let awaited = 0;
  let begun = 0;
  let alarm: ReturnType<typeof setTimeout> | undefined;

  function opened(): Promise<Shelf | null> {
    opening ??= open(lost).then(
      (found) => {
        shelf = found;
        return found;
      },
      () => null,
    );
    return opening;
  }

  /** The browser took the database away, perhaps with all that was in it: write once more. */
  function lost(): void {
    shelf = null;
    opening = null;
    waiting ??= written;
    if (waiting) attempt();
  }

  function attempt(): void {
    clearTimeout(alarm);
    alarm = setTimeout(fail, patience);
    if (shelf) flush();
    else void opened().then((found) => (found ? flush() : fail()));
  }

  /** Reaches `shelf.write` before it returns: a page that is going runs nothing later. */
  function flush(): void {
    if (!shelf || !waiting) return;
    const number = ++begun;
    written = waiting;
    waiting = null;
    awaited = number;
    shelf.write(written.id, written.text).then(
      () => number === awaited && succeed(),
      () => number === awaited && fail(),
    );
  }

  function succeed(): void {
    awaited = 0;
    clearTimeout(alarm);
    if (waiting) attempt();
    else onState('saved');
  }

  function fail(): void {
    // The connection may be what broke: the next attempt opens another.
    shelf?.close();
    shelf = null;
    opening = null;
    awaited = 0;
    waiting ??= written;
    onState('failed');
    clearTimeout(alarm);
    if (waiting) alarm = setTimeout(attempt, patience);
  }

  globalThis.addEventListener?.('pagehide', flush);
  globalThis.document?.addEventListener('visibilitychange', flush);

  return {
    save(id, text) {
      waiting = { id, text };
      onState('saving');
      if (!awaited) attempt();
    },
    async loadLast() {
      const read = async () => (await opened())?.readLast();
      const silence = new Promise<undefined>((resolve) => setTimeout(resolve, patience));
      const last = await Promise.race([read(), silence]).catch(() => undefined);
      if (!shelf) onState('failed');
      return last ?? null;
    },
    flush,
  };
}
