/* The fields of a node's settings: what may be set, its default, its words. */
import type { Setting, Settings, Words } from '../document/document.ts';

interface FieldOf<T extends Setting> {
  readonly words: Words;
  readonly initial: T;
  /** The value if it is allowed, else undefined. */
  accepts(value: unknown): T | undefined;
}
export type Field =
  | (FieldOf<number> & { readonly kind: 'integer' | 'number'; readonly min: number; readonly max: number })
  | (FieldOf<boolean> & { readonly kind: 'flag' })
  | (FieldOf<string> & { readonly kind: 'choice'; readonly choices: Readonly<Record<string, Words>> })
  | (FieldOf<number | string> & { readonly kind: 'integer-or'; readonly word: string })
  | (FieldOf<readonly number[]> & { readonly kind: 'shape' | 'open-shape' | 'axes' })
  | (FieldOf<Sides | 'kernel'> & { readonly kind: 'sides'; readonly least: number })
  | (FieldOf<string> & { readonly kind: 'text' })
  | (FieldOf<readonly number[]> & { readonly kind: 'list'; readonly min: number; readonly max: number })
  | Found<Setting>;
interface Found<T extends Setting> extends FieldOf<T> {
  readonly kind: 'found';
}
/** One length for both, or height and width. */
export type Sides = number | readonly number[];
export type Fields = Readonly<Record<string, Field>>;
export type SettingsOf<F extends Fields> = { readonly [K in keyof F]: F[K]['initial'] };

type Bounds = { initial: number; min?: number; max?: number };

export function integer(words: Words, { initial, min = 0, max = 65_536 }: Bounds) {
  const accepts = (value: unknown) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? value : undefined;
  return { kind: 'integer', words, initial, min, max, accepts } as const satisfies Field;
}

export function number(words: Words, { initial, min = -1e30, max = 1e30 }: Bounds) {
  const accepts = (value: unknown) =>
    typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max ? value : undefined;
  return { kind: 'number', words, initial, min, max, accepts } as const satisfies Field;
}

export function flag(words: Words, initial: boolean) {
  const accepts = (value: unknown) => (typeof value === 'boolean' ? value : undefined);
  return { kind: 'flag', words, initial, accepts } as const satisfies Field;
}

/** One of a few names; the first is the default. */
export function choice<const Name extends string>(words: Words, choices: Readonly<Record<Name, Words>>) {
  const names = Object.keys(choices) as Name[];
  const initial = names[0] as Name;
  const accepts = (value: unknown) => names.find((name) => name === value);
  return { kind: 'choice', words, initial, choices, accepts } as const satisfies Field;
}

/** How a loss over numbers becomes one number. */
export const reduction = choice(
  { en: 'Reduction', ja: '集約' },
  { mean: { en: 'mean over all numbers', ja: '全要素の平均' }, sum: { en: 'sum', ja: '和' } },
);

/** A whole number, or a word for what no number says; the word is the default. */
export function integerOr<const Word extends string>(
  word: Word,
  words: Words,
  { min, max }: Record<'min' | 'max', number>,
) {
  const whole = integer(words, { initial: 0, min, max });
  const accepts = (value: unknown): number | Word | undefined => (value === word ? word : whole.accepts(value));
  const initial = word as number | Word;
  return { kind: 'integer-or', words, word, initial, accepts } as const satisfies Field;
}

/** An axis, −1 the last, or all of them. */
export function axis(words: Words) {
  return integerOr('all', words, { min: -8, max: 7 });
}

const isLength = (n: unknown) => Number.isInteger(n) && (n as number) >= 1 && (n as number) <= 65_536;

export function shape(words: Words, initial: readonly number[]) {
  const accepts = (value: unknown): readonly number[] | undefined =>
    Array.isArray(value) && value.length <= 8 && value.every(isLength) ? value : undefined;
  return { kind: 'shape', words, initial, accepts } as const satisfies Field;
}

/** As many numbers as the default has. */
export function list(words: Words, { initial, min, max }: { initial: readonly number[]; min: number; max: number }) {
  const fits = (x: unknown) => typeof x === 'number' && x >= min && x <= max;
  const accepts = (value: unknown): readonly number[] | undefined =>
    Array.isArray(value) && value.length === initial.length && value.every(fits) ? value : undefined;
  return { kind: 'list', words, initial, min, max, accepts } as const satisfies Field;
}

/** The values of fields: those set, as far as they are allowed, and the defaults. */
export function settled<F extends Fields>(fields: F, given: Settings): SettingsOf<F> {
  const values = Object.entries(fields).map(([name, field]) => {
    const value = Object.hasOwn(given, name) ? field.accepts(given[name]) : undefined;
    return [name, value ?? field.initial];
  });
  return Object.fromEntries(values);
}

/** A shape in which one length may be −1: what is left. */
export function openShape(words: Words, initial: readonly number[]) {
  const accepts = (value: unknown): readonly number[] | undefined =>
    Array.isArray(value) &&
    value.length <= 8 &&
    value.every((n) => n === -1 || isLength(n)) &&
    value.filter((n) => n === -1).length <= 1
      ? value
      : undefined;
  return { kind: 'open-shape', words, initial, accepts } as const satisfies Field;
}

/** Axes in an order, each once; −1 the last. */
export function axes(words: Words, initial: readonly number[]) {
  const accepts = (value: unknown): readonly number[] | undefined =>
    Array.isArray(value) &&
    value.length <= 8 &&
    value.every((n) => Number.isInteger(n) && n >= -8 && n <= 7) &&
    new Set(value).size === value.length
      ? value
      : undefined;
  return { kind: 'axes', words, initial, accepts } as const satisfies Field;
}

/** The sides of a window: a number, or height and width. With 'kernel' as initial value they may follow the kernel. */
export function sides<Initial extends Sides | 'kernel'>(words: Words, initial: Initial, least = 0) {
  type Value = Sides | (Initial & 'kernel');
  const fits = (n: unknown) => typeof n === 'number' && Number.isInteger(n) && n >= least && n <= 256;
  const accepts = (value: unknown): Value | undefined =>
    fits(value) || value === initial || (Array.isArray(value) && value.length === 2 && value.every(fits))
      ? (value as Value)
      : undefined;
  return { kind: 'sides', words, initial: initial as Value, least, accepts } as const satisfies Field;
}

/** Of a text setting, as many as a document may hold. */
export const MOST_CHARACTERS = 100_000;

/** Text of several lines. */
export function text(words: Words, initial: string) {
  const accepts = (value: unknown) =>
    typeof value === 'string' && value.length <= MOST_CHARACTERS ? value : undefined;
  return { kind: 'text', words, initial, accepts } as const satisfies Field;
}

/** What was found in a file, or chosen while it was read: it is shown in words of its own, and changed by reading again. */
export function found<T extends Setting>(initial: T, fits: (value: unknown) => boolean): Found<T> {
  return {
    kind: 'found',
    words: { en: '', ja: '' },
    initial,
    accepts: (value) => (fits(value) ? (value as T) : undefined),
  };
}
