/* The Markdown that notes understand, as data: headings, lists, code, paragraphs; in a line bold, italic, code and links to
   the web. Whatever is none of these is text. */

export type Inline =
  | string
  | { readonly kind: 'bold'; readonly of: readonly Inline[] }
  | { readonly kind: 'italic'; readonly of: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly of: readonly Inline[]; readonly to: string };

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly of: readonly Inline[] }
  | { readonly kind: 'bullets' | 'numbers'; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly lines: readonly (readonly Inline[])[] };

const HEADING = /^(#{1,3})\s+(.*)$/;
const ITEMS = { bullets: /^\s*[-*+]\s+(.*)$/, numbers: /^\s*\d{1,9}[.)]\s+(.*)$/ } as const;
const FENCE = /^\s*```/;

export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = text.split(/\r?\n/);
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    const heading = HEADING.exec(line);
    const list = (['bullets', 'numbers'] as const).find((kind) => ITEMS[kind].test(line));
    if (FENCE.test(line)) {
      blocks.push({ kind: 'code', text: takeWhile(lines, (each) => !FENCE.test(each)).join('\n') });
      lines.shift();
    } else if (heading) {
      const level = (heading[1]?.length ?? 1) as 1 | 2 | 3;
      blocks.push({ kind: 'heading', level, of: inlineOf(heading[2] ?? '') });
    } else if (list) {
      const items = [line, ...takeWhile(lines, (each) => ITEMS[list].test(each))];
      blocks.push({ kind: list, items: items.map((item) => inlineOf(ITEMS[list].exec(item)?.[1] ?? '')) });
    } else if (line.trim() !== '') {
      const others = takeWhile(lines, (each) => each.trim() !== '' && !begins(each));
      blocks.push({ kind: 'paragraph', lines: [line, ...others].map((each) => inlineOf(each)) });
    }
  }
  return blocks;
}

const begins = (line: string) =>
  HEADING.test(line) || FENCE.test(line) || ITEMS.bullets.test(line) || ITEMS.numbers.test(line);

function takeWhile(lines: string[], wanted: (line: string) => boolean): readonly string[] {
  const end = lines.findIndex((line) => !wanted(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}

/** Each with an end: a long line without one costs no more than its length. */
const MARKS =
  /`([^`]{1,300})`|\*\*(\S(?:.{0,300}?\S)?)\*\*(?!\*)|(?<![\p{L}\p{N}])([*_])(?![*_])(\S(?:.{0,300}?\S)?)\3(?![\p{L}\p{N}])|\[([^[\]]{1,300})\]\((https?:\/\/[^\s()]{1,1000})\)/gu;

export function inlineOf(line: string): readonly Inline[] {
  const found: Inline[] = [];
  let at = 0;
  for (const match of line.matchAll(MARKS)) {
    if (match.index > at) found.push(line.slice(at, match.index));
    at = match.index + match[0].length;
    const [, code, bold, , italic, link, to] = match;
    if (code !== undefined) found.push({ kind: 'code', text: code });
    else if (bold !== undefined) found.push({ kind: 'bold', of: inlineOf(bold) });
    else if (italic !== undefined) found.push({ kind: 'italic', of: inlineOf(italic) });
    else if (link !== undefined && to !== undefined) found.push({ kind: 'link', of: inlineOf(link), to });
  }
  if (at < line.length) found.push(line.slice(at));
  return found;
}
