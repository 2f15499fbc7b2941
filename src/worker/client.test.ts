import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyDocument } from '../document/document.ts';
import { type ClientReport, startClient } from './client.ts';
import type { Checkpoint, Command, Report } from './protocol.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A worker that only remembers what it is told. */
class Deaf extends EventTarget {
  heard: Command[] = [];
  ended = false;
  onmessage: ((event: MessageEvent<Report>) => void) | null = null;
  onmessageerror = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  postMessage(command: Command) {
    this.heard.push(command);
  }
  terminate() {
    this.ended = true;
  }
  say(report: Report) {
    this.onmessage?.(new MessageEvent('message', { data: report }));
  }
}

function started() {
  const workers: Deaf[] = [];
  const reports: ClientReport[] = [];
  const client = startClient(
    () => {
      const worker = new Deaf();
      workers.push(worker);
      return worker;
    },
    (report) => reports.push(report),
  );
  return { client, workers, reports, latest: () => workers.at(-1) as Deaf };
}
const checkpoint: Checkpoint = { step: 40, layout: '', memory: Float32Array.of(1, 2) };
const progress = (running: boolean, stepTime = 1): Report => ({
  kind: 'progress',
  revision: 'r1',
  running,
  measures: { step: 40, epoch: 1, loss: 1 },
  curve: { firstStep: 0, losses: new Float64Array(), tests: [] },
  stepsPerSecond: 0,
  stepTime,
  tensors: new Map(),
  tape: { first: 0, last: 40, every: 16, bytes: 0, limit: 0 },
  checkpoint,
});

test('an answer goes to its request, and only to it', async () => {
  const { client, latest, reports } = started();
  const [a, b] = [client.ask({ kind: 'tensor', address: 'a.W' }), client.ask({ kind: 'tensor', address: 'b.W' })];
  const ids = latest().heard.flatMap((command) => ('id' in command ? [command.id] : []));
  latest().say({
    kind: 'answer',
    revision: 'r',
    id: ids[1] as number,
    answer: { kind: 'refused', reason: 'too-large' },
  });
  latest().say({ kind: 'answer', revision: 'r', id: ids[0] as number, answer: { kind: 'setValue' } });
  expect(await a).toEqual({ kind: 'setValue' });
  expect(await b).toMatchObject({ reason: 'too-large' });
  expect(reports).toEqual([]);
});

test('a silent worker that does not stop within 100 ms is ended, and the next goes on from the checkpoint', () => {
  const { client, workers, latest, reports } = started();
  client.open('r1', emptyDocument(''));
  client.watch([{ address: 'linear1.W', form: 'statistics' }]);
  client.send({ kind: 'train' });
  latest().say(progress(true));
  vi.advanceTimersByTime(400);
  client.pause();
  vi.advanceTimersByTime(100);
  expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
  expect(latest().heard).toMatchObject([{ kind: 'watch' }, { kind: 'document', revision: 'r1', resume: checkpoint }]);
  expect(reports.at(-1)).toEqual({ kind: 'restarted', reason: 'stopped' });
});

test('a worker that spoke a moment ago is late only, and is given half a second', () => {
  const { client, workers, latest } = started();
  client.open('r1', emptyDocument(''));
  client.send({ kind: 'train' });
  latest().say(progress(true));
  client.pause();
  vi.advanceTimersByTime(400);
  expect(workers).toHaveLength(1);
  latest().say(progress(false));
  vi.advanceTimersByTime(1000);
  expect(workers).toHaveLength(1);
  client.send({ kind: 'train' });
  latest().say(progress(true));
  client.pause();
  vi.advanceTimersByTime(500);
  expect(workers).toHaveLength(2);
});

test('a worker whose steps are long is given the time of some of them', () => {
  const { client, workers, latest } = started();
  client.open('r1', emptyDocument(''));
  client.send({ kind: 'train' });
  latest().say(progress(true, 200));
  client.pause();
  vi.advanceTimersByTime(800);
  expect(workers).toHaveLength(1);
  vi.advanceTimersByTime(200);
  expect(workers).toHaveLength(2);
});

test('a worker that is busy with a check is not taken for dead', async () => {
  const { client, workers, latest } = started();
  client.open('r1', emptyDocument(''));
  client.send({ kind: 'train' });
  latest().say(progress(true));
  const checked = client.ask({ kind: 'check' });
  client.pause();
  vi.advanceTimersByTime(3000);
  expect(workers).toHaveLength(1);
  const id = latest().heard.flatMap((command) => ('id' in command ? [command.id] : []))[0] as number;
  latest().say({ kind: 'answer', revision: 'r1', id, answer: { kind: 'check', tensors: [] } });
  latest().say(progress(false));
  expect(await checked).toEqual({ kind: 'check', tensors: [] });
  vi.advanceTimersByTime(3000);
  expect(workers).toHaveLength(1);
  // Answered, it is a worker like any other.
  client.send({ kind: 'train' });
  client.pause();
  vi.advanceTimersByTime(200);
  expect(workers).toHaveLength(2);
});

test('a worker that stops in time is left alone, and so is one that was at rest', () => {
  const { client, workers, latest } = started();
  client.open('r1', emptyDocument(''));
  client.pause();
  vi.advanceTimersByTime(200);
  client.send({ kind: 'train' });
  latest().say(progress(true));
  client.pause();
  latest().say(progress(false));
  vi.advanceTimersByTime(200);
  expect(workers).toHaveLength(1);
});

test('a crash is said, waiting requests are refused, and the worker is started again, but not for ever', async () => {
  const { client, workers, latest, reports } = started();
  client.open('r1', emptyDocument(''));
  const waiting = client.ask({ kind: 'tensor', address: 'a.W' });
  latest().say({ kind: 'failed', message: 'unreachable' });
  expect(await waiting).toEqual({ kind: 'refused', reason: 'no-network' });
  expect(reports.map(({ kind }) => kind)).toEqual(['failed', 'restarted']);
  for (let i = 0; i < 6; i++) latest().say({ kind: 'failed', message: 'again' });
  expect(workers.length).toBeLessThanOrEqual(4);
});

test('what an ended worker still says is not heard', () => {
  const { client, workers, latest, reports } = started();
  client.open('r1', emptyDocument(''));
  latest().say({ kind: 'failed', message: 'x' });
  const before = reports.length;
  workers[0]?.say(progress(true));
  expect(reports).toHaveLength(before);
});
