/* How a tensor's colours are scaled, as the user chose: by itself, with others, over the run, or by a number. Kept while the
   page is open; nothing of it enters the document. */
import type { Address } from '../../document/document.ts';
import type { Statistics } from '../../worker/protocol.ts';
import { nextScale } from './scale.ts';

export type Scaling =
  /** Follows the tensor. */
  | { readonly kind: 'own' }
  /** One scale for all that are so linked. */
  | { readonly kind: 'linked' }
  /** The largest since it was chosen. */
  | { readonly kind: 'run' }
  | { readonly kind: 'fixed'; readonly value: number };

export interface Mode {
  readonly scaling: Scaling;
  /** Colours follow the square root, so that small numbers are told apart. */
  readonly stretch: boolean;
  /** Negative cells have a tick. */
  readonly signs: boolean;
}

const ORDINARY: Mode = { scaling: { kind: 'own' }, stretch: false, signs: false };
const modes = new Map<Address, Mode>();
const listeners = new Set<() => void>();
/** What the linked tensors need, each. */
const linked = new Map<Address, number>();

export function modeOf(place: Address): Mode {
  return modes.get(place) ?? ORDINARY;
}

export function setMode(place: Address, mode: Mode): void {
  modes.set(place, mode);
  if (mode.scaling.kind !== 'linked') linked.delete(place);
  for (const listener of [...listeners]) listener();
}

/** Calls `listener` after every change, until the answer is called. */
export function onModes(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What full colour stands for next, given what it stood for. */
export function scaleBy(place: Address, old: number | undefined, statistics: Statistics): number {
  const { scaling } = modeOf(place);
  const own = nextScale(old, statistics);
  switch (scaling.kind) {
    case 'own':
      return own;
    case 'fixed':
      return scaling.value;
    case 'run':
      return Math.max(old ?? 0, own);
    case 'linked':
      linked.set(place, nextScale(linked.get(place), statistics));
      return Math.max(...linked.values());
  }
}
