/* Whether the network of a document is kept when the document changes. */
import type { Address, GraphDocument } from '../document/document.ts';
import type { Trainer } from '../run/trainer.ts';
import { read } from '../tensor/tensor.ts';

/** All of a document that makes it another network, but for its values: what is left when rate, schedule, clipping,
    optimiser settings and looks are taken out. */
export function networkOf({ nodes, wires, ties, training, definitions }: GraphDocument): string {
  const { learningRate, schedule, clipNorm, optimizer, ...rest } = training;
  const drawn = Object.entries(nodes).map(([id, { type, settings, muted }]) => [id, type, settings, muted ?? false]);
  return JSON.stringify([drawn.sort(), Object.entries(wires).sort(), ties, rest, optimizer.type, definitions]);
}

/**
 * The parameters and inputs that are set by hand otherwise than before, where the network can take them as it stands: before
 * its first update, each of the shape that it has. Undefined: it must be built anew.
 */
export function changedValues(
  trainer: Trainer,
  before: NonNullable<GraphDocument['values']>,
  values: NonNullable<GraphDocument['values']>,
): readonly Address[] | undefined {
  const places = Object.keys({ ...before, ...values }) as Address[];
  const changed = places.filter((place) => JSON.stringify(before[place]) !== JSON.stringify(values[place]));
  if (changed.length === 0) return changed;
  if (trainer.latest > 0) return undefined;
  const fits = (place: Address) =>
    // An index must be looked at by whoever loads it.
    !trainer.plan.indices.has(place) &&
    values[place]?.shape.join() === trainer.plan.shapes.get(place)?.join() &&
    trainer.network.keptTensor(place);
  return changed.every((place) => values[place] && fits(place)) ? changed : undefined;
}

export function setValues(
  trainer: Trainer,
  places: readonly Address[],
  values: NonNullable<GraphDocument['values']>,
): void {
  for (const place of places) {
    const now = read(trainer.network.keptTensor(place)!);
    for (const [i, value] of values[place]!.data.entries())
      if (Math.fround(value) !== now[i]) trainer.setValue(place, i, value);
  }
}
