/* One hash of everything that training changes, after some steps of every example: the same wherever it is computed. */
import { examples, openExample } from '../document/examples.ts';
import type { Engine } from '../kernels/device.ts';
import { Trainer } from '../run/trainer.ts';

/** Hashes by example. With `pauses`, a trainer is looked at after some of its steps, as a user would who watches. */
export async function hashes(engine: () => Engine, steps: number, pauses: boolean): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [i, { name }] of examples.entries()) {
    const trainer = await Trainer.load(await openExample(name), new Map(), engine());
    if (!(trainer instanceof Trainer)) throw new Error(`${name} cannot be loaded`);
    for (let step = 0; step < steps; step++) {
      if (pauses && (step * 7919 + i) % 17 < 3) trainer.evaluate();
      if (pauses && step % 100 === 50) trainer.network.test();
      trainer.advance();
      // Helpers are started at the first step and come when they can.
      if (step === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    found[name] = fingerprint(new Uint8Array(trainer.network.memory.slice().buffer));
  }
  return found;
}

/** FNV-1a of the bytes. */
function fingerprint(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
