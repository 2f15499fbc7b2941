/* The iteration under the pointer in any chart: every chart shows it. */
import { create } from 'zustand';

/** Null: the pointer is in no chart. */
export const useCursor = create<{ readonly step: number | null }>(() => ({ step: null }));

export function pointAt(step: number | null): void {
  if (useCursor.getState().step !== step) useCursor.setState({ step });
}
