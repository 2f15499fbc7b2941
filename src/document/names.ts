/* Which names nodes and tensors may have, and the next free one. */
import type { Address, GraphDocument, NodeId } from './document.ts';

const NODE_ID = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
const TENSOR = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
const TAKEN = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Names that every object answers to (`constructor`, `toString`, …): never a node, never a setting. */
export function isReserved(name: string): boolean {
  return TAKEN.has(name);
}

export function isNodeId(name: string): name is NodeId {
  return NODE_ID.test(name) && !isReserved(name);
}

/** `linear1.W`: the id of a node, a dot, the name of one of its tensors. */
export function isAddress(value: unknown): value is Address {
  if (typeof value !== 'string') return false;
  const dot = value.indexOf('.');
  return dot > 0 && isNodeId(value.slice(0, dot)) && TENSOR.test(value.slice(dot + 1));
}

/** The type and the smallest free number: `linear1`, `relu2`; of `linear:mine` too `linear3`. */
export function newId(document: GraphDocument, type: string): NodeId {
  const letters = type
    .replace(/:.*/, '')
    .replace(/[^A-Za-z0-9_-]/g, '')
    .replace(/^[^A-Za-z]+/, '');
  const stem = letters.slice(0, 56) || 'node';
  let number = 1;
  while (Object.hasOwn(document.nodes, `${stem}${number}`)) number++;
  return `${stem}${number}`;
}
