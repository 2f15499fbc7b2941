/* The engine's worker: a Session at the other end of postMessage. */
import { chooseEngine } from '../kernels/engines.ts';
import { storedFile } from '../storage/files.ts';
import { crew } from './crew.ts';
import { kernelFile } from './kernel-file.ts';
import type { Command, Report } from './protocol.ts';
import { Session } from './session.ts';

const report = (message: Report) => self.postMessage(message);

// A message to oneself goes behind those that wait, so that Pause is heard between two slices.
const channel = new MessageChannel();
let next = () => {};
channel.port1.onmessage = () => next();

const session = new Session({
  report,
  now: () => performance.now(),
  later: (then) => {
    next = then;
    channel.port2.postMessage(null);
  },
  stored: storedFile,
  engine: (exact) => chooseEngine(kernelFile, exact, crew()),
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
