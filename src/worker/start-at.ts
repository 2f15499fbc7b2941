/* Starts workers. Under Trusted Types the address of a worker must come from a policy; this one knows only ours. */

interface Policies {
  /** The browser takes what comes back wherever it takes the address as a string. */
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;

interface Starter<Name extends string> {
  readonly start: (name: Name) => Worker;
  readonly addressOf: (name: Name) => string;
}

/** Starts the worker at the address called so. To be called once in a page, and once in a worker of it. */
export function starter<Name extends string>(addresses: Readonly<Record<Name, string>>): Starter<Name> {
  const known: readonly string[] = Object.values(addresses);
  const policy = policies?.createPolicy('nn-worker', {
    createScriptURL: (url) => {
      if (!known.includes(url)) throw new TypeError(`${url} is none of ${known.join(', ')}`);
      return url;
    },
  });
  const addressOf = (name: Name) => policy?.createScriptURL(addresses[name]) ?? addresses[name];
  return { addressOf, start: (name) => new Worker(addressOf(name), { type: 'module' }) };
}
