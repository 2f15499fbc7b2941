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
/** What the losses of a hundred steps may differ by. */
const MOST = 1e-6;
const cli = join(root, 'dist/cli.js');
const chainrule = (...words) => spawnSync(process.execPath, [cli, ...words], { encoding: 'utf8' });

function made(...words) {
  const { status, stderr } = chainrule(...words);
  if (status !== 0) throw new Error(`chainrule ${words.join(' ')}: ${stderr}`);
}

/** An example in every language that it can be written in. */
function exported(name, folder) {
  mkdirSync(folder);
  const example = `example:${name}`;
  const file = (...parts) => join(folder, ...parts);
  made('run', example, '--steps', String(STEPS), '--exact', '--dump', file('dump.json'));
  made('export', example, '--to', 'numpy', '--out', file('numpy.py'));
  made('export', example, '--to', 'notebook', '--out', file('notebook.ipynb'));
  made('export', example, '--to', 'project', '--out', file('project'));
  for (const style of STYLES) {
    const words = ['export', example, '--to', 'pytorch', '--style', style, '--out', file(`${style}.py`)];
    // What is no chain has no nn.Sequential.
    if (style === 'sequential') chainrule(...words);
    else made(...words);
  }
  const document = JSON.parse(readFileSync(file('project', 'document.json'), 'utf8'));
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

function page(table) {
  const column = (name, one) => (one[name] === undefined ? '–' : one[name].toExponential(1));
  const names = ['numpy', ...STYLES, 'project', 'onnx', 'notebook'];
  const rows = Object.entries(table).map(
    ([name, one]) => `| ${name} | ${names.map((each) => column(each, one)).join(' | ')} |`,
  );
  return `# Exported files against the editor

Printed by \`npm run exports\` (Node ${process.versions.node}, Debian's PyTorch and NumPy, onnxruntime-web; single precision, one
thread). From the same seed each file takes the editor's batches; losses are compared at each of ${STEPS} steps, and the largest
absolute difference stands here. ONNX: of any number that the first batch predicts. Notebook: between a gradient by hand and
autograd's. –: the network is no chain, so it has no \`nn.Sequential\`.

| example | NumPy | \`nn.Module\` | functions | \`nn.Sequential\` | project | ONNX | notebook |
|---|---|---|---|---|---|---|---|
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
  const far = Object.entries(table).flatMap(([name, one]) =>
    ['numpy', ...STYLES, 'project'].filter((each) => one[each] > MOST).map((each) => `${name} ${each} ${one[each]}`),
  );
  if (far.length > 0) {
    console.error(`More than ${MOST} from the editor: ${far.join(', ')}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
