/* One setting with its label. A value that is not allowed is refused where it was typed, and the old one stays. */
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { Setting } from '../../document/document.ts';
import { type Field, MOST_CHARACTERS } from '../../nodes/settings.ts';
import { useChoose, useSay } from '../context.ts';
import styles from './inspector.module.css';
import { parsed, printed, stepped, type TextField } from './typed.ts';

interface Props {
  readonly name: string;
  readonly field: Field;
  readonly value: Setting;
  readonly change: (value: Setting) => void;
}

export function SettingInput({ name, field, value, change }: Props) {
  const choose = useChoose();
  const id = useId();
  if (field.kind === 'found') return null;
  return (
    <div className={styles.field} data-setting={name}>
      <label htmlFor={id}>{choose(field.words)}</label>
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
      ) : field.kind === 'text' ? (
        <LongText id={id} value={String(value)} change={change} />
      ) : (
        <TextSetting id={id} field={field} value={value} change={change} />
      )}
    </div>
  );
}

/** Text of several lines: leaving commits, Escape takes back what was typed. */
function LongText({ id, value, change }: { id: string; value: string; change: (value: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return (
    <textarea
      id={id}
      value={text}
      rows={4}
      maxLength={MOST_CHARACTERS}
      spellCheck={false}
      onChange={({ target }) => setText(target.value)}
      onBlur={() => text !== value && change(text)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        // Taking back comes first; the next Escape leaves the inspector.
        if (text !== value) event.stopPropagation();
        setText(value);
      }}
    />
  );
}

interface TextProps extends Omit<Props, 'name'> {
  readonly id: string;
  readonly field: TextField;
}

/** Enter, leaving and the arrows commit; Escape takes back what was typed. */
function TextSetting({ id, field, value, change }: TextProps) {
  const shown = printed(value);
  const range = useRange(field);
  const say = useSay();
  const [text, setText] = useState(shown);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => setText(shown), [shown]);
  const take = (typed: string) => {
    const accepted = field.accepts(parsed(field, typed));
    setRefused(accepted === undefined ? typed : null);
    setText(accepted === undefined ? shown : printed(accepted));
    if (accepted !== undefined && printed(accepted) !== shown) change(accepted);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The keys of an input method choose among its candidates.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') take(text);
    if (event.key === 'Escape') {
      if (text !== shown) event.stopPropagation();
      setText(shown);
    }
    const next = stepped(field, text, event.key);
    if (next === undefined) return;
    event.preventDefault();
    take(next);
  };
  return (
    <>
      <input
        id={id}
        value={text}
        inputMode={field.kind === 'integer' || field.kind === 'number' ? 'decimal' : 'text'}
        autoComplete="off"
        aria-invalid={refused !== null}
        aria-describedby={refused === null ? undefined : `${id}-refused`}
        onChange={({ target }) => setText(target.value)}
        onBlur={() => text !== shown && take(text)}
        onKeyDown={onKeyDown}
      />
      {refused !== null && (
        <p role="alert" id={`${id}-refused`} className={styles.refused}>
          {say('inspector.refused', { value: refused })} {range}
        </p>
      )}
    </>
  );
}

/** What would be taken, in words. */
function useRange(field: TextField): string {
  const say = useSay();
  if (field.kind === 'sides')
    return say(field.initial === 'kernel' ? 'inspector.stride-range' : 'inspector.sides-range', { least: field.least });
  if (field.kind === 'integer-or') return say('inspector.integer-or-range', { word: field.word });
  if (field.kind === 'list') {
    const { initial, min, max } = field;
    return say('inspector.list-range', { count: initial.length, min: printed(min), max: printed(max) });
  }
  if (field.kind !== 'integer' && field.kind !== 'number') return say(`inspector.${field.kind}-range`);
  const { min, max } = field;
  const [low, high] = [min > -BOUNDLESS, max < BOUNDLESS];
  if (!low && !high) return say('inspector.any-number');
  return high
    ? say('inspector.range', { min: printed(min), max: printed(max) })
    : say('inspector.at-least', { min: printed(min) });
}
const BOUNDLESS = 1e30;
