/* Builds the kernels of src/kernels/simd into dist/kernels, one file for each build, where they are missing or older than
   their sources. */

import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './tools.mjs';

const sources = join(root, 'src', 'kernels', 'simd');
const target = join(root, 'dist', 'kernels');
const common = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--importMemory',
  '--enable',
  'simd',
  '--enable',
  'bulk-memory',
];
const relaxed = ['--enable', 'relaxed-simd', '--use', 'RELAXED=1'];
// The most that a memory may ever be, 2 GiB, must be said where threads share it; the least is what the page gives.
const shared = [
  '--enable',
  'threads',
  '--sharedMemory',
  '--initialMemory',
  '1',
  '--maximumMemory',
  '32768',
  '--use',
  'SHARED=1',
];
const builds = new Map([
  ['plain', []],
  ['relaxed', relaxed],
  ['plain-shared', shared],
  ['relaxed-shared', [...relaxed, ...shared]],
]);

const time = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** Builds what is stale; throws an Error with the compiler's words when it cannot. */
export async function buildKernels() {
  const newest = Math.max(...readdirSync(sources).map((name) => time(join(sources, name))));
  const stale = [...builds].filter(([name]) => time(join(target, `${name}.wasm`)) < newest);
  if (stale.length === 0) return;
  mkdirSync(target, { recursive: true });
  const { default: asc } = await import('assemblyscript/asc');
  for (const [name, flags] of stale) {
    const out = join(target, `${name}.wasm`);
    const { error, stderr } = await asc.main([join(sources, 'index.ts'), ...common, ...flags, '-o', out]);
    if (error) throw new Error(`The kernels could not be built: ${error.message}\n${stderr.toString()}`);
  }
}

export { buildKernels as setup };

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildKernels();
