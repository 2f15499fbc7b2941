/* Which numbers are looked at closely: one under the pointer or the keys, and up to two that are pinned. The worker is
   asked where each came from and whom it feeds; while the network trains it is asked again after every report, one
   question at a time, so at most 12 times a second. */
import type { Address } from '../../document/document.ts';
import type { Store } from '../../store/store.ts';
import { type Shape, unravelled } from '../../tensor/shape.ts';
import type { Explanation, Influence } from '../../worker/debugging.ts';

/** A number of a tensor. */
export interface Cell {
  readonly place: Address;
  readonly index: readonly number[];
}
export interface Probed extends Cell {
  /** Null of what is given. */
  readonly explanation: Explanation | null;
  readonly influence: readonly Influence[];
  /** Undefined of what is not computed yet. */
  readonly value: number | undefined;
}
/** A cell of a picture: one number, or several of which the largest stands for all. */
export interface Target {
  readonly place: Address;
  readonly shape: Shape;
  readonly flats: readonly number[];
}
export interface Probing {
  readonly hover: Probed | null;
  readonly pins: readonly Probed[];
  /** A tensor that is lit as a whole: its symbol is under the pointer. */
  readonly lit: Address | null;
  /** A row of a data set that is pointed at and is not in the batch. */
  readonly missed: number | null;
}

export interface Probe {
  read(): Probing;
  subscribe(listener: () => void): () => void;
  /** Looks at a cell as long as the pointer or the focus rests there. */
  point(target: Target | null): void;
  /** Keeps a cell lit, at most two; a pinned one is let go. */
  pin(target: Target): void;
  clear(): void;
  light(place: Address | null): void;
  miss(row: number | null): void;
}

const PINS = 2;
/** Sums of more terms are cut, and only the largest terms' cells light up. */
const TERMS = 2048;

const probes = new WeakMap<Store, Probe>();

/** The one probe of an editor. */
export function probeOf(store: Store): Probe {
  const known = probes.get(store) ?? createProbe(store);
  probes.set(store, known);
  return known;
}

export function createProbe({ session, ask }: Pick<Store, 'session' | 'ask'>): Probe {
  const listeners = new Set<() => void>();
  let state: Probing = { hover: null, pins: [], lit: null, missed: null };
  let wanted: { readonly hover: Cell | null; readonly pins: readonly Cell[] } = { hover: null, pins: [] };
  /** Counts reports: an answer is of the report after which it was asked for. */
  let report = 0;
  let asking = false;
  let pointed = 0;
  const answers = new Map<string, { readonly probed: Probed; readonly report: number }>();

  function publish(next: Probing): void {
    state = next;
    for (const listener of [...listeners]) listener();
  }

  function want(next: typeof wanted): void {
    wanted = next;
    const kept = new Set(cellsOf(wanted).map(keyOf));
    for (const key of answers.keys()) if (!kept.has(key)) answers.delete(key);
    show();
    if (!asking) void askAll();
  }

  /** What is wanted, as far as it is answered. */
  function show(): void {
    const answered = (cell: Cell) => answers.get(keyOf(cell))?.probed ?? [];
    const [hover = null] = [wanted.hover ?? []].flat().flatMap(answered);
    const pins = wanted.pins.flatMap(answered);
    const same =
      hover === state.hover && pins.length === state.pins.length && pins.every((pin, i) => pin === state.pins[i]);
    // The old cell stays lit until the next one is answered, so that nothing flickers on the way.
    if (!same && (hover !== null || wanted.hover === null)) publish({ ...state, hover, pins });
  }

  async function askAll(): Promise<void> {
    asking = true;
    for (let cell = next(); cell; cell = next()) {
      const of = report;
      const probed = await look(cell);
      // Meanwhile another cell may be wanted.
      if (!cellsOf(wanted).some((each) => keyOf(each) === keyOf(cell))) continue;
      if (probed) answers.set(keyOf(cell), { probed, report: of });
      else wanted = without(wanted, cell);
      show();
    }
    asking = false;
  }

  /** The cell whose answer is the oldest, if a report has come since. */
  function next(): Cell | undefined {
    const since = (cell: Cell) => answers.get(keyOf(cell))?.report ?? -1;
    const [oldest] = cellsOf(wanted).toSorted((a, b) => since(a) - since(b));
    return oldest && since(oldest) < report ? oldest : undefined;
  }

  async function look({ place, index }: Cell): Promise<Probed | undefined> {
    const answer = await ask({ kind: 'explain', address: place, index, limit: TERMS });
    // Before its turn a tensor is not there.
    if (answer.kind === 'refused' && answer.reason === 'unknown-address')
      return { place, index, explanation: null, influence: [], value: undefined };
    return answer.kind === 'explain' ? { place, index, ...answer } : undefined;
  }

  async function cellOf({ place, shape, flats }: Target): Promise<Cell> {
    const [first = 0, ...others] = flats;
    if (others.length === 0) return { place, index: unravelled(shape, first) };
    const answer = await ask({ kind: 'tensor', address: place });
    const size = (flat: number) => {
      const x = answer.kind === 'tensor' ? (answer.data[flat] ?? 0) : 0;
      return Number.isNaN(x) ? Number.POSITIVE_INFINITY : Math.abs(x);
    };
    // As the picture is pooled: the largest stands for all.
    return {
      place,
      index: unravelled(
        shape,
        flats.reduce((best, flat) => (size(flat) > size(best) ? flat : best)),
      ),
    };
  }

  session.subscribe((now, before) => {
    if (now.documentId !== before.documentId) {
      answers.clear();
      want({ hover: null, pins: [] });
    } else if (now.measures !== before.measures && now.measures !== null) {
      report++;
      if (!asking) void askAll();
    }
  });

  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async point(target) {
      const turn = ++pointed;
      const cell = target && (await cellOf(target));
      if (turn === pointed) want({ ...wanted, hover: cell });
    },
    async pin(target) {
      const cell = await cellOf(target);
      const others = wanted.pins.filter((pin) => keyOf(pin) !== keyOf(cell));
      want({ ...wanted, pins: others.length < wanted.pins.length ? others : [...others, cell].slice(-PINS) });
    },
    clear() {
      pointed++;
      want({ hover: null, pins: [] });
    },
    light: (lit) => publish({ ...state, lit }),
    miss: (missed) => state.missed !== missed && publish({ ...state, missed }),
  };
}

function cellsOf({ hover, pins }: { readonly hover: Cell | null; readonly pins: readonly Cell[] }): readonly Cell[] {
  return hover ? [hover, ...pins] : pins;
}

function without({ hover, pins }: { readonly hover: Cell | null; readonly pins: readonly Cell[] }, gone: Cell) {
  const stays = (cell: Cell) => keyOf(cell) !== keyOf(gone);
  return { hover: hover && stays(hover) ? hover : null, pins: pins.filter(stays) };
}

const keyOf = ({ place, index }: Cell): string => `${place} ${index}`;
