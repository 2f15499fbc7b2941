/* The benchmark in a browser: this project and plain JavaScript, on the page's own thread. */
import { runs, Wasm } from '../../src/kernels/wasm.ts';
import { madeUp, networks } from './networks.mjs';
import { start as startPlain } from './plain.mjs';
import { start } from './train.ts';

/** Steps a second in each of a few windows, and the losses of the first steps. */
export async function measure(engine: 'ours' | 'ours-exact' | 'plain', name: string, seconds: number) {
  const network = networks[name]!;
  const data = madeUp(network);
  const begin = async () => {
    if (engine === 'plain') return startPlain(network, data);
    const build = engine === 'ours' && runs('relaxed') ? 'relaxed' : 'plain';
    const bytes = await (await fetch(`kernels/${build}.wasm`)).arrayBuffer();
    return start(new Wasm(await WebAssembly.compile(bytes)), network, data);
  };
  const { step, loss } = await begin();
  const losses = [0, 1, 2].map(() => {
    step();
    return loss();
  });
  const rates: number[] = [];
  for (let window = 0; window < 4; window++) {
    const from = performance.now();
    let count = 0;
    do {
      // The clock of a page is coarse.
      for (let i = 0; i < (name === 'tiny' ? 1000 : name === 'digits' ? 10 : 1); i++, count++) step();
    } while (performance.now() - from < (1000 * seconds) / 4);
    if (window > 0) rates.push((1000 * count) / (performance.now() - from));
  }
  return { losses, rates };
}
