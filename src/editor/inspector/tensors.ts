/* Which tensors of a node the inspector can show, and where their numbers lie. */
import { type Address, address, gradientOf, type NodeId, parts } from '../../document/document.ts';
import { afterOf, changeOf, updatedIn } from '../../document/update.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import type { Plan, Step } from '../../plan/plan.ts';
import { inputsOf, parametersOf } from '../../plan/resolve.ts';
import type { Shape } from '../../tensor/shape.ts';

/** A value, its gradient beside it where it has one. */
export type Layer = readonly [value: Address] | readonly [value: Address, gradient: Address];

/** In the order of a learner's questions: what comes out, what is learned, what came in, what was kept on the way. */
export function layersOf(plan: Plan, id: NodeId): readonly Layer[] {
  const step = stepOf(plan, id);
  if (!step) return [];
  const { type, reaches } = step;
  const learned = parametersOf(type).filter((name) => !type.outputs.includes(name));
  const kept = [...(type.keeps ?? []), ...Object.keys(type.buffers ?? {})];
  const pair = (name: string): Layer => [address(id, name), address(id, `d${name}`)];
  const withGradient = (name: string): Layer =>
    reaches && !plan.indices.has(address(id, name)) ? pair(name) : [address(id, name)];
  return [
    ...[...type.outputs, ...learned].map(withGradient),
    ...type.inputs.map((name): Layer => (reaches ? pair(name) : [address(id, name)])),
    ...[...(type.indices ?? []), ...kept].map((name): Layer => [address(id, name)]),
  ].filter(([value]) => shapeOf(plan, value) !== undefined);
}

/** Of a parameter, or one of its layers, all of them: itself, its gradient, what the update adds, what it then is. None of
    other tensors. */
export function updateLayers(plan: Plan, place: Address): readonly Address[] {
  const { node, name } = parts(place);
  const step = stepOf(plan, node);
  const value = updatedIn(place) ?? address(node, (step && gradientValue(step.type, name)) ?? name);
  const learned = step?.reaches && plan.ready && parametersOf(step.type).includes(parts(value).name);
  return learned && shapeOf(plan, value) ? [value, gradientOf(value), changeOf(value), afterOf(value)] : [];
}

/** What a learner comes for: dW; else the first gradient that is more than one number; of data, the data. */
export function firstOf(plan: Plan, layers: readonly Layer[]): Address | undefined {
  const first = layers[0]?.[0];
  const source = first && stepOf(plan, parts(first).node)?.type.source;
  const gradients = source ? [] : layers.flatMap(([, gradient]) => gradient ?? []);
  const weight = gradients.find((place) => parts(place).name === 'dW');
  const large = gradients.find((place) => (shapeOf(plan, place)?.length ?? 0) > 0);
  return weight ?? large ?? gradients[0] ?? first;
}

/** Where a tensor is kept: an input is the output that is wired to it. */
export function originOf(plan: Plan, place: Address): Address {
  const { node, name } = parts(place);
  return (plan.shapes.has(place) ? undefined : stepOf(plan, node)?.sources.get(name)) ?? place;
}

/** A gradient has the shape of its value, and what an update makes that of its parameter. */
export function shapeOf(plan: Plan, place: Address): Shape | undefined {
  const { node, name } = parts(place);
  const type = stepOf(plan, node)?.type;
  const value = type && gradientValue(type, name);
  return plan.shapes.get(originOf(plan, value ? address(node, value) : (updatedIn(place) ?? place)));
}

/** X of a gradient dX; undefined for what is no gradient. */
export function gradientValue(type: AnyNodeType, name: string): string | undefined {
  const names = new Set([...type.outputs, ...inputsOf(type), ...parametersOf(type)]);
  return !names.has(name) && name.startsWith('d') && names.has(name.slice(1)) ? name.slice(1) : undefined;
}

export function stepOf(plan: Plan, id: NodeId): Step | undefined {
  return plan.steps.find(({ node }) => node === id);
}
