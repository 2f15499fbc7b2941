/* The engine of the command line: the builds lie beside the program. */
import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import type { Engine } from '../kernels/device.ts';
import { chooseEngine } from '../kernels/engines.ts';
import { Reference } from '../kernels/reference.ts';
import { sentence } from '../words/words.ts';
import { crew } from './crew.ts';

/** Double precision has the reference loops; else the quickest build that this machine can carry out, or with `exact` the
    one whose bits are the same everywhere. Says on stderr when there is none. */
export async function engineFor(dtype: 'f32' | 'f64', exact: boolean): Promise<Engine> {
  if (dtype === 'f64') return new Reference('f64');
  // Node 20 has relaxed SIMD behind this flag; later ones have it on.
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  const { kind, reason, engine } = await chooseEngine(
    async (name) => {
      try {
        return Uint8Array.from(await readFile(new URL(`kernels/${name}.wasm`, import.meta.url)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    exact,
    crew(),
  );
  if (kind === 'reference') process.stderr.write(`${sentence('en', { code: reason, values: {} })}\n`);
  return engine();
}
