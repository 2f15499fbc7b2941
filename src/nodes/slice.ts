/* Slice: some indices of one axis, as Python's start:end:step. */
import { axisOf, type Shape, ShapeError, written } from '../tensor/shape.ts';
import type { Span } from '../tensor/tensor.ts';
import { defineNode } from './define.ts';
import { integer, integerOr, type SettingsOf } from './settings.ts';

const settings = {
  axis: integer({ en: 'Axis, −1 the last', ja: '軸(−1 は最後)' }, { initial: -1, min: -8, max: 7 }),
  start: integer({ en: 'Start; below 0 from the end', ja: '始まり(負なら後ろから)' }, { initial: 0, min: -65_536 }),
  end: integerOr('size', { en: 'End, not included', ja: '終わり(含まない)' }, { min: -65_536, max: 65_536 }),
  step: integer({ en: 'Step', ja: '間隔' }, { initial: 1, min: 1 }),
};

/** What is taken of an axis of this length. Beyond its ends there is nothing to take, as in Python. */
function spanOf(A: Shape, { axis, start, end, step }: SettingsOf<typeof settings>): Span {
  const at = axisOf(axis, A);
  const n = A[at] as number;
  const place = (i: number) => Math.min(n, Math.max(0, i < 0 ? i + n : i));
  const first = place(start);
  const length = Math.ceil(((end === 'size' ? n : place(end)) - first) / step);
  if (length < 1) throw new ShapeError('empty-slice', { shape: written(A), axis, start, end });
  return { axis: at, start: first, length, step };
}

/** Z = A[start:end:step] along one axis; what was left out receives the gradient 0. A → Z. */
export const slice = defineNode({
  type: 'slice',
  words: {
    en: {
      name: 'Slice',
      help: 'Takes some indices of one axis; the rest receives no gradient.',
      also: ['crop', 'narrow', 'index', 'select', 'columns'],
    },
    ja: {
      name: '切り出し',
      help: '一つの軸の一部を取り出します。残りに勾配は流れません。',
      also: ['スライス', '抜き出し', '添字'],
    },
  },
  category: 'shape',
  settings,

  inputs: ['A'],
  parameters: {},
  outputs: ['Z'],

  formula: { forward: ['Z = A[start:end:step]'], backward: ['dA[start:end:step] = dZ'] },

  shapes(inputs, settings) {
    const { axis, length } = spanOf(inputs.A, settings);
    return { Z: inputs.A.with(axis, length) };
  },
  forward: ({ A }, settings) => ({ Z: A.slice(spanOf(A.shape, settings)) }),
  backward: ({ A }, { dZ }, settings) => ({ dA: dZ.sliceGradient(A.shape, spanOf(A.shape, settings)) }),

  pytorch({ A }, { axis, start, end, step }) {
    const taken = `${start || ''}:${end === 'size' ? '' : end}${step === 1 ? '' : `:${step}`}`;
    const whole = (count: number) => new Array<string>(count).fill(':');
    const places = axis < 0 ? ['...', taken, ...whole(-1 - axis)] : [...whole(axis), taken];
    return `${A}[${places.join(', ')}]`;
  },
  example: { inputs: { A: [3, 5] }, settings: { start: 1, end: 4 } },
});
