/* A backward while it is written, and the mark on it. */
import { useMemo } from 'react';
import type { NodeId } from '../../document/document.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import { diagnosisSaid, faultSaid } from '../../words/language.ts';
import { useSession } from '../context.ts';
import { MarkShown } from './MarkShown.tsx';
import { ProgramField, type Wrong } from './ProgramField.tsx';
import { useWriting } from './say.ts';
import { useMark } from './use-mark.ts';
import { useTyped } from './use-typed.ts';

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
  const found = useMark(id, typed);
  const mark = found?.text === typed ? found.mark : undefined;
  const wrong = useMemo((): readonly Wrong[] => {
    if (mark?.fault) return [{ ...mark.fault.place, message: faultSaid(language, mark.fault) }];
    return (mark?.diagnoses ?? []).flatMap((each) =>
      each.place ? [{ ...each.place, message: diagnosisSaid(language, each) }] : [],
    );
  }, [mark, language]);
  return (
    <>
      <ProgramField
        label={say('code', { node: id })}
        type={type}
        text={typed}
        wrong={wrong}
        shapes={mark?.shapes ?? []}
        change={setTyped}
        left={keep}
        asked={asked}
        testId="writing.shape"
      />
      {mark === undefined && <p role="status">{say('marking')}</p>}
      {mark === null && <p role="status">{say('no-mark')}</p>}
      {mark && <MarkShown mark={mark} />}
    </>
  );
}
