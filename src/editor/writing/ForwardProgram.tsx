/* A forward while it is written: read on the page, so that its faults and shapes come with the letters. */
import { useEffect, useMemo, useState } from 'react';
import { address, type NodeId } from '../../document/document.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import type { OwnNode } from '../../nodes/definition.ts';
import type { Shape } from '../../tensor/shape.ts';
import { faultSaid } from '../../words/language.ts';
import { useSession } from '../context.ts';
import { ProgramField, type Wrong } from './ProgramField.tsx';
import { useWriting } from './say.ts';
import { useTyped } from './use-typed.ts';
import styles from './writing.module.css';

type Looks = typeof import('../../nodes/forward-look.ts');

interface Props {
  readonly id: NodeId;
  readonly type: AnyNodeType;
  readonly definition: OwnNode;
  readonly change: (text: string) => void;
}

export function ForwardProgram({ id, type, definition, change }: Props) {
  const say = useWriting();
  const language = useSession((session) => session.language);
  const { typed, setTyped, keep } = useTyped(definition.forward, change);
  const [looks, setLooks] = useState<Looks | null>(null);
  useEffect(() => {
    void import('../../nodes/forward-look.ts').then(setLooks);
  }, []);
  const plan = useSession((session) => session.plan);
  const wires = useSession((session) => session.history.present.wires);
  const record = useSession((session) => session.history.present.nodes[id]?.settings);
  const look = useMemo(() => {
    const ports = [...definition.inputs, ...definition.indices];
    const shapes = ports.map((name): [string, Shape | undefined] => {
      const source = wires[address(id, name)];
      return [name, source && plan.shapes.get(source)];
    });
    const settings = { ...definition.settings, ...record };
    return looks?.forwardLook(definition, typed, Object.fromEntries(shapes), { settings, mode: plan.mode });
  }, [looks, definition, typed, wires, plan, record, id]);
  const fault = look?.fault;
  const wrong = useMemo(
    (): readonly Wrong[] => (fault ? [{ ...fault.place, message: faultSaid(language, fault) }] : []),
    [fault, language],
  );
  return (
    <>
      <ProgramField
        label={say('forward', { node: id })}
        type={type}
        text={typed}
        wrong={wrong}
        shapes={look?.shapes ?? []}
        change={setTyped}
        left={keep}
        asked={false}
        testId="forward.shape"
      />
      {fault && (
        <p role="status" className={styles.wrong}>
          {say('line', { line: fault.line, says: faultSaid(language, fault) })}
        </p>
      )}
    </>
  );
}
