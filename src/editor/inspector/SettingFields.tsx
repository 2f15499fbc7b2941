/* A node's settings, made from what its file declares. A value that is not allowed is refused where it was typed. */
import { useEffect, useId, useState } from 'react';
import type { Setting, Settings } from '../../document/document.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import type { Field } from '../../nodes/settings.ts';
import { useChainrule, useChoose, useSay } from '../context.ts';
import styles from './inspector.module.css';

export function SettingFields({ id, type, settings }: { id: string; type: AnyNodeType; settings: Settings }) {
  const store = useChainrule();
  const say = useSay();
  const fields = Object.entries(type.settings);
  if (fields.length === 0) return null;
  return (
    <div className={styles.fields}>
      <h3>{say('inspector.settings')}</h3>
      {fields.map(([name, field]) => (
        <SettingInput
          key={name}
          name={name}
          field={field}
          value={settings[name] ?? field.initial}
          change={(value) => store.changeSetting(id, name, value)}
        />
      ))}
    </div>
  );
}

interface InputProps {
  readonly name: string;
  readonly field: Field;
  readonly value: Setting;
  readonly change: (value: Setting) => void;
}

export function SettingInput({ name, field, value, change }: InputProps) {
  const choose = useChoose();
  const id = useId();
  const label = choose(field.words);
  return (
    <div className={styles.field} data-setting={name}>
      <label htmlFor={id}>{label}</label>
      {field.kind === 'flag' ? (
        <input id={id} type="checkbox" checked={value === true} onChange={({ target }) => change(target.checked)} />
      ) : field.kind === 'choice' ? (
        <select id={id} value={String(value)} onChange={({ target }) => change(target.value)}>
          {Object.entries(field.choices).map(([choice, words]) => (
            <option key={choice} value={choice}>
              {choose(words)}
            </option>
          ))}
        </select>
      ) : (
        <TextSetting id={id} field={field} value={value} change={change} />
      )}
    </div>
  );
}

type TextField = Exclude<Field, { kind: 'flag' } | { kind: 'choice' }>;

function TextSetting({
  id,
  field,
  value,
  change,
}: {
  id: string;
  field: TextField;
  value: Setting;
  change: (value: Setting) => void;
}) {
  const say = useSay();
  const shown = Array.isArray(value) ? value.join(', ') : String(value);
  const [text, setText] = useState(shown);
  const [refused, setRefused] = useState('');
  useEffect(() => setText(shown), [shown]);
  const commit = () => {
    const accepted = field.accepts(parsed(field, text));
    setRefused(accepted === undefined ? text : '');
    if (accepted === undefined) setText(shown);
    else if (String(accepted) !== String(value)) change(accepted);
  };
  const range =
    field.kind === 'integer' || field.kind === 'number'
      ? say('inspector.range', { min: field.min, max: field.max })
      : say(field.kind === 'axis' ? 'inspector.axis-range' : 'inspector.shape-range');
  return (
    <>
      <input
        id={id}
        value={text}
        inputMode={field.kind === 'shape' ? 'text' : 'decimal'}
        aria-invalid={refused !== ''}
        onChange={({ target }) => setText(target.value)}
        onBlur={commit}
        onKeyDown={({ key }) => {
          if (key === 'Enter') commit();
          if (key === 'Escape') setText(shown);
        }}
      />
      {refused && (
        <p role="alert" className={styles.refused}>
          {say('inspector.refused', { value: refused })} {range}
        </p>
      )}
    </>
  );
}

function parsed(field: TextField, text: string): unknown {
  if (field.kind === 'shape')
    return text
      .split(/[\s,×x]+/)
      .filter(Boolean)
      .map(Number);
  if (field.kind === 'axis' && text.trim() === 'all') return 'all';
  return text.trim() === '' ? undefined : Number(text);
}
