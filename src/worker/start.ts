/* Starts the engine's worker. */
import { starter } from './start-at.ts';
import address from './trainer.worker.ts?worker&url';

export const startWorker = starter(address);
