/* Finding a node type by its name, its type or a synonym, in either language. */
import { OWN } from '../../document/own-types.ts';
import type { AnyNodeType, Category } from '../../nodes/define.ts';
import { catalogue } from '../../nodes/index.ts';
import { matching, type Named, named } from './match.ts';

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

/** What a list of node types shows of one. */
export type Listed = Pick<AnyNodeType, 'type' | 'category' | 'words'>;

/** A type that is yet to be written. */
const blank: Listed = {
  type: OWN,
  category: 'function',
  words: {
    en: {
      name: 'Your own',
      help: 'A node whose forward and backward you write.',
      also: ['custom', 'write', 'program'],
    },
    ja: { name: '自作ノード', help: '順伝播と逆伝播を自分で書くノードです。', also: ['カスタム', '関数'] },
  },
};

/** All types that match every word of the query, best first; those of the document after the catalogue's. */
export function found(query: string, own: Iterable<Listed> = []): readonly Listed[] {
  return matching([...types, ...[...own, blank].map(findable)], query);
}

function findable(type: Listed): Named<Listed> {
  const { en, ja } = type.words;
  return named(type, [type.type, en.name, ja.name], [...(en.also ?? []), ...(ja.also ?? [])]);
}
const types = [...catalogue.values()].map(findable);

/** In the order of the catalogue, by family. */
export function grouped(types: readonly Listed[]): readonly (readonly [Category, readonly Listed[]])[] {
  const groups = new Map<Category, Listed[]>();
  for (const type of types) groups.set(type.category, [...(groups.get(type.category) ?? []), type]);
  return [...groups];
}
