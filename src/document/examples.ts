/* The gallery: saved documents that are also fixtures and where end-to-end tests start. In the order of learning. */
import type { Words } from './document.ts';
import digits from './examples/digits.json?raw';
import linearApart from './examples/linear-apart.json?raw';
import moons from './examples/moons.json?raw';
import oneLinear from './examples/one-linear.json?raw';
import residualFork from './examples/residual-fork.json?raw';
import twoLayers from './examples/two-layers.json?raw';
import xor from './examples/xor.json?raw';
import { parseDocument } from './file.ts';

const texts: ReadonlyMap<string, string> = new Map([
  ['one-linear', oneLinear],
  ['two-layers', twoLayers],
  ['moons', moons],
  ['xor', xor],
  ['digits', digits],
  ['residual-fork', residualFork],
  ['linear-apart', linearApart],
]);

export interface Example {
  readonly name: string;
  readonly title: Words;
  readonly says: Words;
}

/** The file of an example, or undefined. */
export function exampleText(name: string): string | undefined {
  return texts.get(name);
}

export function examples(): readonly Example[] {
  return [...texts].map(([name, text]) => {
    const opened = parseDocument(text);
    const card = 'document' in opened ? opened.document.card : undefined;
    if (!card) throw new Error(`the example ${name} has no card`);
    return { name, title: card.title, says: card.says };
  });
}
