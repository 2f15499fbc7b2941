/* Opens the log of a run that was made elsewhere, and follows it while it grows where the browser lets a page read a file
   again. */
import type { Store } from '../../store/store.ts';
import { RunLog } from './run-log.ts';

/** Milliseconds between two looks at a file that grows. */
const PACE = 1000;

/** Shows the run beside the editor's own; false where the file is no log. `handle` reads it again. */
export async function openLog(store: Store, file: File, handle?: FileSystemFileHandle): Promise<boolean> {
  const log = new RunLog(file.name);
  const at = await read(store, file, 0, log);
  if (at === null) return false;
  if (log.length === 0 && !handle) {
    store.say({ code: 'log-empty', values: { file: file.name }, tone: 'error' });
    return false;
  }
  show(store, log);
  const values = { file: file.name, count: log.length };
  store.say({ code: handle ? 'log-followed' : 'log-read', values, tone: 'plain' });
  if (handle) void follow(store, handle, log, at);
  return true;
}

/** Takes what stands from a byte on; the byte after, or null where that is no log. */
async function read(store: Store, file: File, from: number, log: RunLog): Promise<number | null> {
  const pieces = file.slice(from).stream().pipeThrough(new TextDecoderStream());
  // Pieces come one by one, so the page is never kept for long.
  for (const reader = pieces.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return file.size;
    const problem = log.take(value);
    if (!problem) continue;
    await reader.cancel();
    store.say({ ...problem, tone: 'error' });
    return null;
  }
}

/** The log that is shown now. */
let shown: RunLog | null = null;

function show(store: Store, log: RunLog): void {
  shown = log;
  store.curve.show(log.run);
}

/** Until the run is taken away, another is opened or the file is gone. */
async function follow(store: Store, handle: FileSystemFileHandle, begun: RunLog, start: number): Promise<void> {
  let [log, at] = [begun, start];
  for (;;) {
    await new Promise((next) => setTimeout(next, PACE));
    if (shown !== log || !store.curve.read().beside) return;
    try {
      const file = await handle.getFile();
      if (file.size === at) continue;
      // Shorter than before: it was begun anew.
      if (file.size < at) [log, at] = [new RunLog(file.name), 0];
      const next = await read(store, file, at, log);
      if (next === null) return;
      at = next;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      store.say({ code: 'log-gone', values: { file: handle.name }, tone: 'plain' });
      return;
    }
    show(store, log);
  }
}
