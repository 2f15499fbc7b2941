/* A text as a network reads it: each character is to be guessed from those before it. */
import { TALE, tale } from '../data/tale.ts';
import { ShapeError } from '../tensor/shape.ts';
import { defineSource } from './define.ts';
import { integer, text } from './settings.ts';

/** Code points in order, so that the first character of the alphabet is 0. */
const alphabet = (text: string) => [...new Set(text)].sort((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0));
const sizes = (text: string) => (text === '' ? TALE : { characters: [...text].length, tokens: new Set(text).size });

/** X [N, T] characters as indices into the sorted alphabet of the text, y [N, T] the character after each.
    The windows lie end to end: window n holds characters nT … nT + T − 1 in X and nT + 1 … nT + T in y, so no test row
    shares a target with a training row. What is left at the end, too short for a window, is left out. */
export const textSource = defineSource({
  type: 'text',
  words: {
    en: {
      name: 'Text',
      help: 'A text in windows of characters; y is the character after each.',
      also: ['characters', 'language model', 'tokens', 'gpt', 'next character'],
    },
    ja: {
      name: 'テキスト',
      help: 'テキストを文字の窓に切り分けます。y は各文字の次の文字です。',
      also: ['文字', '文章', '言語モデル', 'トークン', 'GPT', 'データ'],
    },
  },
  settings: {
    text: text({ en: 'Text (empty: a short tale)', ja: 'テキスト(空なら短い物語)' }, ''),
    length: integer({ en: 'Window length T', ja: '窓の長さ T' }, { initial: 32, min: 1, max: 4096 }),
  },
  outputs: ['X', 'y'],

  shapes(_, { text, length }, { rows }) {
    const { characters } = sizes(text);
    if (characters <= length) throw new ShapeError('text-short', { characters, length });
    return { X: [rows, length], y: [rows, length] };
  },
  source: {
    // Two where there are none: `shapes` says that the text is too short, and saying it once is enough.
    rows: ({ text, length }) => windows(sizes(text).characters, length) || 2,
    batched: () => true,
    indices({ text }) {
      const { tokens } = sizes(text);
      return { X: tokens, y: tokens };
    },
    async load({ text, length }) {
      const whole = text === '' ? await tale() : text;
      const index = new Map(alphabet(whole).map((character, i) => [character, i]));
      const tokens = Float64Array.from(whole, (character) => index.get(character) ?? Number.NaN);
      const shape = [windows(tokens.length, length), length];
      const cells = windows(tokens.length, length) * length;
      return { X: { shape, data: tokens.slice(0, cells) }, y: { shape, data: tokens.slice(1, cells + 1) } };
    },
  },

  pytorch: (_, { length }) =>
    `(w := torch.tensor([sorted(set(text)).index(c) for c in text]).unfold(0, ${length + 1}, ${length}))[:, :-1], w[:, 1:]`,
  example: { inputs: {} },
});

/** Whole windows of a text, each with the character after it. */
function windows(characters: number, length: number): number {
  return Math.floor((characters - 1) / length);
}
