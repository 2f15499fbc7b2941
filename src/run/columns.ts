/* The columns of a document's data nodes and inputs, whole, before splitting into rows for training and testing. */
import { type Address, address } from '../document/document.ts';
import type { Stored, Unreadable } from '../nodes/define.ts';
import type { Plan } from '../plan/plan.ts';
import { inputsOf } from '../plan/resolve.ts';
import { type Split, trainTestSplit } from '../tensor/numpy-random.ts';
import { type Shape, size } from '../tensor/shape.ts';
import type { TensorData } from '../tensor/tensor.ts';
import type { Given } from './starting.ts';

export interface Columns {
  /** Outputs that give rows: axis 0 is the row. */
  readonly rows: ReadonlyMap<Address, TensorData>;
  /** Outputs that every batch sees whole. */
  readonly constants: ReadonlyMap<Address, TensorData>;
  readonly split: Split;
}

/** Why a plan that is ready has no network all the same: a sentence of `words/` by its code. */
export interface Refusal {
  readonly code: 'bad-index' | 'too-much-memory' | 'no-memory' | Unreadable['code'];
  readonly values: Readonly<Record<string, string | number>>;
}

export async function loadColumns(
  plan: Plan,
  split: { test: number; seed: number },
  given: Given,
  stored: Stored = async () => undefined,
): Promise<Columns | Refusal> {
  const rows = new Map<Address, TensorData>();
  const constants = new Map<Address, TensorData>();
  const division = trainTestSplit(plan.rows?.total ?? 0, split.test, split.seed);
  for (const { node, type, settings } of plan.steps) {
    if (!type.source) continue;
    const batched = type.source.batched(settings);
    const places = type.outputs.map((name) => address(node, name));
    const known = places.every((place) => given.has(place));
    const loaded = known ? {} : await type.source.load?.(settings, division.train, stored);
    if (loaded && isRefused(loaded)) return { code: loaded.code, values: { node, ...loaded.values } };
    for (const [i, place] of places.entries()) {
      const shape = wholeShape(plan, place, batched);
      const column = given.get(place) ??
        loaded?.[type.outputs[i] as string] ?? { shape, data: new Float32Array(size(shape)) };
      const bad = given.has(place) ? badIndex(plan, place, column) : undefined;
      if (bad) return bad;
      (batched ? rows : constants).set(place, column);
    }
  }
  return { rows, constants, split: division };
}

/** Outputs are tensors: none has a code for a name. */
function isRefused(loaded: Readonly<Record<string, TensorData>> | Unreadable): loaded is Unreadable {
  return typeof loaded.code === 'string';
}

function wholeShape(plan: Plan, place: Address, batched: boolean): Shape {
  const shape = plan.shapes.get(place) ?? [];
  return batched ? [plan.rows?.total ?? 1, ...shape.slice(1)] : shape;
}

/** Indices come from outside without a bound: their readers set it. */
function badIndex(plan: Plan, place: Address, { data }: TensorData): Refusal | undefined {
  if (!plan.indices.has(place)) return undefined;
  let limit = Number.POSITIVE_INFINITY;
  for (const { type, settings, sources } of plan.steps) {
    if (!type.limits) continue;
    const shapes = Object.fromEntries(
      inputsOf(type).map((port) => [port, plan.shapes.get(sources.get(port) as Address) ?? []]),
    );
    for (const [port, below] of Object.entries(type.limits(shapes, settings)))
      if (sources.get(port) === place) limit = Math.min(limit, below);
  }
  const value = Array.from(data).find((x) => !(Number.isInteger(x) && x >= 0 && x < limit));
  return value === undefined ? undefined : { code: 'bad-index', values: { tensor: place, value, limit } };
}
