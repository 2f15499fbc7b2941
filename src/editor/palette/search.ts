/* Finding a node type by its name, its type or a synonym, in either language. */
import type { AnyNodeType, Category } from '../../nodes/define.ts';
import { catalogue } from '../../nodes/index.ts';
import { matching, named } from './match.ts';

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

/** All types that match every word of the query, best first. */
export function found(query: string): readonly AnyNodeType[] {
  return matching(types, query);
}

const types = [...catalogue.values()].map((type) => {
  const { en, ja } = type.words;
  return named(type, [type.type, en.name, ja.name], [...(en.also ?? []), ...(ja.also ?? [])]);
});

/** In the order of the catalogue, by family. */
export function grouped(types: readonly AnyNodeType[]): readonly (readonly [Category, readonly AnyNodeType[]])[] {
  const groups = new Map<Category, AnyNodeType[]>();
  for (const type of types) groups.set(type.category, [...(groups.get(type.category) ?? []), type]);
  return [...groups];
}
