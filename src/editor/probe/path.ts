/* What a probed number lights up: cells by address, the nodes that take part, and which way numbers run along the wires
   between them. */
import { type Address, type GraphDocument, type NodeId, parts } from '../../document/document.ts';
import type { Term } from '../../worker/debugging.ts';
import type { Probed } from './probe.ts';

/** `sources`: cells that the number came from; `targets`: those that it feeds. */
export interface Lit {
  readonly self: readonly (readonly number[])[];
  readonly sources: readonly (readonly number[])[];
  /** Places counted from the first. */
  readonly targets: readonly number[];
}
type Way = 'forward' | 'backward';
export interface Path {
  readonly cells: ReadonlyMap<Address, Lit>;
  readonly nodes: ReadonlySet<NodeId>;
  /** By the input that a wire ends in. */
  readonly wires: ReadonlyMap<Address, Way>;
}

export function pathOf({ wires }: GraphDocument, probed: readonly Probed[]): Path {
  const cells = new Map<Address, { self: number[][]; sources: number[][]; targets: number[] }>();
  const at = (place: Address) => {
    const known = cells.get(place) ?? { self: [], sources: [], targets: [] };
    cells.set(place, known);
    return known;
  };
  const flows = new Set<string>();
  const nodes = new Set<NodeId>();
  for (const { place, index, explanation, influence } of probed) {
    const home = parts(place).node;
    at(place).self.push([...index]);
    nodes.add(home);
    for (const term of explanation?.terms ?? []) {
      nodes.add(term.node);
      for (const { address, index } of referencesOf(term)) {
        at(address).sources.push([...index]);
        nodes.add(parts(address).node);
        flows.add(`${parts(address).node}>${home}`);
      }
    }
    for (const { address, cells } of influence) {
      at(address).targets.push(...cells);
      nodes.add(parts(address).node);
      flows.add(`${home}>${parts(address).node}`);
    }
  }
  return { cells, nodes, wires: directions(wires, flows) };
}

function directions(wires: GraphDocument['wires'], flows: ReadonlySet<string>): Path['wires'] {
  return new Map(
    (Object.entries(wires) as [Address, Address][]).flatMap(([input, output]): [Address, Way][] => {
      const [from, to] = [parts(output).node, parts(input).node];
      if (flows.has(`${from}>${to}`)) return [[input, 'forward']];
      return flows.has(`${to}>${from}`) ? [[input, 'backward']] : [];
    }),
  );
}

function referencesOf({ factors }: Term) {
  return factors.flatMap((factor) => (factor.kind === 'cell' ? [factor] : factor.of));
}
