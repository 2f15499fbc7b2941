/* Going along the iterations of a run: which one is shown, which ones there are, and how to get to another. */
import { PAST_SHOWN } from '../../store/debugging.ts';
import type { TapeState } from '../../worker/debugging.ts';

export interface Moment {
  readonly step: number;
  readonly first: number;
  readonly last: number;
}

/** The iteration that is shown; null while there is nothing to go along. */
export function momentOf(tape: TapeState | null, visiting: number | null): Moment | null {
  if (!tape || (tape.last < PAST_SHOWN && visiting === null)) return null;
  const { first, last } = tape;
  return { step: visiting ?? last, first, last };
}

/** What to visit for an iteration that is wanted: null is the latest. */
export function visitOf(wanted: number, { first, last }: Moment): number | null {
  const step = Math.round(wanted);
  return step >= last ? null : Math.max(first, step);
}

/** Where a key leads; undefined for other keys. A page is a twentieth of the run, at least ten iterations. */
export function keyed(key: string, { step, first, last }: Moment): number | undefined {
  const page = Math.max(10, Math.round((last - first) / 20));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return step - 1;
    case 'ArrowRight':
    case 'ArrowUp':
      return step + 1;
    case 'PageDown':
      return step - page;
    case 'PageUp':
      return step + page;
    case 'Home':
      return first;
    case 'End':
    case 'Escape':
      return last;
    default:
      return undefined;
  }
}
