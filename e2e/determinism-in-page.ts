/* What e2e/kernels.spec.ts carries out in the browser and in Node. */
import { hashes } from '../src/check/determinism.ts';
import { Wasm } from '../src/kernels/wasm.ts';

/** `kernels`: the bytes of a build. */
export async function hashesOf(kernels: ArrayBuffer, steps: number, pauses: boolean): Promise<Record<string, string>> {
  const module = await WebAssembly.compile(kernels);
  return hashes(() => new Wasm(module), steps, pauses);
}
