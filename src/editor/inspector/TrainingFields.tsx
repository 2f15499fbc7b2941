/* How the network is trained: closed at rest; what differs from the defaults stands on its line. */
import { DEFAULT_TRAINING, type Training } from '../../document/document.ts';
import { choice, type Field, flag, integer, number } from '../../nodes/settings.ts';
import { OPTIMIZERS } from '../../plan/training.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import styles from './inspector.module.css';
import { SettingInput } from './SettingFields.tsx';

const fields = {
  seed: integer(
    { en: 'Seed of weights and batches', ja: '重みとバッチのシード' },
    { initial: DEFAULT_TRAINING.seed, max: 2 ** 32 - 1 },
  ),
  shuffle: flag({ en: 'Shuffle every epoch', ja: '毎エポック並べ替える' }, DEFAULT_TRAINING.shuffle),
  zeroGradients: flag(
    { en: 'Zero the gradients each step', ja: '毎回勾配をゼロに戻す' },
    DEFAULT_TRAINING.zeroGradients,
  ),
  mode: choice({ en: 'Mode', ja: 'モード' }, { train: { en: 'train', ja: '訓練' }, eval: { en: 'eval', ja: '評価' } }),
} as const satisfies Partial<Record<keyof Training, Field>>;
const batch = integer(
  { en: 'Batch size (0: all rows)', ja: 'バッチサイズ(0 は全行)' },
  { initial: 32, min: 0, max: 65_536 },
);
const share = number({ en: 'Share of test rows', ja: 'テスト行の割合' }, { initial: 0.2, min: 0, max: 0.99 });
const splitSeed = integer({ en: 'Seed of the split', ja: '分割のシード' }, { initial: 42, max: 2 ** 32 - 1 });

export function TrainingFields() {
  const store = useChainrule();
  const say = useSay();
  const training = useSession((session) => session.history.present.training);
  const { batchSize, split, optimizer } = training;
  return (
    <details className={styles.training}>
      <summary>
        {say('inspector.training')} <span className={styles.differs}>{differing(training).join(' · ')}</span>
      </summary>
      <SettingInput
        name="batchSize"
        field={batch}
        value={batchSize === 'full' ? 0 : batchSize}
        change={(value) => store.changeTraining({ batchSize: value === 0 ? 'full' : Number(value) })}
      />
      <SettingInput
        name="test"
        field={share}
        value={split.test}
        change={(value) => store.changeTraining({ split: { ...split, test: Number(value) } })}
      />
      <SettingInput
        name="splitSeed"
        field={splitSeed}
        value={split.seed}
        change={(value) => store.changeTraining({ split: { ...split, seed: Number(value) } })}
      />
      {Object.entries(fields).map(([name, field]) => (
        <SettingInput
          key={name}
          name={name}
          field={field}
          value={training[name as keyof typeof fields]}
          change={(value) => store.changeTraining({ [name]: value })}
        />
      ))}
      <h3>{say('inspector.optimizer', { type: optimizer.type })}</h3>
      {Object.entries(OPTIMIZERS.get(optimizer.type) ?? {}).map(([name, field]) => (
        <SettingInput
          key={name}
          name={name}
          field={field}
          value={optimizer.settings[name] ?? field.initial}
          change={(value) =>
            store.changeTraining({ optimizer: { ...optimizer, settings: { ...optimizer.settings, [name]: value } } })
          }
        />
      ))}
    </details>
  );
}

function differing({ batchSize, split, shuffle, seed, optimizer, zeroGradients, mode }: Training): readonly string[] {
  const changed = (name: string, value: unknown, usual: unknown) => (value === usual ? [] : [`${name} ${value}`]);
  return [
    ...changed('batch', batchSize, DEFAULT_TRAINING.batchSize),
    ...changed('test', split.test, DEFAULT_TRAINING.split.test),
    ...changed('split', split.seed, DEFAULT_TRAINING.split.seed),
    ...changed('shuffle', shuffle, DEFAULT_TRAINING.shuffle),
    ...changed('seed', seed, DEFAULT_TRAINING.seed),
    ...changed('zero-grad', zeroGradients, DEFAULT_TRAINING.zeroGradients),
    ...changed('mode', mode, DEFAULT_TRAINING.mode),
    ...Object.entries(optimizer.settings).map(([name, value]) => `${name} ${value}`),
  ];
}
