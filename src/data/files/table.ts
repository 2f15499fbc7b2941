/* Stored files as the X and y of a table, as they were read when they were brought. */
import { standardiseHere } from '../standardise.ts';
import { formOf, readBlocks } from './blocks.ts';
import { numberIn } from './cell.ts';
import { type CsvChoice, type CsvNumbers, readCsv } from './csv-table.ts';
import { isUnreadable, type Unreadable, unreadable } from './unreadable.ts';

/** How a document says that its table is read; a CSV file has columns, the others do not. */
export interface TableSettings extends CsvChoice {
  /** Names of files by their contents. */
  readonly file: readonly string[];
  readonly rows: number;
  /** Of one row. */
  readonly shape: readonly number[];
  readonly classes: readonly string[];
  /** The names of X and y in an NPZ file. */
  readonly arrays: readonly string[];
  /** y holds the places of the classes, not their names. */
  readonly places: boolean;
  /** X is divided by it: 255 makes bytes numbers from 0 to 1. */
  readonly divisor: number;
  readonly standardise: boolean;
}

/** `training`: the rows by which X is standardised. */
export async function readTable(
  settings: TableSettings,
  training: ArrayLike<number>,
  stored: (id: string) => Promise<Blob | undefined>,
): Promise<CsvNumbers | Unreadable> {
  const files: Blob[] = [];
  for (const id of settings.file) {
    const file = await stored(id);
    if (!file) return unreadable('data-missing', { file: id.slice(0, 12) });
    files.push(file);
  }
  const [first] = files;
  if (!first) return unreadable('data-missing', { file: '–' });
  const numbers = (await formOf(first)) === 'csv' ? await fromCsv(files, settings) : await fromBlocks(files, settings);
  if (isUnreadable(numbers)) return numbers;
  const { X } = numbers;
  if (settings.divisor !== 1) for (let cell = 0; cell < X.length; cell++) X[cell] = X[cell]! / settings.divisor;
  if (settings.standardise) standardiseHere(X, X.length / settings.rows, training);
  return numbers;
}

async function fromCsv([file, ...more]: readonly Blob[], settings: TableSettings): Promise<CsvNumbers | Unreadable> {
  if (!file || more.length > 0) return unreadable('data-kinds');
  return readCsv(file, settings, settings);
}

async function fromBlocks(files: readonly Blob[], settings: TableSettings): Promise<CsvNumbers | Unreadable> {
  const { kind, classes, rows, shape, arrays } = settings;
  const table = await readBlocks(files, arrays);
  if (isUnreadable(table)) return table;
  if (table.rows !== rows || table.shape.join() !== shape.join())
    return unreadable('data-differs', {
      wanted: [rows, ...shape].join(', '),
      found: [table.rows, ...table.shape].join(', '),
    });
  const [X, y] = [joined(table.X), joined(table.y)];
  if (kind === 'numbers') return { X, y };
  const places = new Map(classes.map((label, place) => [settings.places ? place : numberIn(label, '.'), place]));
  for (let row = 0; row < rows; row++) {
    const place = places.get(y[row]);
    if (place === undefined) return unreadable('data-label', { label: String(y[row]), column: 'y' });
    y[row] = place;
  }
  return { X, y };
}

function joined(parts: readonly ArrayLike<number>[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
