/* The line of NumPy that computes a tensor, as an exported script has it, in the letters of its node. Fetched by itself: it
   brings the lines of all nodes. */
import { type Address, address, parts } from '../../document/document.ts';
import { linesOf } from '../../export/nodes/index.ts';
import type { Plan } from '../../plan/plan.ts';
import { inputsOf, parametersOf } from '../../plan/resolve.ts';
import { gradientValue, shapeOf, stepOf } from '../inspector/tensors.ts';

/** Undefined for what is given, and for the gradient at an output, which its readers compute. */
export function numpyOf(plan: Plan, place: Address): string | undefined {
  const { node, name } = parts(place);
  const step = stepOf(plan, node);
  if (!step || step.type.source) return undefined;
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
    ? backward(letters, settings, { node, shapes })
    : forward(letters, settings, { node, shapes });
  const line = lines[name];
  return line === undefined ? undefined : `${name} = ${line}`;
}
