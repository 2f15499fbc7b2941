/* Where the time goes: WebAssembly's peak, the best that the products reach, and what each kernel takes of a step:
   `node peak.mjs OURS KERNELS PEAK` prints JSON. */
import { readFileSync } from 'node:fs';
import { madeUp, networks } from './networks.mjs';

const [oursPath, kernels, peakPath] = process.argv.slice(2);
const ours = await import(oursPath);

function bestOf(operations, repeat) {
  let best = 0;
  for (let round = 0; round < 12; round++) {
    const from = performance.now();
    repeat();
    best = Math.max(best, operations / (performance.now() - from) / 1e6);
  }
  return best;
}

const { peak } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(peakPath))).exports;
peak(1e6);
const limit = bestOf(2e6 * 12 * 4 * 2, () => peak(2e6));

const found = {};
for (const [name, { widths, batch }] of Object.entries(networks)) {
  let most = 0;
  for (let i = 1; i < widths.length; i++) {
    // Forward NT, dW TN, dA NN of each layer.
    const [k, n] = [widths[i - 1], widths[i]];
    for (const shape of [
      [batch, k, n, 0, 1],
      [n, batch, k, 1, 0],
      [batch, n, k, 0, 0],
    ]) {
      const product = ours.product('ours', kernels, shape);
      const times = Math.max(1, Math.floor(4e7 / (shape[0] * shape[1] * shape[2])));
      const repeat = () => {
        for (let t = 0; t < times; t++) product();
      };
      repeat();
      most = Math.max(most, bestOf(2 * times * shape[0] * shape[1] * shape[2], repeat));
    }
  }
  found[name] = most;
}
const profiles = {};
for (const [name, network] of Object.entries(networks))
  profiles[name] = await ours.profile(ours.engine('ours', kernels), network, madeUp(network));
console.log(JSON.stringify({ peak: limit, gemm: found, profiles }));
