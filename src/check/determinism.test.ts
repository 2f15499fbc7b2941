/* Straight, watched, on one thread or two: one hash. e2e/determinism.spec.ts holds the browser to the same. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { crew } from '../cli/crew.ts';
import { openExample } from '../document/examples.ts';
import { Wasm } from '../kernels/wasm.ts';
import { Trainer } from '../run/trainer.ts';
import { hashes } from './determinism.ts';
import { modules, sharedModules } from './engines.ts';

const STEPS = 500;

test('500 steps of every example give one hash: straight, watched at odd moments, by two threads', async () => {
  const straight = await hashes(() => new Wasm(modules.get('plain')!), STEPS, false);
  expect(Object.keys(straight).length).toBeGreaterThanOrEqual(10);
  expect(new Set(Object.values(straight)).size).toBe(Object.keys(straight).length);
  expect(await hashes(() => new Wasm(modules.get('plain')!), STEPS, true)).toEqual(straight);
  expect(await hashes(() => new Wasm(sharedModules.get('plain')!, crew(2)), STEPS, false)).toEqual(straight);
}, 120_000);

test('a million steps of a tiny network leave memory as it is: no page of it grows, nor does the heap', async () => {
  const engine = new Wasm(modules.get('plain')!);
  // A step of the smallest example is shorter still than one of 2-8-8-2.
  const trainer = await Trainer.load(await openExample('xor'), new Map(), engine);
  if (!(trainer instanceof Trainer)) throw new Error('xor cannot be loaded');
  const steps = (count: number) => {
    for (let i = 0; i < count; i++) trainer.advance();
  };
  steps(20_000);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const before = { heap: process.memoryUsage().heapUsed, bytes: engine.data.byteLength };
  steps(1_000_000);
  collect();
  expect(engine.data.byteLength).toBe(before.bytes);
  expect(Math.abs(process.memoryUsage().heapUsed - before.heap)).toBeLessThan(2_000_000);
}, 120_000);
