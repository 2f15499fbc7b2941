/* The keeper over a disk that can be slow, full, silent or gone, and two keepers over one disk. The database itself is
   tested in a browser, end to end. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyDocument, type GraphDocument } from '../document/document.ts';
import { restore } from '../document/restore.ts';
import { howMany, seed, tally } from '../torture.ts';
import type { Fault } from './fault.ts';
import { type Keeper, openKeeper, type SaveState } from './keeper.ts';
import { answer, type Disk, disk, type Fate, memoryShelf } from './memory-shelf.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const label = { code: 'rename', values: {} };
const settle = () => vi.advanceTimersByTimeAsync(0);
const document = (title: string): GraphDocument => emptyDocument(title);

/** What opening the document would show; null when nothing of it is there. */
function shown(on: Disk, id: string): GraphDocument | null {
  const of = <T extends { id: string }>(map: ReadonlyMap<string, T>) =>
    [...map.values()].filter((each) => each.id === id);
  if (!on.rows.has(id)) return null;
  const found = restore({ id, entries: of(on.entries), snapshots: of(on.snapshots) });
  if ('problem' in found) throw new Error(`${id}: ${found.problem.code}`);
  return found.document;
}

function started(on: Disk = disk()) {
  const states: (SaveState | Fault)[] = [];
  const conflicts: string[] = [];
  let lose = () => {};
  const open = vi.fn(async (onLost: () => void) => {
    lose = onLost;
    return memoryShelf(on);
  });
  const keeper = openKeeper({
    onState: (state, fault) => states.push(state === 'failed' && fault ? fault : state),
    onConflict: (_, copy) => conflicts.push(copy),
    open,
    now: () => 0,
  });
  let present = document('');
  keeper.open('a', present, null);
  const edit = (title: string) => {
    const next = { ...present, title };
    keeper.edited(present, next, label);
    present = next;
  };
  return { on, keeper, states, conflicts, open, edit, lose: () => lose() };
}

async function opened() {
  const given = started();
  void given.keeper.shelf();
  await settle();
  return given;
}

test('an edit begins to be written before `edited` returns, and is called saved only when it is', async () => {
  const { on, edit, states } = await opened();
  edit('one');
  expect(on.waiting).toMatchObject([{ what: 'write' }]);
  await settle();
  expect(states).toEqual(['saving']);
  answer(on);
  await settle();
  expect(states).toEqual(['saving', 'saved']);
  expect(shown(on, 'a')).toMatchObject({ title: 'one' });
});

test('what is edited during a write goes together into the next, a record for each edit', async () => {
  const { on, edit, states } = await opened();
  for (const title of ['one', 'two', 'three']) edit(title);
  expect(on.waiting).toHaveLength(1);
  answer(on);
  await settle();
  expect(states).not.toContain('saved');
  answer(on);
  await settle();
  expect(states.at(-1)).toBe('saved');
  expect(on.entries.size).toBe(3);
  expect(shown(on, 'a')).toMatchObject({ title: 'three' });
});

test('a page that goes begins what still waits, and an older answer does not speak for it', async () => {
  const { on, keeper, edit, states } = await opened();
  edit('one');
  edit('two');
  keeper.flush();
  expect(on.waiting).toHaveLength(2);
  answer(on);
  await settle();
  expect(states).not.toContain('saved');
  answer(on);
  await settle();
  expect(states.at(-1)).toBe('saved');
});

test('a write that fails is not made up for by a later one that does not', async () => {
  const { on, keeper, edit, states } = await opened();
  edit('one');
  edit('two');
  keeper.flush();
  answer(on, 'aborted');
  answer(on);
  await settle();
  expect(states.at(-1)).toBe('full');
  await vi.advanceTimersByTimeAsync(3000);
  while (on.waiting.length > 0) {
    answer(on);
    await settle();
  }
  expect(states.at(-1)).toBe('saved');
  expect(shown(on, 'a')).toMatchObject({ title: 'two' });
});

test('edits that are hurried after a first write that fails are not listed without it, and come down with the next', async () => {
  const { on, keeper, edit, states } = await opened();
  edit('1');
  edit('2');
  keeper.flush();
  answer(on, 'aborted');
  answer(on);
  await settle();
  expect([...on.entries.values()].map(({ seq }) => seq)).toEqual([2]);
  expect(shown(on, 'a')).toBeNull();
  for (let i = 0; i < 5; i++) {
    await vi.advanceTimersByTimeAsync(3000);
    while (on.waiting.length > 0) {
      answer(on);
      await settle();
    }
  }
  expect(states.at(-1)).toBe('saved');
  expect(shown(on, 'a')).toMatchObject({ title: '2' });
});

test('a database that never answers counts as failed, and a write that arrived after all is recognised', async () => {
  const { on, edit, states, conflicts } = await opened();
  edit('one');
  await vi.advanceTimersByTimeAsync(3000);
  expect(states.at(-1)).toBe('silent');
  answer(on);
  await settle();
  expect(states.at(-1)).toBe('silent');
  await vi.advanceTimersByTimeAsync(3000);
  while (on.waiting.length > 0) {
    answer(on);
    await settle();
  }
  expect(states.at(-1)).toBe('saved');
  expect(conflicts).toEqual([]);
});

test('a database that is taken away is opened again and given the whole document', async () => {
  const { on, edit, lose, open, states } = await opened();
  edit('one');
  answer(on);
  await settle();
  for (const map of [on.rows, on.entries, on.snapshots]) map.clear();
  lose();
  await settle();
  answer(on);
  await settle();
  expect(open).toHaveBeenCalledTimes(2);
  expect(states.at(-1)).toBe('saved');
  expect(shown(on, 'a')).toMatchObject({ title: 'one' });
});

test('without a database nothing throws and the state says so', async () => {
  expect(globalThis.indexedDB).toBeUndefined();
  const states: unknown[] = [];
  const keeper = openKeeper({ onState: (...state) => states.push(state), onConflict() {} });
  keeper.open('a', document(''), null);
  keeper.edited(document(''), document('one'), label);
  await settle();
  keeper.flush();
  expect(await keeper.shelf()).toBeNull();
  expect(states[0]).toEqual(['saving', undefined]);
  expect(states.slice(1)).toContainEqual(['failed', 'blocked']);
});

test('a database that could not be opened before the first edit is a fault of that edit', async () => {
  const states: unknown[] = [];
  const keeper = openKeeper({
    onState: (...state) => states.push(state),
    onConflict() {},
    open: () => Promise.reject(new DOMException('not here', 'SecurityError')),
  });
  keeper.open('a', document(''), null);
  expect(await keeper.shelf()).toBeNull();
  expect(states).toEqual([['failed', 'blocked']]);
  keeper.edited(document(''), document('one'), label);
  await settle();
  expect(states.at(-1)).toEqual(['failed', 'blocked']);
});

test('hundreds of edits are compacted, and open as the last', async () => {
  const { on, edit } = await opened();
  for (let number = 1; number <= 450; number++) {
    edit(`${number}`);
    while (on.waiting.length > 0) {
      answer(on);
      await settle();
    }
  }
  expect(on.entries.size).toBeLessThan(250);
  expect(shown(on, 'a')).toMatchObject({ title: '450' });
});

test('every call × {aborted, silent, silent but done}: exactly an old or the new document opens, and saving goes on', async () => {
  for (const fate of ['aborted', 'silent', 'silent-done'] as const)
    for (let failing = 0; failing < 8; failing++) {
      const { on, keeper, edit, states } = await opened();
      const acknowledged: string[] = [''];
      let calls = 0;
      for (let number = 1; number <= 4; number++) {
        edit(`${number}`);
        if (number === 2) void keeper.mark('named').catch(() => {});
        for (let turn = 0; turn < 6; turn++) {
          if (on.waiting.length > 0) answer(on, calls++ === failing ? fate : 'done');
          await settle();
        }
        const title = shown(on, 'a')?.title ?? '';
        expect(['', '1', '2', '3', '4'].slice(Number(acknowledged.at(-1)))).toContain(title);
        if (states.at(-1) === 'saved') acknowledged.push(`${number}`);
      }
      for (let turn = 0; turn < 4; turn++) {
        await vi.advanceTimersByTimeAsync(3000);
        while (on.waiting.length > 0) {
          answer(on);
          await settle();
        }
      }
      expect(states.at(-1), `${fate} ${failing}`).toBe('saved');
      expect(shown(on, 'a')).toMatchObject({ title: '4' });
    }
});

interface Tab {
  readonly keeper: Keeper;
  id: string;
  document: GraphDocument;
  /** What storage has confirmed. */
  saved: GraphDocument;
  conflicts: number;
  edited: boolean;
}

/** A tab that has opened the document `a`, as it is on the disk, without a lock. */
async function tab(on: Disk, states: { lost: number }): Promise<Tab> {
  const kept = shown(on, 'a');
  const keeper = openKeeper({
    onState: (state) => {
      if (state === 'saved') here.saved = here.document;
    },
    onConflict(_, copy) {
      here.id = copy;
      here.conflicts++;
      states.lost++;
    },
    open: async () => memoryShelf(on),
    now: () => 0,
  });
  const here: Tab = {
    keeper,
    id: 'a',
    document: kept ?? document(''),
    saved: kept ?? document(''),
    conflicts: 0,
    edited: false,
  };
  const of = [...on.entries.values()].filter((entry) => entry.id === 'a');
  const whole = restore({ id: 'a', entries: of, snapshots: [...on.snapshots.values()].filter(({ id }) => id === 'a') });
  keeper.open('a', here.document, 'problem' in whole ? null : whole.head);
  void keeper.shelf();
  await settle();
  return here;
}

const move = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('edit' as const), tab: fc.nat(1) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      fate: fc.constantFrom<Fate>('done', 'done', 'done', 'done', 'aborted', 'silent-done', 'silent'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('flush' as const), tab: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const), tab: fc.nat(1) }) },
);

const RUNS = howMany(1_000, 10_000);

test(
  `two tabs without a lock, ${RUNS} random interleavings: no confirmed edit is lost, none without a conflict that is shown`,
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 40 }), async (moves) => {
        const on = disk();
        const states = { lost: 0 };
        const tabs = [await tab(on, states), await tab(on, states)];
        /** Of tabs that were killed, what was confirmed. */
        const owed: GraphDocument[] = [];
        let count = 0;
        for (const each of moves) {
          if (each.kind === 'answer') answer(on, each.fate);
          else if (each.kind === 'wait') await vi.advanceTimersByTimeAsync(3000);
          else {
            const here = tabs[each.tab] as Tab;
            if (each.kind === 'flush') here.keeper.flush();
            if (each.kind === 'edit') {
              const id = `relu${++count}`;
              const node = { type: 'relu', position: { x: 0, y: 0 }, settings: {} };
              const next = { ...here.document, nodes: { ...here.document.nodes, [id]: node } };
              here.keeper.edited(here.document, next, label);
              here.document = next;
              here.edited = true;
            }
            if (each.kind === 'kill') {
              owed.push(here.saved);
              tabs[each.tab] = await tab(on, states);
            }
          }
          await settle();
        }
        // In the end the disk answers; every tab that is left gets all its edits down.
        for (let turn = 0; turn < 30; turn++) {
          await vi.advanceTimersByTimeAsync(1000);
          while (on.waiting.length > 0) {
            answer(on);
            await settle();
          }
        }
        const all = [...on.rows.keys()].map((id) => shown(on, id) as GraphDocument);
        for (const here of tabs) {
          // Another tab may have gone on from what this one has confirmed.
          if (here.edited)
            expect(Object.keys(shown(on, here.id)?.nodes ?? {})).toEqual(
              expect.arrayContaining(Object.keys(here.document.nodes)),
            );
          expect(here.id === 'a').toBe(here.conflicts === 0);
        }
        for (const { nodes } of owed)
          for (const id of Object.keys(nodes))
            expect(
              all.some((other) => Object.hasOwn(other.nodes, id)),
              id,
            ).toBe(true);
      }),
      { numRuns: RUNS, seed },
    );
    tally('interleavings of two tabs without a lock', RUNS);
  },
  RUNS * 100 + 30_000,
);
