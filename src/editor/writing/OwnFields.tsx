/* What a node of one's own is called, and its ports, parameters and settings. A field is kept when it is left;
   one that must not be so is not, and says why. */
import { MOST, type OwnNode } from '../../nodes/definition.ts';
import { useWriting } from './say.ts';
import { TextField } from './TextField.tsx';
import styles from './writing.module.css';

interface Props {
  readonly definition: OwnNode;
  /** Why it is refused; null: it is kept. */
  readonly change: (patch: Readonly<Record<string, unknown>>) => string | null;
  /** What was refused is not wanted any more. */
  readonly forget: () => void;
}

const STARTS = ['kaiming', 'bias', 'normal', 'uniform', 'ones', 'zeros'] as const;

export function OwnFields({ definition, change, forget }: Props) {
  const say = useWriting();
  const { title, inputs, indices, outputs, parameters, settings } = definition;
  const letters = (text: string) => text.split(/[\s,]+/).filter((letter) => letter !== '');
  const rows = Object.entries(parameters);
  const flags = Object.entries(settings);
  const put = (field: 'parameters' | 'settings', list: readonly (readonly [string, unknown])[]) => {
    // One of two that have one name would be lost.
    const twice = new Set(list.map(([name]) => name)).size < list.length;
    return twice ? say('own-bad-names') : change({ [field]: Object.fromEntries(list) });
  };
  const tensors = [...inputs, ...indices, ...outputs, ...Object.keys(parameters)];
  const taken = new Set([...tensors, ...tensors.map((each) => `d${each}`), ...Object.keys(settings)]);
  const free = (stem: string) => {
    let name = stem;
    for (let number = 2; taken.has(name) || taken.has(`d${name}`); number++) name = `${stem}${number}`;
    return name;
  };
  return (
    <div className={styles.own}>
      <TextField
        forget={forget}
        label={say('own-name')}
        text={title}
        keep={(text) => change({ title: text || undefined })}
      />
      <TextField
        forget={forget}
        label={say('own-inputs')}
        text={inputs.join(', ')}
        keep={(text) => change({ inputs: letters(text) })}
      />
      <TextField
        forget={forget}
        label={say('own-indices')}
        text={indices.join(', ')}
        keep={(text) => change({ indices: text === '' ? undefined : letters(text) })}
      />
      <TextField
        forget={forget}
        label={say('own-outputs')}
        text={outputs.join(', ')}
        keep={(text) => change({ outputs: letters(text) })}
      />
      <fieldset>
        <legend>{say('own-parameters')}</legend>
        {rows.map(([name, { shape, start }], place) => {
          const written = (letter: string, record: { shape: string; start: string }) =>
            put('parameters', rows.with(place, [letter, record] as never));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: its letter is what is typed here.
            <div key={place} className={styles.row}>
              <TextField
                forget={forget}
                label={say('own-letter')}
                text={name}
                keep={(letter) => written(letter, { shape, start })}
              />
              <TextField
                forget={forget}
                label={say('own-shape', { name })}
                text={shape}
                keep={(text) => written(name, { shape: text, start })}
              />
              <select
                aria-label={say('own-start', { name })}
                value={start}
                onChange={({ target }) => written(name, { shape, start: target.value })}
              >
                {STARTS.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </select>
              <Remove label={say('own-remove', { name })} remove={() => put('parameters', rows.toSpliced(place, 1))} />
            </div>
          );
        })}
        <button
          type="button"
          className={styles.button}
          disabled={rows.length >= MOST.names}
          onClick={() =>
            put('parameters', [
              ...rows,
              [free('W'), { shape: `(${inputs[0] ?? indices[0]}.shape[-1],)`, start: 'zeros' }],
            ])
          }
        >
          {say('own-add-parameter')}
        </button>
      </fieldset>
      <fieldset>
        <legend>{say('own-settings')}</legend>
        {flags.map(([name, value], place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its name is what is typed here.
          <div key={place} className={styles.row}>
            <TextField
              forget={forget}
              label={say('own-setting')}
              text={name}
              keep={(next) => put('settings', flags.with(place, [next, value]))}
            />
            <TextField
              forget={forget}
              label={say('own-value', { name })}
              text={String(value)}
              keep={(text) => put('settings', flags.with(place, [name, startOf(text)] as never))}
            />
            <Remove label={say('own-remove', { name })} remove={() => put('settings', flags.toSpliced(place, 1))} />
          </div>
        ))}
        <button
          type="button"
          className={styles.button}
          disabled={flags.length >= MOST.names}
          onClick={() => put('settings', [...flags, [free('factor'), 1]])}
        >
          {say('own-add-setting')}
        </button>
      </fieldset>
    </div>
  );
}

/** A number, `true` or `false`; what is neither stays text, which is refused. */
function startOf(text: string): number | boolean | string {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function Remove({ label, remove }: { readonly label: string; readonly remove: () => void }) {
  return (
    <button type="button" className={styles.remove} aria-label={label} title={label} onClick={remove}>
      ×
    </button>
  );
}
