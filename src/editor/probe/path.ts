/* What a probed number lights up: cells by address, the nodes that take part, and which way numbers run along the wires
   between them. */
import { type Address, type GraphDocument, type NodeId, parts } from '../../document/document.ts';
import type { Term } from '../../worker/debugging.ts';
import type { Probed } from './probe.ts';
import type { Batched } from './samples.ts';

/** `sources`: cells that the number came from; `targets`: those that it feeds. */
export interface Lit {
  readonly self: readonly (readonly number[])[];
  readonly sources: readonly (readonly number[])[];
  /** Places counted from the first. */
  readonly targets: readonly number[];
  /** Of targets that are sums, what the number that was probed last adds to each. */
  readonly adds: ReadonlyMap<number, number>;
}
type Way = 'forward' | 'backward';
export interface Path {
  readonly cells: ReadonlyMap<Address, Lit>;
  readonly nodes: ReadonlySet<NodeId>;
  /** By the input that a wire ends in. */
  readonly wires: ReadonlyMap<Address, Way>;
  /** A number of a sample was probed: this row of every tensor that has a row for it came from it. */
  readonly row?: number;
}

export function pathOf({ wires }: GraphDocument, probed: readonly Probed[], batched?: Batched): Path {
  type Found = { self: number[][]; sources: number[][]; targets: number[]; adds: Map<number, number> };
  const cells = new Map<Address, Found>();
  const at = (place: Address) => {
    const known: Found = cells.get(place) ?? { self: [], sources: [], targets: [], adds: new Map() };
    cells.set(place, known);
    return known;
  };
  const flows = new Set<string>();
  const nodes = new Set<NodeId>();
  let row: number | undefined;
  for (const { place, index, explanation, influence } of probed) {
    const home = parts(place).node;
    at(place).self.push([...index]);
    nodes.add(home);
    if (batched?.isData(place)) {
      row = index[0];
      for (const [input, output] of Object.entries(wires) as [Address, Address][]) {
        if (!batched.hasRows(output)) continue;
        const [from, to] = [parts(output).node, parts(input).node];
        nodes.add(from).add(to);
        flows.add(`${from}>${to}`);
      }
    }
    for (const term of explanation?.terms ?? []) {
      nodes.add(term.node);
      for (const { address, index } of referencesOf(term)) {
        at(address).sources.push([...index]);
        nodes.add(parts(address).node);
        flows.add(`${parts(address).node}>${home}`);
      }
    }
    for (const { address, cells, contribution, adds } of influence) {
      at(address).targets.push(...cells);
      if (adds && place === probed[0]?.place && index === probed[0].index)
        for (const [i, x] of contribution.entries()) at(address).adds.set(cells[i]!, x);
      nodes.add(parts(address).node);
      flows.add(`${home}>${parts(address).node}`);
    }
  }
  return { cells, nodes, wires: directions(wires, flows), ...(row !== undefined && { row }) };
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
