/* `npm run bench [-- --json FILE] [--rounds N] [--networks tiny,digits] [--browser]`: training steps a second of this project's engines and of others, on the same
   networks in one interleaved run: round after round, each engine in a process of its own. First every engine must give the
   losses of the float64 loops. Prints medians, the best, and ratios of `ours` to each; then where a step's time goes and what
   looking for numbers that are not finite costs, and with `--rounds 0` only that. */

import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { examples, flops, networks } from './bench/networks.mjs';
import { withSite } from './browser.mjs';
import { buildKernels } from './simd.mjs';
import { npm, requireNode, root } from './tools.mjs';

requireNode();
const here = join(root, 'scripts', 'bench');
const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const rounds = Number(option('rounds', 3));
const only = option('networks')?.split(',');
const seconds = Number(option('seconds', 0.8));

const python = '/usr/bin/python3';
const has = (module) => existsSync(python) && spawnSync(python, ['-c', `import ${module}`]).status === 0;
const own = ['ours', 'ours-exact', 'ours-2'];
const oracles = [
  ...(has('torch') ? ['torch-module-1', 'torch-module-2'] : []),
  ...(has('numpy') ? ['numpy-1', 'numpy-2'] : []),
];
/** Engines that a network is given to; the loops and the slowest of the others would take minutes a step. */
const enginesOf = (network) =>
  examples.includes(network)
    ? [...own, 'reference']
    : [...own, 'reference', 'plain', 'tfjs-wasm', 'jax-js', ...oracles];

if (rounds > 0 && !existsSync(join(here, 'node_modules', '@jax-js'))) {
  console.log('Installing the engines to compare with into scripts/bench/node_modules');
  if (npm(['ci', '--ignore-scripts', '--prefix', here]) !== 0) process.exit(1);
}
await buildKernels();
await build({
  configFile: false,
  root,
  logLevel: 'error',
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: join(here, 'ours.ts'),
    outDir: join(root, 'dist', 'bench'),
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: 'ours.mjs' } },
  },
});
const ours = join(root, 'dist', 'bench', 'ours.mjs');
const kernels = join(root, 'dist', 'kernels');

function run(engine, network, time) {
  const program = oracles.includes(engine)
    ? [python, [join(here, 'engine.py'), engine, network, String(time)]]
    : [
        process.execPath,
        ['--experimental-wasm-relaxed-simd', join(here, 'engine.mjs'), engine, network, String(time), ours, kernels],
      ];
  const { status, stdout, stderr } = spawnSync(...program, { encoding: 'utf8', timeout: 240_000 });
  if (status !== 0) throw new Error(`${engine} on ${network} failed: ${stderr.slice(-2000)}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/** What a script of scripts/bench prints, as JSON. */
function node(script, args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--experimental-wasm-relaxed-simd', join(here, script), ...args],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const short = (x) => (x >= 1e5 ? `${Math.round(x / 1000)}k` : x >= 100 ? String(Math.round(x)) : x.toPrecision(3));

/** This project and plain JavaScript in Chromium: median and best by network and engine. */
async function inBrowser() {
  const bundle = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: { write: false, lib: { entry: join(here, 'in-page.ts'), name: 'bench', formats: ['iife'] } },
  });
  const { code } = bundle[0].output[0];
  const found = {};
  await withSite(async (browser, url) => {
    for (const network of only ?? Object.keys(networks)) {
      const rates = new Map(['ours', 'ours-exact', 'plain'].map((engine) => [engine, []]));
      for (let round = 0; round < rounds; round++)
        for (const [engine, list] of rates) {
          const page = await browser.newPage();
          await page.goto(`${url}?example=xor`);
          const call = `bench.measure(${JSON.stringify(engine)}, ${JSON.stringify(network)}, ${seconds})`;
          list.push(...(await page.evaluate(`${code}; ${call}`)).rates);
          await page.close();
        }
      found[network] = Object.fromEntries(
        [...rates].map(([engine, list]) => [engine, { median: median(list), best: Math.max(...list) }]),
      );
    }
  });
  return found;
}

const results = {};
const compared = rounds > 0 ? (only ?? [...Object.keys(networks), ...examples]) : [];
for (const network of compared) {
  const engines = enginesOf(network);
  const truth = run('exact-loops', network, 0.01).losses;
  const rates = new Map(engines.map((engine) => [engine, []]));
  for (let round = 0; round < rounds; round++)
    for (const engine of engines) {
      // What needs seconds for one step is measured once.
      if (round > 0 && median(rates.get(engine)) < 0.5) continue;
      const found = run(engine, network, seconds);
      for (const [i, loss] of found.losses.entries())
        if (i < truth.length && !(Math.abs(loss - truth[i]) <= 1e-4 * Math.max(1, truth[i])))
          throw new Error(`${engine} on ${network}: loss ${loss} at step ${i}, the float64 loops have ${truth[i]}`);
      rates.get(engine).push(...found.rates);
    }
  const table = Object.fromEntries(
    engines.map((engine) => [engine, { median: median(rates.get(engine)), best: Math.max(...rates.get(engine)) }]),
  );
  results[network] = { engines: table };
  console.log(
    `\n${network}${networks[network] ? `  ${networks[network].widths.join('-')}, batch ${networks[network].batch}` : ''}`,
  );
  console.log(
    `${'engine'.padEnd(16)}${'median'.padStart(9)}${'best'.padStart(9)}  steps/s${'ours ÷ it'.padStart(12)}${'by best'.padStart(10)}${'GFLOP/s'.padStart(9)}`,
  );
  for (const [engine, { median: middle, best }] of Object.entries(table)) {
    const speed = networks[network] ? ((flops(networks[network]) * best) / 1e9).toFixed(1) : '';
    const ratio = (table.ours.median / middle).toPrecision(3);
    console.log(
      `${engine.padEnd(16)}${short(middle).padStart(9)}${short(best).padStart(9)}         ${ratio.padStart(12)}${(table.ours.best / best).toPrecision(3).padStart(10)}${speed.padStart(9)}`,
    );
  }
}
const asc = (await import('assemblyscript/asc')).default;
const peakPath = join(root, 'dist', 'bench', 'peak.wasm');
const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--enable', 'relaxed-simd'];
const compiled = await asc.main([join(here, 'peak.ts'), ...flags, '-o', peakPath]);
if (compiled.error) throw compiled.error;
const { peak, gemm, profiles } = node('peak.mjs', [ours, kernels, peakPath]);
console.log(
  `\nmatrix products: WebAssembly's peak is ${peak.toFixed(1)} GFLOP/s of multiply-add; the best of each network's products:`,
);
for (const [network, speed] of Object.entries(gemm))
  console.log(
    `${network.padEnd(16)}${speed.toFixed(1).padStart(9)}${`${Math.round((100 * speed) / peak)} %`.padStart(9)}`,
  );

for (const [network, { kernels: parts, program, advance }] of Object.entries(profiles)) {
  const sorted = Object.entries(parts).sort(([, a], [, b]) => b - a);
  const share = (time) => `${((100 * time) / program).toFixed(1)} %`;
  console.log(
    `\n${network}: a step is ${(program / 1000).toFixed(1)} µs in WebAssembly, ${(advance / 1000).toFixed(1)} µs in all`,
  );
  console.log(sorted.map(([kernel, time]) => `${kernel} ${share(time)}`).join(', '));
}

/** Processes that each measure what the looks cost: where the compiler puts the code moves it by half a per cent. */
const LOOKING = 7;
console.log(
  `\nlooking for numbers that are not finite costs, of a step (median of ${LOOKING} processes, least to most):`,
);
const looking = {};
for (const network of only ?? [...Object.keys(networks), ...examples]) {
  const shares = Array.from({ length: LOOKING }, () => node('looking.mjs', [ours, kernels, network, '1.5']));
  looking[network] = { median: median(shares), least: Math.min(...shares), most: Math.max(...shares) };
  const [middle, least, most] = Object.values(looking[network]).map((share) => (100 * share).toFixed(1));
  console.log(`${network.padEnd(16)}${middle.padStart(9)} %   ${least} to ${most}`);
}

const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
console.log(
  `\n${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; ${rounds} rounds${rounds > 0 ? ', losses compared with float64 loops first' : ''}`,
);
let browser;
if (process.argv.includes('--browser')) {
  browser = await inBrowser();
  for (const [network, engines] of Object.entries(browser)) {
    console.log(`\n${network} in Chromium`);
    for (const [engine, { median: middle, best }] of Object.entries(engines))
      console.log(
        `${engine.padEnd(16)}${short(middle).padStart(9)}${short(best).padStart(9)}         ${(engines.ours.median / middle).toPrecision(3).padStart(12)}`,
      );
  }
}
const file = option('json');
if (file)
  writeFileSync(
    file,
    `${JSON.stringify({ machine, networks: results, gemm: { peak, ...gemm }, profiles, looking, ...(browser && { browser }) }, null, 1)}\n`,
  );
