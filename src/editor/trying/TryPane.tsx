/* The network at work on a sample of one's own: drawn, typed or taken from the data; its answer live, and what the sample
   would need for another one. */
import { X } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { parts } from '../../document/document.ts';
import { size } from '../../tensor/shape.ts';
import { useChainrule, useSession } from '../context.ts';
import { fmt } from '../tensor/format.ts';
import panes from '../training/training.module.css';
import { Answers } from './Answers.tsx';
import { Board } from './Board.tsx';
import { NumberFields } from './NumberFields.tsx';
import { useTrySay } from './say.ts';
import { TextSurface } from './TextSurface.tsx';
import { type Known, knownOf, visible } from './text.ts';
import type { Trial } from './trial.ts';
import styles from './trying.module.css';
import { type Sample, useResponse } from './use-response.ts';

interface Props {
  readonly trial: Trial;
  readonly close: () => void;
}

export function TryPane({ trial, close }: Props) {
  const say = useTrySay();
  const id = useId();
  const { data: rows, take } = useRows(trial);
  const known = useKnown(trial);
  const width = size(trial.shape);
  const [sample, setSample] = useState<Sample | null>(() => ({ data: new Float32Array(width), row: 0 }));
  const [column, setColumn] = useState<number | null>(null);
  const [row, setRow] = useState(0);
  const [taken, setTaken] = useState(0);
  const [erasing, setErasing] = useState(false);
  const [painted, setPainted] = useState(true);
  const response = useResponse(trial, trial.kind === 'text' && !known ? null : sample, column);
  const scale = response ? response.gradient.reduce((most, each) => Math.max(most, Math.abs(each)), 0) : 0;
  const gradient = response && painted ? { data: response.gradient, scale } : null;
  const nameOf = (each: number) => trial.names[each] ?? (known ? visible(known.alphabet[each] ?? '') : String(each));
  const taking = async (place: number) => {
    const data = await take(place);
    if (!data) return;
    setSample({ data, row: 0 });
    setTaken((count) => count + 1);
  };
  // Numbers begin with a row that there is; a picture begins empty.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once.
  useEffect(() => {
    if (trial.kind === 'numbers') void taking(0);
  }, []);
  const values = {
    output: trial.output,
    input: trial.input,
    name: response ? nameOf(response.column) : '',
    scale: fmt(scale),
  };
  const ink = rows?.most ?? 1;
  return (
    <section className={panes.pane} data-pane="chart" aria-label={say('title')}>
      <div className={panes.head}>
        <h2>{say('title')}</h2>
        <button type="button" className={styles.close} aria-label={say('close')} title={say('close')} onClick={close}>
          <X size={14} aria-hidden="true" />
        </button>
      </div>
      <div className={styles.panel}>
        {trial.kind === 'picture' && sample && (
          <Board
            side={Math.sqrt(width)}
            cells={sample.data}
            ink={ink}
            change={(data) => setSample({ data, row: 0 })}
            gradient={gradient}
            erasing={erasing}
          />
        )}
        {trial.kind === 'numbers' && sample && (
          <NumberFields
            key={taken}
            input={trial.input}
            data={sample.data}
            change={(data) => setSample({ data, row: 0 })}
            gradient={gradient}
          />
        )}
        {trial.kind === 'text' && known && (
          <TextSurface trial={trial} known={known} change={setSample} gradient={gradient} />
        )}
        <div className={styles.tools}>
          {trial.kind !== 'text' && (
            <form
              className={styles.taking}
              onSubmit={(event) => {
                event.preventDefault();
                void taking(row);
              }}
            >
              <label htmlFor={`${id}-row`}>{say('row')}</label>
              <input
                id={`${id}-row`}
                type="number"
                min={0}
                max={Math.max(0, (rows?.total ?? 1) - 1)}
                value={row}
                onChange={({ target }) => setRow(Math.max(0, Math.floor(target.valueAsNumber) || 0))}
              />
              <button type="submit" className={styles.button}>
                {say('take')}
              </button>
            </form>
          )}
          {trial.kind === 'picture' && (
            <>
              <button
                type="button"
                className={styles.button}
                onClick={() => setSample({ data: new Float32Array(width), row: 0 })}
              >
                {say('clear')}
              </button>
              <label>
                <input type="checkbox" checked={erasing} onChange={({ target }) => setErasing(target.checked)} />
                {say('erase')}
              </label>
            </>
          )}
          <label>
            <input type="checkbox" checked={painted} onChange={({ target }) => setPainted(target.checked)} />
            {say('paint')}
          </label>
          {gradient && <p data-testid="try.gradient">{say(trial.kind === 'text' ? 'lengths' : 'gradient', values)}</p>}
          {trial.standardised && <p>{say('standardised')}</p>}
        </div>
        {response && <Answers response={response} chooses={trial.chooses} nameOf={nameOf} choose={setColumn} />}
      </div>
    </section>
  );
}

/** What the rows of the data are like, and one of them. */
function useRows({ input, kind }: Trial) {
  const store = useChainrule();
  const revision = useSession((session) => session.reported);
  const [data, setData] = useState<{ readonly total: number; readonly most: number } | null>(null);
  const { node, name } = parts(input);
  useEffect(() => {
    if (kind === 'text' || !revision) return;
    void store.ask({ kind: 'rows', node, from: 0, count: 32 }).then((answer) => {
      const X = answer.kind === 'rows' ? answer.columns.get(name)?.data : undefined;
      if (answer.kind === 'rows' && X)
        setData({ total: answer.total, most: X.reduce((a, b) => Math.max(a, b), 0) || 1 });
    });
  }, [store, node, name, kind, revision]);
  const take = async (row: number) => {
    const answer = await store.ask({ kind: 'rows', node, from: row, count: 1 });
    const X = answer.kind === 'rows' ? answer.columns.get(name)?.data : undefined;
    return X && X.length > 0 ? Float32Array.from(X) : undefined;
  };
  return { data, take };
}

/** Null until it is known. */
function useKnown({ input, kind }: Trial): Known | null {
  const settings = useSession((session) => session.history.present.nodes[parts(input).node]?.settings);
  const text = kind === 'text' ? String(settings?.text ?? '') : null;
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => {
    if (text !== null) void knownOf(text).then(setKnown);
  }, [text]);
  return known;
}
