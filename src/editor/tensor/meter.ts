/* Where on a scale of powers of ten the size of a tensor's numbers lies. */
import type { Statistics } from '../../worker/view.ts';

const DECADES = { least: -8, most: 4 };

/** Of the root mean square: 0 at 1e-8, 1 at 1e4; 0 where all are zero. */
export function levelOf({ rms }: Statistics): number {
  const decades = Math.log10(rms) - DECADES.least;
  return rms > 0 ? Math.max(0, Math.min(1, decades / (DECADES.most - DECADES.least))) : 0;
}
