/* The kernels of ../kernels.ts in AssemblyScript, by their names there. */
export { fill, finite, gate, map, mask, zip } from './elementwise';
export { matmul, matmulAdd, reserved } from './matmul';
export { help, helpers, run, runTogether } from './program';
export { fold, gather, move, oneHot, pick, scatterAdd, tril, unfold } from './rearrange';
export { logSoftmax, reduce, softmax, softmaxes, softmaxGradient } from './reduce';
export { update } from './update';
export { setThread } from './vector';
