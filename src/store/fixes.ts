/* One-click mends of problems. A mend is offered only when the plan of the mended document no longer has the problem and
   has no new one: every candidate is tried there first. */
import {
  type Address,
  address,
  DEFAULT_TRAINING,
  type GraphDocument,
  type NodeId,
  parts,
  type Settings,
  type Training,
} from '../document/document.ts';
import * as edits from '../document/edits.ts';
import { apply, begin, type Edit } from '../document/history.ts';
import { newId } from '../document/names.ts';
import { type Plan, plan } from '../plan/plan.ts';
import type { Problem } from '../plan/problems.ts';
import { flattens, linearBehind } from './chain.ts';

export interface Fix {
  /** What its button says: `fix.CODE` of `words/`. */
  readonly label: { readonly code: FixCode; readonly values: Readonly<Record<string, string | number>> };
  /** All that it changes, as one step. */
  readonly edit: Edit;
}
type FixCode = 'features' | 'add-loss' | 'default' | 'target' | 'wire' | 'unwire' | 'flatten' | 'remove-setting';

/** The mend of a problem that this plan of this document has; null when nothing surely helps. */
export function fixFor(document: GraphDocument, planned: Plan, problem: Problem): Fix | null {
  return candidates(document, planned, problem).find(({ edit }) => mends(document, planned, problem, edit)) ?? null;
}

function candidates(document: GraphDocument, planned: Plan, problem: Problem): readonly Fix[] {
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
        fix('default', [edits.changeSetting(node, String(values.setting), undefined)], {
          setting: values.setting ?? '',
        }),
      ];
    case 'unknown-setting':
      return [removeSettings(document, problem)];
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
        .map((input) => fix('unwire', [edits.disconnect(input)], { input }));
    case 'no-loss':
      return addLoss(document, planned);
    default:
      return training(document, problem);
  }
}

/** The Linear behind a port gets as many features as are wanted. */
function features(document: GraphDocument, port: Address, count: number): readonly Fix[] {
  const node = linearBehind(document, port);
  return node && count > 0 ? [fix('features', [setFeatures(node, count)], { node, count })] : [];
}

/** Z and y of a loss become equal: y turns one-hot or a column when that fits, else Z gets as many columns as y has. */
function matchTarget(document: GraphDocument, planned: Plan, loss: NodeId): readonly Fix[] {
  const y = document.wires[address(loss, 'y')];
  const wanted = y && planned.shapes.get(y)?.at(-1);
  return [
    ...(y ? targets(parts(y).node, ['one-hot', 'column']) : []),
    ...(wanted ? features(document, address(loss, 'Z'), wanted) : []),
  ];
}

/** Class numbers become ordinary ones; the layer before the loss follows when it must. */
function asNumbers(document: GraphDocument, planned: Plan, { values, node = '' }: Problem): readonly Fix[] {
  const source = values.source as Address;
  const plain = targets(parts(source).node, ['column', 'one-hot']);
  const linear = linearBehind(document, address(node, 'Z'));
  const classes = planned.indices.get(source);
  if (!linear || classes === undefined) return plain;
  return [
    ...plain,
    ...plain.map(({ label: { code, values }, edit }) =>
      fix(code, [edit, setFeatures(linear, values.target === 'column' ? 1 : classes)], values),
    ),
  ];
}

function targets(node: NodeId, choices: readonly string[]): readonly Fix[] {
  return choices.map((target) => fix('target', [edits.changeSetting(node, 'target', target)], { node, target }));
}

/** A loss that suits the labels behind the only open end, with a column for every class. */
function addLoss(document: GraphDocument, planned: Plan): readonly Fix[] {
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
  const added = [
    edits.addNode(id, type, { x: x + TO_THE_RIGHT, y: level }, {}),
    edits.connect(address(id, 'Z'), end),
    edits.connect(address(id, 'y'), y),
  ];
  const linear = document.nodes[parts(end).node]?.type === 'linear' ? parts(end).node : undefined;
  const columns = planned.indices.get(y) ?? planned.shapes.get(y)?.at(-1);
  const widened = linear && columns ? [setFeatures(linear, columns), ...added] : added;
  return [fix('add-loss', added, { type, end }), fix('add-loss', widened, { type, end })];
}
const TO_THE_RIGHT = 252;

/** A flatten on the wire where pictures enter the chain that leads to a port. */
function flatten(document: GraphDocument, planned: Plan, port: Address): readonly Fix[] {
  const input = flattens(document, planned.shapes, port);
  const output = input && document.wires[input];
  if (!input || !output) return [];
  const id = newId(document, 'flatten');
  const [from, to] = [parts(output).node, parts(input).node].map(
    (node) => document.nodes[node]?.position ?? { x: 0, y: 0 },
  );
  const position = { x: ((from?.x ?? 0) + (to?.x ?? 0)) / 2, y: Math.max(from?.y ?? 0, to?.y ?? 0) + 120 };
  const between = [
    edits.addNode(id, 'flatten', position, {}),
    edits.connect(address(id, 'A'), output),
    edits.connect(input, address(id, 'Z')),
  ];
  return [fix('flatten', between, { input })];
}

/** What is wrong under Training goes back to its default. */
function training(document: GraphDocument, { code, values }: Problem): readonly Fix[] {
  const { optimizer, schedule, split } = document.training;
  const without = <Part extends { readonly settings: Settings }>(part: Part, name: string): Part => ({
    ...part,
    settings: Object.fromEntries(Object.entries(part.settings).filter(([each]) => each !== name)),
  });
  const setting = String(values.setting);
  const patches: ReadonlyMap<
    string,
    readonly [field: string, patch: { readonly [F in keyof Training]?: Training[F] | undefined }]
  > = new Map([
    ['loss-unknown', ['loss', { loss: undefined }]],
    ['loss-shape', ['loss', { loss: undefined }]],
    ['unknown-optimizer', ['optimizer', { optimizer: undefined }]],
    ['unknown-schedule', ['schedule', { schedule: undefined }]],
    [
      'bad-training-setting',
      [
        setting,
        values.type === optimizer.type
          ? { optimizer: without(optimizer, setting) }
          : { schedule: without(schedule, setting) },
      ],
    ],
    ['nesterov', ['nesterov', { optimizer: without(optimizer, 'nesterov') }]],
    [
      'no-momentum-to-cycle',
      ['cycleMomentum', { schedule: { ...schedule, settings: { ...schedule.settings, cycleMomentum: false } } }],
    ],
    ['no-training-rows', ['test', { split: { ...split, test: DEFAULT_TRAINING.split.test } }]],
  ]);
  const found = patches.get(code);
  return found ? [fix('default', [edits.changeTraining(found[1])], { setting: found[0] })] : [];
}

/** Takes out the settings that their owner, a node or a part of the training, does not have. */
function removeSettings({ training: { optimizer, schedule } }: GraphDocument, { values, node }: Problem): Fix {
  const names = String(values.setting).split(', ');
  const without = <Part extends { readonly settings: Settings }>(part: Part): Part => ({
    ...part,
    settings: Object.fromEntries(Object.entries(part.settings).filter(([name]) => !names.includes(name))),
  });
  const edit = node
    ? names.map((name) => edits.changeSetting(node, name, undefined))
    : [
        edits.changeTraining(
          values.owner === optimizer.type ? { optimizer: without(optimizer) } : { schedule: without(schedule) },
        ),
      ];
  return fix('remove-setting', edit, { setting: values.setting ?? '' });
}

/** What data nodes give as y. */
function labels(planned: Plan): readonly Address[] {
  return planned.steps
    .filter(({ type }) => type.source?.load && type.outputs.includes('y'))
    .map(({ node }) => address(node, 'y'));
}

function wire(output: Address, input: Address): Fix {
  return fix('wire', [edits.connect(input, output)], { output, input });
}

function setFeatures(node: NodeId, count: number): Edit {
  return edits.changeSetting(node, 'features', count);
}

function fix(code: FixCode, parts: readonly Edit[], values: Fix['label']['values']): Fix {
  const edit: Edit = (draft) => {
    for (const part of parts) part(draft);
  };
  return { label: { code, values }, edit };
}

/** Where several would do, none surely is meant. */
function one<T>(items: readonly T[]): readonly T[] {
  return items.length === 1 ? items : [];
}

/** What is merely unfinished may come to light: a loss that lost a bad wire wants another. */
function mends(document: GraphDocument, before: Plan, problem: Problem, edit: Edit): boolean {
  const mended = apply(begin(document), { code: 'fix', values: {} }, edit).present;
  const known = new Set(before.problems.map(signature));
  const after = plan(mended).problems;
  return after.every(
    (each) => signature(each) !== signature(problem) && (known.has(signature(each)) || each.code === 'unwired'),
  );
}

function signature({ code, node, port }: Problem): string {
  return `${code} ${node} ${port}`;
}
