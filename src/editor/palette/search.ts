/* Finding a node type by its name, its type or a synonym, in either language. */
import type { AnyNodeType, Category } from '../../nodes/define.ts';
import { catalogue } from '../../nodes/index.ts';

/** The eight that are there at rest. */
export const AT_REST: readonly string[] = [
  'points',
  'digits',
  'linear',
  'relu',
  'sigmoid',
  'add',
  'cross-entropy-loss',
  'mse-loss',
];

/** All types that match every word of the query, best first: a name that begins so, one that contains it, synonyms. */
export function found(query: string): readonly AnyNodeType[] {
  const wanted = folded(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  return types
    .map((entry) => ({ ...entry, rank: Math.max(0, ...wanted.map((word) => rankOf(entry, word))) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank)
    .map(({ type }) => type);
}

const types = [...catalogue.values()].map((type) => {
  const { en, ja } = type.words;
  return {
    type,
    names: [type.type, en.name, ja.name].map(folded),
    synonyms: [...(en.also ?? []), ...(ja.also ?? [])].map(folded),
  };
});

function rankOf({ names, synonyms }: (typeof types)[number], word: string): number {
  if (names.some((name) => name.startsWith(word))) return 0;
  if (names.some((name) => name.includes(word))) return 1;
  return synonyms.some((name) => name.includes(word)) ? 2 : Number.POSITIVE_INFINITY;
}

/** Capitals, full-width letters and katakana are the same as small ones, ASCII and hiragana. */
function folded(text: string): string {
  const small = text.normalize('NFKC').toLowerCase();
  return small.replace(/[\u30a1-\u30f6]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
}

/** In the order of the catalogue, by family. */
export function grouped(types: readonly AnyNodeType[]): readonly (readonly [Category, readonly AnyNodeType[]])[] {
  const groups = new Map<Category, AnyNodeType[]>();
  for (const type of types) groups.set(type.category, [...(groups.get(type.category) ?? []), type]);
  return [...groups];
}
