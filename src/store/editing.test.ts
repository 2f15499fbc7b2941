/* Random sequences of edits against a plain model: the document is always valid, a label stands for each step, and undo
   and redo lead through the very bytes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bend, setArea } from '../document/annotations.ts';
import { type Address, emptyDocument, type GraphDocument, type NodeId, parts } from '../document/document.ts';
import * as edits from '../document/edits.ts';
import { parseDocument } from '../document/file.ts';
import { apply, begin, type Edit, type History, redo, undo } from '../document/history.ts';
import { newId } from '../document/names.ts';
import { paste, pieceOf } from '../document/pieces.ts';
import { serialise } from '../document/serialise.ts';
import { catalogue, nodeType } from '../nodes/index.ts';
import { inputsOf } from '../plan/resolve.ts';
import { howMany, seed, tally } from '../torture.ts';
import { fittingTypes, healed, replaced, spliced } from './rewiring.ts';

const RUNS = howMany(2_000, 100_000);
const TYPES = ['points', 'linear', 'relu', 'gelu', 'add', 'flatten', 'cross-entropy-loss', 'mse-loss', 'dropout'];

/** Numbers that choose; what they choose among depends on the document at that time. */
interface Deed {
  readonly what:
    | 'add'
    | 'wire'
    | 'cut'
    | 'heal'
    | 'remove'
    | 'splice'
    | 'replace'
    | 'paste'
    | 'mute'
    | 'fold'
    | 'set'
    | 'frame'
    | 'bend'
    | 'undo'
    | 'redo';
  readonly a: number;
  readonly b: number;
  readonly flag: boolean;
}
const deed: fc.Arbitrary<Deed> = fc.record({
  what: fc.constantFrom(
    ...([
      'add',
      'add',
      'wire',
      'wire',
      'wire',
      'cut',
      'heal',
      'remove',
      'splice',
      'replace',
      'paste',
      'mute',
      'fold',
      'set',
      'frame',
      'bend',
    ] as const),
    ...(['undo', 'undo', 'redo'] as const),
  ),
  a: fc.nat(997),
  b: fc.nat(997),
  flag: fc.boolean(),
});

const pick = <T>(items: readonly T[], number: number): T | undefined => items[number % Math.max(1, items.length)];

function editOf(document: GraphDocument, { what, a, b, flag }: Deed): Edit | null {
  const ids = Object.keys(document.nodes);
  const [id, other] = [pick(ids, a), pick(ids, b)];
  const type = nodeType(pick(TYPES, a) ?? '');
  const wires = Object.keys(document.wires) as Address[];
  const some = new Set([id, other].filter((each): each is NodeId => each !== undefined));
  switch (what) {
    case 'add':
      return type ? edits.addNode(newId(document, type.type), type.type, { x: a, y: b }, {}) : null;
    case 'wire': {
      const [to, from] = [
        nodeType(document.nodes[id ?? '']?.type ?? ''),
        nodeType(document.nodes[other ?? '']?.type ?? ''),
      ];
      const [input, output] = [pick(to ? inputsOf(to) : [], b), pick(from?.outputs ?? [], a)];
      return input && output ? edits.connect(`${id}.${input}`, `${other}.${output}`) : null;
    }
    case 'cut':
      return wires.length > 0 ? edits.disconnect(pick(wires, a) as Address) : null;
    case 'heal':
      return healed(document, some);
    case 'remove':
      return edits.removeNodes(some);
    case 'splice':
      return id && wires.length > 0 ? spliced(document, id, pick(wires, b) as Address) : null;
    case 'replace':
      return id && type ? (replaced(document, id, type)?.edit ?? null) : null;
    case 'paste': {
      const { document: read } = parseDocument(serialise(pieceOf(document, some))) as { document: GraphDocument };
      return ids.length < 12 ? paste(document, read, { x: 40, y: 40 }, flag).edit : null;
    }
    case 'mute':
      return edits.muteNodes(some, flag);
    case 'fold':
      return edits.collapseNodes(some, flag);
    case 'set':
      return id ? edits.changeSetting(id, 'features', flag ? a + 1 : undefined) : null;
    case 'frame': {
      const frame = { title: `${a}`, position: { x: a, y: b }, width: 100 + a, height: 100 + b };
      return setArea('frames', `frame${(a % 3) + 1}`, flag ? frame : undefined);
    }
    case 'bend':
      return wires.length > 0 ? bend(pick(wires, a) as Address, flag ? [{ x: a, y: b }] : []) : null;
    default:
      return null;
  }
}

test('any sequence of edits leaves a valid document, and undo and redo lead through the same bytes', () => {
  fc.assert(
    fc.property(fc.array(deed, { minLength: 1, maxLength: 14 }), (deeds) => {
      let history: History = begin(emptyDocument('random'));
      // The plain model: every text there was, and which of them is shown.
      let texts = [serialise(history.present)];
      let at = 0;
      for (const each of deeds) {
        if (each.what === 'undo') {
          history = undo(history);
          at = Math.max(0, at - 1);
        } else if (each.what === 'redo') {
          history = redo(history);
          at = Math.min(texts.length - 1, at + 1);
        } else {
          const edit = editOf(history.present, each);
          const after = edit ? apply(history, { code: each.what, values: {} }, edit) : history;
          if (after === history) continue;
          history = after;
          texts = [...texts.slice(0, at + 1), serialise(history.present)];
          at++;
        }
        const text = serialise(history.present);
        if (text !== texts[at])
          throw new Error(`${each.what} shows other bytes than the model:\n${text}\n${texts[at]}`);
        if (history.past.length !== at) throw new Error(`${history.past.length} steps, but ${at} edits`);
      }
      const shows = (wanted: string | undefined) => {
        if (serialise(history.present) !== wanted) throw new Error(`undo or redo shows other bytes than ${wanted}`);
      };
      for (let left = at; left > 0; left--) {
        history = undo(history);
        shows(texts[left - 1]);
      }
      for (let next = 1; next <= at; next++) {
        history = redo(history);
        shows(texts[next]);
      }
      const read = parseDocument(serialise(history.present));
      if ('problem' in read || read.report.length > 0) throw new Error(`not valid: ${JSON.stringify(read)}`);
      for (const end of Object.entries(history.present.wires).flat())
        if (!history.present.nodes[parts(end as Address).node]) throw new Error(`${end} is a wire of nothing`);
    }),
    { numRuns: RUNS, seed },
  );
  tally('sequences of edits, undo and redo', RUNS);
}, 3_600_000);

function drawn(...steps: Edit[]): GraphDocument {
  return apply(begin(emptyDocument('')), { code: 'test', values: {} }, edits.together(steps)).present;
}
const chain = () =>
  drawn(
    edits.addNode('points1', 'points', { x: 0, y: 0 }, {}),
    edits.addNode('linear1', 'linear', { x: 200, y: 0 }, { features: 2 }),
    edits.addNode('relu1', 'relu', { x: 400, y: 0 }, {}),
    edits.addNode('mse-loss1', 'mse-loss', { x: 600, y: 0 }, { reduction: 'sum' }),
    edits.connect('linear1.A', 'points1.X'),
    edits.connect('relu1.Z', 'linear1.Z'),
    edits.connect('mse-loss1.Z', 'relu1.A'),
    edits.connect('mse-loss1.y', 'points1.y'),
  );
const after = (document: GraphDocument, edit: Edit | undefined | null) =>
  edit ? apply(begin(document), { code: 'test', values: {} }, edit).present : document;

test('deleting heals: what read the node reads what it read', () => {
  expect(after(chain(), healed(chain(), new Set(['relu1']))).wires).toMatchObject({ 'mse-loss1.Z': 'linear1.Z' });
  expect(after(chain(), healed(chain(), new Set(['linear1', 'relu1']))).wires['mse-loss1.Z']).toBe('points1.X');
});

test('replacing keeps wires and the settings that fit, and the new name says what it is', () => {
  const gelu = replaced(chain(), 'relu1', nodeType('gelu') as never);
  expect(gelu?.id).toBe('gelu1');
  expect(after(chain(), gelu?.edit).wires).toMatchObject({ 'gelu1.Z': 'linear1.Z', 'mse-loss1.Z': 'gelu1.A' });
  const cross = after(chain(), replaced(chain(), 'mse-loss1', nodeType('cross-entropy-loss') as never)?.edit);
  expect(cross.wires).toMatchObject({ 'cross-entropy-loss1.Z': 'relu1.A', 'cross-entropy-loss1.y': 'points1.y' });
  expect(cross.nodes['cross-entropy-loss1']?.settings).toEqual({ reduction: 'sum' });
});

test('a node is spliced into a wire, but not where it would not fit', () => {
  const document = after(chain(), edits.addNode('dropout1', 'dropout', { x: 0, y: 0 }, {}));
  expect(after(document, spliced(document, 'dropout1', 'relu1.Z')).wires).toMatchObject({
    'dropout1.A': 'linear1.Z',
    'relu1.Z': 'dropout1.Z',
  });
  const other = after(chain(), edits.addNode('embedding1', 'embedding', { x: 0, y: 0 }, {}));
  expect(spliced(other, 'embedding1', 'relu1.Z')).toBeNull();
});

test('a paste keeps inner wires, and incoming ones when it is asked to', () => {
  const piece = pieceOf(chain(), ['linear1', 'relu1']);
  const plain = after(chain(), paste(chain(), piece, { x: 10, y: 10 }, false).edit);
  expect(plain.wires).toMatchObject({ 'relu2.Z': 'linear2.Z' });
  expect(plain.wires['linear2.A']).toBeUndefined();
  expect(plain.nodes.linear2).toMatchObject({ position: { x: 210, y: 10 }, settings: { features: 2 } });
  expect(after(chain(), paste(chain(), piece, { x: 10, y: 10 }, true).edit).wires['linear2.A']).toBe('points1.X');
});

test('a wire drawn from an output finds the types that take it', () => {
  const document = pieceOf(chain(), ['points1', 'linear1', 'relu1']);
  const names = fittingTypes(document, 'relu1.A', [...catalogue.values()]).map(({ type }) => type);
  expect(names).toEqual(expect.arrayContaining(['linear', 'gelu', 'add', 'mse-loss']));
  for (const type of ['points', 'conv2d', 'max-pool2d', 'embedding']) expect(names).not.toContain(type);
});
