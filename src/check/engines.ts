/* The engines that this machine can carry out, for tests: each makes a new one. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import type { Engine } from '../kernels/device.ts';
import { Reference } from '../kernels/reference.ts';
import { BUILDS, runs, Wasm } from '../kernels/wasm.ts';

// Node 20 has relaxed SIMD behind a flag; later ones know the flag no longer, or ignore it.
setFlagsFromString('--experimental-wasm-relaxed-simd');

const compiled = (suffix: string) =>
  new Map(
    BUILDS.filter(runs).map((build) => {
      const path = new URL(`../../dist/kernels/${build}${suffix}.wasm`, import.meta.url);
      return [build, new WebAssembly.Module(readFileSync(path))] as const;
    }),
  );
/** The compiled builds, by name; and those for a memory that threads share. */
export const modules = compiled('');
export const sharedModules = compiled('-shared');

export const engines = new Map<string, () => Engine>([
  ['f32', () => new Reference('f32')],
  ['f64', () => new Reference('f64')],
  ...[...modules].map(([build, module]): [string, () => Engine] => [build, () => new Wasm(module)]),
]);
