/* The line of a written backward that gives a gradient, as it was written: for showing, not for computing. */
import { Fault } from '../language/fault.ts';
import { parse } from '../language/parse.ts';

/** `dW = dZ.T @ A`; undefined where the program has none for it, or cannot be read. */
export function writtenLine(text: string, gradient: string): string | undefined {
  try {
    const last = parse(text).statements.findLast(({ target }) => target === gradient);
    return last && text.slice(last.from, last.to).replace(/\s+/g, ' ');
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
