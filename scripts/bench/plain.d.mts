import type { madeUp, networks } from './networks.mjs';

export function start(
  network: (typeof networks)[string],
  data: ReturnType<typeof madeUp>,
): { step(): void; loss(): number };
