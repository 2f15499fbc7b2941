/* The command line as a person meets it: built, and run as a process. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentId } from '../data/files/content.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'chainrule-cli-'));
const file = (name: string) => join(folder, name);

beforeAll(() => {
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/vite/bin/vite.js'),
      'build',
      '--config',
      'vite.cli.config.ts',
      '--outDir',
      folder,
      '--logLevel',
      'error',
    ],
    { cwd: root },
  );
  cpSync(join(root, 'dist', 'kernels'), file('kernels'), { recursive: true });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

function chainrule(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file('cli.js'), ...words], { encoding: 'utf8' });
  return { status, stdout, stderr };
}
type Dump = {
  losses: (number | string)[];
  first: Record<string, { shape: number[]; data: (number | string)[] }>;
  last: Dump['first'];
};
const dumpOf = (name: string): Dump => JSON.parse(readFileSync(file(name), 'utf8'));
function example(name: string): Record<string, never> {
  return JSON.parse(readFileSync(join(root, `src/document/examples/${name}.json`), 'utf8'));
}
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('examples lists them by name, in the order of learning', () => {
  const { status, stdout } = chainrule('examples');
  expect(status).toBe(0);
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]),
  ).toEqual([
    ...[
      'one-linear',
      'batch-of-three',
      'two-layers',
      'fork',
      'moons',
      'xor',
      'digits',
      'residual-fork',
      'linear-apart',
    ],
    ...['residual-depth', 'conv-digits', 'attention-look-up', 'character-gpt'],
  ]);
});

test('--dump of two-layers equals the lesson, 1e-6 in float32 and 1e-12 in float64', () => {
  const lesson = {
    'linear1.Z': [-1, 2, 0, 3, -0.5, -2.5],
    'relu1.A': [0, 2, 0, 3, 0, 0],
    'linear2.Z': [-4, 3],
    'mse-loss1.L': [4.25],
    'mse-loss1.dL': [1],
    'linear2.dZ': [-2, 0.5],
    'relu1.dA': [-2, 4, -1, 0.5, -1, 0.25],
    'relu1.dZ': [0, 4, 0, 0.5, 0, 0],
    'linear2.dW': [1.5, -4, 0],
    'linear2.db': [-1.5],
    'linear1.dW': [1, -0.5, 4, 8, 0, 0],
    'linear1.db': [0.5, 4, 0],
  };
  for (const [dtype, tolerance] of [
    ['f32', 1e-6],
    ['f64', 1e-12],
  ] as const) {
    expect(
      chainrule('run', 'example:two-layers', '--steps', '0', '--dtype', dtype, '--dump', file('two.json')).status,
    ).toBe(0);
    const { first, losses, last } = dumpOf('two.json');
    expect(losses).toEqual([4.25]);
    for (const [place, numbers] of Object.entries(lesson))
      for (const [i, x] of numbers.entries())
        expect(Math.abs(Number(first[place]?.data[i]) - x), `${dtype} ${place}`).toBeLessThanOrEqual(tolerance);
    expect(last['linear1.W']?.data).toEqual([1, -1, 0.5, 1, -1, 0.5]);
  }
});

test('digits reaches a test accuracy of .93 within 30 epochs for each of five seeds', () => {
  for (const seed of ['0', '1', '2', '3', '4']) {
    const { stdout } = chainrule('run', 'example:digits', '--steps', '1350', '--seed', seed, '--json');
    expect(lines(stdout).at(-1)).toMatchObject({ step: 1350, epoch: 30, testAccuracy: expect.any(Number) });
    expect(lines(stdout).at(-1).testAccuracy).toBeGreaterThanOrEqual(0.93);
  }
}, 60_000);

test('--json gives a line a step, with test figures at the epoch’s end; the default is one epoch', () => {
  const reports = lines(chainrule('run', 'example:digits', '--json').stdout);
  expect(reports).toHaveLength(45);
  expect(reports[0]).toEqual({ step: 1, epoch: 1, loss: expect.any(Number), learningRate: 0.3 });
  expect(reports[44]).toMatchObject({
    step: 45,
    epoch: 1,
    testLoss: expect.any(Number),
    testAccuracy: expect.any(Number),
  });
});

test('--seed changes the starting weights, not the split; the same seed gives the same dump', () => {
  for (const name of ['a', 'b'])
    chainrule('run', 'example:digits', '--steps', '2', '--seed', '7', '--dump', file(name));
  chainrule('run', 'example:digits', '--steps', '2', '--seed', '8', '--dump', file('c'));
  expect(readFileSync(file('a'), 'utf8')).toBe(readFileSync(file('b'), 'utf8'));
  expect(dumpOf('c').losses[0]).not.toBe(dumpOf('a').losses[0]);
});

test('--tensors replaces a value, an input and a data node’s whole output', () => {
  writeFileSync(
    file('t.json'),
    JSON.stringify({
      'digits1.X': { shape: [6, 64], data: new Array(384).fill(0.5) },
      'digits1.y': { shape: [6], data: [0, 1, 2, 3, 4, 9] },
      'linear2.b': { shape: [10], data: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
    }),
  );
  const { status, stderr } = chainrule(
    'run',
    'example:digits',
    '--tensors',
    file('t.json'),
    '--steps',
    '0',
    '--dump',
    file('d.json'),
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(dumpOf('d.json').first['digits1.X']?.shape).toEqual([4, 64]);
  expect(dumpOf('d.json').first['linear2.b']?.data).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('--save and --parameters carry parameters over exactly', () => {
  chainrule('run', 'example:moons', '--steps', '5', '--save', file('p.safetensors'), '--dump', file('before.json'));
  chainrule(
    'run',
    'example:moons',
    '--steps',
    '0',
    '--parameters',
    file('p.safetensors'),
    '--dump',
    file('after.json'),
  );
  expect(dumpOf('after.json').first['linear1.W']).toEqual(dumpOf('before.json').last['linear1.W']);
});

test('a bad document or file: exit 1 and one sentence that names the place', () => {
  const moons = example('moons') as unknown as Record<string, unknown> & {
    wires: Record<string, string>;
    nodes: Record<string, unknown>;
  };
  const { 'linear2.A': _, ...cut } = moons.wires;
  const cases: [name: string, text: string, says: RegExp][] = [
    ['not-json', 'hello', /not JSON/],
    ['newer', JSON.stringify({ ...moons, version: 2 }), /version 2/],
    ['repaired', JSON.stringify({ ...moons, nodes: { ...moons.nodes, odd: 3 } }), /nodes\.odd/],
    ['cut', JSON.stringify({ ...moons, wires: cut }), /linear2.*\bA\b/],
    [
      'unknown',
      JSON.stringify({
        ...moons,
        nodes: { ...moons.nodes, linear1: { type: 'warp', position: { x: 0, y: 0 }, settings: {} } },
      }),
      /linear1.*warp/,
    ],
    ['deep', '['.repeat(5_000_000), /nested/],
  ];
  for (const [name, text, says] of cases) {
    writeFileSync(file(name), text);
    const { status, stderr, stdout } = chainrule('run', file(name));
    expect([name, status]).toEqual([name, 1]);
    expect(stderr).toMatch(says);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
  }
  expect(chainrule('run', file('is-not-there')).status).toBe(1);
  expect(chainrule('run', 'example:nothing').status).toBe(1);
});

test('unknown addresses and wrong shapes of --tensors name both shapes', () => {
  writeFileSync(file('w.json'), JSON.stringify({ 'linear1.W': { shape: [2, 8], data: new Array(16).fill(0) } }));
  const wrong = chainrule('run', 'example:moons', '--tensors', file('w.json'));
  expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringMatching(/linear1\.W.*\[2, 8\].*\[8, 2\]/)]);
  writeFileSync(file('u.json'), JSON.stringify({ 'linear9.W': { shape: [1], data: [0] } }));
  const unknown = chainrule('run', 'example:moons', '--tensors', file('u.json'));
  expect([unknown.status, unknown.stderr]).toEqual([1, expect.stringMatching(/linear9\.W/)]);
});

test('--data supplies the file that a table names, by its content, whatever it is called', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${(i * 3) % 5},${i % 2 ? 'odd' : 'even'}\n`);
  writeFileSync(file('rows.csv'), `a,b,kind\n${rows.join('')}`);
  writeFileSync(file('other.csv'), 'a,b\n1,2\n');
  const settings = {
    ...{ file: [await contentId(new Blob([readFileSync(file('rows.csv'))]))], rows: 40, shape: [2], inputs: [0, 1] },
    ...{ column: 2, classes: ['even', 'odd'], standardise: true },
  };
  const { nodes, ...rest } = example('moons') as unknown as { nodes: Record<string, object>; wires: object };
  const document = { ...rest, nodes: { ...nodes, points1: { ...nodes.points1, type: 'table', settings } } };
  writeFileSync(file('mine.json'), JSON.stringify(document));
  const with_ = chainrule(
    'run',
    file('mine.json'),
    '--data',
    file('other.csv'),
    '--data',
    file('rows.csv'),
    '--steps',
    '0',
    '--dump',
    file('mine.dump'),
  );
  expect([with_.status, with_.stderr]).toEqual([0, '']);
  const { 'points1.X': X, 'points1.y': y } = dumpOf('mine.dump').first;
  const numbers = (X?.data ?? []).map(Number);
  expect([X?.shape, y?.shape]).toEqual([[40, 2], [40]]);
  expect(numbers.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 4);
  expect(numbers.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(80, 3);
  // What leaves takes the rows with it.
  for (const to of ['numpy', 'pytorch', 'notebook', 'project']) {
    const given = ['--data', file('rows.csv'), '--to', to, '--out', file(`mine-${to}`)];
    const exported = chainrule('export', file('mine.json'), ...given);
    expect([to, exported.status, exported.stderr]).toEqual([to, 0, '']);
  }
  if (spawnSync('/usr/bin/python3', ['-c', 'import numpy']).status === 0) {
    const python = spawnSync('/usr/bin/python3', [file('mine-numpy'), '--check'], { encoding: 'utf8' });
    expect([python.status, python.stdout]).toEqual([0, expect.stringMatching(/loss/)]);
  } else console.warn('\n!!! /usr/bin/python3 has no NumPy: THE EXPORTED TABLE WAS NOT CARRIED OUT !!!\n');
  const without = chainrule('run', file('mine.json'), '--data', file('other.csv'));
  expect(without.status).toBe(1);
  expect(without.stderr).toMatch(/^points1: the file [0-9a-f]{12}… is not here\. .*\n$/);
  const absent = chainrule('run', file('mine.json'), '--data', file('nothing.csv'));
  expect([absent.status, absent.stderr]).toEqual([1, expect.stringContaining('nothing.csv cannot be read')]);
});

test('wrong usage: exit 2', () => {
  for (const words of [
    [],
    ['fly'],
    ['run'],
    ['run', 'example:moons', '--steps', '-1'],
    ['run', 'example:moons', '--dtype', 'f16'],
    ['run', 'example:moons', '--fast'],
  ])
    expect([words, chainrule(...words).status]).toEqual([words, 2]);
});

test('a value that becomes non-finite: exit 3, the place and the step, and the dump holds the parameters of before', () => {
  const one = example('one-linear') as unknown as { training: object };
  writeFileSync(file('fast.json'), JSON.stringify({ ...one, training: { ...one.training, learningRate: 1e25 } }));
  const { status, stderr } = chainrule('run', file('fast.json'), '--steps', '9', '--dump', file('nan.json'));
  expect(status).toBe(3);
  expect(stderr).toMatch(/(linear1|mse-loss1).*step \d/);
  const { losses, last } = dumpOf('nan.json');
  expect(losses.length).toBeGreaterThan(1);
  for (const x of last['linear1.W']?.data ?? ['none']) expect(Number.isFinite(x)).toBe(true);
});

test('without the kernels beside it the program says so, and computes the same to 1e-5', () => {
  const [quick, plain] = [
    chainrule('run', 'example:digits', '--steps', '5', '--json'),
    chainrule('run', 'example:digits', '--steps', '5', '--json', '--exact'),
  ];
  rmSync(file('kernels'), { recursive: true });
  const slow = chainrule('run', 'example:digits', '--steps', '5', '--json');
  cpSync(join(root, 'dist', 'kernels'), file('kernels'), { recursive: true });
  expect([quick.stderr, plain.stderr]).toEqual(['', '']);
  expect(slow.stderr).toMatch(/plain loops compute instead/);
  const losses = ({ stdout }: { stdout: string }) => lines(stdout).map(({ loss }) => loss as number);
  for (const [i, loss] of losses(slow).entries()) {
    expect(Math.abs(loss - losses(quick)[i]!)).toBeLessThan(1e-5 * loss);
    expect(Math.abs(loss - losses(plain)[i]!)).toBeLessThan(1e-5 * loss);
  }
});

test('export writes each language, the same parameters in all, and says which network is no chain', () => {
  const script = chainrule('export', 'example:moons', '--to', 'numpy');
  expect(script.status, script.stderr).toBe(0);
  expect(script.stdout).toContain('linear1.Z = points1.X @ linear1.W.T + linear1.b');
  const styled = chainrule('export', 'example:moons', '--to', 'pytorch', '--style', 'sequential');
  expect(styled.stdout).toContain('model = nn.Sequential(');
  const notebook = chainrule('export', 'example:moons', '--to', 'notebook', '--out', file('moons.ipynb'));
  expect(notebook.status, notebook.stderr).toBe(0);
  expect(JSON.parse(readFileSync(file('moons.ipynb'), 'utf8'))).toMatchObject({ nbformat: 4 });
  chainrule('export', 'example:moons', '--to', 'safetensors', '--out', file('moons.safetensors'));
  const [first, again] = [
    chainrule('run', 'example:moons', '--steps', '1', '--json'),
    chainrule('run', 'example:moons', '--steps', '1', '--json', '--parameters', file('moons.safetensors')),
  ];
  expect(again.stdout).toBe(first.stdout);
  chainrule('export', 'example:moons', '--to', 'onnx', '--out', file('moons.onnx'));
  expect(chainrule('run', file('moons.onnx'), '--steps', '1', '--json').stdout).toBe(first.stdout);
  const forked = chainrule('export', 'example:residual-fork', '--to', 'pytorch', '--style', 'sequential');
  expect([forked.status, forked.stderr]).toEqual([1, expect.stringContaining('nn.Sequential')]);
  expect(chainrule('export', 'example:moons', '--to', 'fortran').status).toBe(2);
});

test('check marks the backward that a document brings, and says which slip explains a wrong one', () => {
  const document = example('two-layers') as unknown as { nodes: Record<string, { type: string }> };
  document.nodes.linear1!.type = 'linear:mine';
  const write = (backward: string) =>
    writeFileSync(file('mine.json'), JSON.stringify({ ...document, definitions: { 'linear:mine': { backward } } }));
  write('dW = dZ.T @ A\ndb = dZ.sum(0)\ndA = dZ @ W');
  expect(chainrule('check', file('mine.json'))).toEqual({ status: 0, stdout: 'linear1: right\n', stderr: '' });
  write('W.grad_ = Z.grad_ @ A\ndb = dZ.sum(0)\ndA = dZ @ W');
  const { status, stdout } = chainrule('check', file('mine.json'));
  expect(status).toBe(4);
  expect(stdout).toMatch(/^linear1: wrong\n.*\n?.*A transpose is missing in “Z\.grad_ @ A”/s);
  expect(chainrule('run', file('mine.json'), '--steps', '1')).toMatchObject({ status: 1 });
});
