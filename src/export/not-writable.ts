/* A network that a language cannot say, with a sentence of words/ by its code. */

/** Codes of `words/`: why a network cannot be written so. */
export const REASONS = [
  'not-a-chain',
  'own-program',
  'nothing-to-learn',
  'nothing-predicted',
  'too-much-text',
] as const;
export type Reason = (typeof REASONS)[number];

/** Why a network cannot be written in a style: its code and what its sentence mentions. */
export class NotWritable extends Error {
  readonly code: Reason;
  readonly values: Readonly<Record<string, string | number>>;
  constructor(code: Reason, values: Readonly<Record<string, string | number>>) {
    super(code);
    this.code = code;
    this.values = values;
  }
}
