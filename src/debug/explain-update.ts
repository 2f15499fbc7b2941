/* Where a number of an update came from, and whom it feeds: ΔW = −α dW where the optimiser does nothing else, W⁺ = W + ΔW. */
import { type Address, address, type GraphDocument, gradientOf, parts } from '../document/document.ts';
import { afterOf, changeOf, isPlain, updatedIn } from '../document/update.ts';
import type { Pass } from '../run/pass.ts';
import { flatIndex } from '../tensor/shape.ts';
import type { Explanation, Influence, Reference, Term } from './explain.ts';

interface Updated {
  readonly document: GraphDocument;
  readonly rate: number;
  /** With what the update makes. */
  readonly pass: Pass;
  readonly parameters: (place: Address) => boolean;
}

/** Undefined where there is no formula of few terms, and of tensors that no update makes. */
export function explainUpdate(updated: Updated, place: Address, index: readonly number[]): Explanation | undefined {
  const { document, rate, pass } = updated;
  const parameter = updatedIn(place);
  const result = numberAt(pass, place, index)?.value;
  if (!parameter || result === undefined) return undefined;
  const { node } = parts(parameter);
  const term = (coefficient: number, of: Address): Term[] => {
    const cell = numberAt(pass, of, index);
    if (!cell) return [];
    return [{ node, coefficient, factors: [{ kind: 'cell', ...cell }], product: coefficient * cell.value }];
  };
  const plain = isPlain(document.training) && !document.frozen?.includes(parameter);
  const terms =
    place === afterOf(parameter)
      ? [...term(1, parameter), ...term(1, changeOf(parameter))]
      : plain
        ? term(-rate, gradientOf(parameter))
        : [];
  return terms.length > 0 ? { terms, omitted: 0, omittedSum: 0, result } : undefined;
}

/** `dW` goes into the change of W; W and its change into what W is after it. */
export function feedsUpdate(updated: Updated, place: Address, index: readonly number[]): readonly Influence[] {
  const { document, pass, parameters } = updated;
  const { node, name } = parts(place);
  const own = updatedIn(place) ?? (name.startsWith('d') ? address(node, name.slice(1)) : place);
  const cell = numberAt(pass, place, index);
  const flat = flatIndex(pass.get(place)?.shape ?? [], index);
  if (!parameters(own) || !pass.has(gradientOf(own)) || document.frozen?.includes(own)) return [];
  if (!cell || flat === undefined || place === afterOf(own)) return [];
  const target = place === gradientOf(own) ? changeOf(own) : afterOf(own);
  return [{ address: target, cells: [flat], contribution: [cell.value], adds: place !== gradientOf(own) }];
}

function numberAt(pass: Pass, place: Address, index: readonly number[]): Reference | undefined {
  const tensor = pass.get(place);
  const flat = tensor && flatIndex(tensor.shape, index);
  return tensor && flat !== undefined
    ? { address: place, index, value: tensor.device.data[tensor.pointer + flat]! }
    : undefined;
}
