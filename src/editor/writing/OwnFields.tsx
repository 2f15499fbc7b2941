/* What a node of one's own is called, and its ports, parameters and settings. A field is kept when it is left. */
import { useEffect, useId, useState } from 'react';
import type { OwnNode } from '../../nodes/definition.ts';
import { useWriting } from './say.ts';
import styles from './writing.module.css';

interface Props {
  readonly definition: OwnNode;
  readonly change: (patch: Readonly<Record<string, unknown>>) => void;
}

const STARTS = ['kaiming', 'bias', 'normal', 'uniform', 'ones', 'zeros'] as const;

export function OwnFields({ definition, change }: Props) {
  const say = useWriting();
  const { title, inputs, indices, outputs, parameters, settings } = definition;
  const letters = (text: string) => text.split(/[\s,]+/).filter((letter) => letter !== '');
  const rows = Object.entries(parameters);
  const flags = Object.entries(settings);
  const named = <T,>(list: readonly (readonly [string, T])[]) => change({ parameters: Object.fromEntries(list) });
  const set = <T,>(list: readonly (readonly [string, T])[]) => change({ settings: Object.fromEntries(list) });
  const free = (stem: string, taken: object) => {
    let name = stem;
    for (let number = 2; Object.hasOwn(taken, name); number++) name = `${stem}${number}`;
    return name;
  };
  return (
    <div className={styles.own}>
      <TextField label={say('own-name')} text={title} keep={(text) => change({ title: text || undefined })} />
      <TextField
        label={say('own-inputs')}
        text={inputs.join(', ')}
        keep={(text) => change({ inputs: letters(text) })}
      />
      <TextField
        label={say('own-indices')}
        text={indices.join(', ')}
        keep={(text) => change({ indices: text === '' ? undefined : letters(text) })}
      />
      <TextField
        label={say('own-outputs')}
        text={outputs.join(', ')}
        keep={(text) => change({ outputs: letters(text) })}
      />
      <fieldset>
        <legend>{say('own-parameters')}</legend>
        {rows.map(([name, { shape, start }], place) => {
          const put = (letter: string, record: { shape: string; start: string }) =>
            named(rows.with(place, [letter, record] as never));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: its letter is what is typed here.
            <div key={place} className={styles.row}>
              <TextField label={say('own-letter')} text={name} keep={(letter) => put(letter, { shape, start })} />
              <TextField
                label={say('own-shape', { name })}
                text={shape}
                keep={(text) => put(name, { shape: text, start })}
              />
              <select
                aria-label={say('own-start', { name })}
                value={start}
                onChange={({ target }) => put(name, { shape, start: target.value })}
              >
                {STARTS.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </select>
              <Remove label={say('own-remove', { name })} remove={() => named(rows.toSpliced(place, 1))} />
            </div>
          );
        })}
        <button
          type="button"
          className={styles.button}
          onClick={() =>
            named([...rows, [free('W', parameters), { shape: `(${inputs[0] ?? 'A'}.shape[-1],)`, start: 'zeros' }]])
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
            <TextField label={say('own-setting')} text={name} keep={(next) => set(flags.with(place, [next, value]))} />
            <TextField
              label={say('own-value', { name })}
              text={String(value)}
              keep={(text) => set(flags.with(place, [name, startOf(text)] as never))}
            />
            <Remove label={say('own-remove', { name })} remove={() => set(flags.toSpliced(place, 1))} />
          </div>
        ))}
        <button type="button" className={styles.button} onClick={() => set([...flags, [free('factor', settings), 1]])}>
          {say('own-add-setting')}
        </button>
      </fieldset>
    </div>
  );
}

/** A number, `true` or `false`; what is neither stays text, and the definition says so. */
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

interface TextProps {
  readonly label: string;
  readonly text: string;
  readonly keep: (text: string) => void;
}

/** Leaving or Enter keeps, Escape takes back what was typed. */
function TextField({ label, text, keep }: TextProps) {
  const id = useId();
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const commit = () => typed !== text && keep(typed.trim());
  return (
    <label htmlFor={id}>
      {label}
      <input
        id={id}
        value={typed}
        spellCheck={false}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') commit();
          if (event.key !== 'Escape') return;
          if (typed !== text) event.stopPropagation();
          setTyped(text);
        }}
      />
    </label>
  );
}
