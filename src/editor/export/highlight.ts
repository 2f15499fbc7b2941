/* Python in colours: a line becomes pieces of text, each of a kind. Gradients stand out as they do on the canvas. */

export type Kind = 'comment' | 'text' | 'word' | 'number' | 'gradient' | 'name';
export interface Piece {
  readonly text: string;
  readonly kind?: Kind;
}

const WORDS =
  'False|None|True|and|as|assert|break|class|continue|def|del|elif|else|except|for|from|if|import|in|is|lambda|not|or|pass|return|try|while|with';
const KINDS: Readonly<Record<Kind, string>> = {
  comment: '#.*',
  text: String.raw`'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"`,
  name: String.raw`(?<=\b(?:def|class) )\w+`,
  word: String.raw`\b(?:${WORDS})\b(?!\.)`,
  // linear1.dW, and dZ of a function's own.
  gradient: String.raw`\b(?:\w+\.)?d(?:[A-Z]\w*|b|gamma|beta)\b(?![\w(=])`,
  number: String.raw`(?<![\w.])\d[\w.]*(?:(?<=[eE])[+-]\d+)?`,
};
const PIECE = new RegExp(
  Object.entries(KINDS)
    .map(([kind, pattern]) => `(?<${kind}>${pattern})`)
    .join('|'),
  'g',
);
const QUOTES = '"""';

/** The lines of a text of Python; what three quotes begin at the start of a line goes on over lines. */
export function highlighted(lines: readonly string[]): readonly (readonly Piece[])[] {
  let quoted = false;
  return lines.map((line) => {
    if (!quoted && !line.trimStart().startsWith(QUOTES)) return piecesOf(line);
    const from = quoted ? 0 : line.indexOf(QUOTES);
    const close = line.indexOf(QUOTES, quoted ? 0 : from + QUOTES.length);
    quoted = close < 0;
    const end = quoted ? line.length : close + QUOTES.length;
    const text: Piece = { text: line.slice(from, end), kind: 'text' };
    return [...piecesOf(line.slice(0, from)), ...(text.text === '' ? [] : [text]), ...piecesOf(line.slice(end))];
  });
}

function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(PIECE)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) });
    const kind = (Object.keys(KINDS) as Kind[]).find((each) => match.groups?.[each] !== undefined);
    pieces.push({ text: match[0], ...(kind && { kind }) });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}
