/* The fields of the training block, and those of them that differ from the defaults. */
import { DEFAULT_TRAINING, type Setting, type Training, type Words } from '../../document/document.ts';
import { choice, flag, integer, number } from '../../nodes/settings.ts';
import { OPTIMIZERS } from '../../plan/training.ts';
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
} as const;

/** What stands on the closed line: `Momentum 0.9`. The learning rate has its own place on the screen. */
interface Difference {
  readonly name: string;
  readonly words: Words;
  readonly value: Setting;
}

export function differences(training: Training): readonly Difference[] {
  const { optimizer } = training;
  const own: readonly [name: string, words: Words, value: Setting, usual: Setting][] = [
    ['batchSize', FIELDS.batchSize.words, training.batchSize, batchSize],
    ['shuffle', FIELDS.shuffle.words, training.shuffle, shuffle],
    ['testShare', FIELDS.testShare.words, training.split.test, split.test],
    ['splitSeed', FIELDS.splitSeed.words, training.split.seed, split.seed],
    ['seed', FIELDS.seed.words, training.seed, seed],
    ['zeroGradients', FIELDS.zeroGradients.words, training.zeroGradients, zeroGradients],
    ['mode', FIELDS.mode.words, training.mode, DEFAULT_TRAINING.mode],
    ['loss', words('inspector.loss'), training.loss ?? '', ''],
  ];
  const fields = Object.entries(OPTIMIZERS.get(optimizer.type) ?? {});
  const theirs = fields.map(
    ([name, { words, initial }]) =>
      [
        name,
        words,
        Object.hasOwn(optimizer.settings, name) ? (optimizer.settings[name] ?? initial) : initial,
        initial,
      ] as const,
  );
  return [...own, ...theirs]
    .filter(([, , value, usual]) => value !== usual)
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
