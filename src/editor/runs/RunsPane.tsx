/* The runs of a document: a table, their curves over one another, what two of them differ in, and the way back to one. */
import { Pin, PinOff, RotateCcw, Trash2 } from 'lucide-react';
import { type ReactNode, useMemo, useState, useSyncExternalStore } from 'react';
import { takeParameters } from '../../store/bringing.ts';
import { useChartWord } from '../charts/MeasuredChart.tsx';
import { useChainrule, useSession } from '../context.ts';
import { fmtAccuracy, fmtCount, fmtLoss } from '../tensor/format.ts';
import { Compared } from './Compared.tsx';
import { EndField } from './EndField.tsx';
import type { Recorder, Run } from './recorder.ts';
import { restored, shaped } from './restore.ts';
import styles from './runs.module.css';

export function RunsPane({ recorder }: { readonly recorder: Recorder }) {
  const word = useChartWord();
  const store = useChainrule();
  const { list, current, stopped, patience } = useSyncExternalStore(recorder.subscribe, recorder.read);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const idle = useSession((session) => session.engine === 'idle');
  const sorted = useMemo(() => [...list].sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.at - a.at), [list]);
  const compared = useMemo(() => ticked.flatMap((id) => list.find((run) => run.id === id) ?? []), [ticked, list]);
  const tests = list.some(({ testLoss }) => testLoss !== undefined);
  const now = list.find(({ id }) => id === current);
  const toBest = async ({ best, name }: Run) => {
    if (best?.tensors) await takeParameters(store, name, shaped(best.tensors, store.session.getState().plan.shapes));
  };
  return (
    <div className={styles.runs} data-testid="runs">
      <div className={styles.left}>
        <div className={styles.bar}>
          <EndField patience={patience} onChange={recorder.setPatience} />
          {now?.best?.tensors && (
            <button
              type="button"
              disabled={!idle}
              title={word('runs.to-best-help', { step: fmtCount(now.best.step), value: fmtLoss(now.best.value) })}
              onClick={() => void toBest(now)}
            >
              {word('runs.to-best')}
            </button>
          )}
        </div>
        {stopped !== null && (
          <p className={styles.verdict} role="status" data-testid="runs.stopped">
            {word('runs.stopped', { step: fmtCount(stopped), tests: patience ?? 0 })}
          </p>
        )}
        {list.length === 0 && <p className={styles.help}>{word('runs.help')}</p>}
        <div className={styles.scroll} hidden={list.length === 0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <td />
                <th scope="col">{word('runs')}</th>
                <th scope="col">{word('runs.steps')}</th>
                <th scope="col">{word('runs.loss')}</th>
                {tests && <th scope="col">{word('runs.test')}</th>}
                <th scope="col">{word('runs.best')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {sorted.map((run) => (
                <Row
                  key={run.id}
                  run={run}
                  recorder={recorder}
                  now={run.id === current}
                  tests={tests}
                  place={ticked.indexOf(run.id)}
                  onTick={() =>
                    setTicked(ticked.includes(run.id) ? ticked.filter((id) => id !== run.id) : [...ticked, run.id])
                  }
                  onRestore={() => void restored(store, run)}
                />
              ))}
            </tbody>
          </table>
        </div>
      </div>
      {list.length > 0 && <Compared runs={compared} onNote={(id, note) => recorder.change(id, { note })} />}
    </div>
  );
}

interface RowProps {
  readonly run: Run;
  readonly recorder: Recorder;
  readonly now: boolean;
  /** Some run has been tested. */
  readonly tests: boolean;
  /** Among those that are compared; −1: it is not. */
  readonly place: number;
  readonly onTick: () => void;
  readonly onRestore: () => void;
}

function Row({ run, recorder, now, tests, place, onTick, onRestore }: RowProps) {
  const word = useChartWord();
  const { id, name, best, pinned } = run;
  const test = run.testAccuracy !== undefined ? fmtAccuracy(run.testAccuracy) : run.testLoss && fmtLoss(run.testLoss);
  return (
    <tr data-now={now}>
      <td>
        <input
          type="checkbox"
          checked={place >= 0}
          style={place >= 0 ? { accentColor: `var(--category-${(place % 8) + 1})` } : undefined}
          aria-label={word('runs.compare', { run: name })}
          onChange={onTick}
        />
      </td>
      <td>
        <input
          aria-label={word('runs.name', { run: name })}
          value={name}
          maxLength={60}
          onChange={({ target }) => recorder.change(id, { name: target.value })}
        />
      </td>
      <td>{fmtCount(run.steps)}</td>
      <td>{fmtLoss(run.loss)}</td>
      {tests && <td>{test || '–'}</td>}
      <td title={best && word('runs.best-at', { value: fmtLoss(best.value), step: fmtCount(best.step) })}>
        {best ? fmtLoss(best.value) : '–'}
      </td>
      <td className={styles.icons}>
        <Icon
          label={word(pinned ? 'runs.unpin' : 'runs.pin', { run: name })}
          onClick={() => recorder.change(id, { pinned: !pinned })}
        >
          {pinned ? <PinOff size={14} aria-hidden="true" /> : <Pin size={14} aria-hidden="true" />}
        </Icon>
        <Icon label={word('runs.restore', { run: name })} onClick={onRestore}>
          <RotateCcw size={14} aria-hidden="true" />
        </Icon>
        <Icon label={word('runs.remove', { run: name })} onClick={() => recorder.remove(id)}>
          <Trash2 size={14} aria-hidden="true" />
        </Icon>
      </td>
    </tr>
  );
}

interface IconProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Icon({ label, onClick, children }: IconProps) {
  return (
    <button type="button" aria-label={label} title={label} onClick={onClick}>
      {children}
    </button>
  );
}
