/* The page's side of the one door: asks, waits as long as reading can take, and ends what takes longer. */
import type { Carried } from '../document/carrier.ts';
import type { Kept } from '../document/journal.ts';
import type { Restored } from '../document/restore.ts';

export type Knock =
  | { readonly kind: 'open'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'restore'; readonly id: number; readonly kept: Kept };
export interface Let {
  readonly id: number;
  readonly answer: Carried | Restored;
}

export interface Door {
  /** What is in a file, a picture, an archive or a link. */
  open(bytes: Uint8Array): Promise<Carried>;
  restore(kept: Kept): Promise<Restored>;
}

/** Milliseconds. The largest file that is let in takes about two seconds on a slow machine. */
const PATIENCE = 20_000;

export function openDoor(start: () => Worker, patience = PATIENCE): Door {
  let worker: Worker | undefined;
  let ids = 0;
  const waiting = new Map<number, (answer: Carried | Restored) => void>();

  function begin(): Worker {
    const made = start();
    made.onmessage = ({ data }: MessageEvent<Let>) => {
      waiting.get(data.id)?.(data.answer);
      waiting.delete(data.id);
    };
    made.onerror = (event) => {
      // Said here, in one sentence; the console need not say it again.
      event.preventDefault();
      end('door-failed');
    };
    return made;
  }

  function end(code: 'door-failed' | 'door-stopped'): void {
    worker?.terminate();
    worker = undefined;
    for (const answer of waiting.values()) answer({ problem: { code, values: {} } });
    waiting.clear();
  }

  function ask(knock: (id: number) => Knock): Promise<Carried | Restored> {
    worker ??= begin();
    const id = ++ids;
    worker.postMessage(knock(id));
    return new Promise((resolve) => {
      const alarm = setTimeout(() => end('door-stopped'), patience);
      waiting.set(id, (answer) => {
        clearTimeout(alarm);
        resolve(answer);
      });
    });
  }

  return {
    open: (bytes) => ask((id) => ({ kind: 'open', id, bytes })) as Promise<Carried>,
    restore: (kept) => ask((id) => ({ kind: 'restore', id, kept })) as Promise<Restored>,
  };
}
