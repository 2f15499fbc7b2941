/* A large drawing from far away: React Flow's nodes are empty places to hold and to point at, its wires are left out, and
   all that is seen is painted by Far.tsx. */
import type { FlowEdge, FlowNode } from '../flow.ts';

/** From here on only what is seen is rendered; below, all of it, so that Tab reaches every node. */
export const MANY = 150;

const dots = new WeakMap<FlowNode, FlowNode>();

/** The same places for the same nodes. */
export function dotsOf(nodes: readonly FlowNode[]): readonly FlowNode[] {
  return nodes.map((node) => {
    const known = dots.get(node);
    if (known) return known;
    const dot: FlowNode = { ...node, type: 'dot' };
    dots.set(node, dot);
    return dot;
  });
}

export const NO_WIRES: readonly FlowEdge[] = [];
