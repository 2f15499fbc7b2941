/* What a mend does, as values: each can be tried on a copy of the document and carried out by the store. */
import type { Address, NodeId, Position, Setting } from '../document/document.ts';
import * as edits from '../document/edits.ts';
import type { Edit } from '../document/history.ts';
import type { Store } from './store.ts';

/** The verbs that mends use. */
export type Verbs = Pick<Store, 'addNode' | 'changeSetting' | 'changeTraining' | 'connect' | 'disconnect'>;

/** One thing that a mend does. Nodes are named beforehand, as `addNode` will name them. */
export type Move =
  | { readonly do: 'set'; readonly node: NodeId; readonly name: string; readonly value: Setting | undefined }
  | { readonly do: 'train'; readonly patch: Parameters<Verbs['changeTraining']>[0] }
  | { readonly do: 'add'; readonly id: NodeId; readonly type: string; readonly position: Position }
  | { readonly do: 'wire'; readonly output: Address; readonly input: Address }
  | { readonly do: 'unwire'; readonly input: Address };

/** The edit that a move is. */
export function editOf(move: Move): Edit {
  switch (move.do) {
    case 'set':
      return edits.changeSetting(move.node, move.name, move.value);
    case 'train':
      return edits.changeTraining(move.patch);
    case 'add':
      return edits.addNode(move.id, move.type, move.position, {});
    case 'wire':
      return edits.connect(move.input, move.output);
    case 'unwire':
      return edits.disconnect(move.input);
  }
}

export function carryOut(verbs: Verbs, move: Move): void {
  if (move.do === 'set') verbs.changeSetting(move.node, move.name, move.value);
  else if (move.do === 'train') verbs.changeTraining(move.patch);
  else if (move.do === 'add') verbs.addNode(move.type, move.position);
  else if (move.do === 'wire') verbs.connect(move.output, move.input);
  else verbs.disconnect(move.input);
}
