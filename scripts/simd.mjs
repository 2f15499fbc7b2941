/* Builds the kernels of src/kernels/simd into dist/kernels, one file for each build, where they are missing or older than
   their sources. */

import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
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

/** Builds what is stale, as many at once as there are cores; throws an Error with the compiler's words when it cannot. */
export async function buildKernels() {
  const newest = Math.max(...readdirSync(sources).map((name) => time(join(sources, name))));
  const stale = [...builds.keys()].filter((name) => time(join(target, `${name}.wasm`)) < newest);
  if (stale.length === 0) return;
  mkdirSync(target, { recursive: true });
  const share = Math.ceil(stale.length / availableParallelism());
  const shares = stale.flatMap((_, i) => (i % share === 0 ? [stale.slice(i, i + share)] : []));
  await Promise.all(shares.map(compiledElsewhere));
}

/** Has these builds compiled by a thread of their own. */
function compiledElsewhere(names) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { compile: names } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function compile(name) {
  const { default: asc } = await import('assemblyscript/asc');
  const flags = builds.get(name);
  const out = join(target, `${name}.wasm`);
  const { error, stderr } = await asc.main([join(sources, 'index.ts'), ...common, ...flags, '-o', out]);
  if (error) throw new Error(`The kernels could not be built: ${error.message}\n${stderr.toString()}`);
}

export { buildKernels as setup };

if (!isMainThread && workerData?.compile) {
  for (const name of workerData.compile) await compile(name);
  parentPort.postMessage('done');
} else if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildKernels();
