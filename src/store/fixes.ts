/* One-click mends of problems. A mend is offered only when the plan of the mended document no longer has the problem and
   has no new one: every candidate is tried there first. */
import {
  type Address,
  address,
  DEFAULT_TRAINING,
  type GraphDocument,
  parts,
  type Settings,
  type Training,
} from '../document/document.ts';
import * as edits from '../document/edits.ts';
import { apply, begin, type Edit } from '../document/history.ts';
import { newId } from '../document/names.ts';
import { type Plan, plan } from '../plan/plan.ts';
import type { Problem } from '../plan/problems.ts';
import { type Fix, fix, setFeatures, targets } from './fix.ts';
import { shapeFixes } from './shape-fixes.ts';
import { tried } from './wiring.ts';

/** Buttons beside one problem. */
const MOST = 3;

/** The mends of a problem that this plan of this document has, the likeliest first; none when nothing surely helps.
    `known`: the problems that may stay. */
export function fixesFor(
  document: GraphDocument,
  planned: Plan,
  problem: Problem,
  most = MOST,
  known = signatures(planned),
): readonly Fix[] {
  const found: Fix[] = [];
  for (const fix of candidates(document, planned, problem)) {
    if (found.length === most) break;
    const again = found.some(({ label }) => JSON.stringify(label) === JSON.stringify(fix.label));
    if (!again && mends(document, problem, fix.edit, known)) found.push(fix);
  }
  return found;
}

/** What would make a refused wire fit: the wire together with a mend, as one step. */
export function fixesOfWire(document: GraphDocument, output: Address, input: Address): readonly Fix[] {
  const { wired, planned, problem } = tried(document, output, input);
  const fixes = problem ? fixesFor(wired, planned, problem, MOST, signatures(plan(document))) : [];
  return fixes.map(({ label, edit }) => ({ label, edit: edits.together([edits.connect(input, output), edit]) }));
}

function candidates(document: GraphDocument, planned: Plan, problem: Problem): readonly Fix[] {
  const { code, values, node = '', port = '' } = problem;
  const place = address(node, port);
  switch (code) {
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
    case 'unwired':
      return port === 'y' ? one(labels(planned).map((output) => wire(output, place))) : [];
    case 'unknown-port':
      return [address(node, String(values.port)), place]
        .filter((input) => document.wires[input])
        .map((input) => fix('unwire', [edits.disconnect(input)], { input }));
    case 'no-loss':
      return addLoss(document, planned);
    case 'heads':
      return [fix('default', [edits.changeSetting(node, 'heads', undefined)], { setting: 'heads' })];
    default:
      return [...shapeFixes(document, planned, problem), ...training(document, problem)];
  }
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
    .filter(({ type }) => type.source && type.outputs.includes('y'))
    .map(({ node }) => address(node, 'y'));
}

function wire(output: Address, input: Address): Fix {
  return fix('wire', [edits.connect(input, output)], { output, input });
}

/** Where several would do, none surely is meant. */
function one<T>(items: readonly T[]): readonly T[] {
  return items.length === 1 ? items : [];
}

/** What is merely unfinished may come to light: a loss that lost a bad wire wants another. */
function mends(document: GraphDocument, problem: Problem, edit: Edit, known: ReadonlySet<string>): boolean {
  const mended = apply(begin(document), { code: 'fix', values: {} }, edit).present;
  return plan(mended).problems.every(
    (each) => signature(each) !== signature(problem) && (known.has(signature(each)) || each.code === 'unwired'),
  );
}

function signatures({ problems }: Plan): ReadonlySet<string> {
  return new Set(problems.map(signature));
}

function signature({ code, node, port }: Problem): string {
  return `${code} ${node} ${port}`;
}
