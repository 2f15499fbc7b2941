/* The edits of whoever makes a node type: what it is called, its ports, parameters and settings, and its two programs. All
   nodes of the type follow. What the fields must be is for `nodes/definition.ts` to say: an edit keeps what was typed. */
import type { NodeId, Position } from './document.ts';
import { addNode, together } from './edits.ts';
import type { Edit } from './history.ts';
import { LIMITS } from './limits.ts';
import { isRecord } from './valid.ts';

/** Before the colon of a type that is all a document's own: `custom:gate`. */
export const OWN = 'custom';

export const isOwn = (type: string) => type.startsWith(`${OWN}:`);

/** A node of a new type, which passes on what arrives. */
export function addOwn(id: NodeId, position: Position): Edit {
  const type = `${OWN}:${id}`;
  return together([
    changeOwn(type, { inputs: ['A'], outputs: ['Z'], forward: 'Z = A', backward: 'dA = dZ' }),
    addNode(id, type, position, {}),
  ]);
}

/** Fields of a definition; `undefined` takes one out. */
export function changeOwn(type: string, patch: Readonly<Record<string, unknown>>): Edit {
  return (draft) => {
    const all = draft.definitions ?? {};
    if (!Object.hasOwn(all, type) && Object.keys(all).length >= LIMITS.definitions) return;
    const known = all[type];
    const made = { ...(isRecord(known) && known), ...patch };
    draft.definitions = {
      ...all,
      [type]: Object.fromEntries(Object.entries(made).filter(([, field]) => field !== undefined)),
    };
  };
}
