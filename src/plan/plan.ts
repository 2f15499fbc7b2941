/* Where the drawing meets the mathematics. `plan` is pure and total: it never throws, and returns what it knows plus
   what is wrong. The browser, the worker, the command line and the exporters all use this one. */
import { type Address, address, type GraphDocument, type NodeId, parts } from '../document/document.ts';
import type { AnyNodeType, AnySettings, Mode } from '../nodes/define.ts';
import { type Shape, same, size, written } from '../tensor/shape.ts';
import { type Facts, type Inferred, infer } from './infer.ts';
import { order } from './order.ts';
import type { Found, Problem } from './problems.ts';
import { type Graph, parametersOf, type ResolvedNode, resolve } from './resolve.ts';
import { type Rows, rowsOf } from './rows.ts';
import { trainingProblems } from './training.ts';

/** One node's turn. */
export interface Step {
  readonly node: NodeId;
  readonly type: AnyNodeType;
  readonly settings: AnySettings;
  /** Where each input and each parameter comes from: outputs by wire, parameters of their own or tied. */
  readonly sources: ReadonlyMap<string, Address>;
  /** Whether the loss depends on it, so that it has a backward. */
  readonly reaches: boolean;
}

export interface Plan {
  /** The nodes that can be carried out, in order. */
  readonly steps: readonly Step[];
  /** Shapes of a training batch, as far as they are known. */
  readonly shapes: ReadonlyMap<Address, Shape>;
  /** Of the last batch and of all test rows, where there are rows. */
  readonly otherShapes: readonly ReadonlyMap<Address, Shape>[];
  readonly indices: ReadonlyMap<Address, number | undefined>;
  /** One-element outputs whose sum is descended; none while one of them cannot be computed. */
  readonly losses: readonly Address[];
  /** How the rows divide; null for a document without rows. */
  readonly rows: Rows | null;
  readonly mode: Mode;
  /** parameter → the parameter that it is one tensor with. */
  readonly ties: ReadonlyMap<Address, Address>;
  readonly problems: readonly Problem[];
  /** Nothing upstream of the loss is wrong: training can start. */
  readonly ready: boolean;
}

export function plan(document: GraphDocument, facts: Facts = {}): Plan {
  const graph = resolve(document, facts.types);
  const ordered = order(graph);
  const wanted = wantedLosses(document, graph);
  const needed = upstream(graph, wanted);
  const rows = rowsOf(document, graph, facts, needed);
  const { mode } = document.training;
  const kept = ordered.order.filter(({ node }) => !rows.odd.has(node));
  const look = (count: number, at: Mode) => ({
    count,
    ...infer(document, graph, kept, facts, { rows: count, mode: at }),
  });
  const inferred = look(rows.rows?.batch ?? 1, mode);
  const others = rows.rows
    ? [look(rows.rows.last, mode), ...(rows.rows.test ? [look(rows.rows.test, 'eval')] : [])]
    : [];

  const loss = chooseLosses(document, graph, wanted, inferred.shapes);
  const reached = upstream(graph, loss.losses);
  const unsteadies = others.flatMap((other) => unsteady(kept, loss.losses, inferred, other));
  const found = unique([
    ...graph.problems,
    ...ordered.problems,
    ...rows.problems,
    ...inferred.problems,
    ...others.flatMap(({ problems }) => problems),
    ...unsteadies,
    ...loss.problems,
    ...trainingProblems(document, inferred.shapes),
    ...memoryProblems(inferred.shapes),
  ]);
  const problems = found.map((problem) => ({
    ...problem,
    blocks: problem.node === undefined || reached.has(problem.node),
  }));
  const carried = carriedOut(kept, [inferred, ...others], unsteadies);
  // While a loss cannot be computed there is nothing to carry back: forward only, as far as it goes.
  const computed = loss.losses.every((place) => carried.some(({ node }) => node === parts(place).node));
  return {
    steps: carried.map((step) => ({
      node: step.node,
      type: step.type,
      settings: step.settings,
      sources: sourcesOf(step, graph, inferred.shapes),
      reaches: computed && reached.has(step.node),
    })),
    shapes: inferred.shapes,
    otherShapes: others.map(({ shapes }) => shapes),
    indices: inferred.indices,
    losses: computed ? loss.losses : [],
    rows: rows.rows,
    mode,
    ties: graph.ties,
    problems,
    ready: computed && loss.losses.length > 0 && !problems.some(({ blocks }) => blocks),
  };
}

function sourcesOf({ node, type, wires }: ResolvedNode, graph: Graph, shapes: ReadonlyMap<Address, Shape>) {
  const sources = new Map(wires);
  for (const name of parametersOf(type)) {
    const own = address(node, name);
    const root = graph.ties.get(own) ?? own;
    // A parameter that is itself an output already stands where its readers look.
    const wiredOut = root === own && type.outputs.includes(name);
    if (shapes.has(own) && !wiredOut) sources.set(name, root);
  }
  return sources;
}

interface Look {
  readonly count: number;
  readonly shapes: ReadonlyMap<Address, Shape>;
}
/** What is one tensor for all numbers of rows, but would change its shape with them: parameters, buffers, losses. */
function unsteady(nodes: readonly ResolvedNode[], losses: readonly Address[], one: Look, other: Look): Found[] {
  const own = nodes.flatMap(({ node, type }) =>
    [...parametersOf(type), ...Object.keys(type.buffers ?? {})].map((name) => address(node, name)),
  );
  return [...own, ...losses].flatMap((tensor) => {
    const [a, b] = [one.shapes.get(tensor), other.shapes.get(tensor)];
    if (!a || !b || same(a, b)) return [];
    const { node } = parts(tensor);
    const values = { tensor, a: written(a), x: one.count, b: written(b), y: other.count };
    return [{ code: 'rows-change-shape', values: { node, ...values }, node }];
  });
}

/** The nodes that can be carried out for every number of rows, and so can all that they read: also a branch that the loss
    does not depend on must not fail at the short last batch. */
function carriedOut(
  nodes: readonly ResolvedNode[],
  looks: readonly Pick<Inferred, 'runnable'>[],
  unsteadies: readonly Found[],
) {
  const carried = new Set<NodeId>();
  const unsteady = new Set(unsteadies.map(({ node }) => node));
  for (const { node, wires } of nodes) {
    const steady = looks.every(({ runnable }) => runnable.has(node)) && !unsteady.has(node);
    if (steady && [...wires.values()].every((source) => carried.has(parts(source).node))) carried.add(node);
  }
  return nodes.filter(({ node }) => carried.has(node));
}

/** Value and gradient in float32: the least that a network takes. How much it is, a dry run tells (`run/trainer.ts`). */
const BYTES_PER_NUMBER = 8;
const MOST_BYTES = 2 ** 31;

function memoryProblems(shapes: ReadonlyMap<Address, Shape>): readonly Found[] {
  let bytes = 0;
  for (const shape of shapes.values()) bytes += size(shape) * BYTES_PER_NUMBER;
  return bytes > MOST_BYTES ? [{ code: 'too-much-memory', values: { bytes, limit: MOST_BYTES } }] : [];
}

/** The loss named by the document; else L of every loss node that has a wire, or of all when none has. */
function wantedLosses(document: GraphDocument, graph: Graph): readonly Address[] {
  if (document.training.loss) return [document.training.loss];
  const nodes = [...graph.nodes.values()].filter(({ type }) => type.category === 'loss');
  const wired = nodes.filter(({ wires }) => wires.size > 0);
  return (wired.length > 0 ? wired : nodes).map(({ node }) => address(node, 'L'));
}

function chooseLosses(
  document: GraphDocument,
  graph: Graph,
  wanted: readonly Address[],
  shapes: ReadonlyMap<Address, Shape>,
) {
  const problems: Found[] = [];
  for (const loss of wanted) {
    const { node, name } = parts(loss);
    const shape = shapes.get(loss);
    if (!graph.nodes.get(node)?.type.outputs.includes(name)) problems.push({ code: 'loss-unknown', values: { loss } });
    else if (shape && size(shape) !== 1)
      problems.push({ code: 'loss-shape', values: { loss, shape: written(shape) }, node });
  }
  if (wanted.length > 0 || document.training.loss) return { losses: problems.length > 0 ? [] : wanted, problems };
  const read = new Set([...graph.nodes.values()].flatMap(({ wires }) => [...wires.values()]));
  const ends = [...graph.nodes.values()]
    .filter(({ type }) => type.inputs.length > 0)
    .flatMap(({ node, type }) => type.outputs.map((name) => address(node, name)))
    .filter((output) => !read.has(output) && size(shapes.get(output) ?? [0]) === 1);
  if (ends.length === 1) return { losses: ends, problems };
  return { losses: [], problems: [{ code: 'no-loss', values: { ends: ends.join(', ') } }] };
}

/** The nodes that the given outputs depend on, themselves included. */
function upstream(graph: Graph, outputs: readonly Address[]): ReadonlySet<NodeId> {
  const seen = new Set<NodeId>();
  const waiting = outputs.map((output) => parts(output).node);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    for (const source of graph.nodes.get(node)?.wires.values() ?? []) waiting.push(parts(source).node);
  }
  return seen;
}

function unique(problems: readonly Found[]): readonly Found[] {
  return [...new Map(problems.map((problem) => [`${problem.code} ${problem.node} ${problem.port}`, problem])).values()];
}
