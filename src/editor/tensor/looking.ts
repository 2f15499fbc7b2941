/* The tensor whose statistics and scale are looked at, and where on the screen that was asked for. */
import { createStore } from 'zustand/vanilla';
import type { Showing } from './live.ts';

export interface Looking {
  readonly showing: Showing;
  readonly gradient: boolean;
  /** The chip that was pressed, in screen coordinates. */
  readonly at: { readonly left: number; readonly bottom: number };
}

export const looking = createStore<{ readonly now: Looking | null }>(() => ({ now: null }));

export function look(now: Looking | null): void {
  looking.setState({ now });
}
