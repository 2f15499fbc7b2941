/* One-click mends of problems. A mend is offered only when the plan of the mended document no longer has the problem and
   has no new one: every candidate is tried there first. */
import {
  type Address,
  address,
  DEFAULT_TRAINING,
  type GraphDocument,
  type NodeId,
  parts,
  type Training,
} from '../document/document.ts';
import { apply, begin } from '../document/history.ts';
import { newId } from '../document/names.ts';
import { type Plan, plan } from '../plan/plan.ts';
import type { Problem } from '../plan/problems.ts';
import { flattens, linearBehind } from './chain.ts';
import { carryOut, editOf, type Move, type Verbs } from './moves.ts';

export interface Fix {
  /** What its button says: `fix.CODE` of `words/`. */
  readonly label: { readonly code: FixCode; readonly values: Readonly<Record<string, string | number>> };
  apply(verbs: Verbs): void;
}
type FixCode = 'features' | 'add-loss' | 'default' | 'target' | 'wire' | 'unwire' | 'flatten';

interface Candidate {
  readonly label: Fix['label'];
  readonly moves: readonly Move[];
}

/** The mend of a problem that this plan of this document has; null when nothing surely helps. */
export function fixFor(document: GraphDocument, planned: Plan, problem: Problem): Fix | null {
  const found = candidates(document, planned, problem).find(({ moves }) => mends(document, planned, problem, moves));
  if (!found) return null;
  const { label, moves } = found;
  return {
    label,
    apply(verbs) {
      for (const move of moves) carryOut(verbs, move);
    },
  };
}

function candidates(document: GraphDocument, planned: Plan, problem: Problem): readonly Candidate[] {
  const { code, values, node = '', port = '' } = problem;
  const place = address(node, port);
  switch (code) {
    case 'too-many-classes':
      return features(document, address(node, 'Z'), Number(values.classes));
    case 'no-broadcast':
      return matchTarget(document, planned, node);
    case 'targets':
      return flatten(document, planned, address(node, 'Z'));
    case 'rank-of':
      return flatten(document, planned, address(node, String(values.name)));
    case 'setting-refused':
      return [
        candidate('default', [{ do: 'set', node, name: String(values.setting), value: undefined }], {
          setting: values.setting ?? '',
        }),
      ];
    case 'wants-indices':
      return [
        ...targets(parts(values.source as Address).node, ['classes']),
        ...labels(planned).map((output) => wire(output, place)),
      ];
    case 'wants-numbers':
      return asNumbers(document, planned, problem);
    case 'unwired':
      return port === 'y' ? one(labels(planned).map((output) => wire(output, place))) : [];
    case 'unknown-port':
      return [address(node, String(values.port)), place]
        .filter((input) => document.wires[input])
        .map((input) => candidate('unwire', [{ do: 'unwire', input }], { input }));
    case 'no-loss':
      return addLoss(document, planned);
    default:
      return training(document, problem);
  }
}

/** The Linear behind a port gets as many features as are wanted. */
function features(document: GraphDocument, port: Address, count: number): readonly Candidate[] {
  const node = linearBehind(document, port);
  return node && count > 0 ? [candidate('features', [setFeatures(node, count)], { node, count })] : [];
}

/** Z and y of a loss become equal: y turns one-hot or a column when that fits, else Z gets as many columns as y has. */
function matchTarget(document: GraphDocument, planned: Plan, loss: NodeId): readonly Candidate[] {
  const y = document.wires[address(loss, 'y')];
  const wanted = y && planned.shapes.get(y)?.at(-1);
  return [
    ...(y ? targets(parts(y).node, ['one-hot', 'column']) : []),
    ...(wanted ? features(document, address(loss, 'Z'), wanted) : []),
  ];
}

/** Class numbers become ordinary ones; the layer before the loss follows when it must. */
function asNumbers(document: GraphDocument, planned: Plan, { values, node = '' }: Problem): readonly Candidate[] {
  const source = values.source as Address;
  const plain = targets(parts(source).node, ['column', 'one-hot']);
  const linear = linearBehind(document, address(node, 'Z'));
  const classes = planned.indices.get(source);
  if (!linear || classes === undefined) return plain;
  return [
    ...plain,
    ...plain.map(({ label, moves }) => ({
      label,
      moves: [...moves, setFeatures(linear, label.values.target === 'column' ? 1 : classes)],
    })),
  ];
}

function targets(node: NodeId, choices: readonly string[]): readonly Candidate[] {
  return choices.map((target) =>
    candidate('target', [{ do: 'set', node, name: 'target', value: target }], { node, target }),
  );
}

/** A loss that suits the labels behind the only open end, with a column for every class. */
function addLoss(document: GraphDocument, planned: Plan): readonly Candidate[] {
  const read = new Set(Object.values(document.wires));
  const inner = planned.steps.filter(({ type }) => type.inputs.length > 0 && type.category !== 'loss');
  const ends = inner
    .flatMap(({ node, type }) => type.outputs.map((name) => address(node, name)))
    .filter((output) => !read.has(output));
  const [end, ...moreEnds] = ends;
  const [y, ...moreLabels] = labels(planned);
  if (!end || !y || moreEnds.length + moreLabels.length > 0) return [];
  const type = planned.indices.has(y) ? 'cross-entropy-loss' : 'mse-loss';
  const id = newId(document, type);
  const { x, y: level } = document.nodes[parts(end).node]?.position ?? { x: 0, y: 0 };
  const moves: readonly Move[] = [
    { do: 'add', id, type, position: { x: x + TO_THE_RIGHT, y: level } },
    { do: 'wire', output: end, input: address(id, 'Z') },
    { do: 'wire', output: y, input: address(id, 'y') },
  ];
  const linear = document.nodes[parts(end).node]?.type === 'linear' ? parts(end).node : undefined;
  const columns = planned.indices.get(y) ?? planned.shapes.get(y)?.at(-1);
  // With fewer columns than classes the last wire would be refused, so the layer comes first.
  const widened: readonly Move[] = linear && columns ? [setFeatures(linear, columns), ...moves] : moves;
  return [candidate('add-loss', moves, { type, end }), candidate('add-loss', widened, { type, end })];
}
const TO_THE_RIGHT = 262;

/** A flatten on the wire where pictures enter the chain that leads to a port. */
function flatten(document: GraphDocument, planned: Plan, port: Address): readonly Candidate[] {
  const input = flattens(document, planned.shapes, port);
  const output = input && document.wires[input];
  if (!input || !output) return [];
  const id = newId(document, 'flatten');
  const [from, to] = [parts(output).node, parts(input).node].map(
    (node) => document.nodes[node]?.position ?? { x: 0, y: 0 },
  );
  const position = { x: ((from?.x ?? 0) + (to?.x ?? 0)) / 2, y: Math.max(from?.y ?? 0, to?.y ?? 0) + 120 };
  const moves: readonly Move[] = [
    { do: 'add', id, type: 'flatten', position },
    { do: 'wire', output, input: address(id, 'A') },
    { do: 'wire', output: address(id, 'Z'), input },
  ];
  return [candidate('flatten', moves, { input })];
}

/** What is wrong under Training goes back to its default. */
function training(document: GraphDocument, { code, values }: Problem): readonly Candidate[] {
  const { optimizer, split } = document.training;
  const without = (name: string) =>
    Object.fromEntries(Object.entries(optimizer.settings).filter(([each]) => each !== name));
  const patches: ReadonlyMap<
    string,
    readonly [field: string, patch: { readonly [F in keyof Training]?: Training[F] | undefined }]
  > = new Map([
    ['loss-unknown', ['loss', { loss: undefined }]],
    ['loss-shape', ['loss', { loss: undefined }]],
    ['unknown-optimizer', ['optimizer', { optimizer: undefined }]],
    ['unknown-schedule', ['schedule', { schedule: undefined }]],
    ['no-clipping', ['clipNorm', { clipNorm: undefined }]],
    [
      'bad-optimizer-setting',
      [String(values.setting), { optimizer: { ...optimizer, settings: without(String(values.setting)) } }],
    ],
    ['nesterov', ['nesterov', { optimizer: { ...optimizer, settings: without('nesterov') } }]],
    ['no-training-rows', ['test', { split: { ...split, test: DEFAULT_TRAINING.split.test } }]],
  ]);
  const found = patches.get(code);
  return found ? [candidate('default', [{ do: 'train', patch: found[1] }], { setting: found[0] })] : [];
}

/** What data nodes give as y. */
function labels(planned: Plan): readonly Address[] {
  return planned.steps
    .filter(({ type }) => type.source?.load && type.outputs.includes('y'))
    .map(({ node }) => address(node, 'y'));
}

function wire(output: Address, input: Address): Candidate {
  return candidate('wire', [{ do: 'wire', output, input }], { output, input });
}

function setFeatures(node: NodeId, count: number): Move {
  return { do: 'set', node, name: 'features', value: count };
}

function candidate(code: FixCode, moves: readonly Move[], values: Fix['label']['values']): Candidate {
  return { label: { code, values }, moves };
}

/** Where several would do, none surely is meant. */
function one<T>(items: readonly T[]): readonly T[] {
  return items.length === 1 ? items : [];
}

/** What is merely unfinished may come to light: a loss that lost a bad wire wants another. */
function mends(document: GraphDocument, before: Plan, problem: Problem, moves: readonly Move[]): boolean {
  const label = { code: 'fix', values: {} };
  const mended = moves.reduce((history, move) => apply(history, label, editOf(move)), begin(document)).present;
  const known = new Set(before.problems.map(signature));
  const after = plan(mended).problems;
  return after.every(
    (each) => signature(each) !== signature(problem) && (known.has(signature(each)) || each.code === 'unwired'),
  );
}

function signature({ code, node, port }: Problem): string {
  return `${code} ${node} ${port}`;
}
