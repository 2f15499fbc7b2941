/* Threads of the page that carry out programs together with the engine's worker, which starts them. */
import type { Crew } from '../kernels/wasm.ts';
import address from './helper.worker.ts?worker&url';
import type { HelperTask } from './helper-task.ts';
import { starter } from './start-at.ts';

const { start } = starter({ helper: address });

/** As many as the machine has cores but one, which is the page's, at most four; undefined for one alone, or where the
    page is not cross-origin isolated, so that threads cannot share memory. */
export function crew(): Crew | undefined {
  const threads = Math.min(4, navigator.hardwareConcurrency - 1);
  if (!self.crossOriginIsolated || threads < 2) return undefined;
  return {
    threads,
    start: (module, memory, own) => start('helper').postMessage({ module, memory, own, threads } satisfies HelperTask),
  };
}
