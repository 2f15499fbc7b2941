/* Notes: what their Markdown means, and that no text breaks it or becomes anything else than text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Block, blocksOf, type Inline, inlineOf } from './markdown.ts';

test('headings, lists, code and paragraphs', () => {
  expect(blocksOf('## Two\nfirst\nsecond\n\n- a\n- b\n1. c\n```\n# no *heading*\n```\nlast')).toEqual([
    { kind: 'heading', level: 2, of: ['Two'] },
    { kind: 'paragraph', lines: [['first'], ['second']] },
    { kind: 'bullets', items: [['a'], ['b']] },
    { kind: 'numbers', items: [['c']] },
    { kind: 'code', text: '# no *heading*' },
    { kind: 'paragraph', lines: [['last']] },
  ]);
});

test('bold, italic, code and links in a line', () => {
  expect(inlineOf('a **b *c*** `d*` [e](https://x.org/f)')).toEqual([
    'a ',
    { kind: 'bold', of: ['b ', { kind: 'italic', of: ['c'] }] },
    ' ',
    { kind: 'code', text: 'd*' },
    ' ',
    { kind: 'link', of: ['e'], to: 'https://x.org/f' },
  ]);
});

test.each(['2 * 3 * 4', 'snake_case_name', '[x](javascript:alert(1))', '<b>', '**', '![x](data:text/html,1)'])(
  '%s is plain text',
  (text) => expect(inlineOf(text)).toEqual([text]),
);

test('whatever is written, nothing is lost, links lead to the web, and a long line takes no time', () => {
  const said = (part: Inline): string =>
    typeof part === 'string' ? part : 'text' in part ? part.text : part.of.map(said).join('');
  const links = (part: Inline): string[] =>
    typeof part === 'string' || 'text' in part
      ? []
      : [...('to' in part ? [part.to] : []), ...part.of.flatMap((each) => links(each))];
  const inlines = (block: Block): readonly Inline[] =>
    'lines' in block
      ? block.lines.flat()
      : 'items' in block
        ? block.items.flat()
        : 'of' in block
          ? block.of
          : [block.text];
  const letters = (text: string) => text.replace(/[^a-z]/g, '');
  const sign = fc.constantFrom('*', '_', '`', '#', '- ', '1. ', '[', '](https://x.y)', '](', ')', '\n', ' ', 'a', 'b');
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
      const text = signs.join('');
      const parts = blocksOf(text).flatMap(inlines);
      const shown = parts.map(said).join('');
      const to = parts.flatMap(links);
      expect(to.every((each) => each.startsWith('https://'))).toBe(true);
      expect(letters(shown) + letters('httpsxy').repeat(to.length)).toHaveLength(
        letters(text.replace(/^\s*```.*$/gm, '')).length,
      );
    }),
    { numRuns: 300 },
  );
  const start = performance.now();
  for (const long of ['*'.repeat(10_000), '**a '.repeat(2_500), '[a'.repeat(5_000), '_a'.repeat(5_000)]) inlineOf(long);
  expect(performance.now() - start).toBeLessThan(500);
});
