/* A node of one's own: what it is, how it computes, and how its gradient goes back, marked while it is written. All nodes of
   its type follow. What would leave a definition unsound is refused where it is typed, so one that is comes from a file. */
import { useRef, useState } from 'react';
import type { NodeId } from '../../document/document.ts';
import { changeOwn } from '../../document/own-types.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import { definitionsOf, faultAfter } from '../../nodes/definition.ts';
import type { Plan } from '../../plan/plan.ts';
import { sentence } from '../../words/words.ts';
import { useChainrule, useSession } from '../context.ts';
import { ForwardProgram } from './ForwardProgram.tsx';
import { OwnFields } from './OwnFields.tsx';
import { Program } from './Program.tsx';
import { useWriting } from './say.ts';
import styles from './writing.module.css';

interface Props {
  readonly id: NodeId;
  readonly type: AnyNodeType;
}

type Patch = Readonly<Record<string, unknown>>;

/** A definition that cannot be read has no ports, so its wires are in trouble too: what is behind that comes first. */
function problemOf({ problems }: Plan, id: NodeId) {
  const found = problems.filter(({ node }) => node === id);
  return found.find(({ code }) => code === 'bad-definition') ?? found[0];
}

export function OwnSection({ id, type }: Props) {
  const store = useChainrule();
  const say = useWriting();
  const language = useSession((session) => session.language);
  const document = useSession((session) => session.history.present);
  const problem = useSession(({ plan }) => problemOf(plan, id));
  const [refused, setRefused] = useState<string | null>(null);
  const definition = definitionsOf(document).get(type.type);
  // What was refused waits for the next field, so that letters can change places; not once the definition is another.
  const waiting = useRef<{ readonly of: unknown; readonly patch: Patch }>({ of: null, patch: {} });
  const change = (patch: Patch, mergeKey?: string) => {
    const of = document.definitions?.[type.type];
    const all = waiting.current.of === of ? { ...waiting.current.patch, ...patch } : patch;
    const sound = [all, patch].find((each) => faultAfter(document, type.type, each) === null);
    if (sound) store.change({ code: 'own', values: { node: id } }, changeOwn(type.type, sound), mergeKey);
    waiting.current = { of, patch: sound ? {} : all };
    const fault = sound ? null : faultAfter(document, type.type, patch);
    return fault && say(`own-bad-${fault}`);
  };
  const forget = () => {
    waiting.current = { of: null, patch: {} };
  };
  const wrong = refused ?? (problem && sentence(language, problem));
  const trouble = wrong && (
    <p role="status" className={styles.wrong} data-testid="own.problem">
      {wrong}
    </p>
  );
  if (typeof definition !== 'object' || !('forward' in definition))
    return (
      <section className={styles.writing} aria-label={say('own-title')}>
        <h3>{say('own-title')}</h3>
        {trouble}
      </section>
    );
  return (
    <section className={styles.writing} aria-label={say('own-title')}>
      <h3>{say('own-title')}</h3>
      <OwnFields definition={definition} change={change} forget={forget} />
      {trouble}
      <h4>{say('own-forward')}</h4>
      <ForwardProgram
        id={id}
        type={type}
        definition={definition}
        change={(forward) => setRefused(change({ forward }, `forward ${type.type}`))}
      />
      <h4>{say('own-backward')}</h4>
      <p className={styles.says}>{say('says')}</p>
      <Program
        id={id}
        type={type}
        text={definition.backward}
        change={(backward) => setRefused(change({ backward }, `backward ${type.type}`))}
        asked={false}
      />
    </section>
  );
}
