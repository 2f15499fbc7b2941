/* CSV files against Python's csv module (csv.golden.json, from scripts/golden_csv.py): the same rows, or a refusal by name. */
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../document/crc.ts';
import golden from './csv.golden.json';
import { walkCsv } from './csv-file.ts';
import type { CsvSettings, Encoding } from './csv-settings.ts';
import { settingsIn } from './csv-settings.ts';
import { surveyCsv } from './csv-survey.ts';
import { countCsv, readCsv } from './csv-table.ts';
import { isUnreadable } from './unreadable.ts';

async function readAs(bytes: BlobPart, settings: Pick<CsvSettings, 'delimiter' | 'encoding'>) {
  const rows: string[][] = [];
  const walk = await walkCsv(new Blob([bytes]), { decimal: '.', header: false, ...settings }, (cells) => {
    rows.push(cells);
    return true;
  });
  return isUnreadable(walk) ? walk : rows;
}

const sumOf = (rows: readonly (readonly string[])[]) =>
  crc32(new TextEncoder().encode(rows.map((row) => row.join('\x1f')).join('\x1e')));

/** mulberry32, as in the script. */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function encoded(text: string, encoding: string, bom: string): Uint8Array<ArrayBuffer> {
  const mark = Uint8Array.from(bom.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  if (encoding === 'utf-8') return Uint8Array.from([...mark, ...new TextEncoder().encode(text)]);
  if (encoding.startsWith('utf-16')) {
    const bytes = [...text].flatMap((letter) =>
      Array.from(letter, (_, i) => letter.charCodeAt(i)).flatMap((unit) => [unit & 255, unit >> 8]),
    );
    if (encoding === 'utf-16be') for (let i = 0; i < bytes.length; i += 2) bytes.splice(i, 2, bytes[i + 1]!, bytes[i]!);
    return Uint8Array.from([...mark, ...bytes]);
  }
  // Every character of one or two bytes, turned round.
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, number[]>();
  for (let high = 255; high >= 0; high--)
    for (const bytes of [
      [high],
      ...Array.from({ length: encoding === 'shift_jis' ? 256 : 0 }, (_, low) => [high, low]),
    ]) {
      const letter = decoder.decode(Uint8Array.from(bytes));
      if ([...letter].length === 1) table.set(letter, bytes);
    }
  return Uint8Array.from([...text].flatMap((letter) => table.get(letter) ?? []));
}

describe('rows', () => {
  it('are those of Python in 2,000 generated files, or both refuse them', async () => {
    const numbersOf: number[] = [];
    for (const [seed] of golden.generated.entries()) {
      const next = stream(seed);
      const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T;
      const delimiter = pick(golden.delimiters) as CsvSettings['delimiter'];
      const text = Array.from({ length: 1 + Math.floor(next() * 40) }, () => pick(golden.pieces)).join('');
      const rows = await readAs(text, { delimiter, encoding: 'utf-8' });
      numbersOf.push('code' in rows ? -1 : sumOf(rows));
    }
    expect(numbersOf).toEqual(golden.generated);
  });

  it.each(golden.made)('of a file with $name', async ({ parts, delimiter, encoding, bom, ...expected }) => {
    const text = parts.map(([part, count]) => String(part).repeat(Number(count))).join('');
    const rows = await readAs(encoded(text, encoding, bom), {
      delimiter: delimiter as CsvSettings['delimiter'],
      encoding: encoding as Encoding,
    });
    if ('refused' in expected) expect(rows).toMatchObject({ code: expected.refused });
    else {
      if ('code' in rows) throw new Error(`refused: ${rows.code}`);
      expect({ rows: rows.length, crc: sumOf(rows) }).toEqual({ rows: expected.rows, crc: expected.crc });
    }
  });

  it('are refused where bytes are not of the encoding', async () => {
    const rows = await readAs(Uint8Array.of(97, 44, 0xe9, 10), { delimiter: ',', encoding: 'utf-8' });
    expect(rows).toMatchObject({ code: 'csv-encoding', values: { encoding: 'utf-8' } });
  });

  it('are found again from the mark of their piece, also within a quoted cell', async () => {
    const line = `${'1234567,'.repeat(20)}"a\nb"\n`;
    const file = new Blob([line.repeat(20_000)]);
    const settings: CsvSettings = { delimiter: ',', decimal: '.', encoding: 'utf-8', header: false };
    const all: string[] = [];
    const walk = await walkCsv(file, settings, (cells, row) => {
      if (row % 997 === 0) all.push(cells.join());
      return true;
    });
    if (isUnreadable(walk)) throw new Error(walk.code);
    expect(walk.rows).toBe(20_000);
    expect(walk.marks.length).toBeGreaterThan(3);
    const again: string[] = [];
    for (const [place, mark] of walk.marks.entries()) {
      const end = walk.marks[place + 1]?.row ?? walk.rows;
      const take = (cells: string[], row: number) => {
        if (row < end && row % 997 === 0) again.push(cells.join());
        return row + 1 < end;
      };
      await walkCsv(file, settings, take, { from: mark });
    }
    expect(again).toEqual(all);
  });
});

describe('settings', () => {
  const found = (text: string) => settingsIn(new TextEncoder().encode(text), true);
  it.each([
    ['a,b\n1,2\n', { delimiter: ',', decimal: '.', header: true }],
    ['1,2\n3,4\n', { delimiter: ',', header: false }],
    ['a;b\n1,5;2,5\n3,0;4,25\n', { delimiter: ';', decimal: ',' }],
    ['a;b\n1.5;2.5\n3.0;4.25\n', { delimiter: ';', decimal: '.' }],
    ['a\tb\n1,5\t2\n', { delimiter: '\t', decimal: ',' }],
    ['x|y\n1|2\n', { delimiter: '|' }],
    ['name,says\nAda,"well, yes; no"\nBob,"a;b"\n', { delimiter: ',', header: true }],
    ['value\n1.5\n2.5\n', { delimiter: ',', header: true }],
    ['', { delimiter: ',', header: false }],
  ] as const)('are found in %j', (text, expected) => {
    expect(found(text)).toMatchObject(expected);
  });
  it('name the encoding', () => {
    const of = (text: string, encoding: string, bom = '') => settingsIn(encoded(text, encoding, bom), true).encoding;
    expect(of('a,b\n1,2\n', 'utf-16le', 'fffe')).toBe('utf-16le');
    expect(of('a,b\n1,2\n', 'utf-16be', 'feff')).toBe('utf-16be');
    expect(of('café,b\n', 'windows-1252')).toBe('windows-1252');
    expect(of('東京,大阪\n1,2\n', 'shift_jis')).toBe('shift_jis');
    expect(of('東京,大阪\n1,2\n', 'utf-8')).toBe('utf-8');
  });
});

describe('a table', () => {
  const settings = { delimiter: ',', decimal: '.', encoding: 'utf-8', header: true } as const;
  const text = 'a,b,kind\n1,2,cat\n3,,dog\n5,6,\n\n7,8\n9,0x10,cat\n11,12,dog\n13,14,cat\n';
  const file = new Blob([text]);

  it('is surveyed: what every column holds, and what is left out', async () => {
    const survey = await surveyCsv(file, settings);
    expect(survey).toMatchObject({
      rows: 6,
      ragged: 1,
      raggedLine: 6,
      blank: 1,
      columns: [
        { name: 'a', numbers: 6, empty: 0, words: 0, least: 1, most: 13 },
        { name: 'b', numbers: 4, empty: 1, words: 1 },
        { name: 'kind', numbers: 0, empty: 1, words: 5, labels: 2 },
      ],
    });
  });

  it('has the rows whose chosen cells fit, every other one counted', async () => {
    const choice = { ...settings, inputs: [0, 1], column: 2, kind: 'classes' } as const;
    const counted = await countCsv(file, choice);
    expect(counted).toEqual({
      ...{ rows: 3, ragged: 1, badInput: 2, badTarget: 1, badLine: 3, blank: 1 },
      classes: [
        ['cat', 2],
        ['dog', 1],
      ],
    });
    expect(await readCsv(file, choice, { rows: 3, classes: ['cat', 'dog'] })).toEqual({
      X: Float32Array.of(1, 2, 11, 12, 13, 14),
      y: Float32Array.of(0, 1, 0),
    });
  });

  it('is refused where the document says another number of rows, other classes, or a column that is not there', async () => {
    const choice = { ...settings, inputs: [0, 1], column: 2, kind: 'classes' } as const;
    const code = async (...given: Parameters<typeof readCsv>) => await readCsv(...given);
    expect(await code(file, choice, { rows: 2, classes: ['cat', 'dog'] })).toMatchObject({ code: 'data-differs' });
    expect(await code(file, choice, { rows: 1e9, classes: ['cat', 'dog'] })).toMatchObject({ code: 'data-differs' });
    expect(await code(file, choice, { rows: 3, classes: ['cat'] })).toMatchObject({ code: 'data-label' });
    expect(await code(file, { ...choice, column: 3 }, { rows: 3, classes: ['cat'] })).toMatchObject({
      code: 'data-column',
    });
  });

  it('takes classes that are numbers in their order', async () => {
    const numbers = new Blob(['x,y\n1,10\n2,9\n3,10\n']);
    const choice = { ...settings, inputs: [0], column: 1, kind: 'classes' } as const;
    expect(await countCsv(numbers, choice)).toMatchObject({
      classes: [
        ['9', 1],
        ['10', 2],
      ],
    });
  });
});
