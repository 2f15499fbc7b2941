/* The commands that change the drawing or the selection: fetched when the first of them is used. */
import type { NodeId } from '../../document/document.ts';
import * as edits from '../../document/edits.ts';
import { reach } from '../../document/reach.ts';
import { collapsedNodes } from '../../document/view.ts';
import { nodeType } from '../../nodes/index.ts';
import { healed } from '../../store/rewiring.ts';
import type { Store } from '../../store/store.ts';
import { canvasBoxes, canvasFit, canvasGlide } from '../canvas/drop.ts';
import { copy, duplicate, pasteRead } from './copying.ts';

type Verb = (store: Store) => unknown;

export const verbs = {
  /** What read the deleted nodes reads what they read, where that fits. */
  delete(store) {
    const { history, selection, wire } = store.session.getState();
    if (wire) return store.disconnect(wire);
    const [node = ''] = selection;
    store.change({ code: 'remove-nodes', values: { count: selection.size, node } }, healed(history.present, selection));
  },
  'delete-plain'(store) {
    const { selection, wire } = store.session.getState();
    if (wire) store.disconnect(wire);
    else store.removeNodes(selection);
  },
  copy,
  cut: (store) => void copy(store).then(() => store.removeNodes(store.session.getState().selection)),
  paste: (store) => pasteRead(store, false),
  'paste-wired': (store) => pasteRead(store, true),
  duplicate: (store) => duplicate(store, false),
  'duplicate-wired': (store) => duplicate(store, true),
  /** All of them, unless all are muted already; one without a single input has nothing to pass on. */
  mute(store) {
    const { history, selection } = store.session.getState();
    const { nodes } = history.present;
    const able = [...selection].filter((id) => nodeType(nodes[id]?.type ?? '')?.inputs.length === 1);
    const muted = able.some((id) => !nodes[id]?.muted);
    if (able.length === 0) return store.say({ code: 'cannot-mute', values: { node: one(selection) }, tone: 'error' });
    store.change({ code: muted ? 'mute' : 'unmute', values: { count: able.length } }, edits.muteNodes(able, muted));
  },
  collapse(store) {
    const { history, selection } = store.session.getState();
    const known = collapsedNodes(history.present);
    const collapsed = [...selection].some((id) => !known.has(id));
    const label = { code: collapsed ? 'collapse' : 'expand', values: { count: selection.size } };
    store.change(label, edits.collapseNodes(selection, collapsed));
  },
  upstream: (store) => follow(store, 'up'),
  downstream: (store) => follow(store, 'down'),
  /** The selection when there are several, else all. */
  async tidy(store) {
    const { history, selection } = store.session.getState();
    const { tidied } = await import('./tidy.ts');
    const ids = selection.size > 1 ? selection : new Set(Object.keys(history.present.nodes));
    await canvasGlide(tidied(history.present, canvasBoxes(), ids), 'tidy');
    if (selection.size <= 1) canvasFit();
  },
} satisfies Readonly<Record<string, Verb>>;

function follow(store: Store, way: 'up' | 'down'): void {
  const { history, selection } = store.session.getState();
  store.select(reach(history.present, selection, way));
}

function one(selection: ReadonlySet<NodeId>): NodeId {
  return [...selection][0] ?? '';
}
