/* The chosen columns of a CSV file as numbers. A row counts when every chosen cell is what it should be; the others are
   left out, and counted. */
import { inOrder, labelIn, numberIn } from './cell.ts';
import { walkCsv } from './csv-file.ts';
import type { CsvSettings } from './csv-settings.ts';
import { apart, MOST_CLASSES } from './csv-survey.ts';
import { isUnreadable, type Unreadable, unreadable } from './unreadable.ts';

export interface CsvChoice extends CsvSettings {
  /** Places of the columns of X, and of y. */
  readonly inputs: readonly number[];
  readonly column: number;
  readonly kind: 'classes' | 'numbers';
}

/** What a choice comes to. */
export interface Counted {
  readonly rows: number;
  /** Rows of another width than the first. */
  readonly ragged: number;
  /** Rows with an input that is no number; with a target that is none, or an empty class. */
  readonly badInput: number;
  readonly badTarget: number;
  /** The first line that was left out. */
  readonly badLine: number | undefined;
  readonly blank: number;
  /** In order, with the rows of each; empty for numbers. */
  readonly classes: readonly (readonly [label: string, rows: number])[];
}

type Going = { readonly went?: (share: number) => boolean };

/** `most`: a target of more classes is refused. */
export async function countCsv(file: Blob, choice: CsvChoice, going: Going = {}): Promise<Counted | Unreadable> {
  const balance = new Map<string, number>();
  let many = false;
  const walk = await walkChosen(file, choice, going, (_, target) => {
    if (choice.kind === 'numbers') return true;
    const known = balance.get(target as string);
    if (known === undefined) balance.set(apart(target as string), 1);
    else balance.set(target as string, known + 1);
    many = balance.size > MOST_CLASSES;
    return !many;
  });
  if (isUnreadable(walk)) return walk;
  if (many) return unreadable('data-classes', { column: choice.column + 1, limit: MOST_CLASSES });
  const classes = inOrder(balance.keys(), choice.decimal).map((label) => [label, balance.get(label) ?? 0] as const);
  return { ...walk, classes };
}

export interface CsvNumbers {
  /** Row-major. */
  readonly X: Float32Array;
  /** Numbers, or places in `classes`. */
  readonly y: Float32Array;
}

/** Exactly so many rows as `rows` says, of these classes; else the file is another one, or the document is wrong. */
export async function readCsv(
  file: Blob,
  choice: CsvChoice,
  { rows, classes }: { readonly rows: number; readonly classes: readonly string[] },
): Promise<CsvNumbers | Unreadable> {
  const width = choice.inputs.length;
  // A cell and what ends it are two bytes: no document makes more room than its file can fill.
  if (rows * (width + 1) > file.size) return unreadable('data-differs', { wanted: rows, found: '–' });
  const [X, y] = [new Float32Array(rows * width), new Float32Array(rows)];
  const places = new Map(classes.map((label, place) => [label, place]));
  let [row, strange] = [0, undefined as string | undefined];
  const walk = await walkChosen(file, choice, {}, (values, target) => {
    const value = typeof target === 'number' ? target : places.get(target);
    if (value === undefined) strange = target as string;
    else if (row < rows) {
      X.set(values, row * width);
      y[row] = value;
    }
    row++;
    return strange === undefined;
  });
  if (isUnreadable(walk)) return walk;
  if (strange !== undefined)
    return unreadable('data-label', { label: strange.slice(0, 80), column: choice.column + 1 });
  return row === rows ? { X, y } : unreadable('data-differs', { wanted: rows, found: row });
}

async function walkChosen(
  file: Blob,
  choice: CsvChoice,
  { went }: Going,
  take: (values: Float64Array, target: number | string) => boolean,
): Promise<Omit<Counted, 'classes'> | Unreadable> {
  const { inputs, column, kind, decimal, header } = choice;
  const values = new Float64Array(inputs.length);
  const last = inputs.reduce((a, b) => Math.max(a, b), column);
  let [width, rows, ragged, badInput, badTarget] = [0, 0, 0, 0, 0];
  let badLine: number | undefined;
  const walk = await walkCsv(
    file,
    choice,
    (cells, row, line) => {
      if (row === 0) width = cells.length;
      if (row === 0 && last >= width) return false;
      if (row === 0 && header) return true;
      if (cells.length !== width) {
        ragged++;
        badLine ??= line;
        return true;
      }
      for (let i = 0; i < inputs.length; i++) {
        const value = numberIn(cells[inputs[i]!]!, decimal);
        if (value === undefined) {
          badInput++;
          badLine ??= line;
          return true;
        }
        values[i] = value;
      }
      const target = kind === 'numbers' ? numberIn(cells[column]!, decimal) : labelIn(cells[column]!) || undefined;
      if (target === undefined) {
        badTarget++;
        badLine ??= line;
        return true;
      }
      rows++;
      return take(values, target);
    },
    went ? { went } : {},
  );
  if (isUnreadable(walk)) return walk;
  if (width <= last) return unreadable('data-column', { column: last + 1, columns: width });
  return { rows, ragged, badInput, badTarget, badLine, blank: walk.blank };
}
