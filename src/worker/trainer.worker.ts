/* The engine's worker: a Session at the other end of postMessage. */
import { chooseEngine } from '../kernels/engines.ts';
import { crew } from './crew.ts';
import type { Command, Report } from './protocol.ts';
import { Session } from './session.ts';

const report = (message: Report) => self.postMessage(message);

// A message to oneself goes behind those that wait, so that Pause is heard between two slices.
const channel = new MessageChannel();
let next = () => {};
channel.port1.onmessage = () => next();

/** The kernels lie beside the page; where they cannot be had, plain loops compute, and About says so. */
async function fetched(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const response = await fetch(new URL(`../kernels/${name}.wasm`, self.location.href));
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

const session = new Session({
  report,
  now: () => performance.now(),
  later: (then) => {
    next = then;
    channel.port2.postMessage(null);
  },
  engine: (exact) => chooseEngine(fetched, exact, crew()),
});

self.onmessage = ({ data }: MessageEvent<Command>) => {
  session
    .hear(data)
    .catch((error: unknown) =>
      report({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
    );
};
self.addEventListener('unhandledrejection', ({ reason }) => report({ kind: 'failed', message: String(reason) }));
report({ kind: 'ready' });
