/* What looking for numbers that are not finite costs, as a share of a step: `node looking.mjs OURS KERNELS NETWORK SECONDS`
   prints it. */
import { examples, madeUp, networks } from './networks.mjs';

const [oursPath, kernels, name, seconds] = process.argv.slice(2);
const ours = await import(oursPath);
const engine = ours.engine('ours', kernels);
const trainer = examples.includes(name)
  ? await ours.loadedExample(engine, name)
  : await ours.loaded(engine, networks[name], madeUp(networks[name]));
console.log(await ours.costOfLooking(trainer, Number(seconds)));
