/* Undo and redo against the plainest model there is: a list of the documents that were shown. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bend, setArea } from './annotations.ts';
import {
  arbitraryDocument,
  arbitraryFrame,
  arbitraryNote,
  arbitraryPosition,
  arbitrarySetting,
  arbitraryTraining,
  arbitraryValues,
} from './arbitrary-document.ts';
import { type Address, address, emptyDocument, type GraphDocument } from './document.ts';
import * as edits from './edits.ts';
import { parseDocument } from './file.ts';
import { apply, begin, type Edit, type History, redo, undo } from './history.ts';
import { newId } from './names.ts';
import { serialise } from './serialise.ts';

const label = { code: 'test', values: {} };
const name = fc.constantFrom('A', 'Z', 'W', 'b');

/** An edit needs the document it will meet, so a random one is a function of that. */
type Plan = (document: GraphDocument) => Edit;

/** Picks one of the nodes, or one that does not exist. */
const node = fc.nat().map((index) => (document: GraphDocument) => {
  const ids = Object.keys(document.nodes);
  return ids[index % (ids.length + 1)] ?? 'nobody1';
});
const tensor = fc.tuple(node, name).map(
  ([pick, name]) =>
    (document: GraphDocument): Address =>
      address(pick(document), name),
);
const values = fc.option(arbitraryValues, { nil: undefined });

const arbitraryEdit: fc.Arbitrary<Plan> = fc.oneof(
  fc.tuple(fc.constantFrom('linear', 'max-pool2d', '__proto__', '日本'), arbitraryPosition, arbitrarySetting).map(
    ([type, at, bias]) =>
      (d: GraphDocument) =>
        edits.addNode(newId(d, type), type, at, { bias }),
  ),
  fc
    .array(node, { maxLength: 3 })
    .map((picks) => (d: GraphDocument) => edits.removeNodes(picks.map((pick) => pick(d)))),
  fc.tuple(tensor, tensor).map(
    ([to, from]) =>
      (d: GraphDocument) =>
        edits.connect(to(d), from(d)),
  ),
  tensor.map((to) => (d: GraphDocument) => edits.disconnect(to(d))),
  fc.tuple(node, fc.record({ x: fc.double(), y: fc.double() })).map(
    ([pick, position]) =>
      (d: GraphDocument) =>
        edits.moveNodes(new Map([[pick(d), position]])),
  ),
  fc.tuple(node, fc.string(), fc.option(fc.oneof(arbitrarySetting, fc.double()), { nil: undefined })).map(
    ([pick, setting, value]) =>
      (d: GraphDocument) =>
        edits.changeSetting(pick(d), setting, value),
  ),
  fc.tuple(tensor, values).map(
    ([to, given]) =>
      (d: GraphDocument) =>
        edits.setValue(to(d), given),
  ),
  arbitraryTraining.map((patch) => () => edits.changeTraining(patch)),
  fc.constant(() => edits.changeTraining({ clipNorm: undefined, batchSize: undefined, loss: undefined })),
  tensor.map((loss) => (d: GraphDocument) => edits.changeTraining({ loss: loss(d), learningRate: Number.NaN })),
  fc.string({ maxLength: 300 }).map((title) => () => edits.rename(title)),
  fc.tuple(node, fc.string()).map(
    ([pick, text]) =>
      (d: GraphDocument) =>
        edits.labelNode(pick(d), text),
  ),
  fc.tuple(tensor, fc.boolean()).map(
    ([to, frozen]) =>
      (d: GraphDocument) =>
        edits.freeze(to(d), frozen),
  ),
  fc.tuple(tensor, fc.option(tensor)).map(
    ([to, other]) =>
      (d: GraphDocument) =>
        edits.tie(to(d), other?.(d)),
  ),
  fc.tuple(fc.constantFrom('frame1', 'frame2', '__proto__'), fc.option(arbitraryFrame, { nil: undefined })).map(
    ([id, frame]) =>
      () =>
        setArea('frames', id, frame),
  ),
  fc.tuple(fc.constantFrom('note1', 'a b'), fc.option(arbitraryNote, { nil: undefined })).map(
    ([id, note]) =>
      () =>
        setArea('notes', id, note && { ...note, width: note.width - 20 }),
  ),
  fc
    .tuple(fc.nat(), fc.array(fc.record({ x: fc.double(), y: fc.double() }), { maxLength: 3 }))
    .map(([which, places]) => (d: GraphDocument) => {
      const inputs = Object.keys(d.wires) as Address[];
      return bend(inputs[which % (inputs.length + 1)] ?? 'nobody1.A', places);
    }),
);

type Command = Plan | 'undo' | 'redo';
const commands = fc.array(
  fc.oneof({ weight: 3, arbitrary: arbitraryEdit }, { weight: 1, arbitrary: fc.constantFrom<Command>('undo', 'redo') }),
  { maxLength: 50 },
);

function edit(history: History, change: Edit, mergeKey?: string): History {
  return apply(history, label, change, mergeKey === undefined ? {} : { mergeKey });
}

describe('history', () => {
  test('undo and redo give back the bytes of every document that was shown', () => {
    fc.assert(
      fc.property(arbitraryDocument, commands, (document, script) => {
        let history = begin(document);
        const shown = [serialise(document)];
        let at = 0;
        for (const command of script) {
          const before = history;
          if (command === 'undo') {
            history = undo(history);
            at = Math.max(0, at - 1);
          } else if (command === 'redo') {
            history = redo(history);
            at = Math.min(shown.length - 1, at + 1);
          } else {
            history = edit(history, command(history.present));
            if (history !== before) shown.splice(++at, Number.POSITIVE_INFINITY, serialise(history.present));
          }
          expect(serialise(history.present)).toBe(shown[at]);
        }
        while (history.past.length > 0) {
          history = undo(history);
          expect(serialise(history.present)).toBe(shown[--at]);
        }
        while (history.future.length > 0) {
          history = redo(history);
          expect(serialise(history.present)).toBe(shown[++at]);
        }
        expect(at).toBe(shown.length - 1);
      }),
      { numRuns: 300 },
    );
  });

  test('no sequence of edits makes a file that opening would have to repair', () => {
    fc.assert(
      fc.property(arbitraryDocument, fc.array(arbitraryEdit, { maxLength: 30 }), (document, script) => {
        let history = begin(document);
        for (const plan of script) history = edit(history, plan(history.present));
        const text = serialise(history.present);
        const opened = parseDocument(text);
        expect(opened).toMatchObject({ report: [] });
        if ('document' in opened) expect(serialise(opened.document)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test('an edit that changes nothing adds no step', () => {
    const add = edits.addNode('linear1', 'linear', { x: 0, y: 0 }, { features: [2, 3] });
    const history = edit(begin(emptyDocument('Empty')), add);
    const idle = [
      add,
      edits.changeSetting('linear1', 'features', [2, 3]),
      edits.changeSetting('linear1', 'bias', undefined),
      edits.changeSetting('linear1', 'p', Number.NaN),
      edits.changeSetting('linear1', '__proto__', 1),
      edits.moveNodes(new Map([['linear1', { x: 0, y: 0 }]])),
      edits.changeTraining({ learningRate: 0.1, loss: undefined }),
      edits.rename('Empty'),
      edits.labelNode('linear1', ''),
      edits.connect('linear1.A', 'linear2.Z'),
      edits.freeze('linear1.W', false),
      edits.tie('linear1.W', undefined),
      edits.setValue('linear1.W', { shape: [3], data: [1, 2] }),
      edits.removeNodes(['linear2']),
      setArea('frames', 'frame1', undefined),
      setArea('frames', 'frame1', { title: '', position: { x: 0, y: 0 }, width: 0, height: 20 }),
      bend('linear1.A', [{ x: 1, y: 2 }]),
    ];
    for (const change of idle) expect(edit(history, change)).toBe(history);
  });

  test('a dragged slider is one step with one patch, until something else happens', () => {
    const rate = (learningRate: number) => edits.changeTraining({ learningRate });
    let history = begin(emptyDocument('Slider'));
    for (let i = 1; i <= 500; i++) history = edit(history, rate(i / 1000), 'rate');
    expect(history.past).toHaveLength(1);
    expect(history.past[0]?.redo).toHaveLength(1);
    history = redo(undo(history));
    expect(history.present.training.learningRate).toBe(0.5);
    history = edit(history, rate(0.7), 'rate');
    expect(history.past).toHaveLength(2);
    expect(undo(undo(history)).present.training.learningRate).toBe(0.1);
  });

  test('changes of different kinds that merge are undone and redone together', () => {
    const start = begin(emptyDocument('Merge'));
    const added = edit(start, edits.addNode('relu1', 'relu', { x: 0, y: 0 }, {}), 'key');
    const labelled = edit(added, edits.labelNode('relu1', 'first'), 'key');
    expect(labelled.past).toHaveLength(1);
    expect(undo(labelled).present).toEqual(start.present);
    expect(redo(undo(labelled)).present).toEqual(labelled.present);
  });

  test('the last 10,000 steps are kept', () => {
    let history = begin(emptyDocument('Long'));
    for (let i = 0; i < 10_005; i++) history = edit(history, edits.rename(`${i}`));
    expect(history.past).toHaveLength(10_000);
    while (history.past.length > 9_990) history = undo(history);
    expect(history.present.title).toBe('9994');
  });
});
