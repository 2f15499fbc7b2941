/* One writer for a document: the first tab that has it open. The others follow, until the writer goes or gives way. */

export interface Claim {
  /** Asks the writer to give way; one that does not answer within a second is not asked again. */
  takeOver(): void;
  /** Tells the tabs that follow. */
  written(): void;
  /** For another document, or none. */
  release(): void;
}

interface Options {
  /** From now on this tab writes. It may have followed before, so there may be something to read first. */
  readonly onHeld: () => void;
  /** From now on another tab writes. */
  readonly onFollow: () => void;
  /** The writer has written. */
  readonly onWritten: () => void;
  /** Resolves when all that this tab edited is on the disk. */
  readonly settle: () => Promise<void>;
  /** Milliseconds. */
  readonly patience?: number;
}

type Message = 'written' | 'give-way' | 'given';

/** Without locks (an old browser, a page not served securely) every tab writes, and the numbers of the records tell when
    two did. */
export function claim(id: string, { onHeld, onFollow, onWritten, settle, patience = 1000 }: Options): Claim {
  const name = `chainrule ${id}`;
  const locks = globalThis.navigator?.locks;
  if (!locks) {
    onHeld();
    return { takeOver() {}, written() {}, release() {} };
  }
  const channel = new BroadcastChannel(name);
  let held = false;
  let gone = false;
  let drop = () => {};
  let queue = new AbortController();
  let given = () => {};
  const post = (message: Message) => channel.postMessage(message);

  async function request(options: LockOptions): Promise<void> {
    try {
      await locks.request(name, options, (lock) => {
        if (!lock || gone) return undefined;
        held = true;
        onHeld();
        return new Promise<void>((resolve) => {
          drop = resolve;
        });
      });
    } catch (error) {
      // Taken over, or no longer waiting because we took over ourselves.
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
    }
    if (gone || options.signal?.aborted) return;
    if (held || options.ifAvailable) {
      held = false;
      onFollow();
      wait();
    }
  }

  function wait(): void {
    queue = new AbortController();
    void request({ signal: queue.signal });
  }

  channel.onmessage = async ({ data }: MessageEvent<unknown>) => {
    if (data === 'written' && !held) onWritten();
    if (data === 'given') given();
    if (data === 'give-way' && held) {
      await settle();
      post('given');
    }
  };
  void request({ ifAvailable: true });

  return {
    takeOver() {
      queue.abort();
      const steal = () => {
        given = () => {};
        clearTimeout(alarm);
        if (!gone && !held) void request({ steal: true });
      };
      const alarm = setTimeout(steal, patience);
      given = steal;
      post('give-way');
    },
    written: () => post('written'),
    release() {
      gone = true;
      queue.abort();
      drop();
      channel.close();
    },
  };
}

/** Does something to a document that no tab has open; false, and nothing done, when one has. */
export async function unclaimed(id: string, act: () => Promise<void>): Promise<boolean> {
  const locks = globalThis.navigator?.locks;
  if (!locks) {
    await act();
    return true;
  }
  return locks.request(`chainrule ${id}`, { ifAvailable: true }, async (lock) => {
    if (lock) await act();
    return lock !== null;
  });
}
