/* Starts the page's workers: the engine's, the door's, and the one that keeps the site for when there is no network. */
import door from './door.worker.ts?worker&url';
import { starter } from './start-at.ts';
import trainer from './trainer.worker.ts?worker&url';

const offline = new URL('offline.js', document.baseURI).href;
const { start, addressOf } = starter({ door, trainer, offline });

export const startWorker = () => start('trainer');
export const startDoor = () => start('door');
/** Where the browser has no service workers, or none for this address, the site needs its network. */
export const keepOffline = () =>
  navigator.serviceWorker?.register(addressOf('offline')).catch((error: unknown) => console.info(error));
