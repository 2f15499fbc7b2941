/* The fields of the training block, and those of them that differ from the defaults. */
import { DEFAULT_TRAINING, type Setting, type Training, type Words } from '../../document/document.ts';
import { choice, type Field, type Fields, flag, integer, number } from '../../nodes/settings.ts';
import { OPTIMIZERS } from '../../plan/optimizers.ts';
import { SCHEDULES } from '../../plan/schedules.ts';
import { type Key, word } from '../../words/words.ts';

const { batchSize, shuffle, split, seed, zeroGradients } = DEFAULT_TRAINING;
const SEEDS = 2 ** 32 - 1;

export const FIELDS = {
  batchSize: integer(words('inspector.batch-size'), { initial: batchSize === 'full' ? 32 : batchSize, min: 1 }),
  full: flag(words('inspector.batch-full'), batchSize === 'full'),
  shuffle: flag(words('inspector.shuffle'), shuffle),
  testShare: number(words('inspector.test-share'), { initial: split.test, min: 0, max: 0.99 }),
  splitSeed: integer(words('inspector.split-seed'), { initial: split.seed, max: SEEDS }),
  seed: integer(words('inspector.seed'), { initial: seed, max: SEEDS }),
  zeroGradients: flag(words('inspector.zero-gradients'), zeroGradients),
  mode: choice(words('inspector.mode'), { train: words('inspector.mode-train'), eval: words('inspector.mode-eval') }),
  clipNorm: number(words('inspector.clip-norm'), { initial: 0, min: 0 }),
  every: choice(words('inspector.every'), {
    step: words('inspector.every-step'),
    epoch: words('inspector.every-epoch'),
  }),
} as const;

/** The two parts of the training whose settings depend on a type. */
export const PARTS = {
  optimizer: { words: words('inspector.optimizer'), table: OPTIMIZERS },
  schedule: { words: words('inspector.schedule'), table: SCHEDULES },
} as const;
export type PartName = keyof typeof PARTS;

/** The choice of a part's type; one that is unknown here stays in the list until another is chosen. */
export function typeField(part: PartName, type: string): Field {
  const { words, table } = PARTS[part];
  const known = Object.fromEntries([...table].map(([name, entry]) => [name, entry.words]));
  return choice(words, { ...known, ...(table.has(type) ? {} : { [type]: { en: type, ja: type } }) });
}

/** The fields of a part, and what they hold. */
export function partFields(
  training: Training,
  part: PartName,
): readonly [name: string, field: Field, value: Setting][] {
  const { type, settings } = training[part];
  const fields: Fields = PARTS[part].table.get(type)?.settings ?? {};
  return Object.entries(fields).map(([name, field]) => [
    name,
    field,
    Object.hasOwn(settings, name) ? (settings[name] ?? field.initial) : field.initial,
  ]);
}

/** Another type begins with its own settings, and another optimiser with the rate that PyTorch gives it. */
export function retyped(training: Training, part: PartName, type: string): Partial<Training> {
  if (part === 'schedule') return { schedule: { ...training.schedule, type, settings: {} } };
  const learningRate = OPTIMIZERS.get(type)?.learningRate ?? training.learningRate;
  return { optimizer: { type, settings: {} }, learningRate };
}

/** What stands on the closed line: `Momentum 0.9`. The learning rate has its own place on the screen. */
interface Difference {
  readonly name: string;
  readonly words: Words;
  readonly value: Setting | Words;
}

export function differences(training: Training): readonly Difference[] {
  const own: readonly [name: string, words: Words, value: Setting | Words, usual: Setting | Words][] = [
    ['batchSize', FIELDS.batchSize.words, training.batchSize, batchSize],
    ['shuffle', FIELDS.shuffle.words, training.shuffle, shuffle],
    ['testShare', FIELDS.testShare.words, training.split.test, split.test],
    ['splitSeed', FIELDS.splitSeed.words, training.split.seed, split.seed],
    ['seed', FIELDS.seed.words, training.seed, seed],
    ['zeroGradients', FIELDS.zeroGradients.words, training.zeroGradients, zeroGradients],
    ['mode', FIELDS.mode.words, training.mode, DEFAULT_TRAINING.mode],
    ['loss', words('inspector.loss'), training.loss ?? '', ''],
    ['clipNorm', FIELDS.clipNorm.words, training.clipNorm ?? 0, 0],
    ['every', FIELDS.every.words, FIELDS.every.choices[training.schedule.every], FIELDS.every.choices.step],
  ];
  const theirs = (['optimizer', 'schedule'] as const).flatMap((part) => {
    const { words, table } = PARTS[part];
    const named = (type: string) => table.get(type)?.words ?? type;
    const type = [part, words, named(training[part].type), named(DEFAULT_TRAINING[part].type)] as const;
    return [
      type,
      ...partFields(training, part).map(([name, field, value]) => [name, field.words, value, field.initial] as const),
    ];
  });
  return [...own, ...theirs]
    .filter(([, , value, usual]) => JSON.stringify(value) !== JSON.stringify(usual))
    .map(([name, label, value]) => ({ name, words: label, value }));
}

function words(key: Key): Words {
  // Read when they are shown: a language may come later than this file.
  return {
    get en() {
      return word('en', key);
    },
    get ja() {
      return word('ja', key);
    },
  };
}
