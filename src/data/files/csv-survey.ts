/* What a CSV file holds, column by column, before anything is chosen of it. */
import { numberIn } from './cell.ts';
import { type Mark, walkCsv } from './csv-file.ts';
import type { CsvSettings } from './csv-settings.ts';
import { isUnreadable, type Unreadable, unreadable } from './unreadable.ts';

export interface ColumnFacts {
  /** As the header says; empty where it says nothing. */
  readonly name: string;
  readonly numbers: number;
  readonly empty: number;
  /** Neither empty nor a number. */
  readonly words: number;
  /** Of the numbers. */
  readonly least: number;
  readonly most: number;
  /** How many different values there are; null: more than can be classes. */
  readonly labels: number | null;
}

export interface Survey {
  readonly columns: readonly ColumnFacts[];
  /** Rows as wide as the first, without the header. */
  readonly rows: number;
  /** Rows that are wider or narrower: they are left out. The first such line. */
  readonly ragged: number;
  readonly raggedLine: number | undefined;
  readonly blank: number;
  readonly marks: readonly Mark[];
}

/** More classes than this are none. */
export const MOST_CLASSES = 1000;

class Column {
  name = '';
  numbers = 0;
  empty = 0;
  words = 0;
  least = Number.POSITIVE_INFINITY;
  most = Number.NEGATIVE_INFINITY;
  #labels: Set<string> | null = new Set();

  see(cell: string, decimal: CsvSettings['decimal']): void {
    const value = numberIn(cell, decimal);
    if (value !== undefined) {
      this.numbers++;
      if (value < this.least) this.least = value;
      if (value > this.most) this.most = value;
    } else if (cell.trim() === '') this.empty++;
    else this.words++;
    if (!this.#labels || this.#labels.has(cell)) return;
    // A slice would keep the whole piece of the file that it was cut from.
    this.#labels.add(apart(cell));
    if (this.#labels.size > MOST_CLASSES) this.#labels = null;
  }

  get facts(): ColumnFacts {
    const { name, numbers, empty, words, least, most } = this;
    const labels = this.#labels && new Set([...this.#labels].map((label) => label.trim()).filter(Boolean)).size;
    return { name, numbers, empty, words, least, most, labels };
  }
}

/** The same text in memory of its own. */
export function apart(text: string): string {
  return new TextDecoder('utf-16le').decode(Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)));
}

export async function surveyCsv(
  file: Blob,
  settings: CsvSettings,
  went?: (share: number) => boolean,
): Promise<Survey | Unreadable> {
  const columns: Column[] = [];
  let [rows, ragged] = [0, 0];
  let raggedLine: number | undefined;
  const walk = await walkCsv(
    file,
    settings,
    (cells, row, line) => {
      if (row === 0) for (const _ of cells) columns.push(new Column());
      if (row === 0 && settings.header)
        for (const [i, column] of columns.entries()) column.name = apart(cells[i] ?? '');
      else if (cells.length === columns.length) {
        rows++;
        for (let i = 0; i < cells.length; i++) columns[i]!.see(cells[i]!, settings.decimal);
      } else {
        ragged++;
        raggedLine ??= line;
      }
      return true;
    },
    went ? { went } : {},
  );
  if (isUnreadable(walk)) return walk;
  if (rows === 0) return unreadable('csv-empty');
  const { blank, marks } = walk;
  return { columns: columns.map(({ facts }) => facts), rows, ragged, raggedLine, blank, marks };
}
