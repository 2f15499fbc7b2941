/* Node types that are a document's own, where the page looks them up: the language that reads them is fetched with the first
   document that brings any. Of `linear:mine`, whose backward alone is written anew, the page draws the `linear`. */
import type { GraphDocument } from '../document/document.ts';
import { isOwn } from '../document/own-types.ts';
import type { AnyNodeType } from './define.ts';
import { nodeType } from './index.ts';

type Types = ReadonlyMap<string, AnyNodeType>;
type Bringing = Pick<GraphDocument, 'definitions'>;

let read: ((document: Bringing) => Types) | undefined;
/** By the definitions themselves, which are the same object until they change. */
const known = new WeakMap<object, Types>();
const none: Types = new Map();

/** Whether the document brings types that cannot be read yet. */
export const waits = ({ definitions }: Bringing) =>
  read === undefined && definitions !== undefined && Object.keys(definitions).some(isOwn);

/** Fetches the language. */
export async function fetchTypes(): Promise<void> {
  read = (await import('./custom.ts')).typesDefinedBy;
}

/** The types that are all the document's own; none while they cannot be read. */
export function broughtBy(document: Bringing): Types {
  const { definitions } = document;
  if (!definitions || !read) return none;
  const found = known.get(definitions) ?? new Map([...read(document)].filter(([type]) => isOwn(type)));
  known.set(definitions, found);
  return found;
}

/** The type of a node of this document. */
export function typeIn(document: Bringing, type: string): AnyNodeType | undefined {
  return broughtBy(document).get(type) ?? nodeType(type);
}
