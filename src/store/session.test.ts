import { expect, test } from 'vitest';
import { emptyDocument, type GraphDocument } from '../document/document.ts';
import { addNode } from '../document/edits.ts';
import { openExamples } from '../document/examples.ts';
import { undo } from '../document/history.ts';
import type { Report } from '../worker/protocol.ts';
import { edited, isTrue, opened, received, redrawn, type Session, started } from './session.ts';

const gallery = await openExamples();
const example = (name: string) => gallery.get(name) as GraphDocument;
function session(document: GraphDocument): Session {
  return { ...started(document, { language: 'en', theme: 'light', exact: false, keys: {}, aids: [] }), engine: 'idle' };
}
const TAPE = { first: 0, last: 0, every: 16, bytes: 0, limit: 0 };
const progress = (of: Session, step: number, loss: number, more = {}): Report => ({
  ...{
    kind: 'progress',
    revision: of.revision,
    running: true,
    stepsPerSecond: 9,
    stepTime: 1,
    tensors: new Map(),
    tape: TAPE,
  },
  curve: { firstStep: 0, losses: new Float64Array(), tests: [] },
  measures: { step, epoch: step, loss, ...more },
});

test.each([
  ['loss < 0.1', { step: 5, loss: 0.09 }, true],
  ['loss < 0.1', { step: 5, loss: 0.1 }, false],
  ['loss < 0.1', { step: 0, loss: 0.01 }, false],
  ['testAccuracy > 0.95', { step: 5, loss: 1, testAccuracy: 0.96 }, true],
  ['testAccuracy > 0.95', { step: 5, loss: 1 }, false],
  ['step > 10', { step: 11, loss: 1 }, true],
  ['constructor < 1', { step: 11, loss: 0 }, false],
] as const)('%s of %o is %s', (condition, measures, holds) => {
  expect(isTrue(condition, { epoch: 1, ...measures })).toBe(holds);
});

test('a task that held once stays done; a fresh network begins with none', () => {
  const start = session(example('moons'));
  const done = received(start, progress(start, 50, 0.05));
  expect([...done.done]).toEqual([0]);
  expect([...received(done, progress(done, 51, 0.5)).done]).toEqual([0]);
  expect(
    received(done, { kind: 'loaded', revision: done.revision, fresh: true, parameters: 1, remarks: [] }).done.size,
  ).toBe(0);
});

test('reports about another revision change nothing', () => {
  const start = session(example('moons'));
  expect(received(start, { ...progress(start, 50, 0.05), revision: 'another' } as Report)).toBe(start);
});

test('an edit replans only when a number changes, and undo gives the same revision back', () => {
  const start = session(example('moons'));
  const more = edited(start, { code: 'add-node', values: {} }, addNode('relu9', 'relu', { x: 0, y: 0 }, {}));
  expect(more.plan).not.toBe(start.plan);
  expect(more.revision).not.toBe(start.revision);
  expect(redrawn(more, undo(more.history)).revision).toBe(start.revision);
});

test('a value that is not finite becomes a sentence that names the tensor and the step', () => {
  const start = session(example('moons'));
  const { failure } = received(start, { kind: 'not-finite', revision: start.revision, step: 7, address: 'linear1.dW' });
  expect(failure).toMatchObject({ code: 'not-finite', values: { node: 'linear1', tensor: 'linear1.dW', step: 7 } });
});

test('opening another document forgets selection, curve and failure', () => {
  const start = { ...session(example('moons')), selection: new Set(['linear1']) };
  const next = opened(start, 'e', emptyDocument(''));
  expect([next.documentId, next.selection.size, next.measures, next.failure]).toEqual(['e', 0, null, null]);
});
