/* Files of data on their way in, whatever their size: looked through, shown a few rows at a time, counted as they would be
   used, and kept. Later questions end earlier ones that take long. */
import { type BlockTable, formOf, readBlocks } from '../data/files/blocks.ts';
import { inOrder } from '../data/files/cell.ts';
import { contentId } from '../data/files/content.ts';
import { type Mark, walkCsv } from '../data/files/csv-file.ts';
import { BEGINNING, type CsvSettings, settingsIn } from '../data/files/csv-settings.ts';
import { MOST_CLASSES, type Survey, surveyCsv } from '../data/files/csv-survey.ts';
import { type Counted, type CsvChoice, countCsv } from '../data/files/csv-table.ts';
import { type ArrayFacts, arraysIn, targetsOf } from '../data/files/npz.ts';
import { isPicture, type PictureChoice, SIDES } from '../data/files/pictures.ts';
import { isUnreadable, type Unreadable, unreadable } from '../data/files/unreadable.ts';
import { isZip } from '../data/files/zip.ts';
import { keepFile } from '../storage/files.ts';
import { decoded, type Gathered, gatherPictures } from './pictures.ts';

/** Pictures and their labels, or rows and a number for each. */
export interface LookedBlocks {
  readonly form: 'blocks';
  readonly rows: number;
  readonly shape: readonly number[];
  readonly bytes: boolean;
  /** What an NPZ file holds, and which of it are X and y; else empty. */
  readonly arrays: readonly ArrayFacts[];
  readonly chosen: readonly string[];
  /** How pictures in folders were taken, whose classes are the names of the folders; `left`: other files. */
  readonly pictures: (PictureChoice & { readonly left: number }) | null;
  /** With the rows of each; empty where y are no whole numbers, or too many. */
  readonly classes: readonly (readonly [label: string, rows: number])[];
}
export interface LookedCsv {
  readonly form: 'csv';
  readonly settings: CsvSettings;
  readonly survey: Survey;
  /** Rows of the file, the header among them. */
  readonly all: number;
}
export type Looked = LookedBlocks | LookedCsv;
export type Kept = { readonly ids: readonly string[]; readonly kept: boolean };

export class Reading {
  readonly #went: (share: number) => void;
  #files: readonly Blob[] = [];
  #blocks: BlockTable | undefined;
  #arrays: readonly ArrayFacts[] = [];
  #gathered: Gathered | undefined;
  #settings: CsvSettings | undefined;
  #marks: readonly Mark[] = [];
  #all = 0;
  #turn = 0;
  #piece: { readonly from: number; readonly rows: readonly (readonly string[])[] } | undefined;

  constructor(went: (share: number) => void) {
    this.#went = went;
  }

  /** `paths`: where in a chosen folder each lies. `taken`: how pictures are, as far as that is known. */
  async look(
    files: readonly Blob[],
    paths: readonly string[] = [],
    taken: PictureChoice = { side: SIDES.initial, colours: false },
  ): Promise<Looked | Unreadable | null> {
    this.#files = files;
    this.#blocks = undefined;
    this.#arrays = [];
    this.#gathered = undefined;
    const [first, ...more] = files;
    if (!first) return unreadable('data-kinds');
    const zip = isZip(new Uint8Array(await first.slice(0, 4).arrayBuffer()));
    const arrays = zip && more.length === 0 ? await arraysIn(first) : null;
    if (arrays !== null) return this.#lookAtArrays(arrays);
    if (zip || paths.some(isPicture)) {
      const gathered = await gatherPictures(files, paths);
      if (isUnreadable(gathered)) return gathered;
      this.#gathered = gathered;
      return this.take(taken);
    }
    if ((await formOf(first)) === 'blocks') return this.choose([]);
    if (more.length > 0) return unreadable('data-kinds');
    const beginning = new Uint8Array(await first.slice(0, BEGINNING).arrayBuffer());
    return this.survey(settingsIn(beginning, first.size <= BEGINNING));
  }

  /** The first array that has a target, and that; the user may choose others. */
  async #lookAtArrays(arrays: readonly ArrayFacts[] | Unreadable): Promise<Looked | Unreadable> {
    if (isUnreadable(arrays)) return arrays;
    this.#arrays = arrays;
    const X = arrays.find((each) => targetsOf(arrays, each).length > 0);
    const y = X && targetsOf(arrays, X)[0];
    if (X && y) return this.choose([X.name, y.name]);
    const found = arrays.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', ');
    return unreadable('npz-pairs', { arrays: found || '–' });
  }

  /** Takes the pictures in this size. Null: a later question came. */
  async take(choice: PictureChoice): Promise<Looked | Unreadable | null> {
    const gathered = this.#gathered;
    if (!gathered) return unreadable('data-kinds');
    const files = await decoded(gathered, choice, this.#turned());
    if (files === null || isUnreadable(files)) return files;
    this.#files = [files.pixels, files.labels];
    const looked = await this.choose([]);
    if (isUnreadable(looked)) return looked;
    const { classes, left } = gathered;
    const named = looked.classes.map(([place, rows]) => [classes[Number(place)] ?? place, rows] as const);
    return { ...looked, pictures: { ...choice, left }, classes: named };
  }

  /** Takes these arrays of an NPZ file as X and y; of other files there is nothing to choose. */
  async choose(chosen: readonly string[]): Promise<LookedBlocks | Unreadable> {
    const table = await readBlocks(this.#files, chosen);
    if (isUnreadable(table)) return table;
    this.#blocks = table;
    const { rows, shape, bytes, y } = table;
    const counts = new Map<number, number>();
    for (const part of y)
      for (let i = 0; i < part.length && counts.size <= MOST_CLASSES; i++)
        counts.set(part[i]!, (counts.get(part[i]!) ?? 0) + 1);
    const isClasses = counts.size <= MOST_CLASSES && [...counts.keys()].every(Number.isInteger);
    const labels = inOrder([...counts.keys()].map(String), '.');
    const classes = isClasses ? labels.map((label) => [label, counts.get(Number(label)) ?? 0] as const) : [];
    return { form: 'blocks', rows, shape, bytes, arrays: this.#arrays, chosen, pictures: null, classes };
  }

  /** Null: a later question came. */
  async survey(settings: CsvSettings): Promise<Looked | Unreadable | null> {
    const [file] = this.#files;
    if (!file) return unreadable('data-kinds');
    this.#settings = settings;
    this.#piece = undefined;
    const went = this.#turned();
    const survey = await surveyCsv(file, settings, went);
    if (!went(1)) return null;
    if (isUnreadable(survey)) return survey;
    this.#marks = survey.marks;
    this.#all = survey.rows + survey.ragged + (settings.header ? 1 : 0);
    return { form: 'csv', settings, survey: { ...survey, marks: [] }, all: this.#all };
  }

  async count(choice: CsvChoice): Promise<Counted | Unreadable | null> {
    const [file] = this.#files;
    if (!file) return unreadable('data-kinds');
    const went = this.#turned();
    const counted = await countCsv(file, choice, { went });
    return went(1) ? counted : null;
  }

  /** Cells of rows from `from` on, at most `count`, as the file has them. */
  async rows(from: number, count: number): Promise<readonly (readonly string[])[]> {
    if (this.#blocks) return rowsOfBlocks(this.#blocks, from, count);
    const found: (readonly string[])[] = [];
    while (found.length < count && from + found.length < this.#all) {
      const at = from + found.length;
      const piece = await this.#pieceWith(at);
      const more = piece.rows.slice(at - piece.from, at - piece.from + count - found.length);
      if (more.length === 0) break;
      found.push(...more);
    }
    return found;
  }

  async #pieceWith(row: number) {
    const known = this.#piece;
    if (known && row >= known.from && row < known.from + known.rows.length) return known;
    const place = this.#marks.findLastIndex((mark) => mark.row <= row);
    const [mark, next] = [this.#marks[place], this.#marks[place + 1]];
    const rows: (readonly string[])[] = [];
    const [file] = this.#files;
    if (file && mark && this.#settings)
      await walkCsv(
        file,
        this.#settings,
        (cells, each) => {
          rows.push(cells);
          return each + 1 < (next?.row ?? Number.POSITIVE_INFINITY);
        },
        { from: mark },
      );
    this.#piece = { from: mark?.row ?? 0, rows };
    return this.#piece;
  }

  /** Keeps every file by its content. */
  async keep(): Promise<Kept> {
    const ids: string[] = [];
    let kept = true;
    for (const file of this.#files) {
      const id = await contentId(file);
      ids.push(id);
      kept = (await keepFile(id, file)) && kept;
    }
    return { ids, kept };
  }

  /** Tells how far it went, until a later question comes. */
  #turned(): (share: number) => boolean {
    const turn = ++this.#turn;
    return (share) => {
      if (turn !== this.#turn) return false;
      this.#went(share);
      return true;
    };
  }
}

/** The label, then the first numbers. */
function rowsOfBlocks({ X, y, shape, rows }: BlockTable, from: number, count: number): string[][] {
  const width = shape.reduce((product, length) => product * length, 1);
  const at = (parts: readonly ArrayLike<number>[], place: number): number => {
    let left = place;
    for (const part of parts) {
      if (left < part.length) return part[left]!;
      left -= part.length;
    }
    return Number.NaN;
  };
  return Array.from({ length: Math.max(0, Math.min(count, rows - from)) }, (_, row) => [
    String(at(y, from + row)),
    ...Array.from({ length: width }, (_, column) => String(at(X, (from + row) * width + column))),
  ]);
}
