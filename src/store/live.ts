/* Live tensors and the loss curve: what streams in many times a second, kept beside the store so that no component
   renders for it. A picture asks for what it shows by subscribing, and the worker sends only what is asked for. */
import type { Address } from '../document/document.ts';
import type { Curve } from '../worker/protocol.ts';
import { type View, type Watch, watchKey } from '../worker/view.ts';
import { Series } from './series.ts';

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
interface Past extends Omit<Beside, 'name'> {
  readonly id: number;
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

/** The whole curve of a run; decimated when it is drawn, and here only what lies far back in a very long one. */
export interface History {
  /** Entry i is the loss before update i + 1; of a run that was gone on with, those before it are not known. */
  readonly losses: Pick<Series, 'at' | 'kept' | 'begin'>;
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

/** Of more tests every second one goes; the last stays. */
const TESTS = 4096;
/** As many past curves are kept. */
const PAST = 3;

export function createCurve(): CurveStore {
  let losses = new Series();
  let tests: History['tests'][number][] = [];
  let past: Past[] = [];
  let forks = 0;
  let beside: Beside | null = null;
  const listeners = new Set<Listener>();
  const announce = () => {
    for (const listener of [...listeners]) listener();
  };
  return {
    read: () => ({ losses, length: losses.length, tests, past, beside }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    received(curve) {
      losses.set(curve.firstStep, curve.losses);
      if (curve.tests.length === 0) return announce();
      let before = tests.length;
      while (before > 0 && tests[before - 1]!.step >= curve.tests[0]!.step) before--;
      tests = [...tests.slice(0, before), ...curve.tests];
      if (tests.length > TESTS) tests = tests.filter((_, i) => (tests.length - i) % 2 === 1);
      announce();
    },
    fork(rate) {
      past = [...past, { id: ++forks, ...losses.kept(), rate }].slice(-PAST);
    },
    show(run) {
      beside = run;
      announce();
    },
    clear() {
      losses = new Series();
      tests = [];
      past = [];
      announce();
    },
  };
}
