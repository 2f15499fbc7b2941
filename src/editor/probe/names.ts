/* What a number is called where it is explained: by the letters of its own node, else by its address. */
import { type Address, address, parts } from '../../document/document.ts';
import type { Plan } from '../../plan/plan.ts';
import { inputsOf } from '../../plan/resolve.ts';
import type { Factor, Reference } from '../../worker/debugging.ts';
import { stepOf } from '../inspector/tensors.ts';

/** Calls a tensor by its name in `home`, the node whose number is explained. */
export type Naming = (place: Address) => string;

export function namingFor(plan: Plan, home: string): Naming {
  const step = stepOf(plan, home);
  const ports = new Map(
    (step ? inputsOf(step.type) : []).map((name) => [step?.sources.get(name), name] as const).toReversed(),
  );
  return (place) => {
    const { node, name } = parts(place);
    return node === home ? name : (ports.get(place) ?? address(node, name));
  };
}

/** `dW[1,0]`; a number without axes has no brackets. */
export function cellName(naming: Naming, { address, index }: Pick<Reference, 'address' | 'index'>): string {
  return `${naming(address)}${index.length > 0 ? `[${index}]` : ''}`;
}

/** As one writes it: `dZ[0,1]`, `(Z[0,1] > 0)`, `exp(Z[0,1])`. */
export function factorName(naming: Naming, factor: Factor): string {
  if (factor.kind === 'cell') return cellName(naming, factor);
  const of = factor.of.map((each) => cellName(naming, each));
  return applied(factor.name, of.length > 2 ? [of[0]!, '…', of.at(-1)!] : of);
}

/** A function of arguments; a sum of them has no name. */
export function applied(name: string, of: readonly string[]): string {
  const [first = ''] = of;
  if (name === 'positive') return `(${first} > 0)`;
  if (name === 'relu') return `max(0, ${first})`;
  if (name === 'absolute') return `|${first}|`;
  if (name === 'reciprocal') return `1/${first}`;
  if (name === 'sqrt') return `√${first}`;
  if (name === 'maximum') return `max(${of.join(', ')})`;
  if (name === 'minimum') return `min(${of.join(', ')})`;
  return name === '' ? (of.length > 1 ? `Σ(${of.join(', ')})` : first) : `${name}(${of.join(', ')})`;
}
