/* A node of a running network as a question: its tensors and what arrives from behind, as a pass left them. */
import { address, gradientOf, type NodeId } from '../document/document.ts';
import { nodeType } from '../nodes/index.ts';
import type { Plan } from '../plan/plan.ts';
import type { Pass } from '../run/pass.ts';
import { read } from '../tensor/tensor.ts';
import type { Question } from './examination.ts';
import { peak } from './trial.ts';

/** Undefined for a node that was not carried out in both directions. */
export function questionOf({ steps, indices, mode }: Plan, pass: Pass, node: NodeId): Question | undefined {
  const step = steps.find((each) => each.node === node);
  if (!step?.reaches) return undefined;
  const { type, settings, sources } = step;
  const places = new Map(sources);
  for (const name of Object.keys(type.buffers ?? {})) places.set(name, address(node, name));
  const tensorOf = (name: string) => pass.get(places.get(name)!)!;
  const named = <T>(names: readonly string[], look: (name: string) => T) =>
    Object.fromEntries(names.filter((name) => places.has(name)).map((name) => [name, look(name)]));
  const below = (name: string) => indices.get(places.get(name)!) ?? peak(read(tensorOf(name))) + 1;
  return {
    // The true forward and its shapes, whatever a document writes anew.
    node: nodeType(type.type) ?? type,
    mode,
    trial: {
      settings,
      inputs: named(type.inputs, (name) => tensorOf(name).shape),
      indices: named(type.indices ?? [], (name) => ({ shape: tensorOf(name).shape, below: below(name) })),
    },
    values: named([...places.keys()], (name) => Float64Array.from(read(tensorOf(name)))),
    upstream: Object.fromEntries(
      type.outputs.flatMap((name) => {
        const gradient = pass.get(gradientOf(address(node, name)));
        return gradient ? [[`d${name}`, Float64Array.from(read(gradient))]] : [];
      }),
    ),
  };
}
