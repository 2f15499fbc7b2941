/* A node's backward written anew, beginning with the catalogue's own program for it. */
import type { NodeId } from '../../document/document.ts';
import { baseOf, rewriteBackward } from '../../document/rewriting.ts';
import { nodeType } from '../../nodes/index.ts';
import { parametersOf } from '../../plan/resolve.ts';
import type { Store } from '../../store/store.ts';
import { withBlanks } from './blanks.ts';

/** `blanks`: its lines are to be filled. */
export async function rewrite(store: Store, id: NodeId, blanks: boolean): Promise<void> {
  const base = baseOf(store.session.getState().history.present.nodes[id]?.type ?? '');
  const type = nodeType(base);
  if (!type || type.source || type.type === 'parameter') return;
  const answer = await store.ask({ kind: 'program', type: base });
  if (answer.kind !== 'program') return;
  const text = blanks ? withBlanks(answer.text, [...type.inputs, ...parametersOf(type)]) : answer.text;
  store.change({ code: 'rewrite', values: { node: id } }, rewriteBackward(id, text));
}
