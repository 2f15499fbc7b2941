/* What the network makes of its samples: a confusion matrix, the samples behind each cell, and the way to follow one of
   them through the network. */
import { X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { address, parts } from '../../document/document.ts';
import { size } from '../../tensor/shape.ts';
import { type SampleKey, sampleWord } from '../../words/samples.ts';
import type { Values } from '../../words/words.ts';
import type { Answer } from '../../worker/requests.ts';
import { useChainrule, useSession } from '../context.ts';
import { probeOf } from '../probe/probe.ts';
import panes from '../training/training.module.css';
import { type Cell, matrixOf, type Sample, samplesIn, shownClasses } from './confusion.ts';
import styles from './samples.module.css';

type Judged = Extract<Answer, { kind: 'judge' }>;

/** Rows that are judged; classes and samples that have room. */
const MOST = { rows: 10_000, classes: 20, samples: 12 };
/** Milliseconds between two looks while training runs. */
const PACE = 1000;

export function SamplesPane({ close }: { readonly close: () => void }) {
  const store = useChainrule();
  const language = useSession((session) => session.language);
  const document = useSession((session) => session.history.present);
  const say = (key: SampleKey, values?: Values) => sampleWord(language, key, values);
  const found = useJudged();
  const [cell, setCell] = useState<Cell>(null);
  const [more, setMore] = useState(1);
  const traced = useTraced();
  if (!found) return <section className={panes.pane} data-pane="chart" aria-label={say('title')} />;
  const { judged, test } = found;
  const source = parts(judged.target).node;
  const names = document.nodes[source]?.settings.classes;
  const nameOf = (label: number) => String((Array.isArray(names) && names[label]) || label);
  const shown = shownClasses(judged, judged.classes, MOST.classes);
  const samples = samplesIn(judged, cell);
  const wrong = cell ? samplesIn(judged, null).length : samples.length;
  const follow = async (row: number) => {
    const answer = await store.ask({ kind: 'trace', row });
    if (answer.kind !== 'trace') return;
    traced.set(row);
    const { shapes } = store.session.getState().plan;
    const shape = shapes.get(address(source, 'X'));
    probeOf(store).clear();
    if (shape && size(shape) > 0) await probeOf(store).pin({ place: address(source, 'X'), shape, flats: [0] });
    store.showSample(0);
  };
  const leave = async () => {
    await store.ask({ kind: 'trace', row: null });
    traced.set(null);
    probeOf(store).clear();
  };
  return (
    <section className={panes.pane} data-pane="chart" aria-label={say('title')}>
      <div className={panes.head}>
        <h2>{say('title')}</h2>
        <span className={styles.count} data-testid="samples.count">
          {say(test ? 'test-wrong' : 'training-wrong', { wrong, rows: judged.rows.length })}
        </span>
        <button type="button" className={styles.close} aria-label={say('close')} title={say('close')} onClick={close}>
          <X size={14} aria-hidden="true" />
        </button>
      </div>
      <div className={styles.panel}>
        <Matrix counts={matrixOf(judged, shown)} shown={shown} nameOf={nameOf} cell={cell} choose={setCell} say={say} />
        <div className={styles.samples}>
          <h3>{cell ? say('of-cell', { actual: nameOf(cell[0]), predicted: nameOf(cell[1]) }) : say('mistakes')}</h3>
          {traced.row !== null && (
            <p role="status">
              {say('tracing', { row: traced.row })}{' '}
              <button type="button" className={styles.button} onClick={() => void leave()}>
                {say('leave')}
              </button>
            </p>
          )}
          {samples.length === 0 && <p>{say('none')}</p>}
          <ul>
            {samples.slice(0, more * MOST.samples).map((sample) => (
              <Item
                key={sample.row}
                sample={sample}
                nameOf={nameOf}
                say={say}
                follow={follow}
                on={traced.row === sample.row}
              />
            ))}
          </ul>
          {samples.length > more * MOST.samples && (
            <button type="button" className={styles.button} onClick={() => setMore(more + 1)}>
              {say('more')}
            </button>
          )}
        </div>
      </div>
    </section>
  );
}

type Say = (key: SampleKey, values?: Values) => string;

interface MatrixProps {
  readonly counts: readonly (readonly number[])[];
  readonly shown: readonly number[];
  readonly nameOf: (label: number) => string;
  readonly cell: Cell;
  readonly choose: (cell: Cell) => void;
  readonly say: Say;
}

function Matrix({ counts, shown, nameOf, cell, choose, say }: MatrixProps) {
  const largest = Math.max(1, ...counts.flat());
  return (
    <section className={styles.matrix} aria-label={say('matrix')}>
      <table>
        <thead>
          <tr>
            <td>
              {say('actual')} ↓ {say('predicted')} →
            </td>
            {shown.map((label) => (
              <th key={label} scope="col">
                {nameOf(label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((actual, down) => (
            <tr key={actual}>
              <th scope="row">{nameOf(actual)}</th>
              {shown.map((predicted, across) => {
                const count = counts[down]?.[across] ?? 0;
                const chosen = cell?.[0] === actual && cell[1] === predicted;
                return (
                  <td key={predicted} data-right={actual === predicted}>
                    <i style={{ opacity: Math.sqrt(count / largest) }} />
                    <button
                      type="button"
                      aria-pressed={chosen}
                      aria-label={say('cell', { count, actual: nameOf(actual), predicted: nameOf(predicted) })}
                      onClick={() => choose(chosen ? null : [actual, predicted])}
                    >
                      {count || '·'}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface ItemProps {
  readonly sample: Sample;
  readonly nameOf: (label: number) => string;
  readonly say: Say;
  readonly follow: (row: number) => Promise<void>;
  readonly on: boolean;
}

function Item({ sample: { row, actual, predicted, share }, nameOf, say, follow, on }: ItemProps) {
  const words = { actual: nameOf(actual), predicted: nameOf(predicted), share: (100 * share).toFixed(0) };
  return (
    <li data-on={on}>
      <span>
        <b>{say('row', { row })}</b> {say('says', words)}
      </span>
      <button
        type="button"
        className={styles.button}
        aria-label={say('trace-row', { row })}
        onClick={() => void follow(row)}
      >
        {say('trace')}
      </button>
    </li>
  );
}

/** What the network makes of its rows now; asked for again when it has learned more. */
function useJudged(): Judged | null {
  const store = useChainrule();
  const measures = useSession((session) => session.measures);
  const engine = useSession((session) => session.engine);
  const [judged, setJudged] = useState<Judged | null>(null);
  const asked = useRef({ at: 0, step: -1 });
  const step = measures?.step ?? -1;
  useEffect(() => {
    const now = performance.now();
    if (step < 0 || (engine === 'running' && now - asked.current.at < PACE)) return;
    asked.current = { at: now, step };
    void store.ask({ kind: 'judge', most: MOST.rows }).then((answer) => {
      if (answer.kind === 'judge') setJudged(answer);
    });
  }, [store, step, engine]);
  return judged;
}

/** The row that is followed, as long as nothing else is done. */
function useTraced() {
  const step = useSession((session) => session.measures?.step ?? -1);
  const engine = useSession((session) => session.engine);
  const revision = useSession((session) => session.revision);
  const debugging = useSession((session) => session.debug !== null);
  const now = `${step} ${engine} ${revision} ${debugging}`;
  const [traced, setTraced] = useState<{ readonly row: number; readonly when: string } | null>(null);
  return useMemo(
    () => ({
      row: traced?.when === now ? traced.row : null,
      set: (row: number | null) => setTraced(row === null ? null : { row, when: now }),
    }),
    [traced, now],
  );
}
