/* Text to numbers and back: as the data node numbers it, the end of it, and what the network never read left out. */
import { expect, test } from 'vitest';
import { openExample } from '../../document/examples.ts';
import { Trainer } from '../../run/trainer.ts';
import { drawn, knownOf, readText } from './text.ts';

test('characters have the numbers that the data node gives them', async () => {
  const trainer = await Trainer.load(await openExample('character-gpt'));
  if (!(trainer instanceof Trainer)) throw new Error(trainer.code);
  const rows = trainer.network.columns.rows.get('text1.X')?.data.slice(0, 32) ?? [];
  const { alphabet, opening } = await knownOf('');
  const text = Array.from(rows, (place) => alphabet[place]).join('');
  expect(text.startsWith(opening)).toBe(true);
  expect(readText(text, alphabet, 32).sample).toEqual({ data: Float32Array.from(rows), row: 31 });
});

test('the end of a long text is read, and unknown characters are named once', async () => {
  const { alphabet } = await knownOf('cab');
  expect(alphabet).toEqual(['a', 'b', 'c']);
  expect(readText('a!b?c!ba', alphabet, 3)).toEqual({
    characters: ['c', 'b', 'a'],
    unknown: ['!', '?'],
    cut: true,
    sample: { data: Float32Array.of(2, 1, 0), row: 2 },
  });
  expect(readText('b', alphabet, 3)).toMatchObject({ cut: false, sample: { data: Float32Array.of(1, 0, 0), row: 0 } });
  expect(readText('?', alphabet, 3).sample).toBeNull();
});

test('what comes next is drawn by the shares', () => {
  const counts = [0, 0, 0];
  for (let i = 0; i < 100; i++) counts[drawn([0.25, 0.5, 0.25], (i + 0.5) / 100)]!++;
  expect(counts).toEqual([25, 50, 25]);
  expect(drawn([0.5, 0.499], 0.9999)).toBe(1);
});
