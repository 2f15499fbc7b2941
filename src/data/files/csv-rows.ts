/* The rows of a CSV text. The rule: they are those of Python's `csv.reader(strict=True)` with the same delimiter, without
   the empty ones. What Python refuses is refused, and so are NULs and whatever a forgotten quote would swallow. */
import { type Unreadable, unreadable } from './unreadable.ts';

export const CSV_LIMITS = {
  columns: 10_000,
  rows: 5_000_000,
  /** Characters of one cell. */
  cell: 65_536,
  /** Lines that one quoted cell may span. */
  lines: 1_000,
  /** Bytes of one line. */
  line: 16 * 2 ** 20,
} as const;

const [QUOTE, LF, CR] = [34, 10, 13];

/** Where reading stands between two pieces of text. */
export interface CsvPlace {
  /** The cells of the row that is open, and the text of the quoted cell that is. */
  readonly cells: readonly string[];
  readonly quoted: string | undefined;
  /** Lines begun. */
  readonly line: number;
  readonly openedAt: number;
  /** The last piece ended with a carriage return: a line feed that follows belongs to it. */
  readonly returned: boolean;
}

const START: CsvPlace = { cells: [], quoted: undefined, line: 1, openedAt: 0, returned: false };

/** Takes text piece by piece; each piece but the last ends with the end of a line. */
export class CsvRows {
  readonly #delimiter: number;
  readonly #take: (cells: string[], line: number) => void;
  #cells: string[];
  #quoted: string | undefined;
  #openedAt: number;
  #returned: boolean;
  /** A delimiter was the last thing read: a cell must follow, be it empty. */
  #wanting = false;
  #line: number;
  /** Empty lines between rows. */
  blank = 0;

  constructor(delimiter: string, take: (cells: string[], line: number) => void, place: CsvPlace = START) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#take = take;
    this.#cells = [...place.cells];
    this.#quoted = place.quoted;
    this.#line = place.line;
    this.#openedAt = place.openedAt;
    this.#returned = place.returned;
  }

  get place(): CsvPlace {
    const [cells, quoted, line] = [[...this.#cells], this.#quoted, this.#line];
    return { cells, quoted, line, openedAt: this.#openedAt, returned: this.#returned };
  }

  /** Undefined: all went well. */
  feed(text: string): Unreadable | undefined {
    const nul = text.indexOf('\0');
    if (nul >= 0) return unreadable('csv-nul', { line: this.#line + linesIn(text, 0, nul) });
    let at = this.#returned && text.charCodeAt(0) === LF ? 1 : 0;
    if (text !== '') this.#returned = false;
    while (at < text.length) {
      const next = this.#quoted === undefined ? this.#plain(text, at) : this.#inQuotes(text, at);
      if (typeof next !== 'number') return next;
      at = next;
    }
    return undefined;
  }

  end(): Unreadable | undefined {
    if (this.#quoted !== undefined) return unreadable('csv-open-quote', { line: this.#openedAt });
    if (this.#wanting) this.#cells.push('');
    if (this.#cells.length > 0) this.#finish();
    return undefined;
  }

  /** One cell without quotes, or the opening quote; where reading goes on. */
  #plain(text: string, at: number): number | Unreadable {
    if (text.charCodeAt(at) === QUOTE) {
      this.#quoted = '';
      this.#openedAt = this.#line;
      return at + 1;
    }
    let end = at;
    let code = text.charCodeAt(end);
    while (end < text.length && code !== this.#delimiter && code !== LF && code !== CR) code = text.charCodeAt(++end);
    const empty = end === at && this.#cells.length === 0 && code !== this.#delimiter;
    const wrong = empty ? undefined : this.#push(text.slice(at, end));
    if (wrong) return wrong;
    if (empty) this.blank++;
    return end < text.length ? this.#separate(text, end) : end;
  }

  /** Up to the closing quote and what follows it. */
  #inQuotes(text: string, at: number): number | Unreadable {
    const found = text.indexOf('"', at);
    const end = found < 0 ? text.length : found;
    this.#quoted += text.slice(at, end);
    this.#line += linesIn(text, at, end);
    const { length } = this.#quoted as string;
    if (this.#line - this.#openedAt > CSV_LIMITS.lines)
      return unreadable('csv-quote-lines', { line: this.#openedAt, limit: CSV_LIMITS.lines });
    if (length > CSV_LIMITS.cell) return unreadable('csv-cell-long', { line: this.#openedAt, limit: CSV_LIMITS.cell });
    if (found < 0) return end;
    if (text.charCodeAt(end + 1) === QUOTE) {
      this.#quoted += '"';
      return end + 2;
    }
    const wrong = this.#push(this.#quoted as string);
    this.#quoted = undefined;
    if (wrong) return wrong;
    const after = text.charCodeAt(end + 1);
    if (end + 1 >= text.length) return end + 1;
    if (after === this.#delimiter || after === LF || after === CR) return this.#separate(text, end + 1);
    return unreadable('csv-after-quote', { line: this.#line, found: text.slice(end + 1, end + 2) });
  }

  /** Over a delimiter, or over the end of a line, which finishes a row that has been begun. */
  #separate(text: string, at: number): number {
    const code = text.charCodeAt(at);
    if (code === this.#delimiter) {
      this.#wanting = true;
      return at + 1;
    }
    if (this.#cells.length > 0) this.#finish();
    this.#line++;
    const twice = code === CR && text.charCodeAt(at + 1) === LF;
    this.#returned = code === CR && at + 1 === text.length;
    return at + (twice ? 2 : 1);
  }

  #push(cell: string): Unreadable | undefined {
    if (cell.length > CSV_LIMITS.cell) return unreadable('csv-cell-long', { line: this.#line, limit: CSV_LIMITS.cell });
    if (this.#cells.length >= CSV_LIMITS.columns)
      return unreadable('csv-columns', { line: this.#line, limit: CSV_LIMITS.columns });
    this.#cells.push(cell);
    this.#wanting = false;
    return undefined;
  }

  #finish(): void {
    const cells = this.#cells;
    this.#cells = [];
    this.#take(cells, this.#line);
  }
}

/** Ends of lines in a part of a text: a carriage return and a line feed are one. */
function linesIn(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) count++;
  }
  return count;
}
