/* What can be wrong with the training block: names that do not exist, numbers out of range. */
import type { Address, GraphDocument, Settings } from '../document/document.ts';
import type { Fields } from '../nodes/settings.ts';
import type { Shape } from '../tensor/shape.ts';
import { OPTIMIZERS } from './optimizers.ts';
import type { Found } from './problems.ts';
import { unknownSettings } from './resolve.ts';
import { SCHEDULES } from './schedules.ts';

export function trainingProblems(document: GraphDocument, shapes: ReadonlyMap<Address, Shape>): readonly Found[] {
  const { optimizer, schedule } = document.training;
  const problems = [
    ...namedProblems('unknown-optimizer', optimizer, OPTIMIZERS),
    ...namedProblems('unknown-schedule', schedule, SCHEDULES),
  ];
  const { momentum = 0, dampening = 0, nesterov = false } = optimizer.settings;
  if (nesterov && (momentum === 0 || dampening !== 0)) problems.push({ code: 'nesterov', values: {} });
  const fields = OPTIMIZERS.get(optimizer.type)?.settings;
  const cycles = schedule.type === 'one-cycle' && schedule.settings.cycleMomentum !== false;
  if (cycles && fields && !('momentum' in fields || 'betas' in fields))
    problems.push({ code: 'no-momentum-to-cycle', values: { type: optimizer.type } });
  const drawn = new Set<Address>([...(document.frozen ?? [])]);
  for (const place of drawn)
    if (!shapes.has(place))
      problems.push({ code: 'frozen-unknown', values: { tensor: place }, node: place.split('.')[0] ?? '' });
  return problems;
}

/** A type that the table does not hold, and settings that its entry refuses. */
function namedProblems(
  unknown: string,
  { type, settings }: { readonly type: string; readonly settings: Settings },
  table: ReadonlyMap<string, { readonly settings: Fields }>,
): Found[] {
  const entry = table.get(type);
  if (!entry) return [{ code: unknown, values: { type, known: [...table.keys()].join(', ') } }];
  const surplus = unknownSettings(type, settings, entry.settings);
  const refused = Object.entries(entry.settings)
    .filter(([setting, field]) => settings[setting] !== undefined && field.accepts(settings[setting]) === undefined)
    .map(([setting]) => ({
      code: 'bad-training-setting',
      values: { type, setting, value: JSON.stringify(settings[setting]) },
    }));
  return surplus ? [surplus, ...refused] : refused;
}
