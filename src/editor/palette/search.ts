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

/** All types that match every word, best first: a name that begins so, then one that contains it, then synonyms. */
export function found(query: string): readonly AnyNodeType[] {
  const wanted = query.trim().toLowerCase();
  const ranked = [...catalogue.values()].map((type) => ({ type, rank: rankOf(type, wanted) }));
  return ranked
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank)
    .map(({ type }) => type);
}

function rankOf(type: AnyNodeType, wanted: string): number {
  const { en, ja } = type.words;
  const names = [type.type, en.name, ja.name].map((name) => name.toLowerCase());
  const synonyms = [...(en.also ?? []), ...(ja.also ?? [])].map((name) => name.toLowerCase());
  if (names.some((name) => name.startsWith(wanted))) return 0;
  if (names.some((name) => name.includes(wanted))) return 1;
  return synonyms.some((name) => name.includes(wanted)) ? 2 : Number.POSITIVE_INFINITY;
}

/** In the order of the catalogue, by family. */
export function grouped(types: readonly AnyNodeType[]): readonly (readonly [Category, readonly AnyNodeType[]])[] {
  const groups = new Map<Category, AnyNodeType[]>();
  for (const type of types) groups.set(type.category, [...(groups.get(type.category) ?? []), type]);
  return [...groups];
}
