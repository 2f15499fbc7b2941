/* The one door, off the main thread: whatever is read there, however large or twisted, the page goes on. */

import { openCarrier } from '../document/carrier.ts';
import { restore } from '../document/restore.ts';
import type { Knock, Let } from './door.ts';

self.onmessage = async ({ data }: MessageEvent<Knock>) => {
  const answer = data.kind === 'open' ? await openCarrier(data.bytes) : restore(data.kept);
  self.postMessage({ id: data.id, answer } satisfies Let);
};
