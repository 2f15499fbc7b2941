/* What y of a data set with classes is: class numbers, or the same as numbers for a regression loss. */
import type { Shape } from '../tensor/shape.ts';
import type { TensorData } from '../tensor/tensor.ts';
import { choice } from './settings.ts';

export const target = choice(
  { en: 'Target y', ja: '目標 y' },
  {
    classes: { en: 'class numbers [N]', ja: 'クラス番号 [N]' },
    column: { en: 'column of numbers [N, 1]', ja: '数値の列 [N, 1]' },
    'one-hot': { en: 'one-hot rows [N, C]', ja: 'one-hot の行 [N, C]' },
  },
);
export type Target = typeof target.initial;

export function targetShape(target: Target, rows: number, classes: number): Shape {
  return { classes: [rows], column: [rows, 1], 'one-hot': [rows, classes] }[target];
}

/** `labels`: one class number a row. */
export function targetData(target: Target, labels: ArrayLike<number>, classes: number): TensorData {
  const shape = targetShape(target, labels.length, classes);
  if (target !== 'one-hot') return { shape, data: Float64Array.from(labels) };
  const data = new Float64Array(labels.length * classes);
  for (let row = 0; row < labels.length; row++) data[row * classes + labels[row]!] = 1;
  return { shape, data };
}

/** The outputs that carry indices, with what they stay below. */
export function targetIndices(target: Target, classes: number): Record<string, number> {
  return target === 'classes' ? { y: classes } : {};
}
