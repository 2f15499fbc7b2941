/* What is wrong with a program: a code, what its sentence mentions, and where. The sentences are in words/language.ts. */
import { ShapeError } from '../tensor/shape.ts';

/** From this character of the text up to, not with, that one. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

export class Fault extends ShapeError {
  readonly place: Place;
  constructor(code: string, place: Place, values: ShapeError['values'] = {}) {
    super(code, values);
    this.place = place;
  }
}

/** A fault as it is told: without its stack, and with where it is in the lines of the text. */
export interface Told {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly place: Place;
  readonly line: number;
  readonly column: number;
}
export function told({ code, values, place }: Fault, text: string): Told {
  return { code, values, place, ...lineOf(text, place.from) };
}

/** Line and column of a character, both from 1 on. */
export function lineOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
