/* A text on its way into the drawing: what of it is taken, and how the network is fitted to it. */
import { expect, test } from 'vitest';
import { exampleText } from '../../document/examples.ts';
import { parseDocument } from '../../document/file.ts';
import { apply, begin } from '../../document/history.ts';
import { MOST_CHARACTERS } from '../../nodes/settings.ts';
import { plan } from '../../plan/plan.ts';
import { placedText, READ, textIn } from './text-choice.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('a text is taken as far as a document holds it, never half a character', () => {
  expect(textIn(bytes('héé\r\n'), 'utf-8')).toEqual({ text: 'héé\r\n', cut: false });
  const long = textIn(bytes(`${'a'.repeat(MOST_CHARACTERS - 1)}\u{1F426}b`), 'utf-8');
  expect(long).toEqual({ text: 'a'.repeat(MOST_CHARACTERS - 1), cut: true });
  // The bytes that are read end within a character.
  const birds = bytes(`a${'\u{1F426}'.repeat(MOST_CHARACTERS)}`).subarray(0, READ);
  expect(textIn(birds, 'utf-8')).toMatchObject({ text: `a${'\u{1F426}'.repeat(MOST_CHARACTERS / 2 - 1)}`, cut: true });
  expect(textIn(Uint8Array.of(0xff, 0x41), 'utf-8')).toBe(undefined);
});

test('the network tells apart as many characters as the text has', async () => {
  const parsed = parseDocument((await exampleText('character-gpt')) ?? '');
  if (!('document' in parsed)) throw new Error('the example is broken');
  const text = Array.from({ length: 60 }, (_, i) => String.fromCharCode(0x3041 + i))
    .join('')
    .repeat(3);
  const place = { old: 'text1', position: { x: 0, y: 0 } };
  const { id, edit } = placedText(parsed.document, { text, length: 32 }, place);
  const { present } = apply(begin(parsed.document), { code: 'try', values: {} }, edit);
  expect(id).toBe('text1');
  expect(plan(present).problems).toEqual([]);
  expect([present.nodes.embedding1?.settings.tokens, present.nodes.linear7?.settings.features]).toEqual([60, 60]);
  const added = placedText(parsed.document, { text, length: 8 }, { ...place, old: null });
  expect(added.id).toBe('text2');
});
