/* Sums and means over an axis or over all, in other languages. */
import { pyFlag } from '../python/python.ts';

interface Settings {
  readonly axis: number | 'all';
  readonly keep: boolean;
}

/** The arguments of NumPy's sum and mean. */
export function over({ axis, keep }: Settings): string {
  return [axis === 'all' ? [] : `axis=${axis}`, keep ? `keepdims=${pyFlag(keep)}` : []].flat().join(', ');
}

/** A reduced gradient for every number that took part. */
export function spread(gradient: string, A: string, { axis, keep }: Settings): string {
  if (axis === 'all') return `np.full_like(${A}, ${gradient})`;
  return `np.broadcast_to(${keep ? gradient : `np.expand_dims(${gradient}, ${axis})`}, ${A}.shape)`;
}
