/* Who may import whom: a folder sees only the folders listed beside it. And what the top level holds. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const sees: Readonly<Record<string, readonly string[]>> = {
  kernels: [],
  tensor: ['kernels'],
  document: [],
  data: ['tensor', 'document'],
  nodes: ['tensor', 'data', 'document', 'language'],
  plan: ['document', 'nodes', 'tensor'],
  run: ['plan', 'document', 'nodes', 'tensor', 'kernels'],
  words: ['document'],
  storage: ['document'],
  safe: ['words'],
  worker: [
    'storage',
    'debug',
    'check',
    'export',
    'run',
    'plan',
    'nodes',
    'language',
    'document',
    'data',
    'tensor',
    'kernels',
  ],
  store: ['worker', 'plan', 'nodes', 'document', 'tensor', 'storage', 'words'],
  editor: ['data', 'export', 'safe', 'store', 'worker', 'words', 'plan', 'nodes', 'document', 'tensor'],
  cli: ['export', 'check', 'language', 'run', 'plan', 'nodes', 'document', 'data', 'tensor', 'kernels', 'words'],
  export: ['plan', 'document', 'nodes', 'language', 'tensor'],
  check: ['debug', 'run', 'plan', 'document', 'nodes', 'language', 'tensor', 'kernels'],
  debug: ['run', 'plan', 'document', 'nodes', 'language', 'tensor', 'kernels'],
  language: ['tensor'],
};
/** Packages that only these folders (and main.tsx) may import. */
const only: Readonly<Record<string, readonly string[]>> = {
  react: ['editor'],
  'react-dom': [],
  recharts: ['editor'],
  reactflow: ['editor/canvas'],
  immer: ['document'],
  idb: ['storage'],
  '@codemirror': ['editor/writing'],
};

const src = fileURLToPath(new URL('.', import.meta.url));
const root = resolve(src, '..');
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(src, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) =>
    (match[1] as string).replace(/\?.*$/, ''),
  );
}
const folderOf = (file: string) => (file.includes('/') ? (file.split('/')[0] as string) : '');
const inner = sources.filter((file) => folderOf(file) !== '' && !/\.test\.tsx?$/.test(file));

test('there is something to check', () => {
  expect(inner.length).toBeGreaterThan(60);
  expect(inner.flatMap(importsOf).length).toBeGreaterThan(200);
});

test('every folder has its row', () => {
  expect(Object.keys(sees)).toEqual(expect.arrayContaining([...new Set(inner.map(folderOf))]));
});

test('a folder imports only what it may see', () => {
  const wrong = inner.flatMap((file) =>
    importsOf(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => folderOf(relative(src, resolve(src, dirname(file), name))))
      .filter((target) => target !== folderOf(file) && !sees[folderOf(file)]?.includes(target))
      .map((target) => `${file} imports ${target || 'the root'}`),
  );
  expect(wrong).toEqual([]);
});

test('react, reactflow, recharts, immer and idb stay where they belong', () => {
  const wrong = inner.flatMap((file) =>
    importsOf(file)
      .filter((name) => {
        const folders = only[name.split('/')[0] as string];
        return folders && !folders.some((folder) => file.startsWith(`${folder}/`));
      })
      .map((name) => `${file} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

test('outside the worker, only its conversation, client and start are imported', () => {
  const wrong = inner
    .filter((file) => folderOf(file) !== 'worker')
    .flatMap((file) =>
      importsOf(file)
        .filter(
          (name) =>
            /\/worker\//.test(name) &&
            !/\/(protocol|requests|view|client|debugging|door|reader|start|sweep)\.ts$/.test(name),
        )
        .map((name) => `${file} imports ${name}`),
    );
  expect(wrong).toEqual([]);
});

test('the top level holds what the user fixed', () => {
  for (const name of ['package.json', 'index.html', 'src', 'tsconfig.json', 'e2e', 'playwright.config.ts'])
    expect(existsSync(join(root, name)), name).toBe(true);
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(dependencies).toMatchObject({
    reactflow: 'npm:@xyflow/react@12.12.1',
    react: expect.any(String),
    immer: expect.any(String),
    recharts: expect.any(String),
  });
});

test('every dependency is pinned to one version and runs no script on installing', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const [name, version] of Object.entries<string>({ ...dependencies, ...devDependencies }))
    expect(version, name).toMatch(/^(npm:@xyflow\/react@)?\d+\.\d+\.\d+$/);
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const scripted = Object.entries<{ hasInstallScript?: boolean; optional?: boolean }>(packages).filter(
    ([, entry]) => entry.hasInstallScript && !entry.optional,
  );
  expect(scripted.map(([name]) => name)).toEqual([]);
});

test('no text becomes markup or code anywhere, and no line is excused from that', () => {
  const banned =
    /\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|createContextualFragment|srcdoc|(?:set|parse)HTMLUnsafe)\b|\bdocument\.write|\bDOMParser\b|\beval\(|\bFunction\(|\bset(?:Timeout|Interval)\(\s*['"`]|biome-ignore lint\/(?:security|plugin)/;
  const wrong = [...inner, 'main.tsx'].flatMap((file) =>
    readFileSync(join(src, file), 'utf8')
      .split('\n')
      .filter((line) => banned.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(wrong).toEqual([]);
});

test('nodes and passes use no clock and no randomness but the seeded', () => {
  const wrong = inner.filter(
    (file) =>
      ['nodes', 'run', 'kernels', 'tensor', 'plan'].includes(folderOf(file)) &&
      /Math\.random|Date\.now|performance\.now/.test(readFileSync(join(src, file), 'utf8')),
  );
  expect(wrong).toEqual([]);
});
