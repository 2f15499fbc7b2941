/* The catalogue: every node type, in the order of the palette. The only place that lists them. */
import { add } from './add.ts';
import { attention } from './attention.ts';
import { avgPool2d } from './avg-pool2d.ts';
import { batchNorm } from './batch-norm.ts';
import { bceWithLogitsLoss } from './bce-with-logits-loss.ts';
import { causalMask } from './causal-mask.ts';
import { concat } from './concat.ts';
import { conv2d } from './conv2d.ts';
import { crossEntropyLoss } from './cross-entropy-loss.ts';
import type { AnyNodeType } from './define.ts';
import { digits } from './digits.ts';
import { divide } from './divide.ts';
import { dropout } from './dropout.ts';
import { elu } from './elu.ts';
import { embedding } from './embedding.ts';
import { exp } from './exp.ts';
import { flatten } from './flatten.ts';
import { gelu } from './gelu.ts';
import { huberLoss } from './huber-loss.ts';
import { input } from './input.ts';
import { iris } from './iris.ts';
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
import { points } from './points.ts';
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
import { table } from './table.ts';
import { tanh } from './tanh.ts';
import { textSource } from './text.ts';
import { transpose } from './transpose.ts';

const nodes: readonly AnyNodeType[] = [
  ...[points, digits, iris, textSource, table, input, parameter],
  ...[linear, conv2d, maxPool2d, avgPool2d, embedding, dropout, batchNorm, layerNorm, attention],
  ...[relu, leakyRelu, elu, sigmoid, tanh, gelu, silu, softplus, softmax],
  ...[add, subtract, multiply, divide, matmul],
  ...[flatten, reshape, transpose, permute, slice, concat],
  ...[scale, exp, log, square, sqrt, sum, mean, causalMask],
  ...[mseLoss, l1Loss, huberLoss, crossEntropyLoss, bceWithLogitsLoss],
];

/** Every node type by its name in documents. */
export const catalogue: ReadonlyMap<string, AnyNodeType> = new Map(nodes.map((node) => [node.type, node]));

/** Undefined for a type that a newer version may know; of `linear:mine`, whose backward a document writes anew, `linear`. */
export function nodeType(type: string): AnyNodeType | undefined {
  return catalogue.get(type.replace(/:.*/, ''));
}
