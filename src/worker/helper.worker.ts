/* A thread that carries out its share of every program of the engine's worker, and nothing else. */
import { help } from '../kernels/wasm.ts';
import type { HelperTask } from './helper-task.ts';

self.onmessage = ({ data: { module, memory, own, threads } }: MessageEvent<HelperTask>) =>
  help(module, memory, own, threads);
