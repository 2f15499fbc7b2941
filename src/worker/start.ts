/* Starts the engine's worker. Under Trusted Types the address of a worker must come from a policy; this one knows only
   one address. */
import address from './trainer.worker.ts?worker&url';

interface Policies {
  /** The browser takes what comes back wherever it takes the address as a string. */
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
const policy = policies?.createPolicy('nn-worker', {
  createScriptURL: (url) => {
    if (url !== address) throw new TypeError(`${url} is not the engine's worker`);
    return url;
  },
});

export function startWorker(): Worker {
  return new Worker(policy?.createScriptURL(address) ?? address, { type: 'module' });
}
