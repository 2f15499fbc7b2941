/* The page's side of the worker that reads files of data. */
import type { CsvSettings } from '../data/files/csv-settings.ts';
import type { Counted, CsvChoice } from '../data/files/csv-table.ts';
import type { PictureChoice } from '../data/files/pictures.ts';
import type { Unreadable } from '../data/files/unreadable.ts';
import type { Kept, Looked } from './reading.ts';

export type { Kept, Looked, LookedBlocks, LookedCsv } from './reading.ts';

type Questions =
  | {
      readonly kind: 'look';
      readonly files: readonly Blob[];
      readonly paths: readonly string[];
      readonly taken: PictureChoice | undefined;
    }
  | { readonly kind: 'take'; readonly choice: PictureChoice }
  | { readonly kind: 'choose'; readonly arrays: readonly string[] }
  | { readonly kind: 'survey'; readonly settings: CsvSettings }
  | { readonly kind: 'count'; readonly choice: CsvChoice }
  | { readonly kind: 'rows'; readonly from: number; readonly count: number }
  | { readonly kind: 'keep' };
export type ReaderAsk = Questions & { readonly id: number };
export type ReaderSaid =
  | { readonly kind: 'went'; readonly share: number }
  /** A file that was taken away meanwhile, or a bug. */
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown };

/** Null: a later question came. */
export interface Reader {
  look(files: readonly File[], taken?: PictureChoice): Promise<Looked | Unreadable | null>;
  take(choice: PictureChoice): Promise<Looked | Unreadable | null>;
  choose(arrays: readonly string[]): Promise<Looked | Unreadable | null>;
  survey(settings: CsvSettings): Promise<Looked | Unreadable | null>;
  count(choice: CsvChoice): Promise<Counted | Unreadable | null>;
  rows(from: number, count: number): Promise<readonly (readonly string[])[]>;
  keep(): Promise<Kept>;
  close(): void;
}

/** `went`: how far a question that takes long has come. `failed`: the worker broke; what it was asked is not answered. */
export function openReader(
  start: () => Worker,
  went: (share: number) => void,
  failed: (message: string) => void,
): Reader {
  const worker = start();
  const waiting = new Map<number, (answer: unknown) => void>();
  let ids = 0;
  worker.onmessage = ({ data }: MessageEvent<ReaderSaid>) => {
    if (data.kind === 'went') return went(data.share);
    if (data.kind === 'failed') return failed(data.message);
    waiting.get(data.id)?.(data.answer);
    waiting.delete(data.id);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    failed(event.message);
  };
  const ask = <T>(question: Questions): Promise<T> => {
    const id = ++ids;
    worker.postMessage({ ...question, id } satisfies ReaderAsk);
    return new Promise((resolve) => waiting.set(id, resolve as (answer: unknown) => void));
  };
  return {
    look: (files, taken) =>
      ask({ kind: 'look', files, paths: files.map((file) => file.webkitRelativePath || file.name), taken }),
    take: (choice) => ask({ kind: 'take', choice }),
    choose: (arrays) => ask({ kind: 'choose', arrays }),
    survey: (settings) => ask({ kind: 'survey', settings }),
    count: (choice) => ask({ kind: 'count', choice }),
    rows: (from, count) => ask({ kind: 'rows', from, count }),
    keep: () => ask({ kind: 'keep' }),
    close: () => worker.terminate(),
  };
}
