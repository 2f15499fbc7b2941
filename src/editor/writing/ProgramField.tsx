/* The field of a program, whichever: its text, what is wrong underlined, and below it the shape of what the caret is in. */
import { lazy, Suspense, useMemo, useState } from 'react';
import type { AnyNodeType } from '../../nodes/define.ts';
import { parametersOf } from '../../plan/resolve.ts';
import { type Shape, written } from '../../tensor/shape.ts';
import { useWriting } from './say.ts';
import styles from './writing.module.css';

const CodeField = lazy(async () => ({ default: (await import('./CodeField.tsx')).CodeField }));

/** Words of the language that are offered beside the names of tensors. */
const FUNCTIONS =
  'sum mean var std max min exp log sqrt abs sign tanh sigmoid maximum minimum where reshape permute transpose take scatter_add one_hot argmax unfold fold concatenate'.split(
    ' ',
  );

/** What may be written of a node: its tensors, their gradients, its settings, functions. */
function namesOf(type: AnyNodeType): readonly string[] {
  const { inputs, indices = [], outputs, keeps = [], settings } = type;
  const learned = [...inputs, ...parametersOf(type)];
  const gradients = [...learned, ...outputs].map((name) => `d${name}`);
  return [
    ...new Set([...learned, ...indices, ...outputs, ...keeps, ...gradients, ...Object.keys(settings), ...FUNCTIONS]),
  ];
}

interface Place {
  readonly from: number;
  readonly to: number;
}
export interface Wrong extends Place {
  readonly message: string;
}

interface Props {
  readonly label: string;
  readonly type: AnyNodeType;
  readonly text: string;
  readonly wrong: readonly Wrong[];
  readonly shapes: readonly (Place & { readonly shape: Shape })[];
  readonly change: (text: string) => void;
  readonly left: () => void;
  /** The field takes the focus when it appears. */
  readonly asked: boolean;
  /** Of the line with the shape. */
  readonly testId: string;
}

export function ProgramField({ label, type, text, wrong, shapes, change, left, asked, testId }: Props) {
  const say = useWriting();
  const [caret, setCaret] = useState(0);
  const names = useMemo(() => namesOf(type), [type]);
  const marks = useMemo(() => wrong.map((each) => ({ ...each, severity: 'error' as const })), [wrong]);
  const at = shapes.find(({ from, to }) => from <= caret && caret <= to);
  return (
    <>
      <Suspense>
        <CodeField {...{ label, text, names, marks, change, left, asked }} moved={setCaret} />
      </Suspense>
      <p className={styles.shape} data-testid={testId}>
        {at && say('shape', { text: text.slice(at.from, at.to), shape: written(at.shape) })}
      </p>
    </>
  );
}
