/* What full colour stands for, of every tensor on the screen, and how the user chose it to be found: by the tensor itself,
   with others, over the run, or by a number. Kept for a document while the page is open; nothing of it enters the file. */
import type { Address } from '../../document/document.ts';
import type { Statistics } from '../../worker/view.ts';
import type { Ramp } from './colour.ts';
import { nextScale } from './scale.ts';

export type Scaling =
  /** Follows the tensor. */
  | { readonly kind: 'own' }
  /** One scale for all that are linked under this name. */
  | { readonly kind: 'linked'; readonly group: string }
  /** The largest since the run began. */
  | { readonly kind: 'run' }
  | { readonly kind: 'fixed'; readonly value: number };

export interface Mode {
  readonly scaling: Scaling;
  /** Colours follow the square root, so that small numbers are told apart. */
  readonly stretch: boolean;
  /** Negative cells have a tick. */
  readonly signs: boolean;
  /** From paper to ink, as pictures are: no sign is told apart. */
  readonly grey: boolean;
}

const ORDINARY: Mode = { scaling: { kind: 'own' }, stretch: false, signs: false, grey: false };
const modes = new Map<Address, Mode>();
/** What each tensor needs by itself now, and has needed at most since the run began; whether a number is below 0. */
const needs = new Map<Address, { readonly own: number; readonly most: number; readonly negative: boolean }>();
/** What was last used. */
const scales = new Map<Address, number>();
/** Is told whose scale has changed, or nothing when a mode has. */
type Listener = (place?: Address) => void;
const listeners = new Set<Listener>();

export function modeOf(place: Address): Mode {
  return modes.get(place) ?? ORDINARY;
}

export function setMode(place: Address, mode: Mode): void {
  modes.set(place, mode);
  announce();
}

/** The names under which tensors are linked. */
export function groups(): readonly string[] {
  const names = [...modes.values()].flatMap(({ scaling }) => (scaling.kind === 'linked' ? scaling.group : []));
  return [...new Set(names)].sort();
}

/** Calls `listener` after every change of a mode or of a scale, until the answer is called. */
export function onScales(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What full colour stands for at these numbers. */
export function scaleBy(place: Address, statistics: Statistics): number {
  const before = needs.get(place);
  const own = nextScale(before?.own, statistics);
  needs.set(place, { own, most: Math.max(before?.most ?? 0, own), negative: statistics.min < 0 });
  const scale = chosen(place, own);
  if (scales.get(place) !== scale) {
    scales.set(place, scale);
    announce(place);
  }
  return scale;
}

/** What it stood for at last. */
export function scaleOf(place: Address): number | undefined {
  return scales.get(place);
}

/** The colours of a tensor that ordinarily has these. */
export function rampFor(place: Address, ordinary: Ramp): Ramp {
  if (!modeOf(place).grey) return ordinary;
  return needs.get(place)?.negative ? 'grey-signed' : 'grey';
}

/** There are no numbers of this tensor: the run begins anew. */
export function beginRun(place: Address): void {
  const known = needs.get(place);
  if (known) needs.set(place, { ...known, most: 0 });
}

/** Another document is open. */
export function forgetScales(): void {
  for (const kept of [modes, needs, scales]) kept.clear();
}

function chosen(place: Address, own: number): number {
  const { scaling } = modeOf(place);
  switch (scaling.kind) {
    case 'own':
      // A parameter and what it is after its update are compared with each other.
      return Math.max(own, needs.get(place.endsWith('⁺') ? (place.slice(0, -1) as Address) : `${place}⁺`)?.own ?? 0);
    case 'fixed':
      return scaling.value;
    case 'run':
      return needs.get(place)?.most ?? own;
    case 'linked':
      return Math.max(own, ...members(scaling.group).map((each) => needs.get(each)?.own ?? 0));
  }
}

function members(group: string): readonly Address[] {
  return [...modes].flatMap(([place, { scaling }]) =>
    scaling.kind === 'linked' && scaling.group === group ? place : [],
  );
}

function announce(place?: Address): void {
  for (const listener of [...listeners]) listener(place);
}
