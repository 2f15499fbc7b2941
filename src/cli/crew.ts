/* Threads of Node that carry out programs together. Their text is here, since the program is one file. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Crew } from '../kernels/wasm.ts';

const LIFE = `
  const { workerData: { module, memory, own, threads } } = require('node:worker_threads');
  const env = { memory, abort() { throw new Error('a kernel was called with what it cannot carry out'); } };
  new WebAssembly.Instance(module, { env }).exports.help(own, threads);
`;

/** `threads` in all, or as many as the machine has cores, at most four; undefined for one alone. They end with the
    program. */
export function crew(threads = Math.min(4, availableParallelism())): Crew | undefined {
  if (threads < 2) return undefined;
  return {
    threads,
    start: (module, memory, own) =>
      new Worker(LIFE, { eval: true, workerData: { module, memory, own, threads } }).unref(),
  };
}
