/* Where in a chain of nodes something can be mended: the layer that decides a tensor's columns, the wire on which
   pictures enter. */
import { type Address, address, type GraphDocument, type NodeId, parts } from '../document/document.ts';
import { typeIn } from '../nodes/brought.ts';
import type { AnyNodeType } from '../nodes/define.ts';
import type { Shape } from '../tensor/shape.ts';

/** The Linear that decides how many columns arrive at a port; undefined when something else does. */
export function linearBehind(document: GraphDocument, port: Address): NodeId | undefined {
  for (const { node, type } of upwards(document, port)) {
    if (type.type === 'linear') return node;
    if (type.category !== 'activation' && !['dropout', 'batch-norm', 'scale'].includes(type.type)) return undefined;
  }
  return undefined;
}

/** The input nearest to the data, of those on the way to a port, at which a tensor of more than two axes arrives. */
export function flattens(
  document: GraphDocument,
  shapes: ReadonlyMap<Address, Shape>,
  port: Address,
): Address | undefined {
  let found: Address | undefined;
  let input = port;
  for (const { node, type, output } of upwards(document, port)) {
    if ((shapes.get(output)?.length ?? 0) > 2) found = input;
    input = address(node, type.inputs[0] ?? '');
  }
  return found;
}

/** From a port up through first inputs: each node with the output that is read; ends in a circle too. */
function* upwards(
  document: GraphDocument,
  port: Address,
): Generator<{ node: NodeId; type: AnyNodeType; output: Address }> {
  const seen = new Set<NodeId>();
  let output = document.wires[port];
  while (output) {
    const { node } = parts(output);
    const type = typeIn(document, document.nodes[node]?.type ?? '');
    if (!type || seen.has(node)) return;
    seen.add(node);
    yield { node, type, output };
    output = document.wires[address(node, type.inputs[0] ?? '')];
  }
}
