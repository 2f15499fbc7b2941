/* A node of one's own: what it is, how it computes, and how its gradient goes back, marked while it is written. All nodes of
   its type follow. */
import type { NodeId } from '../../document/document.ts';
import { changeOwn } from '../../document/own-types.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import { definitionsOf } from '../../nodes/definition.ts';
import { sentence } from '../../words/words.ts';
import { useChainrule, useSession } from '../context.ts';
import { ForwardProgram } from './ForwardProgram.tsx';
import { OwnFields } from './OwnFields.tsx';
import { Program } from './Program.tsx';
import { useWriting } from './say.ts';
import { useLastSound } from './use-last-sound.ts';
import styles from './writing.module.css';

interface Props {
  readonly id: NodeId;
  readonly type: AnyNodeType;
}

export function OwnSection({ id, type }: Props) {
  const store = useChainrule();
  const say = useWriting();
  const language = useSession((session) => session.language);
  const document = useSession((session) => session.history.present);
  const problem = useSession(({ plan }) => plan.problems.find(({ node }) => node === id));
  const definition = useLastSound(definitionsOf(document).get(type.type));
  if (!definition) return null;
  const change = (patch: Readonly<Record<string, unknown>>, mergeKey?: string) =>
    store.change({ code: 'own', values: { node: id } }, changeOwn(type.type, patch), mergeKey);
  return (
    <section className={styles.writing} aria-label={say('own-title')}>
      <h3>{say('own-title')}</h3>
      <OwnFields definition={definition} change={change} />
      {problem && (
        <p role="status" className={styles.wrong} data-testid="own.problem">
          {sentence(language, problem)}
        </p>
      )}
      <h4>{say('own-forward')}</h4>
      <ForwardProgram
        id={id}
        type={type}
        definition={definition}
        change={(forward) => change({ forward }, `forward ${type.type}`)}
      />
      <h4>{say('own-backward')}</h4>
      <p className={styles.says}>{say('says')}</p>
      <Program
        id={id}
        type={type}
        text={definition.backward}
        change={(backward) => change({ backward }, `backward ${type.type}`)}
        asked={false}
      />
    </section>
  );
}
