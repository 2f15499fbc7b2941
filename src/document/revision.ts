/* One short name for everything in a document that changes a number; results of another revision are dropped. */
import type { GraphDocument } from './document.ts';
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

/** cyrb53 by bryc (public domain), with all 64 bits of its state kept: two multiplicative hashes, mixed at the end. */
function hash(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [b, a].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
