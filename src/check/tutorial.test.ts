/* Follows CONTRIBUTING.md word for word: takes the node file out of it, compiles it, and puts it through the checks. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AnyNodeType } from '../nodes/define.ts';
import { read } from '../tensor/tensor.ts';
import { carryOut, gap, numericGradient, randomValues } from './trial.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'test-results/tutorial');
const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
const code = /`src\/nodes\/cube\.ts`, complete:\n\n```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? '';

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'cube.ts'), code.replaceAll("'./", `'${join(root, 'src/nodes')}/`));
});
afterAll(() => rmSync(folder, { recursive: true }));

function compiled(text: string): string {
  writeFileSync(join(folder, 'try.ts'), text.replaceAll("'./", `'${join(root, 'src/nodes')}/`));
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(root, 'tsconfig.json'), include: ['try.ts'] }),
  );
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', folder], {
      encoding: 'utf8',
    });
    return '';
  } catch (error) {
    return String((error as { stdout?: string }).stdout ?? error);
  }
}

test('the page has the file', () => expect(code).toContain('defineNode({'));

test('the file compiles as it stands', { timeout: 60_000 }, () => expect(compiled(code)).toBe(''));

test('without its gradient it does not compile, and TypeScript says which is missing', { timeout: 60_000 }, () => {
  expect(compiled(code.replace('({ dA: dZ.mul(A.square()).mul(3) })', '({})'))).toContain("Property 'dA' is missing");
});

test('its gradient is that of its forward pass', async () => {
  const { cube } = (await import(pathToFileURL(join(folder, 'cube.ts')).href)) as { cube: AnyNodeType };
  const values = randomValues(cube, cube.example, 'train', 1);
  const { gradients } = carryOut(cube, cube.example, 'train', 'f64', values);
  const { dA } = gradients;
  if (!dA) throw new Error('no dA');
  expect(gap(read(dA), numericGradient(cube, cube.example, 'train', values, 'A'))).toBeLessThanOrEqual(1e-7);
});
