/* What `--dump` writes: every tensor and gradient of the first batch, and what was learned. */
import type { Address } from '../document/document.ts';
import type { Plan } from '../plan/plan.ts';
import type { Pass } from '../run/pass.ts';
import type { Shape } from '../tensor/shape.ts';
import { read, type Tensor } from '../tensor/tensor.ts';

type Dumped = Readonly<Record<string, { readonly shape: Shape; readonly data: readonly (number | string)[] }>>;

export function dumped(tensors: ReadonlyMap<Address, Tensor>): Dumped {
  return Object.fromEntries(
    [...tensors].map(([place, tensor]) => [place, { shape: tensor.shape, data: numbers(tensor) }]),
  );
}

/** Outputs, parameters, buffers, kept values and every gradient; not the addends' bookkeeping of index ports. */
export function dumpedPass(plan: Plan, pass: Pass): Dumped {
  const own = new Set(plan.shapes.keys());
  const gradient = (place: Address) => /\.d[A-Za-z]/.test(place);
  return dumped(new Map([...pass].filter(([place]) => own.has(place) || gradient(place))));
}

/** JSON has no names for numbers that are not finite. */
function numbers(tensor: Tensor): readonly (number | string)[] {
  return Array.from(read(tensor), (x) => (Number.isFinite(x) ? x : String(x)));
}
