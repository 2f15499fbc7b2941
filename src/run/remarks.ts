/* What is odd about the data of a network, though it computes: said once, when they are loaded. */
import { address } from '../document/document.ts';
import type { Plan } from '../plan/plan.ts';
import { size } from '../tensor/shape.ts';
import type { TensorData } from '../tensor/tensor.ts';
import type { Columns } from './columns.ts';

/** A sentence of `words/` by its code. */
export interface Remark {
  readonly code: 'constant-column' | 'one-class';
  readonly values: Readonly<Record<string, string | number>>;
}

/** A column that is to be standardised and has one value in all training rows; a target that has one class in them. */
export function remarksOn({ steps }: Plan, { rows, split }: Columns): readonly Remark[] {
  const remarks: Remark[] = [];
  const training = split.train;
  for (const { node, type, settings, sources } of steps) {
    const standardised = settings.standardise === true && rows.get(address(node, 'X'));
    if (standardised) {
      const columns = constantColumns(standardised, training);
      if (columns.length > 0) remarks.push({ code: 'constant-column', values: { node, columns: columns.join(', ') } });
    }
    const target = type.predicts && sources.get(type.predicts.target);
    const classes = target && rows.get(target);
    if (!classes || training.length < 2) continue;
    const width = size(classes.shape.slice(1));
    const first = classes.data[training[0]! * width];
    const others = training.some((row) => classes.data.slice(row * width, (row + 1) * width).some((y) => y !== first));
    if (!others) remarks.push({ code: 'one-class', values: { tensor: target, class: first ?? 0 } });
  }
  return remarks;
}

/** Their numbers, from 0 on. */
function constantColumns({ shape, data }: TensorData, training: Int32Array): number[] {
  const width = size(shape.slice(1));
  const constant = (column: number) =>
    training.every((row) => data[row * width + column] === data[training[0]! * width + column]);
  return Array.from({ length: training.length > 0 ? width : 0 }, (_, column) => column).filter(constant);
}
