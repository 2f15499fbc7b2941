/* What is being named or written where it stands, and which bend was just made: one thing at a time. */
import { createStore } from 'zustand/vanilla';

/** `nodes/linear1`, `frames/frame1`, `notes/note1`, `bends/relu1.Z 0`; null: nothing. */
export const writing = createStore<{ readonly what: string | null }>(() => ({ what: null }));

export function write(what: string | null): void {
  writing.setState({ what });
}
