/* Autosave over a stand-in for the database that can be slow, full, silent or gone. The database itself is tested in a
   browser, end to end. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openAutosave, type SaveState } from './autosave.ts';
import type { Shelf } from './shelf.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Holds texts in memory; each write waits until it is answered. */
function standIn() {
  const writes: { id: string; text: string; done: () => void; broken: () => void }[] = [];
  const shelf: Shelf = {
    write: (id, text) =>
      new Promise((resolve, reject) => {
        writes.push({ id, text, done: resolve, broken: () => reject(new DOMException('full', 'QuotaExceededError')) });
      }),
    readLast: async () => writes.at(-1),
    close() {},
  };
  return { shelf, writes };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

async function started() {
  const { shelf, writes } = standIn();
  const states: SaveState[] = [];
  let lose = () => {};
  const open = vi.fn(async (onLost: () => void) => {
    lose = onLost;
    return shelf;
  });
  const autosave = openAutosave({ onState: (state) => states.push(state), open });
  await autosave.loadLast();
  return { autosave, writes, states, open, lose: () => lose() };
}

test('a save begins before `save` returns, and is called saved only when it is', async () => {
  const { autosave, writes, states } = await started();
  autosave.save('a', 'one');
  expect(writes).toMatchObject([{ id: 'a', text: 'one' }]);
  await settle();
  expect(states).toEqual(['saving']);
  writes[0]?.done();
  await settle();
  expect(states).toEqual(['saving', 'saved']);
  expect(await autosave.loadLast()).toMatchObject({ id: 'a', text: 'one' });
});

test('while a write is under way only the newest text waits', async () => {
  const { autosave, writes, states } = await started();
  for (const text of ['one', 'two', 'three']) autosave.save('a', text);
  expect(writes.map(({ text }) => text)).toEqual(['one']);
  writes[0]?.done();
  await settle();
  expect(writes.map(({ text }) => text)).toEqual(['one', 'three']);
  expect(states).not.toContain('saved');
  writes[1]?.done();
  await settle();
  expect(states.at(-1)).toBe('saved');
});

test('a page that goes begins what still waits, and an older answer does not speak for it', async () => {
  const { autosave, writes, states } = await started();
  autosave.save('a', 'one');
  autosave.save('a', 'two');
  autosave.flush();
  expect(writes.map(({ text }) => text)).toEqual(['one', 'two']);
  writes[0]?.done();
  await settle();
  expect(states).not.toContain('saved');
  writes[1]?.done();
  await settle();
  expect(states.at(-1)).toBe('saved');
});

test('a full disk is said, and saving resumes by itself with the newest text', async () => {
  const { autosave, writes, states } = await started();
  autosave.save('a', 'one');
  writes[0]?.broken();
  await settle();
  expect(states.at(-1)).toBe('failed');
  await vi.advanceTimersByTimeAsync(3000);
  expect(writes.at(-1)).toMatchObject({ text: 'one' });
  writes[1]?.broken();
  await settle();
  expect(states.at(-1)).toBe('failed');
  autosave.save('a', 'two');
  await settle();
  expect(writes.at(-1)).toMatchObject({ text: 'two' });
  writes[2]?.done();
  await settle();
  expect(states.at(-1)).toBe('saved');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(writes).toHaveLength(3);
});

test('a database that never answers counts as failed, and a late answer is not believed', async () => {
  const { autosave, writes, states } = await started();
  autosave.save('a', 'one');
  await vi.advanceTimersByTimeAsync(3000);
  expect(states.at(-1)).toBe('failed');
  writes[0]?.done();
  await settle();
  expect(states.at(-1)).toBe('failed');
  await vi.advanceTimersByTimeAsync(3000);
  writes[1]?.done();
  await settle();
  expect(states.at(-1)).toBe('saved');
});

test('a database that is taken away is opened again and given the last text', async () => {
  const { autosave, writes, open, lose } = await started();
  autosave.save('a', 'one');
  writes[0]?.done();
  await settle();
  lose();
  await settle();
  expect(open).toHaveBeenCalledTimes(2);
  expect(writes.map(({ text }) => text)).toEqual(['one', 'one']);
});

test('without a database nothing throws and the state says so', async () => {
  expect(globalThis.indexedDB).toBeUndefined();
  const states: SaveState[] = [];
  const autosave = openAutosave({ onState: (state) => states.push(state) });
  expect(await autosave.loadLast()).toBeNull();
  expect(states).toEqual(['failed']);
  autosave.save('a', 'one');
  await settle();
  autosave.flush();
  expect(states).toEqual(['failed', 'saving', 'failed']);
});

test('an opening that never answers does not hold up the editor', async () => {
  const states: SaveState[] = [];
  const autosave = openAutosave({ onState: (state) => states.push(state), open: () => new Promise(() => {}) });
  const loading = autosave.loadLast();
  await vi.advanceTimersByTimeAsync(3000);
  expect(await loading).toBeNull();
  expect(states).toEqual(['failed']);
});
