/* Everything that a network can be exported as: its files, each with what is shown of it. */
import { parts } from '../document/document.ts';
import { writeSafetensors } from '../tensor/safetensors.ts';
import { written as shapeText } from '../tensor/shape.ts';
import { about, type Code, plain, textOf } from './code.ts';
import type { Moment } from './moment.ts';
import { NotWritable } from './not-writable.ts';
import { type Cell, notebookCells, notebookText } from './notebook.ts';
import { numpyScript } from './numpy.ts';
import { onnxCode, onnxModel } from './onnx/model.ts';
import { floats, networkCode, projectFiles } from './project.ts';
import { torchScript } from './torch.ts';
import type { Wish } from './wishes.ts';

export interface WrittenFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** The text by lines; of a file of bytes, what is in it. */
  readonly lines: Code;
}

/** Megabytes of numbers that a file of code holds at most: it is opened in editors. */
const MOST_IN_TEXT = 64;

/** The files of an export, the one to be read first. Throws NotWritable where the network has no such form. */
export async function written(moment: Moment, { to, style }: Wish): Promise<readonly WrittenFile[]> {
  if (to === 'numpy' || to === 'pytorch' || to === 'notebook') expectText(moment);
  switch (to) {
    case 'numpy':
      return [script(await numpyScript(moment))];
    case 'pytorch':
      return [script(await torchScript(moment, style))];
    case 'notebook': {
      const cells = await notebookCells(moment);
      return [{ name: 'network.ipynb', content: notebookText(cells), lines: percent(cells) }];
    }
    case 'project':
      return [...projectFiles(moment)].map(([name, content]) => ({
        ...{ name, content },
        lines: name === 'model.py' ? networkCode(moment) : typeof content === 'string' ? plain(content.trimEnd()) : [],
      }));
    case 'onnx':
      return [{ name: 'network.onnx', content: onnxModel(moment), lines: onnxCode(moment) }];
    case 'safetensors':
      return [
        { name: 'network.safetensors', content: writeSafetensors(floats(moment.values)), lines: tensorCode(moment) },
      ];
  }
}

function script(code: Code): WrittenFile {
  return { name: 'network.py', content: textOf(code), lines: code };
}

/** A notebook as one script, as editors show it: `# %%` begins a cell, text stands in comments. */
function percent(cells: readonly Cell[]): Code {
  return cells.flatMap((cell) =>
    cell.kind === 'code'
      ? [{ text: '# %%' }, ...cell.code, { text: '' }]
      : [{ text: '# %% [markdown]' }, ...plain(cell.text.replace(/^/gm, '# ')), { text: '' }],
  );
}

/** A line for each tensor of a file of parameters. */
function tensorCode({ values }: Moment): Code {
  return [...values].map(([place, { shape }]) => about(parts(place).node, `${place}  ${shapeText(shape)}`));
}

function expectText({ values, rows, constants }: Moment): void {
  const tensors = [values, rows, constants].flatMap((some) => [...some.values()]);
  const size = Math.ceil((4 * tensors.reduce((sum, { data }) => sum + data.length, 0)) / 1e6);
  if (size > MOST_IN_TEXT) throw new NotWritable('too-much-text', { size, most: MOST_IN_TEXT });
}
