/* Reads the outline of a JSON text before JSON.parse does: nesting, repeated keys and counts, without recursion and
   without building anything. Grammar is left to JSON.parse. */
import { LIMITS } from './limits.ts';

export type ScanCode =
  | 'too-deep'
  | 'repeated-key'
  | 'too-many-keys'
  | 'too-many-entries'
  | 'text-too-long'
  | 'not-a-number';

export interface ScanProblem {
  readonly code: ScanCode;
  /** `path` names the place (`nodes.linear1.settings`); `limit` the most that is allowed. */
  readonly values: { readonly path: string; readonly limit?: number };
}

interface Frame {
  /** The keys met so far; null in an array. */
  readonly keys: Set<string> | null;
  /** The key or the index that is being read; null before the first key. */
  at: string | number | null;
  awaitsKey: boolean;
  readonly limit: number;
}

const OUTLINE = /[{}[\],"NI]/g;

/** The first thing in the text that no document may have, or null. Takes time in proportion to the text, at worst. */
export function scan(text: string): ScanProblem | null {
  const frames: Frame[] = [];
  let count = 0;
  const problem = (code: ScanCode, limit?: number): ScanProblem => ({
    code,
    values: { path: pathOf(frames.flatMap(({ at }) => at ?? [])), ...(limit === undefined ? {} : { limit }) },
  });

  for (let i = next(text, 0); i >= 0; i = next(text, i + 1)) {
    const frame = frames.at(-1);
    switch (text[i]) {
      case '{':
      case '[': {
        if (frames.length === LIMITS.depth) return problem('too-deep', LIMITS.depth);
        const isObject = text[i] === '{';
        frames.push({
          keys: isObject ? new Set() : null,
          at: isObject ? null : 0,
          awaitsKey: isObject,
          limit: room(frames),
        });
        break;
      }
      case '}':
      case ']':
        frames.pop();
        break;
      case ',':
        if (!frame) break;
        if (++count > LIMITS.count) return problem('too-many-entries', LIMITS.count);
        if (frame.keys) frame.awaitsKey = true;
        else frame.at = Number(frame.at) + 1;
        break;
      case '"': {
        const end = closingQuote(text, i);
        if (end - i - 1 > LIMITS.text) return problem('text-too-long', LIMITS.text);
        if (frame?.keys && frame.awaitsKey) {
          frame.at = unescaped(text.slice(i + 1, end));
          frame.awaitsKey = false;
          if (frame.keys.has(frame.at)) return problem('repeated-key');
          if (frame.keys.add(frame.at).size > frame.limit) {
            frames.pop();
            return problem('too-many-keys', frame.limit);
          }
        }
        i = end;
        break;
      }
      case 'N':
      case 'I':
        // Python writes these three as they are; they deserve a better sentence than "not JSON".
        if (frame && (text.startsWith('NaN', i) || text.startsWith('Infinity', i))) return problem('not-a-number');
    }
  }
  return null;
}

/** Index of the next character that matters here; −1 at the end. */
function next(text: string, from: number): number {
  OUTLINE.lastIndex = from;
  return OUTLINE.test(text) ? OUTLINE.lastIndex - 1 : -1;
}

/** How many keys an object may have that opens here. */
function room(frames: readonly Frame[]): number {
  const [top] = frames;
  if (frames.length !== 1 || !top?.keys) return LIMITS.keys;
  if (top.at === 'nodes' || top.at === 'wires' || top.at === 'definitions') return LIMITS[top.at];
  return LIMITS.keys;
}

/** Index of the quote that ends the string opened at `start`; the end of the text when there is none. */
function closingQuote(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

function unescaped(key: string): string {
  if (!key.includes('\\')) return key;
  try {
    return String(JSON.parse(`"${key}"`));
  } catch {
    // A broken escape: JSON.parse of the whole text will refuse it, so any name serves until then.
    return key;
  }
}

/** `nodes.linear1.settings`, short enough for a sentence: a key without letters is `""`, the whole file `{}`. */
export function pathOf(steps: readonly (string | number)[]): string {
  const path = steps.map((step) => (step === '' ? '""' : step)).join('.') || '{}';
  return path.length > 120 ? `${path.slice(0, 119)}…`.toWellFormed() : path;
}
