/* A file as a text that a network learns to go on with, character by character: what of it is taken, and the edit that
   puts it into the drawing. */
import type { Encoding } from '../../data/files/csv-settings.ts';
import type { GraphDocument, NodeId, Position } from '../../document/document.ts';
import * as edits from '../../document/edits.ts';
import { apply, begin, type Edit } from '../../document/history.ts';
import { newId } from '../../document/names.ts';
import { MOST_CHARACTERS } from '../../nodes/settings.ts';
import { plan } from '../../plan/plan.ts';
import { fixesFor } from '../../store/fixes.ts';

/** By its name; what else a file may be is read as a table. */
export function isProse({ name }: File): boolean {
  return /\.(txt|md)$/i.test(name);
}

/** Bytes that are read: a character takes at most four. */
export const READ = 4 * MOST_CHARACTERS;

/** The beginning of a file as a document may hold it; undefined where it is not in this encoding. */
export function textIn(
  bytes: Uint8Array,
  encoding: Encoding,
): { readonly text: string; readonly cut: boolean } | undefined {
  try {
    const whole = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: bytes.length === READ });
    // Half of a pair is no character.
    const text = whole.slice(0, MOST_CHARACTERS).replace(/[\ud800-\udbff]$/, '');
    return { text, cut: bytes.length === READ || text.length < whole.length };
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

interface TextValues {
  readonly text: string;
  readonly length: number;
}
interface Place {
  /** The text node that gets it; null: a new one. */
  readonly old: NodeId | null;
  readonly position: Position;
}

/** The text in its node, and as many tokens and classes in the network as it has different characters. */
export function placedText(document: GraphDocument, { text, length }: TextValues, { old, position }: Place) {
  const id = old ?? newId(document, 'text');
  const parts: Edit[] =
    old === null
      ? [edits.addNode(id, 'text', position, { text, length })]
      : [edits.changeSetting(id, 'text', text), edits.changeSetting(id, 'length', length)];
  const { length: nodes } = Object.keys(document.nodes);
  for (let turn = 0; turn < nodes; turn++) {
    const made = apply(begin(document), { code: 'try', values: {} }, edits.together(parts)).present;
    const planned = plan(made);
    const problem = planned.problems.find(({ code }) => code === 'too-many-classes');
    const { node = '', values } = problem ?? {};
    const tokens = made.nodes[node]?.type === 'embedding' ? Number(values?.classes) : undefined;
    const mend = tokens
      ? edits.changeSetting(node, 'tokens', tokens)
      : problem && fixesFor(made, planned, problem, 1)[0]?.edit;
    if (!mend) break;
    parts.push(mend);
  }
  return { id, edit: edits.together(parts) };
}
