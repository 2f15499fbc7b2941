/* Live tensors and the loss curve: what streams in many times a second, kept beside the store so that no component
   renders for it. A picture asks for what it shows by subscribing, and the worker sends only what is asked for. */
import type { Address } from '../document/document.ts';
import { type Curve, type View, type Watch, watchKey } from '../worker/protocol.ts';

type Listener = () => void;

/** What a picture reads: subscribing to an address makes the worker send it. */
export interface TensorSource {
  readonly subscribe: (address: Address, listener: Listener) => () => void;
  readonly read: (address: Address) => View | undefined;
}

export interface Live {
  /** A source that watches each address in one form; keep it as long as the form stays. */
  source(form: (address: Address) => Watch): TensorSource;
  received(tensors: ReadonlyMap<string, View>): void;
  /** Forgets all views: they are of another network. */
  clear(): void;
}

/** `watch` is told the whole list of what is on the screen, once per turn of the event loop. */
export function createLive(watch: (watches: readonly Watch[]) => void): Live {
  let views: ReadonlyMap<string, View> = new Map();
  const watched = new Map<string, { watch: Watch; listeners: Set<Listener> }>();
  let told = true;
  const changed = () => {
    if (!told) return;
    told = false;
    queueMicrotask(() => {
      told = true;
      watch([...watched.values()].map((entry) => entry.watch));
    });
  };
  const announce = () => {
    for (const { listeners } of watched.values()) for (const listener of [...listeners]) listener();
  };
  return {
    source: (form) => ({
      read: (address) => views.get(watchKey(form(address))),
      subscribe(address, listener) {
        const wanted = form(address);
        const key = watchKey(wanted);
        const entry = watched.get(key) ?? { watch: wanted, listeners: new Set() };
        if (!watched.has(key)) {
          watched.set(key, entry);
          changed();
        }
        entry.listeners.add(listener);
        return () => {
          entry.listeners.delete(listener);
          if (entry.listeners.size > 0 || watched.get(key) !== entry) return;
          watched.delete(key);
          changed();
        };
      },
    }),
    received(tensors) {
      views = tensors;
      announce();
    },
    clear() {
      views = new Map();
      announce();
    },
  };
}

/** A curve that was left by a fork. */
interface Past {
  readonly id: number;
  readonly losses: Float64Array;
  /** The rate at which it was left. */
  readonly rate: number;
}

/** A run that was made elsewhere, shown beside this one. */
export interface Beside {
  /** Of the file that it was read from. */
  readonly name: string;
  /** Updates before each loss, rising. */
  readonly steps: ArrayLike<number>;
  readonly losses: Float64Array;
}

/** The whole curve of a run in typed arrays that grow; decimated when it is drawn, never here. */
export interface History {
  readonly losses: Float64Array;
  /** How many of `losses` count; entry i is the loss before update i + 1. */
  readonly length: number;
  readonly tests: readonly { readonly step: number; readonly testLoss: number; readonly testAccuracy: number }[];
  /** Curves that were left by a fork, the latest last. */
  readonly past: readonly Past[];
  readonly beside: Beside | null;
}

export interface CurveStore {
  read(): History;
  subscribe(listener: Listener): () => void;
  received(curve: Curve): void;
  /** Keeps the curve so far, trained at `rate`, beside the one that goes on. */
  fork(rate: number): void;
  /** Shows a run from elsewhere too, until it is taken away. */
  show(beside: Beside | null): void;
  clear(): void;
}

/** As many past curves are kept. */
const PAST = 3;

export function createCurve(): CurveStore {
  let losses = new Float64Array(4096);
  let length = 0;
  let tests: History['tests'][number][] = [];
  let past: Past[] = [];
  let forks = 0;
  let beside: Beside | null = null;
  const listeners = new Set<Listener>();
  const announce = () => {
    for (const listener of [...listeners]) listener();
  };
  return {
    read: () => ({ losses, length, tests, past, beside }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    received(curve) {
      length = curve.firstStep + curve.losses.length;
      if (length > losses.length) {
        const larger = new Float64Array(Math.max(length, 2 * losses.length));
        larger.set(losses);
        losses = larger;
      }
      losses.set(curve.losses, curve.firstStep);
      tests = [
        ...tests.filter(({ step }) => step < (curve.tests[0]?.step ?? Number.POSITIVE_INFINITY)),
        ...curve.tests,
      ];
      announce();
    },
    fork(rate) {
      past = [...past, { id: ++forks, losses: losses.slice(0, length), rate }].slice(-PAST);
    },
    show(run) {
      beside = run;
      announce();
    },
    clear() {
      length = 0;
      tests = [];
      past = [];
      announce();
    },
  };
}
