/* `npm run exports`: every example in every language, trained for a hundred steps from the same seed, and how far its
   numbers are from the editor's; writes docs/exports.md. Needs the built command line and Debian's python3-torch. */

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { npm, requireNode, root } from './tools.mjs';

const PYTHON = '/usr/bin/python3';
const STEPS = 100;
const STYLES = ['module', 'functional', 'sequential'];
const LOSSES = ['numpy', ...STYLES, 'project'];
/** What the losses of a hundred steps may differ by; and in double precision, where rounding hides nothing. */
const MOST = { ...Object.fromEntries(LOSSES.map((each) => [each, 1e-6])), double: 1e-9 };
const { version } = JSON.parse(readFileSync(join(root, 'node_modules/onnxruntime-web/package.json'), 'utf8'));
const cli = join(root, 'dist/cli.js');
const chainrule = (...words) => spawnSync(process.execPath, [cli, ...words], { encoding: 'utf8' });

function made(...words) {
  const { status, stderr } = chainrule(...words);
  if (status !== 0) throw new Error(`chainrule ${words.join(' ')}: ${stderr}`);
}

/** Made, or refused in the sentence that says this. */
function unless(sentence, ...words) {
  const { status, stderr } = chainrule(...words);
  if (status !== 0 && !stderr.includes(sentence)) throw new Error(`chainrule ${words.join(' ')}: ${stderr}`);
}

/** An example in every language that it can be written in. */
function exported(name, folder) {
  mkdirSync(folder);
  const example = `example:${name}`;
  const file = (...parts) => join(folder, ...parts);
  const run = ['run', example, '--steps', String(STEPS), '--exact'];
  made(...run, '--dump', file('dump.json'));
  made('export', example, '--to', 'safetensors', '--out', file('parameters.safetensors'));
  const start = ['--parameters', file('parameters.safetensors')];
  made(...run, ...start, '--dtype', 'f64', '--dump', file('double.json'));
  made('export', example, '--to', 'numpy', '--out', file('numpy.py'));
  made('export', example, '--to', 'notebook', '--out', file('notebook.ipynb'));
  for (const style of STYLES) {
    const words = ['export', example, '--to', 'pytorch', '--style', style, '--out', file(`${style}.py`)];
    unless('nn.Sequential', ...words);
  }
  unless('several machines have nothing to do', 'export', example, '--to', 'project', '--out', file('project'));
  const document = JSON.parse(readFileSync(join(root, `src/document/examples/${name}.json`), 'utf8'));
  document.training.mode = 'eval';
  writeFileSync(file('eval.json'), JSON.stringify(document));
  made('run', file('eval.json'), '--steps', '0', '--exact', '--dump', file('eval-dump.json'));
  made('export', file('eval.json'), '--to', 'onnx', '--out', file('network.onnx'));
}

/** The largest difference between what the runtime predicts for the first batch and what the editor does. */
async function onnx(folder) {
  const { first } = JSON.parse(readFileSync(join(folder, 'eval-dump.json'), 'utf8'));
  const session = await InferenceSession.create(new Uint8Array(readFileSync(join(folder, 'network.onnx'))));
  const feeds = session.inputMetadata.map(({ name, type }) => {
    const { shape, data } = first[name];
    const numbers = type === 'int64' ? BigInt64Array.from(data, BigInt) : Float32Array.from(data);
    return [name, new Tensor(type, numbers, shape)];
  });
  const results = await session.run(Object.fromEntries(feeds));
  const far = session.outputNames.flatMap((name) =>
    Array.from(results[name].data, (x, i) => Math.abs(x - first[name].data[i])),
  );
  await session.release();
  return Math.max(...far);
}

/** The exports of an example whose losses differ by more than they may. */
const misses = (table) =>
  Object.entries(table).flatMap(([name, one]) =>
    Object.entries(MOST)
      .filter(([each, most]) => each in one && !(one[each] <= most))
      .map(([each]) => `${name} ${each} ${one[each]}`),
  );

function page(table) {
  const short = (x) => (x === undefined ? '–' : x.toExponential(1));
  const rows = Object.entries(table).map(
    ([name, one]) =>
      `| ${name} | ${[...LOSSES, 'double', 'onnx', 'notebook'].map((each) => short(one[each])).join(' | ')} |`,
  );
  return `# Exported files against the editor

Written by \`npm run exports\` (Node ${process.versions.node}, Debian's PyTorch and NumPy, onnxruntime-web ${version}; single precision, one
thread). From the same seed each file takes the editor's batches; losses are compared at each of ${STEPS} steps, and the largest
absolute difference stands here; more than ${short(MOST.numpy)} fails. *Doubled*: the NumPy file with \`float64\` for \`float32\`
against the editor in double precision; more than ${short(MOST.double)} fails. ONNX: of any number that the first batch predicts. Notebook: between a gradient by hand and autograd's.
–: the network is no chain, so it has no \`nn.Sequential\`; or it learns nothing, so there is no project.

| example | NumPy | \`nn.Module\` | functions | \`nn.Sequential\` | project | doubled | ONNX | notebook |
|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

requireNode();
if (!existsSync(cli) && npm(['run', 'build']) !== 0) process.exit(1);
env.wasm.numThreads = 1;
const folder = mkdtempSync(join(tmpdir(), 'chainrule-exports-'));
try {
  const names = readdirSync(join(root, 'src/document/examples')).map((name) => name.replace('.json', ''));
  for (const name of names) exported(name, join(folder, name));
  const told = execFileSync(PYTHON, [join(root, 'golden/table.py'), folder], { encoding: 'utf8', maxBuffer: 2 ** 24 });
  const table = JSON.parse(told);
  for (const name of names) table[name].onnx = await onnx(join(folder, name));
  const text = page(table);
  writeFileSync(join(root, 'docs/exports.md'), text);
  console.log(text);
  const wrong = misses(table);
  if (wrong.length > 0) {
    console.error(`Further from the editor than they may be: ${wrong.join(', ')}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
