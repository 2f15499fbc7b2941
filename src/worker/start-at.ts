/* Starts workers. Under Trusted Types the address of a worker must come from a policy; this one knows only one. */

interface Policies {
  /** The browser takes what comes back wherever it takes the address as a string. */
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;

/** A function that starts the worker at this address. To be called once in a page, and once in a worker of it. */
export function starter(address: string): () => Worker {
  const policy = policies?.createPolicy('nn-worker', {
    createScriptURL: (url) => {
      if (url !== address) throw new TypeError(`${url} is not ${address}`);
      return url;
    },
  });
  return () => new Worker(policy?.createScriptURL(address) ?? address, { type: 'module' });
}
