/* How a CSV file is written: found in its beginning, shown, and changeable. */
import { type Decimal, numberIn } from './cell.ts';
import { CsvRows } from './csv-rows.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'shift_jis'] as const;
export type Delimiter = (typeof DELIMITERS)[number];
export type Encoding = (typeof ENCODINGS)[number];

export interface CsvSettings {
  readonly delimiter: Delimiter;
  readonly decimal: Decimal;
  readonly encoding: Encoding;
  /** The first row holds names. */
  readonly header: boolean;
}

/** Bytes that are looked at. */
export const BEGINNING = 65_536;

/** A proposal from the first bytes of a file; `whole`: there are no more. */
export function settingsIn(bytes: Uint8Array, whole: boolean): CsvSettings {
  const encoding = encodingOf(bytes, whole);
  const text = new TextDecoder(encoding).decode(bytes);
  const looks = DELIMITERS.flatMap((delimiter) =>
    (['.', ','] as const).map((decimal) => look(text, delimiter, decimal)),
  );
  // The first of equals: the order above.
  const best = looks.reduce((a, b) => (b.score > a.score + 1e-9 ? b : a));
  const { delimiter, decimal, rows } = best;
  return { delimiter, decimal, encoding, header: hasHeader(rows, decimal) };
}

/** A proposal; `whole`: there are no more bytes. */
export function encodingOf(bytes: Uint8Array, whole: boolean): Encoding {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (decodes(bytes, 'utf-8', whole) !== undefined) return 'utf-8';
  // Kana or kanji, which Western text in windows-1252 does not make by accident.
  return /[\u3040-\u30ff\u4e00-\u9fff]{2}/.test(decodes(bytes, 'shift_jis', whole) ?? '')
    ? 'shift_jis'
    : 'windows-1252';
}

function decodes(bytes: Uint8Array, encoding: Encoding, whole: boolean): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !whole });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** How much a text looks like a table of numbers when it is read so: rows as wide as each other, cells that are numbers. */
function look(text: string, delimiter: Delimiter, decimal: Decimal) {
  const rows: string[][] = [];
  const reader = new CsvRows(delimiter, (cells) => rows.push(cells));
  const wrong = reader.feed(text) !== undefined;
  // The last row may have been cut.
  if (rows.length > 1 && !/[\r\n]$/.test(text)) rows.pop();
  const widths = new Map<number, number>();
  for (const { length } of rows) widths.set(length, (widths.get(length) ?? 0) + 1);
  const [width, count] = [...widths].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0]);
  const cells = rows.slice(1).flat();
  const numbers = cells.filter((cell) => numberIn(cell, decimal) !== undefined).length;
  const even = rows.length === 0 ? 0 : count / rows.length;
  const score = (wrong ? 0.1 : 1) * (width > 1 ? even : even / 10) * (1 + (2 * numbers) / Math.max(1, cells.length));
  return { delimiter, decimal, rows, score };
}

/** Names stand above numbers: no cell of the first row is one, though a later row has some, or none has any. */
function hasHeader(rows: readonly (readonly string[])[], decimal: Decimal): boolean {
  const [first = []] = rows;
  return first.length > 0 && !first.some((cell) => numberIn(cell, decimal) !== undefined);
}
