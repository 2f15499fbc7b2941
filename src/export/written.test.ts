/* What is too large to be read as text is refused with its size. */
import { expect, test } from 'vitest';
import type { Moment } from './moment.ts';
import { written } from './written.ts';

test('a script of more than 64 MB of numbers is refused, and a project named', async () => {
  const data = new Float32Array(17e6);
  const moment = { values: new Map(), constants: new Map(), rows: new Map([['table1.X', { shape: [17e6, 1], data }]]) };
  for (const to of ['numpy', 'pytorch', 'notebook'] as const)
    await expect(written(moment as unknown as Moment, { to, style: 'module' })).rejects.toMatchObject({
      code: 'too-much-text',
      values: { size: 68, most: 64 },
    });
});
