/* What the network makes of its samples: a confusion matrix, the samples behind each cell, and the way to follow one of
   them through the network. */
import { X } from 'lucide-react';
import { useState } from 'react';
import { parts } from '../../document/document.ts';
import { type SampleKey, sampleWord } from '../../words/samples.ts';
import type { Values } from '../../words/words.ts';
import { useSession } from '../context.ts';
import panes from '../training/training.module.css';
import { type Cell, matrixOf, type Sample, samplesIn, shownClasses } from './confusion.ts';
import styles from './samples.module.css';
import { useLooked } from './use-looked.ts';
import { useTracing } from './use-tracing.ts';

/** Rows that are judged; classes and samples that have room. */
const MOST = { rows: 10_000, classes: 20, samples: 12 };
export function SamplesPane({ close }: { readonly close: () => void }) {
  const language = useSession((session) => session.language);
  const document = useSession((session) => session.history.present);
  const say = (key: SampleKey, values?: Values) => sampleWord(language, key, values);
  const found = useLooked('judge', MOST.rows);
  const [cell, setCell] = useState<Cell>(null);
  const [more, setMore] = useState(1);
  const { traced, follow, leave } = useTracing();
  if (!found) return <section className={panes.pane} data-pane="chart" aria-label={say('title')} />;
  const { judged, test } = found;
  const source = parts(judged.target).node;
  const names = document.nodes[source]?.settings.classes;
  const nameOf = (label: number) => String((Array.isArray(names) && names[label]) || label);
  const shown = shownClasses(judged, judged.classes, MOST.classes);
  const samples = samplesIn(judged, cell);
  const wrong = cell ? samplesIn(judged, null).length : samples.length;
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
          {traced !== null && (
            <p role="status">
              {say('tracing', { row: traced })}{' '}
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
                follow={(row) => follow(source, row)}
                on={traced === sample.row}
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
