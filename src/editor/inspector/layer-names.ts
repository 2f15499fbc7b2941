/* What the layers of a parameter are called, and by which rule at the left they are told apart. */
import { type Address, parts, type Training } from '../../document/document.ts';
import { isPlain } from '../../document/update.ts';
import type { Key, Values } from '../../words/words.ts';
import type { Rule } from '../tensor/TensorPicture.tsx';

/** `W`, `dW`, `−α dW`, `W new`; the change is `ΔW` where the optimiser does more than that. */
export function layerName(place: Address, training: Training, say: (key: Key, values?: Values) => string): string {
  const { name } = parts(place);
  if (name.endsWith('⁺')) return say('tensor.after', { name: name.slice(0, -1) });
  return name.startsWith('Δ') && isPlain(training) ? `−α d${name.slice(1)}` : name;
}

export function layerRule(place: Address): Rule {
  const { name } = parts(place);
  if (name.startsWith('Δ')) return 'update';
  return name.startsWith('d') ? 'gradient' : 'value';
}
