/* Shapes of every tensor for a given number of rows, carried through the order as far as they can be known. */
import { type Address, address, type GraphDocument, type NodeId } from '../document/document.ts';
import type { AnyNodeType, Setup } from '../nodes/define.ts';
import { type Shape, ShapeError, same, size, written } from '../tensor/shape.ts';
import type { Found } from './problems.ts';
import { type Graph, inputsOf, parametersOf, type ResolvedNode } from './resolve.ts';

/** What a document cannot know: shapes of tensors given from outside, and what reading its own definitions gives. */
export interface Facts {
  readonly types?: ReadonlyMap<string, AnyNodeType>;
  readonly given?: ReadonlyMap<Address, Shape>;
}
export interface Inferred {
  readonly shapes: ReadonlyMap<Address, Shape>;
  /** Outputs that carry indices, and what they stay below (undefined: unknown). */
  readonly indices: ReadonlyMap<Address, number | undefined>;
  /** Nodes whose every tensor has a shape: they can be carried out. */
  readonly runnable: ReadonlySet<NodeId>;
  readonly problems: readonly Found[];
}

const MOST_ELEMENTS = 2 ** 27;

/** Shape of a tensor set by hand or given from outside. */
export function givenShape(document: GraphDocument, facts: Facts, place: Address): Shape | undefined {
  return facts.given?.get(place) ?? document.values?.[place]?.shape;
}

export function infer(
  document: GraphDocument,
  graph: Graph,
  order: readonly ResolvedNode[],
  facts: Facts,
  setup: Setup,
): Inferred {
  const shapes = new Map<Address, Shape>();
  const indices = new Map<Address, number | undefined>();
  const runnable = new Set<NodeId>();
  const problems: Found[] = [];

  for (const step of order) {
    const found = inferNode(step);
    if (found) problems.push(found);
    else runnable.add(step.node);
  }
  return { shapes, indices, runnable, problems: problems.filter(({ code }) => code !== 'waits') };

  /** Adds a node's shapes, or tells why it has none; `waits` when the reason lies upstream. */
  function inferNode({ node, type, settings, wires }: ResolvedNode): Found | undefined {
    const inputs: Record<string, Shape> = {};
    for (const port of inputsOf(type)) {
      const source = wires.get(port);
      const shape = source && shapes.get(source);
      if (!source) return { code: 'unwired', values: { node, port }, node, port };
      if (!shape) return { code: 'waits', values: {}, node };
      const wantsIndices = type.indices?.includes(port) ?? false;
      if (wantsIndices !== indices.has(source))
        return { code: wantsIndices ? 'wants-indices' : 'wants-numbers', values: { node, port, source }, node, port };
      inputs[port] = shape;
    }
    let own: Readonly<Record<string, Shape | undefined>>;
    try {
      own = type.shapes(inputs, settings, setup);
      for (const [port, limit] of Object.entries(type.limits?.(inputs, settings) ?? {})) {
        const classes = indices.get(wires.get(port) as Address);
        if (classes !== undefined && classes > limit)
          return { code: 'too-many-classes', values: { node, port, classes, limit }, node, port };
      }
    } catch (error) {
      if (error instanceof ShapeError) return { code: error.code, values: { node, ...error.values }, node };
      throw error;
    }
    for (const [name, shape] of Object.entries(own))
      if (shape && size(shape) > MOST_ELEMENTS)
        return { code: 'tensor-too-large', values: { node, tensor: address(node, name), shape: written(shape) }, node };
    const wrong = wrongValue(node, type.source !== undefined, own) ?? wrongTie(node, parametersOf(type), own);
    if (wrong) return wrong;
    for (const [name, shape] of Object.entries(own)) if (shape) shapes.set(address(node, name), shape);
    for (const [name, below] of Object.entries(type.source?.indices(settings) ?? {}))
      indices.set(address(node, name), below);
    return undefined;
  }

  /** A value set by hand must have its tensor's shape; of a source's output, all but the rows. */
  function wrongValue(
    node: NodeId,
    source: boolean,
    own: Readonly<Record<string, Shape | undefined>>,
  ): Found | undefined {
    for (const [name, shape] of Object.entries(own)) {
      const place = address(node, name);
      const given = shape && givenShape(document, facts, place);
      if (!given) continue;
      const free = source && graph.nodes.get(node)?.type.source?.batched(graph.nodes.get(node)?.settings ?? {});
      const fits = free ? given.length === shape.length && same(given.slice(1), shape.slice(1)) : same(given, shape);
      if (!fits)
        return {
          code: 'value-shape',
          values: { node, tensor: place, given: written(given), wanted: written(shape) },
          node,
        };
    }
    return undefined;
  }

  function wrongTie(
    node: NodeId,
    names: readonly string[],
    own: Readonly<Record<string, Shape | undefined>>,
  ): Found | undefined {
    for (const name of names) {
      const root = graph.ties.get(address(node, name));
      const [shape, other] = [own[name], root && shapes.get(root)];
      if (root && shape && other && !same(shape, other))
        return {
          code: 'tie-shape',
          values: { node, a: address(node, name), b: root, x: written(shape), y: written(other) },
          node,
        };
    }
    return undefined;
  }
}
