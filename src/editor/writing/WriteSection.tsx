/* Write the backward yourself: the section of the inspector that opens a node's backward, marks what is typed, and trains
   the network with it. */
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { NodeId } from '../../document/document.ts';
import { baseOf, restoreBackward, rewriteBackward, secretOf } from '../../document/rewriting.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import { parametersOf } from '../../plan/resolve.ts';
import { written } from '../../tensor/shape.ts';
import { diagnosisSaid, faultSaid } from '../../words/language.ts';
import { useChainrule, useSession } from '../context.ts';
import { Break, Quarry } from './Break.tsx';
import { withBlanks } from './blanks.ts';
import { MarkShown } from './MarkShown.tsx';
import { useWriting } from './say.ts';
import { useMark } from './use-mark.ts';
import { useTruth } from './use-truth.ts';
import styles from './writing.module.css';

const CodeField = lazy(async () => ({ default: (await import('./CodeField.tsx')).CodeField }));

/** Milliseconds without a key before the network is built anew with what was written. */
const REST = 700;

interface Props {
  readonly id: NodeId;
  readonly type: AnyNodeType;
}

export function WriteSection({ id, type }: Props) {
  const store = useChainrule();
  const say = useWriting();
  const own = useSession(({ history }) => history.present.nodes[id]?.type);
  const definition = useSession(({ history }) => own && history.present.definitions?.[own]) as
    | { readonly backward?: unknown }
    | undefined;
  const text = typeof definition?.backward === 'string' ? definition.backward : undefined;
  const fill = async (make: (program: string) => string) => {
    const answer = await store.ask({ kind: 'program', type: baseOf(own ?? '') });
    if (answer.kind === 'program')
      store.change({ code: 'rewrite', values: { node: id } }, rewriteBackward(id, make(answer.text)));
  };
  const blank = (program: string) => withBlanks(program, [...type.inputs, ...parametersOf(type)]);
  const secret = useSession(({ history }) => secretOf(history.present)?.node);
  if (type.source || type.type === 'parameter') return null;
  if (secret !== undefined) return <Quarry id={id} />;
  return (
    <section className={styles.writing} aria-label={say('title')}>
      {text === undefined ? (
        <>
          <button type="button" className={styles.button} onClick={() => void fill(blank)}>
            {say('rewrite')}
          </button>
          <Break />
        </>
      ) : (
        <>
          <h3>{say('title')}</h3>
          <Program id={id} type={type} text={text} />
          <div className={styles.buttons}>
            <button type="button" className={styles.button} onClick={() => void fill(blank)}>
              {say('blanks')}
            </button>
            <button type="button" className={styles.button} onClick={() => void fill((program) => program)}>
              {say('own')}
            </button>
            <button
              type="button"
              className={styles.button}
              onClick={() => store.change({ code: 'restore', values: { node: id } }, restoreBackward(id))}
            >
              {say('restore')}
            </button>
          </div>
        </>
      )}
    </section>
  );
}

/** Words of the language that are offered beside the names of tensors. */
const FUNCTIONS =
  'sum mean var std max min exp log sqrt abs sign tanh sigmoid maximum minimum where reshape permute transpose take scatter_add one_hot argmax unfold fold concatenate'.split(
    ' ',
  );

function Program({ id, type, text }: Props & { readonly text: string }) {
  const store = useChainrule();
  const say = useWriting();
  const language = useSession((session) => session.language);
  const [typed, setTyped] = useState(text);
  const [caret, setCaret] = useState(0);
  const saved = useRef(text);
  const top = useRef<HTMLParagraphElement>(null);
  // So that the mark below has room.
  useEffect(() => {
    // Chromium returns a promise, which an effect must not.
    void top.current?.scrollIntoView({ block: 'start' });
  }, []);
  const found = useMark(id, typed);
  useTruth(say('truth'));
  // What undo or a button puts there is shown; what is typed is kept when typing rests.
  useEffect(() => {
    if (text !== saved.current) setTyped(text);
    saved.current = text;
  }, [text]);
  const keep = useCallback(() => {
    if (typed === saved.current) return;
    saved.current = typed;
    store.change({ code: 'rewrite', values: { node: id } }, rewriteBackward(id, typed), `rewrite ${id}`);
  }, [store, id, typed]);
  useEffect(() => {
    const timer = setTimeout(keep, REST);
    return () => clearTimeout(timer);
  }, [keep]);
  const names = useMemo(() => {
    const tensors = [
      ...type.inputs,
      ...(type.indices ?? []),
      ...parametersOf(type),
      ...type.outputs,
      ...(type.keeps ?? []),
    ];
    const gradients = [...type.inputs, ...parametersOf(type), ...type.outputs].map((name) => `d${name}`);
    return [...new Set([...tensors, ...gradients, ...Object.keys(type.settings), ...FUNCTIONS])];
  }, [type]);
  const mark = found?.text === typed ? found.mark : undefined;
  const marks = useMemo(() => {
    if (!mark) return [];
    const faults = mark.fault ? [{ ...mark.fault.place, message: faultSaid(language, mark.fault) }] : [];
    const slips = mark.diagnoses.flatMap((each) =>
      each.place && !mark.fault ? [{ ...each.place, message: diagnosisSaid(language, each) }] : [],
    );
    return [...faults, ...slips].map((each) => ({ ...each, severity: 'error' as const }));
  }, [mark, language]);
  const at = mark?.shapes.find(({ from, to }) => from <= caret && caret <= to);
  return (
    <>
      <p ref={top} className={styles.says}>
        {say('says')}
      </p>
      <Suspense>
        <CodeField
          label={say('code', { node: id })}
          text={typed}
          names={names}
          marks={marks}
          change={setTyped}
          moved={setCaret}
          left={keep}
        />
      </Suspense>
      <p className={styles.shape} data-testid="writing.shape">
        {at && say('shape', { text: typed.slice(at.from, at.to), shape: written(at.shape) })}
      </p>
      {mark === undefined && <p role="status">{say('marking')}</p>}
      {mark === null && <p role="status">{say('no-mark')}</p>}
      {mark && <MarkShown mark={mark} />}
    </>
  );
}
