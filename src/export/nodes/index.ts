/* The lines of every node type that computes, by its name in documents. Data nodes have none: their numbers travel. */
import type { AnyLines } from '../lines.ts';
import { add } from './add.ts';
import { attention } from './attention.ts';
import { avgPool2d } from './avg-pool2d.ts';
import { batchNorm } from './batch-norm.ts';
import { bceWithLogitsLoss } from './bce-with-logits-loss.ts';
import { causalMask } from './causal-mask.ts';
import { concat } from './concat.ts';
import { conv2d } from './conv2d.ts';
import { crossEntropyLoss } from './cross-entropy-loss.ts';
import { divide } from './divide.ts';
import { dropout } from './dropout.ts';
import { elu } from './elu.ts';
import { embedding } from './embedding.ts';
import { exp } from './exp.ts';
import { flatten } from './flatten.ts';
import { gelu } from './gelu.ts';
import { huberLoss } from './huber-loss.ts';
import { l1Loss } from './l1-loss.ts';
import { layerNorm } from './layer-norm.ts';
import { leakyRelu } from './leaky-relu.ts';
import { linear } from './linear.ts';
import { log } from './log.ts';
import { matmul } from './matmul.ts';
import { maxPool2d } from './max-pool2d.ts';
import { mean } from './mean.ts';
import { mseLoss } from './mse-loss.ts';
import { multiply } from './multiply.ts';
import { parameter } from './parameter.ts';
import { permute } from './permute.ts';
import { relu } from './relu.ts';
import { reshape } from './reshape.ts';
import { scale } from './scale.ts';
import { sigmoid } from './sigmoid.ts';
import { silu } from './silu.ts';
import { slice } from './slice.ts';
import { softmax } from './softmax.ts';
import { softplus } from './softplus.ts';
import { sqrt } from './sqrt.ts';
import { square } from './square.ts';
import { subtract } from './subtract.ts';
import { sum } from './sum.ts';
import { tanh } from './tanh.ts';
import { transpose } from './transpose.ts';

const lines: ReadonlyMap<string, AnyLines> = new Map([
  add,
  attention,
  avgPool2d,
  batchNorm,
  bceWithLogitsLoss,
  causalMask,
  concat,
  conv2d,
  crossEntropyLoss,
  divide,
  dropout,
  elu,
  embedding,
  exp,
  flatten,
  gelu,
  huberLoss,
  l1Loss,
  layerNorm,
  leakyRelu,
  linear,
  log,
  matmul,
  maxPool2d,
  mean,
  mseLoss,
  multiply,
  parameter,
  permute,
  relu,
  reshape,
  scale,
  sigmoid,
  silu,
  slice,
  softmax,
  softplus,
  sqrt,
  square,
  subtract,
  sum,
  tanh,
  transpose,
]);

/** A type without lines is a mistake of ours: `lines.test.ts` finds it. */
export function linesOf(type: string): AnyLines {
  const found = lines.get(type);
  if (!found) throw new Error(`the node type ${type} has no lines in src/export/nodes`);
  return found;
}
