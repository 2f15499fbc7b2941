/* In what two runs differ, as far as it is computed: settings of training, nodes, wires, starting values; not places and
   looks. */
import { difference } from '../../document/difference.ts';
import type { GraphDocument, NodeId } from '../../document/document.ts';

export interface Difference {
  /** `learningRate`, `linear1.features`, `loss.Z`: what it is called in the document. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly is: 'changed' | 'added' | 'gone' | 'start';
  /** The nodes that it concerns. */
  readonly nodes: readonly NodeId[];
}

export function differencesOf(before: GraphDocument, after: GraphDocument): readonly Difference[] {
  const found = new Map<string, Difference>();
  for (const [path] of difference(before, after)) {
    const each = differenceAt(path, before, after);
    if (each) found.set(each.what, each);
  }
  return [...found.values()];
}

export function nodesIn(differences: readonly Difference[]): ReadonlySet<NodeId> {
  return new Set(differences.flatMap(({ nodes }) => nodes));
}

function differenceAt(path: readonly string[], before: GraphDocument, after: GraphDocument): Difference | undefined {
  const [part = '', name = '', field = ''] = path;
  if (part === 'training') {
    const what = path.slice(1).filter((each) => each !== 'settings');
    return changed(what.join('.') || part, path, before, after, []);
  }
  if (part === 'nodes' && path.length === 2) {
    const is = Object.hasOwn(after.nodes, name) ? 'added' : 'gone';
    return { what: name, before: '', after: '', is, nodes: [name] };
  }
  if (part === 'nodes' && (field === 'settings' || field === 'type' || field === 'muted'))
    return changed([name, ...path.slice(field === 'settings' ? 3 : 2)].join('.'), path, before, after, [name]);
  if (part === 'wires') return changed(name, path, before, after, [name.slice(0, name.indexOf('.'))]);
  if (part === 'values' || part === 'frozen' || part === 'ties') {
    const node = name.includes('.') ? [name.slice(0, name.indexOf('.'))] : [];
    return { what: name || part, before: '', after: '', is: 'start', nodes: node };
  }
  return undefined;
}

function changed(
  what: string,
  path: readonly string[],
  before: GraphDocument,
  after: GraphDocument,
  nodes: readonly NodeId[],
): Difference {
  return { what, before: textAt(before, path), after: textAt(after, path), is: 'changed', nodes };
}

/** What stands at a path, in few letters. */
function textAt(document: GraphDocument, path: readonly string[]): string {
  let value: unknown = document;
  for (const key of path) value = (value as Record<string, unknown> | undefined)?.[key];
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
