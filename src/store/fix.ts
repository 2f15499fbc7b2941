/* What a mend is: a button's label and all that it changes, as one step. */
import { type Address, address, type GraphDocument, type NodeId, parts, type Settings } from '../document/document.ts';
import * as edits from '../document/edits.ts';
import type { Edit } from '../document/history.ts';
import { newId } from '../document/names.ts';

export interface Fix {
  /** What its button says: `fix.CODE` of `words/`. */
  readonly label: { readonly code: FixCode; readonly values: Readonly<Record<string, string | number>> };
  /** All that it changes, as one step. */
  readonly edit: Edit;
}
type FixCode =
  | 'features'
  | 'add-loss'
  | 'default'
  | 'target'
  | 'wire'
  | 'unwire'
  | 'flatten'
  | 'transpose'
  | 'swap'
  | 'remove-setting';

export function fix(code: FixCode, parts: readonly Edit[], values: Fix['label']['values']): Fix {
  return { label: { code, values }, edit: edits.together(parts) };
}

export function setFeatures(node: NodeId, count: number): Edit {
  return edits.changeSetting(node, 'features', count);
}

export function targets(node: NodeId, choices: readonly string[]): readonly Fix[] {
  return choices.map((target) => fix('target', [edits.changeSetting(node, 'target', target)], { node, target }));
}

/** A new node on the wire that ends at `input`. */
export function inserted(
  document: GraphDocument,
  code: 'flatten' | 'transpose',
  input: Address,
  settings: Settings = {},
): readonly Fix[] {
  const output = document.wires[input];
  if (!output) return [];
  const id = newId(document, code);
  const [from, to] = [parts(output).node, parts(input).node].map(
    (node) => document.nodes[node]?.position ?? { x: 0, y: 0 },
  );
  const position = { x: ((from?.x ?? 0) + (to?.x ?? 0)) / 2, y: Math.max(from?.y ?? 0, to?.y ?? 0) + 120 };
  const between = [
    edits.addNode(id, code, position, settings),
    edits.connect(address(id, 'A'), output),
    edits.connect(input, address(id, 'Z')),
  ];
  return [fix(code, between, { input })];
}
