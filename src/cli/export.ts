/* `chainrule export`: a document in another language, as it stands before its first step, or with parameters from a file. */
import { join } from 'node:path';
import { textOf } from '../export/code.ts';
import type { Moment } from '../export/moment.ts';
import { notebookCells, notebookText } from '../export/notebook.ts';
import { numpyScript } from '../export/numpy.ts';
import { onnxModel } from '../export/onnx/model.ts';
import { projectFiles } from '../export/project.ts';
import { NotWritable, torchScript } from '../export/torch.ts';
import { snapshotOf } from '../run/snapshot.ts';
import { writeSafetensors } from '../tensor/safetensors.ts';
import { sentence } from '../words/words.ts';
import { type ExportOptions, type Style, UsageError } from './arguments.ts';
import { BadInput, makeFolder, readDocument, writeWhole } from './files.ts';
import { engineFor } from './kernels.ts';
import { load } from './load.ts';

type ScriptOptions = Pick<ExportOptions, 'style'> & { readonly to: Exclude<ExportOptions['to'], 'project'> };

export async function exportDocument(options: ExportOptions): Promise<void> {
  const document = await readDocument(options.document);
  const trainer = await load(document, { ...options, dtype: 'f32', exact: true });
  const snapshot = await snapshotOf(document, trainer, await engineFor('f32', true));
  const moment = { document, plan: trainer.plan, ...snapshot };
  if (options.to === 'project') return writeFolder(options.out, projectFiles(moment));
  const text = await written(moment, { to: options.to, style: options.style });
  if (options.out) writeWhole(options.out, text);
  else process.stdout.write(text);
}

async function written(moment: Moment, { to, style }: ScriptOptions): Promise<string | Uint8Array> {
  switch (to) {
    case 'numpy':
      return textOf(await numpyScript(moment));
    case 'pytorch':
      return textOf(await torchFile(moment, style));
    case 'notebook':
      return notebookText(await notebookCells(moment));
    case 'onnx':
      return onnxModel(moment);
    case 'safetensors':
      return writeSafetensors(asFloats(moment.values));
  }
}

/** Writes every file, or none where the folder cannot be made. */
function writeFolder(folder: string | undefined, files: ReturnType<typeof projectFiles>): void {
  if (folder === undefined) throw new UsageError('--to project needs --out FOLDER.');
  makeFolder(folder);
  for (const [name, content] of files) writeWhole(join(folder, name), content);
}

async function torchFile(moment: Moment, style: Style) {
  try {
    return await torchScript(moment, style);
  } catch (error) {
    if (error instanceof NotWritable) throw new BadInput(sentence('en', error));
    throw error;
  }
}

/** In single precision, as PyTorch keeps them. */
function asFloats(values: Moment['values']) {
  return new Map([...values].map(([place, { shape, data }]) => [place, { shape, data: Float32Array.from(data) }]));
}
