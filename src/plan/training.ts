/* What can be wrong with the training block: names that do not exist, numbers out of range. */
import type { Address, GraphDocument } from '../document/document.ts';
import { type Fields, flag, number } from '../nodes/settings.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Found } from './problems.ts';

/** Settings of the optimisers that exist, with PyTorch's defaults. */
export const OPTIMIZERS: ReadonlyMap<string, Fields> = new Map([
  [
    'sgd',
    {
      momentum: number({ en: 'Momentum', ja: 'モメンタム' }, { initial: 0, min: 0 }),
      dampening: number({ en: 'Dampening', ja: 'ダンピング' }, { initial: 0 }),
      weightDecay: number({ en: 'Weight decay', ja: '重み減衰' }, { initial: 0, min: 0 }),
      nesterov: flag({ en: 'Nesterov', ja: 'ネステロフ' }, false),
    },
  ],
]);

export function trainingProblems(document: GraphDocument, shapes: ReadonlyMap<Address, Shape>): readonly Found[] {
  const { training } = document;
  const problems: Found[] = [];
  const fields = OPTIMIZERS.get(training.optimizer.type);
  if (!fields)
    problems.push({
      code: 'unknown-optimizer',
      values: { type: training.optimizer.type, known: [...OPTIMIZERS.keys()].join(', ') },
    });
  for (const [setting, field] of Object.entries(fields ?? {})) {
    const value = training.optimizer.settings[setting];
    if (value !== undefined && field.accepts(value) === undefined)
      problems.push({
        code: 'bad-optimizer-setting',
        values: { type: training.optimizer.type, setting, value: JSON.stringify(value) },
      });
  }
  const { momentum = 0, dampening = 0, nesterov = false } = training.optimizer.settings;
  if (nesterov && (momentum === 0 || dampening !== 0)) problems.push({ code: 'nesterov', values: {} });
  if (training.schedule.type !== 'constant')
    problems.push({ code: 'unknown-schedule', values: { type: training.schedule.type, known: 'constant' } });
  if (training.clipNorm !== undefined) problems.push({ code: 'no-clipping', values: { clipNorm: training.clipNorm } });
  const drawn = new Set<Address>([...(document.frozen ?? [])]);
  for (const place of drawn)
    if (!shapes.has(place))
      problems.push({ code: 'frozen-unknown', values: { tensor: place }, node: place.split('.')[0] ?? '' });
  return problems;
}
