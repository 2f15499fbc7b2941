/* Asks the network about a sample whenever the sample or the network has changed: one question at a time, and while it
   trains at most eight a second. */
import { useEffect, useRef, useState } from 'react';
import type { Answer } from '../../worker/requests.ts';
import { useChainrule, useSession } from '../context.ts';
import type { Trial } from './trial.ts';

export type Response = Extract<Answer, { kind: 'respond' }>['response'];

export interface Sample {
  readonly data: Float32Array;
  /** Of the output: the last character of a text that has been typed; else 0. */
  readonly row: number;
}

const PAUSE = 125;

/** Null before the first answer, and while there is no network. */
export function useResponse(trial: Trial, sample: Sample | null, column: number | null): Response | null {
  const store = useChainrule();
  const step = useSession((session) => session.measures?.step ?? -1);
  const revision = useSession((session) => session.reported);
  const [response, setResponse] = useState<Response | null>(null);
  const asking = useRef({ busy: false, stale: false, ask: async () => {} });
  asking.current.ask = async () => {
    const state = asking.current;
    if (state.busy || !state.stale || !sample) return;
    state.busy = true;
    state.stale = false;
    const { input, output, shape } = trial;
    const asked = { input, output, shape: [1, ...shape], data: sample.data, row: sample.row, column };
    const answer = await store.ask({ kind: 'respond', ...asked });
    if (answer.kind === 'respond') setResponse(answer.response);
    if (store.session.getState().engine === 'running') await new Promise((resolve) => setTimeout(resolve, PAUSE));
    state.busy = false;
    await state.ask();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has changed is what is asked about.
  useEffect(() => {
    asking.current.stale = true;
    void asking.current.ask();
  }, [trial, sample, column, step, revision]);
  return response;
}
