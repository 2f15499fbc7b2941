/* A backward while it is written: its text, the shape of the expression at the caret, and the mark. */
import { lazy, Suspense, useMemo, useState } from 'react';
import type { NodeId } from '../../document/document.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import { parametersOf } from '../../plan/resolve.ts';
import { written } from '../../tensor/shape.ts';
import { diagnosisSaid, faultSaid } from '../../words/language.ts';
import { useSession } from '../context.ts';
import { MarkShown } from './MarkShown.tsx';
import { useWriting } from './say.ts';
import { useMark } from './use-mark.ts';
import { useTyped } from './use-typed.ts';
import styles from './writing.module.css';

export const CodeField = lazy(async () => ({ default: (await import('./CodeField.tsx')).CodeField }));

/** Words of the language that are offered beside the names of tensors. */
const FUNCTIONS =
  'sum mean var std max min exp log sqrt abs sign tanh sigmoid maximum minimum where reshape permute transpose take scatter_add one_hot argmax unfold fold concatenate'.split(
    ' ',
  );

/** What may be written of a node: its tensors, their gradients, its settings, functions. */
export function namesOf({ inputs, indices = [], outputs, keeps = [], ...type }: AnyNodeType): readonly string[] {
  const learned = [...inputs, ...parametersOf({ inputs, outputs, ...type } as AnyNodeType)];
  const gradients = [...learned, ...outputs].map((name) => `d${name}`);
  return [
    ...new Set([
      ...learned,
      ...indices,
      ...outputs,
      ...keeps,
      ...gradients,
      ...Object.keys(type.settings),
      ...FUNCTIONS,
    ]),
  ];
}

interface Props {
  readonly id: NodeId;
  readonly type: AnyNodeType;
  readonly text: string;
  readonly change: (text: string) => void;
  /** The field takes the focus when it appears. */
  readonly asked: boolean;
}

export function Program({ id, type, text, change, asked }: Props) {
  const say = useWriting();
  const language = useSession((session) => session.language);
  const { typed, setTyped, keep } = useTyped(text, change);
  const [caret, setCaret] = useState(0);
  const found = useMark(id, typed);
  const names = useMemo(() => namesOf(type), [type]);
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
      <Suspense>
        <CodeField
          label={say('code', { node: id })}
          text={typed}
          names={names}
          marks={marks}
          change={setTyped}
          moved={setCaret}
          left={keep}
          asked={asked}
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
