/* One short name for everything in a document that changes a number; results of another revision are dropped. */
import type { GraphDocument } from './document.ts';
import { hash } from './hash.ts';
import { serialise } from './serialise.ts';

/** 16 hexadecimal digits. Positions, labels, the title, the view and the card have no part in it. */
export function revision(document: GraphDocument): string {
  const { wires, ties, values, frozen, training, definitions } = document;
  const nodes = Object.entries(document.nodes).map(([id, { type, muted, settings }]) => {
    return [id, { type, position: { x: 0, y: 0 }, settings, ...(muted ? { muted } : {}) }] as const;
  });
  return hash(
    serialise({
      format: 'chainrule',
      version: document.version,
      title: '',
      nodes: Object.fromEntries(nodes),
      wires,
      ...(ties && { ties }),
      ...(values && { values }),
      ...(frozen && { frozen }),
      training,
      ...(definitions && { definitions }),
    }),
  );
}
