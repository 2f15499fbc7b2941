/* The tensor whose statistics and scale are looked at, and where on the screen that was asked for; or whose numbers are
   looked at in a table. */
import { createStore } from 'zustand/vanilla';
import type { Address } from '../../document/document.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { Showing } from './live.ts';

export interface Looking {
  readonly showing: Showing;
  readonly gradient: boolean;
  /** The chip that was pressed, in screen coordinates. */
  readonly at: { readonly left: number; readonly bottom: number };
}

export interface Table {
  readonly place: Address;
  /** Where its numbers are kept. */
  readonly origin: Address;
  readonly shape: Shape;
}

export const looking = createStore<{ readonly now: Looking | Table | null }>(() => ({ now: null }));

export function look(now: Looking | null): void {
  looking.setState({ now });
}

export function openTable(now: Table): void {
  looking.setState({ now });
}
