/* A forward while it is written: read on the page, so that its faults and shapes come with the letters. */
import { Suspense, useEffect, useMemo, useState } from 'react';
import { address, type NodeId } from '../../document/document.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import type { OwnNode } from '../../nodes/definition.ts';
import type { Shape } from '../../tensor/shape.ts';
import { written } from '../../tensor/shape.ts';
import { faultSaid } from '../../words/language.ts';
import { useSession } from '../context.ts';
import { CodeField, namesOf } from './Program.tsx';
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
  const [caret, setCaret] = useState(0);
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
  const marks = useMemo(
    () =>
      look?.fault
        ? [{ ...look.fault.place, message: faultSaid(language, look.fault), severity: 'error' as const }]
        : [],
    [look, language],
  );
  const names = useMemo(() => namesOf(type), [type]);
  const at = look?.shapes.find(({ from, to }) => from <= caret && caret <= to);
  return (
    <>
      <Suspense>
        <CodeField
          label={say('forward', { node: id })}
          text={typed}
          names={names}
          marks={marks}
          change={setTyped}
          moved={setCaret}
          left={keep}
          asked={false}
        />
      </Suspense>
      <p className={styles.shape} data-testid="forward.shape">
        {at && say('shape', { text: typed.slice(at.from, at.to), shape: written(at.shape) })}
      </p>
      {look?.fault && (
        <p role="status" className={styles.wrong}>
          {say('line', { line: look.fault.line, says: faultSaid(language, look.fault) })}
        </p>
      )}
    </>
  );
}
