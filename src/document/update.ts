/* Addresses of what an update makes of a parameter: `linear1.ΔW` is what it adds, `linear1.W⁺` what W is after it. */
import { type Address, address, parts, type Training } from './document.ts';

export function changeOf(parameter: Address): Address {
  const { node, name } = parts(parameter);
  return address(node, `Δ${name}`);
}

export function afterOf(parameter: Address): Address {
  return `${parameter}⁺`;
}

/** The parameter of which a tensor is the change, or the next value; undefined of all others. */
export function updatedIn(tensor: Address): Address | undefined {
  const { node, name } = parts(tensor);
  const own = name.startsWith('Δ') ? name.slice(1) : name.endsWith('⁺') ? name.slice(0, -1) : undefined;
  return own ? address(node, own) : undefined;
}

/** Whether the update is W ← W − α dW and nothing else. */
export function isPlain({ optimizer, clipNorm }: Training): boolean {
  const set = Object.values(optimizer.settings).some((value) => Boolean(value));
  return optimizer.type === 'sgd' && clipNorm === undefined && !set;
}
