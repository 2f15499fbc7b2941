/* Random settings of a node, for the shape of its first input: by the name of the setting, else by its kind. */
import type { AnyNodeType, AnySettings } from '../nodes/define.ts';
import type { Field } from '../nodes/settings.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Dice } from './random-graph.ts';

type Value = AnySettings[string];

const axis = (dice: Dice, { length }: Shape) => dice.integer(-length, Math.max(-length, length - 1));

const byName: Readonly<Record<string, (dice: Dice, A: Shape) => Value>> = {
  axis,
  startAxis: axis,
  a: axis,
  b: axis,
  features: (dice) => dice.integer(1, 4),
  channels: (dice) => dice.integer(1, 3),
  tokens: (dice) => dice.integer(1, 4),
  heads: (dice) => dice.integer(1, 2),
  start: (dice) => dice.integer(-2, 1),
  step: (dice) => dice.integer(1, 2),
  p: (dice) => dice.pick([0, 0.2, 0.5, 1]),
  slope: (dice) => dice.pick([0.01, 0.3, -0.5]),
  alpha: (dice) => dice.pick([0.5, 1, 2]),
  factor: (dice) => dice.pick([-1.5, 0.5, 1, 2]),
  offset: (dice) => dice.pick([-1, 0, 0.5]),
  delta: (dice) => dice.pick([0.3, 1, 2]),
  labelSmoothing: (dice) => dice.pick([0, 0.1, 1]),
  momentum: (dice) => dice.pick([0.1, 0.5]),
  eps: (dice) => dice.pick([1e-5, 1e-2]),
};

export function settingsFor(type: AnyNodeType, A: Shape, dice: Dice): AnySettings {
  const settings = Object.entries(type.settings).map(([name, field]) => [name, settingFor(name, field, A, dice)]);
  return Object.fromEntries(settings) as AnySettings;
}

function settingFor(name: string, field: Field, A: Shape, dice: Dice): Value {
  switch (field.kind) {
    case 'flag':
      return dice.chance(0.5);
    case 'choice':
      return dice.pick(Object.keys(field.choices));
    case 'integer-or':
      return dice.chance(0.5) ? field.initial : name === 'axis' ? axis(dice, A) : dice.pick([-1, 1, 2]);
    case 'axes':
      return dice.shuffled(A.map((_, i) => (dice.chance(0.5) ? i : i - A.length)));
    case 'open-shape': {
      const open = dice.integer(0, A.length);
      return dice.shuffled(A).map((n, i) => (i === open ? -1 : n));
    }
    case 'sides': {
      const side = () => dice.integer(field.least, field.least + 1);
      return dice.chance(0.3) ? field.initial : dice.chance(0.5) ? side() : [side(), side()];
    }
    default:
      return byName[name]?.(dice, A) ?? field.initial;
  }
}
