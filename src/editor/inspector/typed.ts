/* What is typed into a setting, and what arrow keys make of it. */
import type { Setting } from '../../document/document.ts';
import type { Field } from '../../nodes/settings.ts';

export type TextField = Exclude<Field, { kind: 'found' } | { kind: 'flag' } | { kind: 'choice' } | { kind: 'text' }>;

/** A value for the field's `accepts`; undefined for nothing. A minus may be U+2212, digits may be full width. */
export function parsed(field: TextField, typed: string): unknown {
  const text = typed.normalize('NFKC').replaceAll('−', '-').trim();
  const numbers = text
    .split(/[\s,×x[\]()]+/)
    .filter(Boolean)
    .map(Number);
  if (Array.isArray(field.initial)) return numbers;
  if (text === '') return undefined;
  if (field.kind === 'sides') return text === 'kernel' ? text : numbers.length === 1 ? numbers[0] : numbers;
  return field.kind === 'integer-or' && text === field.word ? field.word : Number(text);
}

/** As it is typed. */
export function printed(value: Setting): string {
  return typeof value === 'object' ? value.join(', ') : String(value);
}

/** The text after an arrow up or down: one more or less, of a number one in its last but one place; undefined for other keys. */
export function stepped(field: TextField, text: string, key: string): string | undefined {
  const sign = key === 'ArrowUp' ? 1 : key === 'ArrowDown' ? -1 : 0;
  const value = parsed(field, text);
  if (
    sign === 0 ||
    (field.kind !== 'integer' && field.kind !== 'number') ||
    typeof value !== 'number' ||
    !Number.isFinite(value)
  )
    return undefined;
  const step = field.kind === 'integer' ? 1 : value === 0 ? 0.1 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  return String(Math.max(field.min, Math.min(field.max, Number((value + sign * step).toPrecision(12)))));
}
