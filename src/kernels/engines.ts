/* Which engine computes here, and why: the quickest build that the machine can carry out, the plain one where the same
   bits are wanted everywhere, the reference loops where there is neither. */
import type { Engine } from './device.ts';
import { Reference } from './reference.ts';
import { type Build, type Crew, runs, Wasm } from './wasm.ts';

export interface Choice {
  readonly kind: Build | 'reference';
  /** How many threads may carry out one program. */
  readonly threads: number;
  readonly reason: 'fastest' | 'exact' | 'no-relaxed' | 'no-simd' | 'not-built';
  /** An engine for one more network; the one given before must no longer be used. */
  readonly engine: () => Engine;
}

/** A memory up to this size is used again for the next network: each new one costs the browser gigabytes of addresses. */
const REUSED = 2 ** 28;

/** `bytes` gives the file NAME.wasm that a build was compiled to, undefined where it is missing; `crew` are the threads
    that can be had. */
export async function chooseEngine(
  bytes: (name: string) => Promise<Uint8Array<ArrayBuffer> | undefined>,
  exact: boolean,
  crew?: Crew,
): Promise<Choice> {
  const none = (reason: Choice['reason']): Choice => ({
    ...{ kind: 'reference', reason, threads: 1 },
    engine: () => new Reference('f32'),
  });
  if (!runs('plain')) return none('no-simd');
  const fast = runs('relaxed');
  const kind = fast && !exact ? 'relaxed' : 'plain';
  const found = await bytes(crew ? `${kind}-shared` : kind);
  if (!found || !WebAssembly.validate(found)) return none('not-built');
  const module = await WebAssembly.compile(found);
  let made: Wasm | undefined;
  return {
    kind,
    threads: crew?.threads ?? 1,
    reason: exact ? 'exact' : fast ? 'fastest' : 'no-relaxed',
    engine: () => {
      if (made && made.data.byteLength <= REUSED) made.clear();
      else made = new Wasm(module, crew);
      return made;
    },
  };
}
