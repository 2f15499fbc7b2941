/* One engine on one network in a process of its own: `node engine.mjs ENGINE NETWORK SECONDS OURS KERNELS` prints the losses
   of the first steps, then steps a second in each of a few windows, as JSON. */
import { CHECKED_STEPS, examples, madeUp, networks } from './networks.mjs';

const [name, networkName, seconds, oursPath, kernels] = process.argv.slice(2);
const network = networks[networkName];

async function begin() {
  if (name === 'plain') return (await import('./plain.mjs')).start(network, madeUp(network));
  if (name === 'tfjs-wasm') return (await import('./tfjs.mjs')).start(network, madeUp(network));
  if (name === 'jax-js') return (await import('./jax.mjs')).start(network, madeUp(network));
  const ours = await import(oursPath);
  const engine = ours.engine(name, kernels);
  return examples.includes(networkName)
    ? ours.startExample(engine, networkName)
    : ours.start(engine, network, madeUp(network));
}

const { step, loss } = await begin();
const losses = [];
const begun = performance.now();
// Slow engines are checked by fewer steps.
for (let i = 0; i < CHECKED_STEPS && (i < 2 || performance.now() - begun < 4000 * seconds); i++) {
  step();
  losses.push(loss());
}
const one = (performance.now() - begun) / losses.length;
const WINDOWS = 4;
const chunk = Math.max(1, Math.floor((1000 * seconds) / WINDOWS / 20 / one));
const rates = [];
// The first window warms up.
for (let w = 0; w <= WINDOWS && (w < 2 || performance.now() - begun < 8000 * seconds); w++) {
  const from = performance.now();
  let count = 0;
  do {
    for (let i = 0; i < chunk; i++) step();
    count += chunk;
  } while (performance.now() - from < (1000 * seconds) / WINDOWS);
  if (w > 0) rates.push((1000 * count) / (performance.now() - from));
}
console.log(JSON.stringify({ losses, rates }));
process.exit(0);
