/* A node that is put into a wire, and wires that are taken from a port. */
import type { Address, NodeId, Position } from '../../document/document.ts';
import * as edits from '../../document/edits.ts';
import { apply, begin } from '../../document/history.ts';
import { newId } from '../../document/names.ts';
import { spliced } from '../../store/rewiring.ts';
import type { Store } from '../../store/store.ts';

/** Moves a node and puts it into the wire, as one step; where it does not fit it is only moved. */
export function moveInto(store: Store, id: NodeId, { x, y }: Position, wire: Address): void {
  const move = edits.moveNodes(new Map([[id, { x: Math.round(x), y: Math.round(y) }]]));
  const splice = spliced(store.session.getState().history.present, id, wire);
  if (splice) store.change({ code: 'splice', values: { node: id } }, edits.together([move, splice]));
  else store.change({ code: 'move-nodes', values: { count: 1 } }, move);
}

/** Adds a node and puts it into the wire, as one step. */
export function addInto(store: Store, type: string, position: Position, wire: Address): void {
  const { present } = store.session.getState().history;
  const id = newId(present, type);
  const adding = edits.addNode(id, type, position, {});
  const splice = spliced(apply(begin(present), { code: 'try', values: {} }, adding).present, id, wire);
  if (!splice) return void store.addNode(type, position);
  store.change({ code: 'splice', values: { node: id } }, edits.together([adding, splice]));
  store.select([id]);
}

/** Takes all wires from a port. */
export function unwire(store: Store, port: Address): void {
  const { wires } = store.session.getState().history.present;
  const inputs = (Object.entries(wires) as [Address, Address][]).flatMap((ends) =>
    ends.includes(port) ? ends[0] : [],
  );
  cut(store, inputs);
}

export function cut(store: Store, inputs: readonly Address[]): void {
  const [input = ''] = inputs;
  store.change({ code: 'disconnect', values: { input } }, edits.together(inputs.map(edits.disconnect)));
}

/** All wires of one output begin at another instead, as far as they fit there. */
export function moveWires(store: Store, from: Address, to: Address): void {
  const { wires } = store.session.getState().history.present;
  const inputs = (Object.entries(wires) as [Address, Address][]).flatMap(([input, output]) =>
    output === from && !input.startsWith(`${to.split('.')[0]}.`) ? input : [],
  );
  store.change(
    { code: 'connect', values: { input: inputs.join(', '), output: to } },
    edits.together(inputs.map((input) => edits.connect(input, to))),
  );
}
