/* How the network is trained: closed at rest; what differs from the defaults stands on its line all the same. */
import { useId } from 'react';
import { type Address, address, type Setting, type Training, type Words } from '../../document/document.ts';
import { isAddress } from '../../document/names.ts';
import { size } from '../../tensor/shape.ts';
import { useChainrule, useChoose, useSay, useSession } from '../context.ts';
import { fmt } from '../tensor/format.ts';
import styles from './inspector.module.css';
import { SettingInput } from './SettingInput.tsx';
import { differences, FIELDS, type PartName, partFields, retyped, typeField } from './training-fields.ts';
import { printed } from './typed.ts';

export function TrainingFields() {
  const store = useChainrule();
  const say = useSay();
  const training = useSession((session) => session.history.present.training);
  const { batchSize, split } = training;
  const input = (
    name: keyof typeof FIELDS,
    value: Setting,
    patch: (value: Setting) => Parameters<typeof store.changeTraining>[0],
  ) => (
    <SettingInput name={name} field={FIELDS[name]} value={value} change={(next) => store.changeTraining(patch(next))} />
  );
  return (
    <details className={styles.training} data-testid="inspector.training">
      <summary>
        {say('inspector.training')}
        <Chips training={training} />
      </summary>
      <div className={styles.fields}>
        {batchSize !== 'full' && input('batchSize', batchSize, (value) => ({ batchSize: Number(value) }))}
        {input('full', batchSize === 'full', (value) => ({ batchSize: value ? 'full' : FIELDS.batchSize.initial }))}
        {input('shuffle', training.shuffle, (value) => ({ shuffle: value === true }))}
        {input('testShare', split.test, (value) => ({ split: { ...split, test: Number(value) } }))}
        {input('splitSeed', split.seed, (value) => ({ split: { ...split, seed: Number(value) } }))}
        {input('seed', training.seed, (value) => ({ seed: Number(value) }))}
        {input('zeroGradients', training.zeroGradients, (value) => ({ zeroGradients: value === true }))}
        {input('mode', training.mode, (value) => ({ mode: value === 'eval' ? 'eval' : 'train' }))}
        <LossChoice loss={training.loss} />
        <Part name="optimizer" training={training} />
        {input('clipNorm', training.clipNorm ?? 0, (value) => ({ clipNorm: Number(value) || undefined }))}
        <Part name="schedule" training={training} />
        {training.schedule.type !== 'constant' &&
          input('every', training.schedule.every, (value) => ({
            schedule: { ...training.schedule, every: value === 'epoch' ? 'epoch' : 'step' },
          }))}
      </div>
    </details>
  );
}

/** What differs from the defaults. */
function Chips({ training }: { training: Training }) {
  const say = useSay();
  const choose = useChoose();
  const written = (value: Setting | Words) => {
    if (typeof value === 'object' && 'en' in value) return choose(value);
    if (typeof value === 'boolean') return say(value ? 'inspector.on' : 'inspector.off');
    if (value === 'full') return say('inspector.full');
    return typeof value === 'number' ? fmt(value, true) : printed(value);
  };
  return (
    <span className={styles.chips}>
      {differences(training).map(({ name, words, value }) => (
        <span key={name} className={styles.chip} data-testid={`training.${name}`}>
          {choose(words)} <b>{written(value)}</b>
        </span>
      ))}
    </span>
  );
}

/** Which one-element output is descended; a loss that no longer exists stays in the list until another is chosen. */
function LossChoice({ loss }: { loss: Address | undefined }) {
  const store = useChainrule();
  const say = useSay();
  const id = useId();
  const plan = useSession((session) => session.plan);
  const scalars = plan.steps.flatMap(({ node, type }) =>
    type.outputs
      .map((name) => address(node, name))
      .filter((place) => size(plan.shapes.get(place) ?? [0]) === 1 && !plan.indices.has(place)),
  );
  const choices = new Set([...(loss ? [loss] : []), ...scalars]);
  return (
    <div className={styles.field} data-setting="loss">
      <label htmlFor={id}>{say('inspector.loss')}</label>
      <select
        id={id}
        value={loss ?? ''}
        onChange={({ target }) => store.changeTraining({ loss: isAddress(target.value) ? target.value : undefined })}
      >
        <option value="">{say('inspector.loss-automatic')}</option>
        {[...choices].map((place) => (
          <option key={place} value={place}>
            {place}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The optimizer or the schedule: its type, then the settings of that type. */
function Part({ name, training }: { name: PartName; training: Training }) {
  const store = useChainrule();
  const part = training[name];
  return (
    <>
      <SettingInput
        name={name}
        field={typeField(name, part.type)}
        value={part.type}
        change={(type) => store.changeTraining(retyped(training, name, String(type)))}
      />
      {partFields(training, name).map(([setting, field, value]) => (
        <SettingInput
          key={`${part.type} ${setting}`}
          name={setting}
          field={field}
          value={value}
          change={(next) =>
            store.changeTraining({ [name]: { ...part, settings: { ...part.settings, [setting]: next } } })
          }
        />
      ))}
    </>
  );
}
