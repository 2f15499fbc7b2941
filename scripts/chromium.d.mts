/* The types of chromium.mjs, which is plain JavaScript because it also runs before anything is installed. */

export function findChromium(env?: NodeJS.ProcessEnv): string | undefined;
