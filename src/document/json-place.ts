/* Where a text stops being JSON. Asked only after JSON.parse has refused it: browsers say the place in different words, or
   not at all. */

export interface Place {
  /** From 1 on. */
  readonly line: number;
  readonly column: number;
}

const SPACE = /[ \t\n\r]*/y;
const TOKEN =
  /[{}[\],:]|"(?:[\u{20}\u{21}\u{23}-\u{5b}\u{5d}-\u{10ffff}]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

type Awaited = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';

/** The first character that no JSON text could have there. */
export function jsonPlace(text: string): Place {
  const open: ('{' | '[')[] = [];
  let awaited: Awaited = 'value';
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    const next: Awaited | null = token === undefined ? null : after(token, awaited, open);
    if (token === undefined || next === null) break;
    awaited = next;
    at += token.length;
  }
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** What is awaited after this token; null when the token itself was not. */
function after(token: string, awaited: Awaited, open: ('{' | '[')[]): Awaited | null {
  const done = (): Awaited => (open.length > 0 ? 'comma or end' : 'nothing');
  const wantsValue = awaited === 'value' || awaited === 'value or end';
  switch (token) {
    case '{':
    case '[':
      if (!wantsValue) return null;
      open.push(token);
      return token === '{' ? 'key or end' : 'value or end';
    case '}':
    case ']':
      if (awaited !== 'comma or end' && awaited !== (token === '}' ? 'key or end' : 'value or end')) return null;
      if (open.at(-1) !== (token === '}' ? '{' : '[')) return null;
      open.pop();
      return done();
    case ',':
      if (awaited !== 'comma or end') return null;
      return open.at(-1) === '{' ? 'key' : 'value';
    case ':':
      return awaited === 'colon' ? 'value' : null;
    default:
      if (awaited === 'key' || awaited === 'key or end') return token.startsWith('"') ? 'colon' : null;
      return wantsValue ? done() : null;
  }
}
