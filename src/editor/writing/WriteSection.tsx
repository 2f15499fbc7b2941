/* Write the backward yourself: the section of the inspector that opens a node's backward, marks what is typed, and trains
   the network with it. */
import { useEffect, useRef } from 'react';
import type { NodeId } from '../../document/document.ts';
import { restoreBackward, rewriteBackward, secretOf } from '../../document/rewriting.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import { useChainrule, useSession } from '../context.ts';
import { Break, Quarry } from './Break.tsx';
import { Program } from './Program.tsx';
import { rewrite } from './rewriting.ts';
import { useWriting } from './say.ts';
import { useTruth } from './use-truth.ts';
import styles from './writing.module.css';

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
  const secret = useSession(({ history }) => secretOf(history.present)?.node);
  if (type.source || type.type === 'parameter') return null;
  if (secret !== undefined) return <Quarry id={id} />;
  return (
    <section className={styles.writing} aria-label={say('title')}>
      {text === undefined ? (
        <>
          <button type="button" className={styles.button} onClick={() => void rewrite(store, id, true)}>
            {say('rewrite')}
          </button>
          <Break />
        </>
      ) : (
        <>
          <h3>{say('title')}</h3>
          <Rewritten id={id} type={type} text={text} />
          <div className={styles.buttons}>
            <button type="button" className={styles.button} onClick={() => void rewrite(store, id, true)}>
              {say('blanks')}
            </button>
            <button type="button" className={styles.button} onClick={() => void rewrite(store, id, false)}>
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

function Rewritten({ id, type, text }: Props & { readonly text: string }) {
  const store = useChainrule();
  const say = useWriting();
  const top = useRef<HTMLParagraphElement>(null);
  // So that the mark below has room.
  useEffect(() => {
    // Chromium returns a promise, which an effect must not.
    void top.current?.scrollIntoView({ block: 'start' });
  }, []);
  useTruth(say('truth'));
  return (
    <>
      <p ref={top} className={styles.says}>
        {say('says')}
      </p>
      <Program
        id={id}
        type={type}
        text={text}
        change={(typed) =>
          store.change({ code: 'rewrite', values: { node: id } }, rewriteBackward(id, typed), `rewrite ${id}`)
        }
        asked
      />
    </>
  );
}
