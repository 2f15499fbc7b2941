/* The kernels of ../kernels.ts in AssemblyScript, by their names there. */
export { fill, finite, gate, gateFinite, map, mask, zip } from './elementwise';
export { matmul, matmulAdd, reserved } from './matmul';
export { help, helpers, run, runTogether } from './program';
export { fold, gather, move, oneHot, pick, scatterAdd, tril, unfold } from './rearrange';
export { logSoftmax, reduce, softmax, softmaxes, softmaxGradient } from './reduce';
export { update, updateFinite } from './update';
export { setThread } from './vector';
