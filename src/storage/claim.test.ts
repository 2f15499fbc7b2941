/* One writer for a document: who comes first writes, who follows gets it when the writer goes or gives way. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Claim, claim, unclaimed } from './claim.ts';

interface Queued {
  readonly begin: () => void;
  readonly fail: () => void;
}

/** As browsers keep locks: one holder a name, the others in a queue; stealing breaks the holder's promise. */
function fakeLocks() {
  const held = new Map<string, () => void>();
  const queues = new Map<string, Queued[]>();
  const aborted = () => new DOMException('', 'AbortError');
  function next(name: string): void {
    held.delete(name);
    queues.get(name)?.shift()?.begin();
  }
  return {
    request(name: string, options: LockOptions, act: (lock: object | null) => unknown): Promise<unknown> {
      return new Promise((resolve, reject) => {
        const begin = async () => {
          let stolen = false;
          held.set(name, () => {
            stolen = true;
            reject(aborted());
          });
          const result = await act({});
          if (stolen) return;
          next(name);
          resolve(result);
        };
        if (options.steal) held.get(name)?.();
        if (options.steal || !held.has(name)) return void begin();
        if (options.ifAvailable) return void Promise.resolve(act(null)).then(resolve);
        const queued: Queued = { begin: () => void begin(), fail: () => reject(aborted()) };
        queues.set(name, [...(queues.get(name) ?? []), queued]);
        options.signal?.addEventListener('abort', () => {
          queues.set(name, queues.get(name)?.filter((each) => each !== queued) ?? []);
          queued.fail();
        });
      });
    },
  };
}

/** Messages reach every other channel of the name, later. */
class FakeChannel {
  static readonly all = new Set<FakeChannel>();
  onmessage: ((event: { data: unknown }) => void) | null = null;
  readonly name: string;
  constructor(name: string) {
    this.name = name;
    FakeChannel.all.add(this);
  }
  postMessage(data: unknown): void {
    for (const other of FakeChannel.all)
      if (other !== this && other.name === this.name) queueMicrotask(() => other.onmessage?.({ data }));
  }
  close(): void {
    FakeChannel.all.delete(this);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { locks: fakeLocks() });
  vi.stubGlobal('BroadcastChannel', FakeChannel);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  FakeChannel.all.clear();
});

const soon = () => vi.advanceTimersByTimeAsync(0);

interface Tab {
  readonly claim: Claim;
  readonly heard: string[];
}

async function tab(settle: () => Promise<void> = async () => {}): Promise<Tab> {
  const heard: string[] = [];
  const made = claim('a', {
    onHeld: () => heard.push('writes'),
    onFollow: () => heard.push('follows'),
    onWritten: () => heard.push('written'),
    settle,
  });
  await soon();
  return { claim: made, heard };
}

test('the first writes, the second follows and hears what is written, and writes when the first goes', async () => {
  const [first, second] = [await tab(), await tab()];
  expect([first.heard, second.heard]).toEqual([['writes'], ['follows']]);
  first.claim.written();
  await soon();
  expect(second.heard).toEqual(['follows', 'written']);
  expect(first.heard).toEqual(['writes']);
  first.claim.release();
  await soon();
  expect(second.heard.at(-1)).toBe('writes');
});

test('who is asked to give way first gets its edits down', async () => {
  let down = () => {};
  const first = await tab(() => new Promise((resolve) => (down = resolve)));
  const second = await tab();
  second.claim.takeOver();
  await soon();
  expect(second.heard).toEqual(['follows']);
  down();
  await soon();
  expect(second.heard).toEqual(['follows', 'writes']);
  expect(first.heard).toEqual(['writes', 'follows']);
  // And back again.
  first.claim.takeOver();
  await soon();
  expect([first.heard.at(-1), second.heard.at(-1)]).toEqual(['writes', 'follows']);
});

test('one that does not answer within a second is not waited for', async () => {
  const first = await tab(() => new Promise(() => {}));
  const second = await tab();
  second.claim.takeOver();
  await vi.advanceTimersByTimeAsync(999);
  expect(second.heard).toEqual(['follows']);
  await vi.advanceTimersByTimeAsync(1);
  expect([first.heard.at(-1), second.heard.at(-1)]).toEqual(['follows', 'writes']);
});

test('at no time do two of four tabs write, whoever takes over or goes', async () => {
  const tabs = [await tab(), await tab(), await tab(), await tab()];
  const writers = () =>
    tabs.filter(({ heard }) => heard.filter((each) => each !== 'written').at(-1) === 'writes').length;
  for (const which of [2, 1, 3, 1, 0]) {
    tabs[which]?.claim.takeOver();
    await vi.advanceTimersByTimeAsync(1000);
    expect(writers()).toBe(1);
  }
  tabs[0]?.claim.release();
  tabs.shift();
  await vi.advanceTimersByTimeAsync(1000);
  expect(writers()).toBe(1);
});

test('only a document that no tab has open is changed from outside', async () => {
  const act = vi.fn(async () => {});
  const open = await tab();
  expect(await unclaimed('a', act)).toBe(false);
  expect(act).not.toHaveBeenCalled();
  open.claim.release();
  await soon();
  expect(await unclaimed('a', act)).toBe(true);
  expect(act).toHaveBeenCalledOnce();
});

test('without locks every tab writes', async () => {
  vi.stubGlobal('navigator', {});
  expect((await tab()).heard).toEqual(['writes']);
  expect((await tab()).heard).toEqual(['writes']);
});
