/* What the debugger shows and how it walks, beside what the session knows: speed, an open addend strip, watches. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Address } from '../../document/document.ts';
import type { Store } from '../../store/store.ts';

export type Speed = 0.25 | 0.5 | 1 | 2 | 4 | 'max';
export const SPEEDS: readonly Speed[] = [0.25, 0.5, 1, 2, 4, 'max'];
/** Milliseconds of a micro-step at speed 1. */
const PACE = 700;

export type Tab = 'trace' | 'breakpoints' | 'watches' | 'console';

interface Bench {
  readonly speed: Speed;
  /** It walks by itself, one micro-step after another. */
  readonly walking: boolean;
  readonly tab: Tab;
  /** The tensor whose gradient's addends are shown. */
  readonly sum: Address | null;
  readonly watches: readonly Address[];
}

export const bench = createStore<Bench>(() => ({ speed: 1, walking: false, tab: 'trace', sum: null, watches: [] }));

export function useBench<T>(select: (state: Bench) => T): T {
  return useStore(bench, select);
}

/** Wires flash instead of carrying pulses. */
export const flashes = ({ speed, walking }: Bench): boolean => walking && (speed === 'max' || speed >= 4);

let timer: ReturnType<typeof setTimeout> | undefined;
let leave = () => {};

/** Goes on until a breakpoint or a pause: step by step for the eye, or by training. */
export function runOrPause(store: Store): void {
  if (bench.getState().walking) pause();
  else if (store.session.getState().engine === 'running') {
    // Asked first, so that the lane stays open where the run comes to rest.
    store.debug(true);
    store.pause();
  } else if (bench.getState().speed === 'max') store.train();
  else {
    bench.setState({ walking: true });
    walkOn(store);
  }
}

export function pause(): void {
  clearTimeout(timer);
  leave();
  bench.setState({ walking: false });
}

/** Another speed holds from the next micro-step on. */
export function setSpeed(store: Store, speed: Speed): void {
  const { walking } = bench.getState();
  bench.setState({ speed });
  if (!walking || speed !== 'max') return;
  pause();
  store.train();
}

/** One micro-step; the next when this one has been shown for its time, unless somebody went elsewhere meanwhile. */
function walkOn(store: Store, from = store.session.getState().debug): void {
  const began = performance.now();
  const { debug: stood, measures: then } = store.session.getState();
  if (stood?.position !== from?.position || stood?.events !== from?.events) {
    pause();
    return;
  }
  leave = store.session.subscribe(({ debug, measures, engine }) => {
    if (!debug || debug.halt || engine === 'running') pause();
    else if (debug.position !== stood?.position || measures?.step !== then?.step) {
      leave();
      const { speed } = bench.getState();
      const each = speed === 'max' ? 0 : PACE / speed;
      timer = setTimeout(() => walkOn(store, debug), Math.max(0, each - (performance.now() - began)));
    }
  });
  store.walk({ by: 'part' });
}
