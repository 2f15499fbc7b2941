/* The line of NumPy that computes a tensor, as an exported script has it, in the letters of its node. Fetched by itself: it
   brings the lines of all nodes. */

import { type Address, address, type GraphDocument, parts } from '../../document/document.ts';
import { isOwn } from '../../document/own-types.ts';
import { isRecord } from '../../document/valid.ts';
import { linesOf } from '../../export/nodes/index.ts';
import { writtenLine } from '../../nodes/written-line.ts';
import type { Plan } from '../../plan/plan.ts';
import { inputsOf, parametersOf } from '../../plan/resolve.ts';
import { gradientValue, shapeOf, stepOf } from '../inspector/tensors.ts';

/** Undefined for what is given, and for the gradient at an output, which its readers compute. */
export function numpyOf(plan: Plan, place: Address): string | undefined {
  const { node, name } = parts(place);
  const step = stepOf(plan, node);
  if (!step || step.type.source || isOwn(step.type.type)) return undefined;
  const { type, settings } = step;
  const names = [
    ...[...inputsOf(type), ...parametersOf(type), ...Object.keys(type.buffers ?? {})],
    ...[...(type.keeps ?? []), ...type.outputs],
  ];
  const shapes = Object.fromEntries(
    names.flatMap((each) => {
      const shape = shapeOf(plan, address(node, each));
      return shape ? [[each, shape]] : [];
    }),
  );
  const letters = Object.fromEntries(Object.keys(shapes).flatMap((each) => [each, `d${each}`].map((x) => [x, x])));
  const { forward, backward } = linesOf(type.type).numpy;
  const lines: Readonly<Record<string, string | undefined>> = gradientValue(type, name)
    ? backward(letters, settings, { node, shapes, others: [] })
    : forward(letters, settings, { node, shapes, others: [] });
  const line = lines[name];
  return line === undefined ? undefined : `${name} = ${line}`;
}

/** What somebody wrote for a gradient. */
interface Written {
  /** `dW = dZ.T @ A`; undefined where the program has none, or cannot be read. */
  readonly line: string | undefined;
  /** `∂L/∂W = dZᵀ @ A` */
  readonly formula: string | undefined;
}

/** Undefined where a node computes this by itself, and where what was written is to be found and not told. */
export function writtenOf({ nodes, definitions = {} }: GraphDocument, plan: Plan, place: Address): Written | undefined {
  const { node, name } = parts(place);
  const definition = definitions[nodes[node]?.type ?? ''];
  const type = stepOf(plan, node)?.type;
  const value = type && gradientValue(type, name);
  if (!value || type.outputs.includes(value) || !isRecord(definition) || definition.secret === true) return undefined;
  const line = typeof definition.backward === 'string' ? writtenLine(definition.backward, name) : undefined;
  const formula = line?.replace(/^[^=]*?(\S?=)/, `∂L/∂${value} $1`).replaceAll(/\.T\b/g, 'ᵀ');
  return { line, formula };
}
