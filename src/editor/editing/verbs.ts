/* The commands that change the drawing or the selection: fetched when the first of them is used. */
import { type Address, type NodeId, parts } from '../../document/document.ts';
import * as edits from '../../document/edits.ts';
import { OWN } from '../../document/own-types.ts';
import { reach } from '../../document/reach.ts';
import { collapsedNodes } from '../../document/view.ts';
import { typeIn } from '../../nodes/brought.ts';
import type { Problem } from '../../plan/problems.ts';
import type { Fix } from '../../store/fix.ts';
import { fixesFor, fixesOfWire } from '../../store/fixes.ts';
import { healed } from '../../store/rewiring.ts';
import type { Aid } from '../../store/session.ts';
import type { Store } from '../../store/store.ts';
import { loadLater } from '../../words/words.ts';
import { canvasBoxes, canvasCentre, canvasFit, canvasGlide } from '../canvas/drop.ts';
import { focusNode } from '../canvas/focus.ts';
import { remember } from '../preferences.ts';
import { addBend, addFrame, addNote } from './annotating.ts';
import { copy, duplicate, pasteRead } from './copying.ts';
import { write } from './writing.ts';

/** A mend is tried out on a whole plan. */
const TRIED = 8;

type Verb = (store: Store) => unknown;

export const verbs = {
  /** What read the deleted nodes reads what they read, where that fits. */
  delete(store) {
    const { history, selection, wire } = store.session.getState();
    const [node = ''] = selection;
    const label = { code: 'remove-nodes', values: { count: selection.size, node } };
    passFocus(store);
    if (wire) store.disconnect(wire);
    else store.change(label, healed(history.present, selection));
  },
  'delete-plain'(store) {
    const { selection, wire } = store.session.getState();
    passFocus(store);
    if (wire) store.disconnect(wire);
    else store.removeNodes(selection);
  },
  /** Tables, pictures and arrays of the user's own. */
  data: async (store) => (await import('../data/bringing.ts')).bringData(store, []),
  /** The backward of the one selected node, its lines to be filled. */
  async rewrite(store) {
    const { rewrite } = await import('../writing/rewriting.ts');
    await rewrite(store, one(store.session.getState().selection), true);
  },
  'own-node': (store) => focusNode(store.addNode(OWN, canvasCentre())),
  copy,
  async cut(store) {
    await copy(store);
    passFocus(store);
    store.removeNodes(store.session.getState().selection);
  },
  paste: (store) => pasteRead(store, false),
  'paste-wired': (store) => pasteRead(store, true),
  duplicate: (store) => duplicate(store, false),
  'duplicate-wired': (store) => duplicate(store, true),
  /** All of them, unless all are muted already; one without a single input has nothing to pass on. */
  mute(store) {
    const { history, selection } = store.session.getState();
    const { nodes } = history.present;
    const able = [...selection].filter((id) => typeIn(history.present, nodes[id]?.type ?? '')?.inputs.length === 1);
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
  /** The first thing that helps: a refused wire, the selected nodes, what keeps the network from training, the rest. */
  async mend(store) {
    const fix = likeliest(store);
    await loadLater();
    if (fix) store.mend(fix);
    else store.say({ code: 'no-mend', values: {}, tone: 'plain' });
  },
  /** The focus goes to the first setting in the inspector, else to its first control. */
  inspect() {
    const inspector = document.querySelector('[data-inspector]');
    const field = inspector?.querySelector<HTMLElement>('[data-setting] :is(input, select, textarea)');
    (field ?? inspector?.querySelector<HTMLElement>('button, input, select'))?.focus();
  },
  frame: addFrame,
  note: addNote,
  bend(store) {
    const { wire } = store.session.getState();
    if (wire) addBend(store, wire);
  },
  rename: (store) => write(`nodes/${one(store.session.getState().selection)}`),
  upstream: (store) => follow(store, 'up'),
  downstream: (store) => follow(store, 'down'),
  map: (store) => toggle(store, 'map'),
  snap: (store) => toggle(store, 'snap'),
  /** The selection when there are several, else all. */
  async tidy(store) {
    const { history, selection } = store.session.getState();
    const { tidied } = await import('./tidy.ts');
    const ids = selection.size > 1 ? selection : new Set(Object.keys(history.present.nodes));
    await canvasGlide(tidied(history.present, canvasBoxes(), ids), 'tidy');
    if (selection.size <= 1) canvasFit();
  },
} satisfies Readonly<Record<string, Verb>>;

/** Whoever deletes by key what has the focus goes on close to it: at the port of a wire, at a neighbour of a node. */
function passFocus(store: Store): void {
  const { history, selection, wire } = store.session.getState();
  const { nodes, wires } = history.present;
  const held = document.activeElement;
  if (!held?.closest('.react-flow__node, .react-flow__edge')) return;
  if (wire) {
    document.querySelector<HTMLElement>(`[data-port="${CSS.escape(wire)}"]`)?.focus();
    return;
  }
  const stays = (id: NodeId) => !selection.has(id);
  const near = (Object.entries(wires) as [Address, Address][])
    .map(([input, output]) => [parts(output).node, parts(input).node] as const)
    .filter(([from, to]) => stays(from) !== stays(to))
    .map(([from, to]) => (stays(from) ? from : to));
  const next = near[0] ?? Object.keys(nodes).find(stays);
  if (next !== undefined) focusNode(next);
}

function follow(store: Store, way: 'up' | 'down'): void {
  const { history, selection } = store.session.getState();
  store.select(reach(history.present, selection, way));
}

function likeliest(store: Store): Fix | undefined {
  const { history, plan, notice, selection } = store.session.getState();
  const { present } = history;
  if (notice?.wire) return fixesOfWire(present, notice.wire.output, notice.wire.input)[0];
  const rank = ({ node = '', blocks }: Problem) => (selection.has(node) ? 2 : 0) + Number(blocks);
  const sorted = [...plan.problems].sort((a, b) => rank(b) - rank(a));
  for (const problem of sorted.slice(0, TRIED)) {
    const [fix] = fixesFor(present, plan, problem, 1);
    if (fix) return fix;
  }
  return undefined;
}

function one(selection: ReadonlySet<NodeId>): NodeId {
  return [...selection][0] ?? '';
}

function toggle(store: Store, aid: Aid): void {
  const { aids } = store.session.getState();
  store.setAids(aids.includes(aid) ? aids.filter((each) => each !== aid) : [...aids, aid]);
  remember(store.session.getState());
}
