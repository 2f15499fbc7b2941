/* The notebook as Jupyter runs it, top to bottom; every gradient is compared in it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openExample } from '../document/examples.ts';
import { Reference } from '../kernels/reference.ts';
import { snapshotOf } from '../run/snapshot.ts';
import { Trainer } from '../run/trainer.ts';
import { notebookCells, notebookText } from './notebook.ts';

const jupyter = '/usr/bin/jupyter';
const there =
  spawnSync(jupyter, ['nbconvert', '--version']).status === 0 &&
  spawnSync('/usr/bin/python3', ['-c', 'import torch, ipykernel']).status === 0;
if (!there) console.warn(`\n!!! ${jupyter} nbconvert or its kernel is missing: NO NOTEBOOK WAS EXECUTED !!!\n`);

it.skipIf(!there)(
  'executes under nbconvert, and compares each gradient by hand with autograd’s',
  { timeout: 240_000 },
  async () => {
    const document = await openExample('digits');
    const trainer = await Trainer.load(document, new Map(), new Reference('f32'));
    if (!(trainer instanceof Trainer)) throw new Error(trainer.code);
    const moment = { document, plan: trainer.plan, ...(await snapshotOf(document, trainer, new Reference('f32'))) };
    const folder = mkdtempSync(join(tmpdir(), 'chainrule-notebook-'));
    try {
      writeFileSync(join(folder, 'digits.ipynb'), notebookText(await notebookCells(moment)));
      const words = ['nbconvert', '--to', 'notebook', '--execute', '--output', 'run.ipynb', 'digits.ipynb'];
      const { status, stderr } = spawnSync(jupyter, words, { cwd: folder, encoding: 'utf8' });
      expect(status, stderr).toBe(0);
      const run = readFileSync(join(folder, 'run.ipynb'), 'utf8');
      for (const gradient of [
        'linear1.dW',
        'linear1.db',
        'linear2.dW',
        'relu1.dA',
        'linear2.dZ',
        'cross-entropy-loss1.dL',
      ])
        expect(run).toContain(`${gradient} differs by at most`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
