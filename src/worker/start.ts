/* Starts the page's workers: the engine's, the door's, and the one that keeps the site for when there is no network. */
import door from './door.worker.ts?worker&url';
import reader from './reader.worker.ts?worker&url';
import { starter } from './start-at.ts';
import sweeper from './sweep.worker.ts?worker&url';
import trainer from './trainer.worker.ts?worker&url';

const offline = new URL('offline.js', document.baseURI).href;
const { start, addressOf } = starter({ door, reader, sweeper, trainer, offline });

export const startWorker = () => start('trainer');
export const startDoor = () => start('door');
export const startReader = () => start('reader');
export const startSweeper = () => start('sweeper');
/** Where the browser has no service workers, or none for this address, the site needs its network. */
export const keepOffline = () =>
  navigator.serviceWorker?.register(addressOf('offline')).catch((error: unknown) => console.info(error));
