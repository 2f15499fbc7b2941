/* Pieces of Python, and how tightly they bind. */
import { pyFlag, pyNumber, pyText, pyTuple } from '../python/python.ts';

/** How tightly Python binds, the loosest first. */
export const LEVEL = {
  choice: 0,
  or: 1,
  and: 2,
  not: 3,
  compare: 4,
  bits: 5,
  sum: 6,
  term: 7,
  sign: 8,
  power: 9,
  atom: 10,
};
export interface Text {
  readonly text: string;
  readonly level: number;
}
export const atom = (text: string): Text => ({ text, level: LEVEL.atom });

/** A number that JavaScript has computed: finite, ±∞ or none. */
export function literal(value: number): Text {
  if (Number.isNaN(value)) return atom('math.nan');
  if (!Number.isFinite(value)) return value > 0 ? atom('math.inf') : { text: '-math.inf', level: LEVEL.sign };
  const text = pyNumber(value);
  return text.startsWith('-') ? { text, level: LEVEL.sign } : atom(text);
}

/** A setting as Python has it. */
export function constant(value: unknown): string {
  if (Array.isArray(value)) return pyTuple(value.map(constant));
  if (typeof value === 'string') return pyText(value);
  return typeof value === 'boolean' ? pyFlag(value) : literal(Number(value)).text;
}
