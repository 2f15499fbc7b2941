/* Keeps a picture of the field up to date: one question to the worker at a time, coarse and at most eight a second while
   training, fine when it comes to rest. */

import type { StoreApi } from 'zustand/vanilla';
import { parts } from '../../document/document.ts';
import type { Session } from '../../store/session.ts';
import type { Store } from '../../store/store.ts';
import type { Answer } from '../../worker/requests.ts';
import { type Field, frameOf, gridOf, nodesOf } from './field.ts';
import type { Picture } from './field-paint.ts';

const COARSE = 60;
const PAUSE = 125;
const MOST_ROWS = 2000;

/** The part of the store that the field needs. */
interface Run extends Pick<Store, 'ask'> {
  readonly session: Pick<StoreApi<Pick<Session, 'engine' | 'measures' | 'revision'>>, 'getState' | 'subscribe'>;
}

/** Calls `show` with each new picture until the answer is called. */
export function followField({ ask, session }: Run, field: Field, show: (picture: Picture) => void): () => void {
  let data: Pick<Picture, 'X' | 'y' | 'test' | 'frame'> | null = null;
  let [ended, busy, stale, askedAt] = [false, false, true, 0];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function look(): void {
    clearTimeout(timer);
    const { engine, measures, revision } = session.getState();
    if (ended || busy || !stale || !data || !measures) return;
    const running = engine === 'running';
    const wait = running ? askedAt + PAUSE - performance.now() : 0;
    if (wait > 0) {
      timer = setTimeout(look, wait);
      return;
    }
    [busy, stale, askedAt] = [true, false, performance.now()];
    const n = running ? Math.min(COARSE, field.side) : field.side;
    const given = gridOf(field, data.frame, n);
    const shape = field.kind === 'plane' ? [n * n, 2] : [n, 1];
    const request = { kind: 'evaluate', input: field.input, shape, data: given, output: field.output } as const;
    void ask(request).then((answer) => hear(answer, n, revision));
  }

  function hear(answer: Answer, n: number, revision: string): void {
    busy = false;
    if (ended) return;
    // An answer about the drawing before the last edit is dropped and asked for again.
    if (session.getState().revision !== revision) stale = true;
    else if (answer.kind === 'evaluate' && data) show({ field, said: answer.data, n, ...data });
    look();
  }

  async function begin(): Promise<void> {
    const asked = nodesOf(field).map((node) => ask({ kind: 'rows', node, from: 0, count: MOST_ROWS }));
    const answers = new Map((await Promise.all(asked)).map((answer, i) => [nodesOf(field)[i], answer]));
    const column = (place: Picture['field']['target']) => {
      const { node, name } = place ? parts(place) : { node: '', name: '' };
      const answer = answers.get(node);
      return answer?.kind === 'rows' ? (answer.columns.get(name)?.data ?? []) : [];
    };
    const rows = answers.get(parts(field.input).node);
    if (rows?.kind !== 'rows') return;
    const [X, y] = [column(field.input), column(field.target)];
    data = { X, y, test: new Set(rows.test), frame: frameOf(field, X, y) };
    look();
  }

  void begin();
  const leave = session.subscribe((now, before) => {
    if (now.measures === before.measures && now.engine === before.engine) return;
    stale = true;
    look();
  });
  return () => {
    ended = true;
    clearTimeout(timer);
    leave();
  };
}
