/* Answers to questions about the network as it is: whole tensors, rows of the data, what single numbers are made of. */
import { Explainer } from '../debug/explain.ts';
import { explainUpdate, feedsUpdate } from '../debug/explain-update.ts';
import { express, single } from '../debug/expression.ts';
import { type Address, parts } from '../document/document.ts';
import { Fault } from '../language/fault.ts';
import type { Pass } from '../run/pass.ts';
import type { Step } from '../run/step.ts';
import type { Trainer } from '../run/trainer.ts';
import { flatIndex, size } from '../tensor/shape.ts';
import { read } from '../tensor/tensor.ts';
import { scopeOf } from './inspection.ts';
import type { Answer, Request } from './requests.ts';

const LARGEST_ANSWER = 1_000_000;
/** Explaining more cells of one tensor would keep the worker from hearing a pause. */
const CERTAIN = 64;
const explainers = new WeakMap<Step, Explainer>();

/** Questions that change something, or take their time: the session answers those. */
type Elsewhere =
  | 'setValue'
  | 'setTensors'
  | 'export'
  | 'check'
  | 'losses'
  | 'mark'
  | 'plant'
  | 'program'
  | 'truth'
  | 'trace'
  | 'best'
  | 'patience';

/** `pass` are the tensors that are shown. */
export function answer(request: Exclude<Request, { kind: Elsewhere }>, trainer: Trainer, pass: Pass): Answer {
  switch (request.kind) {
    case 'evaluate':
      return evaluate(trainer, request);
    case 'respond':
      return respond(trainer, request);
    case 'rows':
      return rows(trainer, request);
    case 'judge': {
      const judged = trainer.network.judge(request.most);
      const test = trainer.network.columns.split.test.length > 0;
      return judged ? { kind: 'judge', judged, test } : { kind: 'refused', reason: 'unknown-address' };
    }
    case 'fit': {
      const fitted = trainer.network.fit(request.most);
      const test = trainer.network.columns.split.test.length > 0;
      return fitted ? { kind: 'fit', fitted, test } : { kind: 'refused', reason: 'unknown-address' };
    }
    case 'tensor': {
      const tensor = pass.get(request.address);
      if (!tensor) return { kind: 'refused', reason: 'unknown-address' };
      if (tensor.size > LARGEST_ANSWER) return { kind: 'refused', reason: 'too-large' };
      return { kind: 'tensor', shape: tensor.shape, data: read(tensor) };
    }
    case 'explain':
      return explain(trainer, pass, request);
    case 'express':
      return expressed(trainer, pass, request);
    case 'addends': {
      const { address, most } = request;
      const found = pass.has(address) ? explainerOf(trainer).addends(address, most) : undefined;
      return found ? { kind: 'addends', ...found } : { kind: 'refused', reason: 'unknown-address' };
    }
  }
}

/** What a number that is shown was made of, and whom of those that are shown it feeds. */
function explain(
  trainer: Trainer,
  pass: Pass,
  { address, index, limit }: Extract<Request, { kind: 'explain' }>,
): Answer {
  const tensor = pass.get(address);
  const flat = tensor && flatIndex(tensor.shape, index);
  if (!tensor || flat === undefined) return { kind: 'refused', reason: 'unknown-address' };
  const explainer = explainerOf(trainer);
  const update = updateOf(trainer, pass);
  const influence = [
    ...explainer.influence(address, index, CERTAIN).filter((each) => pass.has(each.address)),
    ...feedsUpdate(update, address, index),
  ];
  const explanation = explainer.explain(address, index, limit) ?? explainUpdate(update, address, index) ?? null;
  return { kind: 'explain', explanation, influence, value: tensor.device.data[tensor.pointer + flat]! };
}

function expressed(
  trainer: Trainer,
  pass: Pass,
  { text, node, condition }: Extract<Request, { kind: 'express' }>,
): Answer {
  const { plan, numbers } = scopeOf(trainer);
  const loss = plan.losses.every((place) => pass.has(place)) ? trainer.network.loss(pass) : undefined;
  try {
    const expressed = express(text, { plan, pass, node, numbers: { ...numbers, loss } }, !condition);
    if (condition) single(expressed);
    return { kind: 'express', expressed };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'fault', code: error.code, values: error.values };
  }
}

function updateOf({ document, learningRate: rate, network, plan }: Trainer, pass: Pass) {
  const parameters = (place: Address) => network.learned.has(plan.ties.get(place) ?? place);
  return { document, rate, pass, parameters };
}

function explainerOf(trainer: Trainer): Explainer {
  const step = trainer.network.step(trainer.batch().length);
  const explainer = explainers.get(step) ?? new Explainer(trainer.network.device, trainer.plan, step);
  explainers.set(step, explainer);
  return explainer;
}

function evaluate(trainer: Trainer, request: Extract<Request, { kind: 'evaluate' }>): Answer {
  const { input, shape, data, output } = request;
  const reason = refusalOf(trainer, request);
  if (reason) return { kind: 'refused', reason };
  const result = trainer.network.look(input, { shape, data }, output);
  return { kind: 'evaluate', shape: result.shape, data: Float32Array.from(result.data) };
}

function respond(trainer: Trainer, request: Extract<Request, { kind: 'respond' }>): Answer {
  const { input, shape, data, output, row, column } = request;
  const reason = refusalOf(trainer, request);
  if (reason) return { kind: 'refused', reason };
  const response = trainer.network.respond(input, { shape, data }, output, row, column);
  return response ? { kind: 'respond', response } : { kind: 'refused', reason: 'unknown-address' };
}

/** Why rows from outside cannot be carried from an input to an output. */
function refusalOf(
  { plan }: Trainer,
  { input, shape, data, output }: Extract<Request, { kind: 'evaluate' | 'respond' }>,
): 'unknown-address' | 'wrong-shape' | undefined {
  const wanted = plan.shapes.get(input);
  if (!wanted || !plan.shapes.has(output)) return 'unknown-address';
  const most = plan.indices.get(input) ?? Number.POSITIVE_INFINITY;
  const picks = !plan.indices.has(input) || data.every((each) => Number.isInteger(each) && each >= 0 && each < most);
  const fits = size(shape) === data.length && size(shape.slice(1)) === size(wanted.slice(1));
  return fits && picks ? undefined : 'wrong-shape';
}

function rows(trainer: Trainer, { node, from, count }: Extract<Request, { kind: 'rows' }>): Answer {
  const columns = new Map<string, { shape: readonly number[]; data: readonly number[] }>();
  let total = 0;
  for (const [place, { shape, data }] of trainer.network.columns.rows) {
    const at = parts(place as Address);
    if (at.node !== node) continue;
    total = shape[0] ?? 0;
    const width = size(shape.slice(1));
    const end = Math.min(total, from + count);
    columns.set(at.name, {
      shape: [Math.max(0, end - from), ...shape.slice(1)],
      data: Array.from(data.slice(from * width, end * width)),
    });
  }
  if (columns.size === 0) return { kind: 'refused', reason: 'unknown-address' };
  const { test } = trainer.network.columns.split;
  return { kind: 'rows', columns, total, test, batch: trainer.batch().slice() };
}
