/* Where an iteration stands, read off its micro-steps: phases, nodes and why they wait, addends that have come, wires that
   carry something. Pure, and what says the same stays the same object, so a step renders only what it concerns. */
import { type Address, address, type GraphDocument, gradientOf, type NodeId, parts } from '../../document/document.ts';
import { carriedOf, type Phase, type TraceEvent } from '../../worker/debugging.ts';

export const PHASES: readonly Phase[] = ['forward', 'loss', 'backward', 'update'];

export interface Count {
  readonly done: number;
  readonly of: number;
}

/** What a micro-step lacks: one tensor, or nodes whose gradients have not all come. */
export type Reason =
  | { readonly kind: 'needs'; readonly tensor: Address }
  | { readonly kind: 'waits'; readonly nodes: readonly NodeId[]; readonly come: number; readonly of: number };

/** `current`: its turn, and how much of it is done. `waits`: for what, or only for its turn. */
export type NodeStanding =
  | ({ readonly state: 'current'; readonly phase: Phase } & Count)
  | { readonly state: 'done' | 'next' }
  | { readonly state: 'waits'; readonly reason: Reason | null };

/** What is added up to the gradient of one tensor: gradients that arrive one after the other, or, without `addends`, one
    product for each row. */
export interface Sum extends Count {
  readonly addends: readonly Address[];
  /** The first addend is what earlier passes left. */
  readonly carried: boolean;
}

/** What a wire carries at this micro-step; `moves`: it travels now, else it lies there and is read. */
export interface Carried {
  readonly forward: boolean;
  readonly backward: boolean;
  readonly moves: boolean;
  /** Of the wires that carry something and share an end with it, the how manyth it is: their chips are piled up. */
  readonly place: number;
  readonly shared: boolean;
}

export interface Lane {
  readonly events: readonly TraceEvent[];
  readonly position: number;
  /** The micro-step that was done last; null where the iteration begins. */
  readonly current: TraceEvent | null;
  /** The tensor that it gave, complete and to be seen. */
  readonly given: Address | null;
  readonly phase: Phase;
  readonly phases: ReadonlyMap<Phase, Count>;
  readonly nodes: ReadonlyMap<NodeId, NodeStanding>;
  /** By the tensor whose gradient is the sum. */
  readonly sums: ReadonlyMap<Address, Sum>;
  /** By the input in which the wire ends. */
  readonly wires: ReadonlyMap<Address, Carried>;
  /** What was computed from a parameter that has moved since. */
  readonly stale: ReadonlySet<Address>;
  /** Inputs whose gradients are sent back along their wires, at some time of the iteration. */
  readonly senders: ReadonlySet<Address>;
}

/** At most so many pulses at a time. */
const PULSES = 24;

export function laneOf(
  events: readonly TraceEvent[],
  position: number,
  wires: GraphDocument['wires'],
  before?: Lane,
): Lane {
  const script = scriptOf(events);
  const current = events[position - 1] ?? null;
  const phase = current?.phase ?? 'forward';
  const phases = PHASES.map((each): [Phase, Count] => {
    const all = script.phases.get(each) ?? [];
    return [each, { done: all.filter((at) => at < position).length, of: all.length }];
  });
  const nodes = [...script.nodes.keys()].map((node): [NodeId, NodeStanding] => [
    node,
    standingOf(script, node, phase, position),
  ]);
  return {
    ...{ events, position, current, phase, given: givenAt(events, position, wires) },
    phases: new Map(phases),
    nodes: reused(nodes, before?.nodes),
    sums: reused(sumsOf(events, position), before?.sums),
    wires: reused(current ? carriedAt(current, wires) : [], before?.wires),
    senders: script.senders,
    stale: staleAt(events, position),
  };
}

/** All that was computed from a parameter that has moved since, or from what was. */
function staleAt(events: readonly TraceEvent[], position: number): ReadonlySet<Address> {
  const done = events.slice(0, position);
  const moved = new Set(done.filter(({ kind }) => kind === 'move').map(({ writes }) => writes));
  const stale = new Set<Address>();
  if (moved.size === 0) return stale;
  for (const { kind, reads, writes } of done)
    if (kind !== 'move' && reads.some((read) => moved.has(read) || stale.has(read))) stale.add(writes);
  return stale;
}

/** A parameter's gradient that is only an addend is seen when the sum is complete. */
function givenAt(events: readonly TraceEvent[], position: number, wires: GraphDocument['wires']): Address | null {
  const current = events[position - 1];
  if (!current || current.kind === 'mask' || current.kind === 'send') return null;
  const { writes, kind, phase } = current;
  if (kind !== 'value' || phase !== 'backward') return writes;
  const { node, name } = parts(writes);
  const adds = events.slice(position).some((later) => later.kind === 'send' && later.writes === writes);
  return adds && !Object.hasOwn(wires, address(node, name.slice(1))) ? null : writes;
}

/** What of a trace holds at every position. */
interface Script {
  readonly events: readonly TraceEvent[];
  readonly phases: ReadonlyMap<Phase, readonly number[]>;
  /** Of each node its micro-steps. */
  readonly nodes: ReadonlyMap<NodeId, readonly number[]>;
  /** Of each micro-step, those that make what it reads. */
  readonly needs: readonly (readonly number[])[];
  readonly senders: ReadonlySet<Address>;
}

const scripts = new WeakMap<readonly TraceEvent[], Script>();

function scriptOf(events: readonly TraceEvent[]): Script {
  const known = scripts.get(events);
  if (known) return known;
  const made = new Map<Address, number>();
  const phases = new Map<Phase, number[]>();
  const nodes = new Map<NodeId, number[]>();
  const needs = events.map(({ phase, node, writes, reads }, at) => {
    phases.set(phase, [...(phases.get(phase) ?? []), at]);
    nodes.set(node, [...(nodes.get(node) ?? []), at]);
    const makers = reads.flatMap((read) => made.get(read) ?? []);
    made.set(writes, at);
    return makers;
  });
  const sent = events.filter(({ kind }) => kind === 'send').map(({ writes }) => parts(writes));
  const senders = new Set(sent.map(({ node, name }) => address(node, name.slice(1))));
  const script = { events, phases, nodes, needs, senders };
  scripts.set(events, script);
  return script;
}

function standingOf(script: Script, node: NodeId, phase: Phase, position: number): NodeStanding {
  const { events } = script;
  const all = script.nodes.get(node) ?? [];
  const current = events[position - 1];
  const turn = all.filter((at) => events[at]?.phase === phase);
  const done = turn.filter((at) => at < position).length;
  if (current?.node === node) return { state: 'current', phase, done, of: turn.length };
  // A node without a turn in this phase rests: it is done with the one before.
  if (turn.length === 0 && all.some((at) => at < position)) return { state: 'done' };
  if (turn.length > 0 && done === turn.length) return { state: 'done' };
  const upcoming = turn[done] ?? all[0] ?? position;
  return upcoming === position ? { state: 'next' } : { state: 'waits', reason: reasonOf(script, upcoming, position) };
}

/** What the micro-step at `at` lacks of other nodes; null: it only waits for its turn. */
export function missing(events: readonly TraceEvent[], at: number, position: number): Reason | null {
  return reasonOf(scriptOf(events), at, position);
}

function reasonOf({ events, needs }: Script, at: number, position: number): Reason | null {
  const event = events[at];
  const makers = needs[at] ?? [];
  const lacking = makers.filter((maker) => maker >= position && events[maker]?.node !== event?.node);
  const [first] = lacking;
  if (first === undefined) return null;
  if (makers.length > 1 && event?.kind === 'receive') {
    const nodes = lacking.flatMap((maker) => events[maker]?.node ?? []);
    return { kind: 'waits', nodes: [...new Set(nodes)], come: makers.length - lacking.length, of: makers.length };
  }
  const last = Math.max(...lacking);
  const tensor = events[last]?.writes;
  return tensor ? { kind: 'needs', tensor } : null;
}

/** Beside every gradient that is a sum of several: who adds to it, and how many have. */
function sumsOf(events: readonly TraceEvent[], position: number): readonly [Address, Sum][] {
  const sums = new Map<Address, Sum>();
  for (const [at, { arrival }] of events.entries()) {
    if (!arrival || arrival.of < 2) continue;
    const { carried, of, addend } = arrival;
    const before = carried ? [carriedOf(gradientOf(arrival.at))] : [];
    const known = sums.get(arrival.at) ?? { done: Number(carried), of, addends: before, carried };
    const done = at < position ? arrival.count : known.done;
    sums.set(arrival.at, { ...known, done, addends: [...known.addends, addend] });
  }
  for (const [at, { summed: of, node, writes }] of events.entries()) {
    const value = address(node, parts(writes).name.slice(1));
    if (of && !sums.has(value)) sums.set(value, { done: at < position ? of : 0, of, addends: [], carried: false });
  }
  return [...sums];
}

/** Wires along which this micro-step sends or reads. */
function carriedAt(event: TraceEvent, wires: GraphDocument['wires']): readonly [Address, Carried][] {
  const { kind, node, phase, reads, writes } = event;
  const all = Object.entries(wires) as [Address, Address][];
  const found = all.flatMap(([input, output]): [Address, Carried][] => {
    const gradient = gradientOf(input);
    const sends = kind === 'send' && writes === gradient;
    const backward =
      sends ||
      (phase === 'backward' &&
        (reads.includes(gradient) || (parts(output).node === node && reads.includes(gradientOf(output)))));
    const forward = parts(input).node === node && kind !== 'send' && (reads.includes(output) || reads.includes(input));
    const moves = sends || (forward && phase !== 'backward');
    return forward || backward
      ? [[input, { forward: forward && !backward, backward, moves, place: 0, shared: false }]]
      : [];
  });
  return found.map(([input, carried], at) => {
    const beside = found.map(([other]) => other).filter((other) => meet(input, other, wires));
    const moves = carried.moves && at < PULSES;
    return [input, { ...carried, moves, place: beside.indexOf(input), shared: beside.length > 1 }];
  });
}

/** Whether two wires begin at one output or end in one node. */
function meet(a: Address, b: Address, wires: GraphDocument['wires']): boolean {
  return wires[a] === wires[b] || parts(a).node === parts(b).node;
}

function reused<K, V>(entries: readonly (readonly [K, V])[], before: ReadonlyMap<K, V> | undefined): ReadonlyMap<K, V> {
  const kept = entries.map(([key, value]): [K, V] => {
    const old = before?.get(key);
    return [key, old !== undefined && JSON.stringify(old) === JSON.stringify(value) ? old : value];
  });
  const same = before?.size === kept.length && kept.every(([key, value]) => before.get(key) === value);
  return same ? before : new Map(kept);
}
