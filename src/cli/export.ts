/* `chainrule export`: a document in another language, as it stands before its first step, or with parameters from a file. */
import { join } from 'node:path';
import type { Moment } from '../export/moment.ts';
import { NotWritable } from '../export/not-writable.ts';
import type { Wish } from '../export/wishes.ts';
import { type WrittenFile, written } from '../export/written.ts';
import { snapshotOf } from '../run/snapshot.ts';
import { sentence } from '../words/words.ts';
import { type ExportOptions, UsageError } from './arguments.ts';
import { BadInput, makeFolder, readDocument, writeWhole } from './files.ts';
import { engineFor } from './kernels.ts';
import { load } from './load.ts';

export async function exportDocument(options: ExportOptions): Promise<void> {
  const { to, style, out } = options;
  if (to === 'project' && out === undefined) throw new UsageError('--to project needs --out FOLDER.');
  const document = await readDocument(options.document);
  const trainer = await load(document, { ...options, dtype: 'f32', exact: true });
  const snapshot = await snapshotOf(document, trainer, await engineFor('f32', true));
  const files = await filesOf({ document, plan: trainer.plan, ...snapshot }, { to, style });
  const [{ content = '' } = {}] = files;
  if (to === 'project' && out !== undefined) writeFolder(out, files);
  else if (out === undefined) process.stdout.write(content);
  else writeWhole(out, content);
}

async function filesOf(moment: Moment, wish: Wish): Promise<readonly WrittenFile[]> {
  try {
    return await written(moment, wish);
  } catch (error) {
    if (error instanceof NotWritable) throw new BadInput(sentence('en', error));
    throw error;
  }
}

/** Writes every file, or none where the folder cannot be made. */
function writeFolder(folder: string, files: readonly WrittenFile[]): void {
  makeFolder(folder);
  for (const { name, content } of files) writeWhole(join(folder, name), content);
}
