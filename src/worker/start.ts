/* Starts the page's workers: the engine's and the door's. */
import door from './door.worker.ts?worker&url';
import { starter } from './start-at.ts';
import trainer from './trainer.worker.ts?worker&url';

const start = starter({ door, trainer });

export const startWorker = () => start('trainer');
export const startDoor = () => start('door');
