/* The catalogue: every node type, in the order of the palette. The only place that lists them. */
import { add } from './add.ts';
import { batchNorm } from './batch-norm.ts';
import { crossEntropyLoss } from './cross-entropy-loss.ts';
import type { AnyNodeType } from './define.ts';
import { digits } from './digits.ts';
import { dropout } from './dropout.ts';
import { embedding } from './embedding.ts';
import { exp } from './exp.ts';
import { flatten } from './flatten.ts';
import { input } from './input.ts';
import { iris } from './iris.ts';
import { linear } from './linear.ts';
import { log } from './log.ts';
import { matmul } from './matmul.ts';
import { mean } from './mean.ts';
import { mseLoss } from './mse-loss.ts';
import { multiply } from './multiply.ts';
import { parameter } from './parameter.ts';
import { points } from './points.ts';
import { relu } from './relu.ts';
import { scale } from './scale.ts';
import { sigmoid } from './sigmoid.ts';
import { softmax } from './softmax.ts';
import { subtract } from './subtract.ts';
import { sum } from './sum.ts';
import { tanh } from './tanh.ts';
import { transpose } from './transpose.ts';

const nodes: readonly AnyNodeType[] = [
  ...[points, digits, iris, input, parameter],
  ...[linear, embedding, dropout, batchNorm],
  ...[relu, sigmoid, tanh, softmax],
  ...[add, subtract, multiply, matmul],
  ...[flatten, transpose],
  ...[scale, exp, log, sum, mean],
  ...[mseLoss, crossEntropyLoss],
];

/** Every node type by its name in documents. */
export const catalogue: ReadonlyMap<string, AnyNodeType> = new Map(nodes.map((node) => [node.type, node]));

/** Undefined for a type that a newer version may know. */
export function nodeType(type: string): AnyNodeType | undefined {
  return catalogue.get(type);
}
