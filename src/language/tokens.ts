/* The words of a program. No regular expression looks at what a user wrote, so none can be made slow. */
import { Fault, type Place } from './fault.ts';

export interface Token extends Place {
  readonly kind: 'name' | 'number' | 'text' | 'symbol' | 'line' | 'end';
  readonly text: string;
}

export const MOST = { characters: 20_000, tokens: 2_000, depth: 32 } as const;

/** Longest first. */
const SYMBOLS = '... ** // <= >= == != += -= *= /= @= + - * / @ % < > = ( ) [ ] { } , . : ;'.split(' ');
const OPENING = new Set(['(', '[', '{']);
const CLOSING = new Set([')', ']', '}']);

const within = (character: string, first: string, last: string) => character >= first && character <= last;
export const isDigit = (c: string) => within(c, '0', '9');
export const isLetter = (c: string) => within(c, 'a', 'z') || within(c, 'A', 'Z') || c === '_';

/** How far a name goes that begins at a place of the text and that the language would not read as one; 0: none does. */
export type NameAt = (text: string, at: number) => number;

/** Lines that end inside brackets go on; comments begin with #. */
export function tokensOf(text: string, nameAt: NameAt = () => 0): readonly Token[] {
  if (text.length > MOST.characters)
    throw new Fault('too-long', { from: 0, to: text.length }, { count: text.length, limit: MOST.characters });
  const tokens: Token[] = [];
  let at = 0;
  let open = 0;
  const while_ = (fits: (character: string) => boolean, from: number) => {
    let to = from;
    while (to < text.length && fits(text[to]!)) to++;
    return to;
  };
  const push = (kind: Token['kind'], to: number) => {
    tokens.push({ kind, text: text.slice(at, to), from: at, to });
    if (tokens.length > MOST.tokens) throw new Fault('too-many-words', { from: at, to }, { limit: MOST.tokens });
    at = to;
  };
  while (at < text.length) {
    const c = text[at]!;
    const named = nameAt(text, at);
    if (named > 0) push('name', at + named);
    else if (c === ' ' || c === '\t' || c === '\r') at++;
    else if (c === '#') at = while_((each) => each !== '\n', at);
    else if (c === '\n') {
      if (open > 0) at++;
      else push('line', at + 1);
    } else if (isLetter(c))
      push(
        'name',
        while_((each) => isLetter(each) || isDigit(each), at),
      );
    else if (isDigit(c) || (c === '.' && isDigit(text[at + 1] ?? ''))) push('number', numberEnd(text, at, while_));
    else if (c === "'" || c === '"') {
      const end = while_((each) => each !== c && each !== '\n', at + 1);
      if (text[end] !== c) throw new Fault('text-end', { from: at, to: end });
      push('text', end + 1);
    } else {
      const symbol = SYMBOLS.find((each) => text.startsWith(each, at));
      const whole = String.fromCodePoint(text.codePointAt(at)!);
      if (!symbol) throw new Fault('character', { from: at, to: at + whole.length }, { character: whole });
      if (OPENING.has(symbol)) open++;
      if (CLOSING.has(symbol)) open = Math.max(0, open - 1);
      push('symbol', at + symbol.length);
    }
  }
  push('end', at);
  return tokens;
}

type Scan = (fits: (character: string) => boolean, from: number) => number;

/** `12`, `1.5`, `.5`, `1e-5`. */
function numberEnd(text: string, from: number, scan: Scan): number {
  let to = scan(isDigit, from);
  if (text[to] === '.' && isDigit(text[to + 1] ?? '')) to = scan(isDigit, to + 1);
  else if (text[to] === '.' && !isLetter(text[to + 1] ?? '') && text[to + 1] !== '.') to++;
  if (text[to] !== 'e' && text[to] !== 'E') return to;
  const sign = text[to + 1] === '-' || text[to + 1] === '+' ? 1 : 0;
  return isDigit(text[to + 1 + sign] ?? '') ? scan(isDigit, to + 1 + sign) : to;
}
