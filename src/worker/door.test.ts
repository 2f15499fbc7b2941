/* The page's side of the one door: answers go to who asked, and a reader that breaks off or takes too long is replaced. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Carried } from '../document/carrier.ts';
import { emptyDocument } from '../document/document.ts';
import { type Knock, openDoor } from './door.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A reader that says only what the test lets it say. */
class Reader {
  onmessage: (event: { data: unknown }) => void = () => {};
  onerror: (event: { preventDefault(): void }) => void = () => {};
  readonly heard: Knock[] = [];
  ended = false;
  postMessage(knock: Knock): void {
    this.heard.push(knock);
  }
  terminate(): void {
    this.ended = true;
  }
}

function started() {
  const readers: Reader[] = [];
  const door = openDoor(() => {
    const reader = new Reader();
    readers.push(reader);
    return reader as unknown as Worker;
  }, 1000);
  return { door, readers };
}
const found = (title: string): Carried => ({
  contents: [{ document: emptyDocument(title), report: [], bytes: new Uint8Array() }],
});

test('the reader is started by the first question, and every answer goes to its own', async () => {
  const { door, readers } = started();
  expect(readers).toHaveLength(0);
  const [first, second] = [door.open(Uint8Array.of(1)), door.open(Uint8Array.of(2))];
  expect(readers).toHaveLength(1);
  const [a, b] = readers[0]?.heard ?? [];
  readers[0]?.onmessage({ data: { id: b?.id, answer: found('second') } });
  readers[0]?.onmessage({ data: { id: a?.id, answer: found('first') } });
  expect(await first).toEqual(found('first'));
  expect(await second).toEqual(found('second'));
});

test('a reader that breaks off is said to, all who wait hear of it, and the next question has another', async () => {
  const { door, readers } = started();
  const waiting = [door.open(Uint8Array.of(1)), door.restore({ id: 'a', snapshots: [], entries: [] })];
  const preventDefault = vi.fn();
  readers[0]?.onerror({ preventDefault });
  expect(await Promise.all(waiting)).toEqual(Array(2).fill({ problem: { code: 'door-failed', values: {} } }));
  expect(preventDefault).toHaveBeenCalled();
  expect(readers[0]?.ended).toBe(true);
  void door.open(Uint8Array.of(3));
  expect(readers).toHaveLength(2);
});

test('what takes too long is ended; what was answered in time is not', async () => {
  const { door, readers } = started();
  const quick = door.open(Uint8Array.of(1));
  readers[0]?.onmessage({ data: { id: readers[0].heard[0]?.id, answer: found('quick') } });
  expect(await quick).toEqual(found('quick'));
  vi.advanceTimersByTime(2000);
  expect(readers[0]?.ended).toBe(false);
  const slow = door.open(Uint8Array.of(2));
  vi.advanceTimersByTime(1000);
  expect(await slow).toEqual({ problem: { code: 'door-stopped', values: {} } });
  expect(readers[0]?.ended).toBe(true);
});
