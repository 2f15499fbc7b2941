/* A verdict as it is shown: a mark, a tone and a word, so that colour is never alone. */
import type { Key } from '../../words/words.ts';
import type { CheckedCell, CheckedTensor, Verdict } from '../../worker/debugging.ts';

export const MARKS: Readonly<Record<Verdict, string>> = { right: '✓', fine: '✓', doubtful: '!', wrong: '✗', kink: '∠' };

export const WORDS: Readonly<Record<Verdict, Key>> = {
  right: 'check.right',
  fine: 'check.right',
  doubtful: 'check.doubtful',
  wrong: 'check.wrong',
  kink: 'check.kink',
};

/** The error of a cell; what is below the resolution of a difference is no larger than that of a right one. */
export function countingOf({ backprop, numeric, error, resolution }: CheckedCell): number {
  return Math.abs(backprop - numeric) <= resolution ? Math.min(error, RIGHT) : error;
}
const RIGHT = 1e-7;

/** A relative error in one digit; a line does not break within it. */
export const fmtError = (error: number) =>
  error === 0 || error >= 0.1 ? String(Number(error.toPrecision(1))) : error.toExponential(0).replace('-', '-\u2060');

/** How many cells were compared, how many were not comparable, and the largest error that counts. */
export function summaryOf({ cells }: Pick<CheckedTensor, 'cells'>) {
  const comparable = cells.filter(({ kink }) => !kink);
  return {
    compared: comparable.length,
    kinks: cells.length - comparable.length,
    error: Math.max(0, ...comparable.map(countingOf)),
  };
}
