/* The edits of whoever writes a node's backward anew: the node becomes of a type that the document defines. */
import type { GraphDocument, NodeId } from './document.ts';
import type { Edit } from './history.ts';
import { isRecord } from './valid.ts';

/** `linear` of `linear` and of `linear:linear1`. */
export const baseOf = (type: string) => type.replace(/:.*/, '');

/** The node's backward is this text from now on; a secret is not shown before it is found. */
export function rewriteBackward(id: NodeId, backward: string, secret = false): Edit {
  return (draft) => {
    const node = draft.nodes[id];
    if (!node) return;
    const type = `${baseOf(node.type)}:${id}`;
    node.type = type;
    draft.definitions = { ...draft.definitions, [type]: { backward, ...(secret && { secret }) } };
  };
}

/** The node whose backward is a secret, if there is one. */
export function secretOf({ nodes, definitions = {} }: GraphDocument): { node: NodeId; backward: string } | undefined {
  for (const [node, { type }] of Object.entries(nodes)) {
    const definition = definitions[type];
    if (isRecord(definition) && definition.secret === true && typeof definition.backward === 'string')
      return { node: node as NodeId, backward: definition.backward };
  }
  return undefined;
}

/** The node has its own backward again. */
export function restoreBackward(id: NodeId): Edit {
  return (draft) => {
    const node = draft.nodes[id];
    if (!node || !draft.definitions) return;
    const { [node.type]: _, ...others } = draft.definitions;
    node.type = baseOf(node.type);
    if (Object.keys(others).length > 0) draft.definitions = others;
    else delete draft.definitions;
  };
}
