/* This project's engines, through the same door as the command line. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { crew } from '../../src/cli/crew.ts';
import { Device, type Engine } from '../../src/kernels/device.ts';
import { Reference } from '../../src/kernels/reference.ts';
import { runs, Wasm } from '../../src/kernels/wasm.ts';

setFlagsFromString('--experimental-wasm-relaxed-simd');

/** `kernels` is the folder of the compiled builds. */
export function engine(name: string, kernels: string): Engine {
  if (name === 'reference') return new Reference('f32');
  if (name === 'exact-loops') return new Reference('f64');
  const build = name !== 'ours-exact' && runs('relaxed') ? 'relaxed' : 'plain';
  const compiled = (file: string) => new WebAssembly.Module(readFileSync(`${kernels}/${file}.wasm`));
  const together = name === 'ours-2' ? crew(2) : undefined;
  return together ? new Wasm(compiled(`${build}-shared`), together) : new Wasm(compiled(build));
}

/** One matrix product [m, k, n, transposeA, transposeB] of these kernels, to be repeated. */
export function product(name: string, kernels: string, [m, k, n, ta, tb]: [number, number, number, 0 | 1, 0 | 1]) {
  const device = new Device(engine(name, kernels));
  const [a, b, out] = [m * k, k * n, m * n].map((size) => device.keep(size)) as [number, number, number];
  device.data.fill(0.5, a, out);
  return () => device.kernels.matmul(out, a, b, 1, m, k, n, ta, tb);
}

export { costOfLooking, loaded, loadedExample, profile, start, startExample } from './train.ts';
