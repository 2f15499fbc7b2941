/* The mark in words and numbers: what cannot be carried out, which slip it is, and each wrong number beside the true one. */
import { written } from '../../tensor/shape.ts';
import { diagnosisSaid, faultSaid } from '../../words/language.ts';
import type { Marked } from '../../worker/requests.ts';
import { useSession } from '../context.ts';
import { fmt } from '../tensor/format.ts';
import { useWriting } from './say.ts';
import styles from './writing.module.css';

/** As many wrong numbers of a gradient are listed. */
const MOST = 6;

export function MarkShown({ mark }: { readonly mark: Marked }) {
  const say = useWriting();
  const language = useSession((session) => session.language);
  const { right, fault, diagnoses, gradients } = mark;
  return (
    <div className={styles.mark}>
      <div role="status" data-testid="writing.mark" data-right={right}>
        {right ? (
          <p className={styles.right}>✓ {say('right')}</p>
        ) : fault?.code === 'blank' ? (
          <p className={styles.says}>… {say('unwritten')}</p>
        ) : (
          <p className={styles.wrong}>✗ {say('wrong')}</p>
        )}
        {fault && <p>{say('line', { line: fault.line, says: faultSaid(language, fault) })}</p>}
        {diagnoses.map((each) => (
          <p key={`${each.code} ${each.name}`}>{diagnosisSaid(language, each)}</p>
        ))}
      </div>
      {!fault && gradients.map((each) => <Gradient key={each.name} gradient={each} />)}
    </div>
  );
}

function Gradient({ gradient }: { readonly gradient: Marked['gradients'][number] }) {
  const say = useWriting();
  const { name, shape, yours, truth, wrong, right } = gradient;
  const width = shape.at(-1) ?? 1;
  const places = wrong.slice(0, MOST);
  return (
    <div className={styles.gradient}>
      <p>
        <code>{say('gradient', { name: `d${name}`, shape: written(shape) })}</code>{' '}
        {right
          ? `✓ ${say('agrees')}`
          : `✗ ${say('some-wrong', { count: wrong.length, of: truth.filter((each) => !Number.isNaN(each)).length })}`}
      </p>
      {!right && yours.length <= 200 && (
        <div className={styles.cells} aria-hidden="true">
          {Array.from({ length: yours.length / width }, (_, row) => row * width).map((start) => (
            <div key={start}>
              {Array.from({ length: width }, (_, column) => start + column).map((at) => (
                <span
                  key={at}
                  title={`${say('yours')} ${fmt(yours[at]!)} · ${say('true')} ${fmt(truth[at]!)}`}
                  data-mark={Number.isNaN(truth[at]) ? 'unseen' : wrong.includes(at) ? 'wrong' : 'right'}
                />
              ))}
            </div>
          ))}
        </div>
      )}
      {places.length > 0 && (
        <table>
          <thead>
            <tr>
              {(['place', 'yours', 'true', 'ratio'] as const).map((each) => (
                <th key={each}>{say(each)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.map((at) => (
              <tr key={at}>
                <td>{shape.length < 2 ? at : `${Math.floor(at / width)}, ${at % width}`}</td>
                <td>{fmt(yours[at]!)}</td>
                <td>{fmt(truth[at]!)}</td>
                <td>{fmt(yours[at]! / truth[at]!)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
