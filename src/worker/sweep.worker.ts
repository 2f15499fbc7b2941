/* A worker of a sweep: carries out one run after another. */
import { chooseEngine } from '../kernels/engines.ts';
import { storedFile } from '../storage/files.ts';
import { kernelFile } from './kernel-file.ts';
import type { SweepSaid, SweepTask } from './sweep.ts';
import { carryOut } from './sweeping.ts';

const say = (said: SweepSaid) => self.postMessage(said);
// Beside the others it computes alone, without helpers.
const chosen = chooseEngine(kernelFile, false, undefined);

self.onmessage = async ({ data }: MessageEvent<SweepTask>) => {
  const { engine } = await chosen;
  await carryOut(data, { say, engine: engine(), now: () => performance.now(), stored: storedFile });
};
