/* Whether the loss of a batch is the mean, or the sum, of what its rows give each by itself: only then can processes
   share a batch and come to the same numbers. */
import type { Address } from '../document/document.ts';
import { address } from '../document/document.ts';
import { baseOf } from '../document/rewriting.ts';
import { inputsOf } from '../plan/resolve.ts';
import { axisOf, type Shape, size } from '../tensor/shape.ts';
import type { Part, Program } from './moment.ts';

export interface Division {
  readonly reduction: 'mean' | 'sum' | 'mixed';
  /** Nodes that take statistics over the rows of a batch. */
  readonly statistics: readonly string[];
}

/** What a tensor is: rows along axis 0, each by itself; the same for every batch; or neither. */
type Kind = 'rows' | 'constant' | 'mixed';
type Rule = (
  shapes: Readonly<Record<string, Shape>>,
  settings: Part['step']['settings'],
  kinds: readonly Kind[],
) => boolean;

const beyondRows = (axis: unknown, shape: Shape = []) => axis !== 'all' && axisOf(Number(axis), shape) !== 0;
const always: Rule = () => true;
const least =
  (rank: number): Rule =>
  ({ A = [] }) =>
    A.length >= rank;
const operands: Rule = ({ A = [], B = [] }, _, [a, b]) => {
  if (a === 'rows' && b === 'rows') return A.length === B.length;
  const [rows, other] = a === 'rows' ? [A, B] : [B, A];
  return other.length < rows.length || (other.length === rows.length && other[0] === 1);
};

/** Where a node with rows at an input gives rows; a type that is not named mixes them. */
const rules: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(
    'relu leaky-relu elu sigmoid tanh gelu silu softplus dropout scale exp log square sqrt embedding conv2d max-pool2d avg-pool2d attention batch-norm'
      .split(' ')
      .map((type) => [type, always]),
  ),
  ...Object.fromEntries('add subtract multiply divide'.split(' ').map((type) => [type, operands])),
  linear: least(2),
  'layer-norm': least(2),
  'causal-mask': least(3),
  softmax: ({ Z }, { axis }) => beyondRows(axis, Z),
  sum: ({ A }, { axis }) => beyondRows(axis, A),
  mean: ({ A }, { axis }) => beyondRows(axis, A),
  slice: ({ A }, { axis }) => beyondRows(axis, A),
  concat: ({ A }, { axis }, kinds) => beyondRows(axis, A) && kinds.every((kind) => kind === 'rows'),
  transpose: ({ A }, { a, b }) => beyondRows(a, A) && beyondRows(b, A),
  permute: ({ A = [] }, { order }) => axisOf((order as number[])[0] ?? 0, A) === 0,
  flatten: ({ A }, { startAxis }) => beyondRows(startAxis, A),
  reshape: ({ A = [] }, { shape }) => {
    const [first, ...rest] = shape as readonly number[];
    return first === -1 && size(rest) === size(A.slice(1));
  },
  matmul: ({ A = [], B = [] }, _, [a, b]) => {
    if (a === 'rows' && b === 'rows') return A.length >= 3 && A.length === B.length;
    return a === 'rows' ? A.length >= 2 && B.length <= 2 : B.length >= 3 && A.length <= 2;
  },
};

export function divisionOf({ moment, parts, data }: Program): Division {
  const kinds = new Map<Address, Kind>(data.map((place) => [place, moment.rows.has(place) ? 'rows' : 'constant']));
  const reductions = new Set<Division['reduction']>();
  for (const { id, step, place } of parts) {
    const read = inputsOf(step.type).map((port) => kinds.get(step.sources.get(port) as Address) ?? 'constant');
    const out = (kind: Kind) => {
      for (const name of step.type.outputs) kinds.set(address(id, name), kind);
    };
    if (step.type.category === 'loss') {
      const each = read.every((kind) => kind === 'rows');
      reductions.add(each ? (step.settings.reduction === 'sum' ? 'sum' : 'mean') : 'mixed');
      out('mixed');
    } else if (read.includes('mixed')) out('mixed');
    else if (!read.includes('rows')) out('constant');
    else out(rules[baseOf(step.type.type)]?.(place.shapes, step.settings, read) ? 'rows' : 'mixed');
  }
  const own = moment.plan.losses.every((loss) =>
    parts.some(({ id, step }) => step.type.category === 'loss' && address(id, 'L') === loss),
  );
  const [reduction = 'mixed', ...others] = own ? reductions : [];
  const statistics = parts.filter(
    ({ step }) => baseOf(step.type.type) === 'batch-norm' && moment.plan.mode === 'train',
  );
  return { reduction: others.length > 0 ? 'mixed' : reduction, statistics: statistics.map(({ id }) => id) };
}
