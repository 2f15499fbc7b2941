/* For tests that have a quick form, in `npm test`, and a full one, by `npm run torture`: how many cases, from which seed,
   and what is told of them in the table. */
import { appendFileSync } from 'node:fs';

/** How much of the full form: 1 is all of it, 0 the quick form. */
const part = Number(process.env.CHAINRULE_TORTURE ?? 0);

export const isTorture = part > 0;

/** What fails once can be had again by it. */
export const seed = Number(process.env.CHAINRULE_SEED ?? 1);

export function howMany(quick: number, full: number): number {
  return isTorture ? Math.max(1, Math.round(full * part)) : quick;
}

/** For the table of `npm run torture`; said where all of them have gone well. */
export function tally(what: string, count: number): void {
  const file = process.env.CHAINRULE_TALLY;
  if (file) appendFileSync(file, `${JSON.stringify({ what, count, seed })}\n`);
}
