/* A CSV file, streamed: never more of it in memory than a piece, however large it is. Each piece remembers where reading
   stood, so that any row can be found again without reading all before it. */
import { CSV_LIMITS, type CsvPlace, CsvRows } from './csv-rows.ts';
import type { CsvSettings, Encoding } from './csv-settings.ts';
import { type Unreadable, unreadable } from './unreadable.ts';

/** Bytes that are read at a time. */
const PIECE = 2 ** 20;
const [LF, CR] = [10, 13];

/** Where a piece of a file begins, and the number of the first row that it ends. */
export interface Mark {
  readonly byte: number;
  readonly row: number;
  readonly place: CsvPlace;
}

export interface Walk {
  readonly rows: number;
  /** Empty lines. */
  readonly blank: number;
  readonly marks: readonly Mark[];
}

interface Going {
  /** Between two pieces: the share that has been read; false ends the walk. */
  readonly went?: (share: number) => boolean;
  readonly from?: Mark;
}

/** Gives every row from a mark on to `take`, until it says false. */
export async function walkCsv(
  file: Blob,
  { delimiter, encoding }: CsvSettings,
  take: (cells: string[], row: number, line: number) => boolean,
  { went, from }: Going = {},
): Promise<Walk | Unreadable> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let [byte, row, going] = [from?.byte ?? 0, from?.row ?? 0, true];
  const reader = new CsvRows(
    delimiter,
    (cells, line) => {
      if (going && take(cells, row, line) === false) going = false;
      row++;
    },
    from?.place,
  );
  const marks: Mark[] = [];
  while (going && byte < file.size) {
    marks.push({ byte, row, place: reader.place });
    const bytes = await piece(file, byte, encoding);
    if (!bytes) return unreadable('csv-line-long', { limit: CSV_LIMITS.line, byte });
    const text = decoded(decoder, bytes);
    if (text === undefined) return unreadable('csv-encoding', { encoding, byte });
    // A byte order mark is no part of the first cell.
    const wrong = reader.feed(byte === 0 ? text.replace(/^\uFEFF/, '') : text);
    if (wrong) return wrong;
    if (row > CSV_LIMITS.rows) return unreadable('csv-rows', { limit: CSV_LIMITS.rows });
    byte += bytes.length;
    if (went && !went(byte / file.size)) break;
  }
  const wrong = going && byte >= file.size ? reader.end() : undefined;
  return wrong ?? { rows: row, blank: reader.blank, marks };
}

/** Bytes up to the end of a line; undefined where a line has no end within the limit. */
async function piece(file: Blob, from: number, encoding: Encoding): Promise<Uint8Array | undefined> {
  for (let size = PIECE; ; size *= 2) {
    const bytes = new Uint8Array(await file.slice(from, from + size).arrayBuffer());
    if (from + bytes.length >= file.size) return bytes.length <= CSV_LIMITS.line ? bytes : cutOff(bytes, encoding);
    const cut = cutOff(bytes, encoding);
    if (cut) return cut;
    if (size >= CSV_LIMITS.line) return undefined;
  }
}

/** Up to the last end of a line. */
function cutOff(bytes: Uint8Array, encoding: Encoding): Uint8Array | undefined {
  const wide = encoding.startsWith('utf-16');
  const low = encoding === 'utf-16be' ? 1 : 0;
  const step = wide ? 2 : 1;
  for (let at = bytes.length - (bytes.length % step) - step; at >= 0; at -= step) {
    const code = wide ? (bytes[at + low] ?? 0) + 256 * (bytes[at + 1 - low] ?? 0) : bytes[at];
    if (code === LF || code === CR) return bytes.subarray(0, at + step);
  }
  return undefined;
}

function decoded(decoder: TextDecoder, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
