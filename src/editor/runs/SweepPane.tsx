/* The sweep: one number of the network over a ladder, eight small curves from the same seed, each a button that takes its
   value over; and the finder of a learning rate. */
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { apply, begin } from '../../document/history.ts';
import { startSweeper } from '../../worker/start.ts';
import { rateAt } from '../../worker/sweep.ts';
import { useChartWord } from '../charts/MeasuredChart.tsx';
import { useChainrule, useSession } from '../context.ts';
import { fmt, fmtCount, fmtLoss } from '../tensor/format.ts';
import { FinderPlot } from './FinderPlot.tsx';
import { type Knob, knobsOf, RUNGS, readLadder } from './knobs.ts';
import { RungCurve } from './RungCurve.tsx';
import styles from './runs.module.css';
import { createSweep } from './sweep.ts';
import { bestOf, cliffOf, endOf, suggested } from './verdict.ts';

/** Of each run; and of the finder's one run, which ends earlier where the loss leaves the ground. */
const STEPS = { sweep: 500, find: 200, most: 20_000 } as const;
const RAMP = { from: 1e-5, to: 30 } as const;
const FINDER = 'finder';

export function SweepPane() {
  const store = useChainrule();
  const word = useChartWord();
  const [sweep] = useState(() => createSweep(startSweeper));
  const { rungs, running, failed } = useSyncExternalStore(sweep.subscribe, sweep.read);
  useEffect(() => sweep.stop, [sweep]);
  const language = useSession((session) => session.language);
  const document = useSession(({ history }) => history.present);
  const plan = useSession((session) => session.plan);
  const knobs = useMemo(() => knobsOf(document, plan, language), [document, plan, language]);
  const [id, setId] = useState('rate');
  const [typed, setTyped] = useState<string | null>(null);
  const [steps, setSteps] = useState<string>(String(STEPS.sweep));
  /** What the curves on the screen are of. */
  const [swept, setSwept] = useState(id);
  const knob = knobs.find((each) => each.id === id) ?? knobs[0]!;
  const finds = id === FINDER;
  const text = typed ?? knob.ladder.slice(0, RUNGS).join(', ');
  const ladder = readLadder(text, knob);
  const count = /^\d{1,5}$/.test(steps.trim()) ? Math.min(STEPS.most, Number(steps)) : 0;
  const title = ({ of, name }: Knob) => name || (of === 'optimizer' || of === 'node' ? '' : word(`knob.${of}`));
  const choose = (next: string) => {
    setId(next);
    setTyped(null);
    setSteps(String(next === FINDER ? STEPS.find : STEPS.sweep));
  };
  const run = () => {
    if (count < 1) return;
    setSwept(id);
    if (finds) sweep.run([{ value: 0, document, steps: count, ramp: RAMP }]);
    else if (ladder)
      sweep.run(ladder.map((value) => ({ value, steps: count, document: changed(document, knob, value) })));
  };
  const adopt = (value: number) => {
    const setting = finds ? 'rate' : swept;
    const found = knobs.find((each) => each.id === setting);
    if (found) store.change({ code: 'change-training', values: { field: setting } }, found.edit(value));
  };
  return (
    <div className={styles.sweep} data-testid="sweep">
      <form
        className={styles.bar}
        onSubmit={(event) => {
          event.preventDefault();
          if (running) sweep.stop();
          else run();
        }}
      >
        <select
          aria-label={word('sweep.setting')}
          value={finds ? FINDER : knob.id}
          onChange={({ target }) => choose(target.value)}
        >
          {knobs.map((each) => (
            <option key={each.id} value={each.id}>
              {title(each)}
            </option>
          ))}
          <option value={FINDER}>{word('sweep.finder')}</option>
        </select>
        {!finds && (
          <input
            aria-label={word('sweep.ladder')}
            className={styles.ladder}
            aria-invalid={!ladder}
            title={ladder ? undefined : word('sweep.refused', { most: RUNGS })}
            value={text}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
        <label>
          {word('sweep.steps')}
          <input
            className={styles.steps}
            inputMode="numeric"
            aria-invalid={count < 1}
            value={steps}
            onChange={({ target }) => setSteps(target.value)}
          />
        </label>
        <button type="submit" disabled={!running && (!plan.ready || count < 1 || (!finds && !ladder))}>
          {word(running ? 'sweep.stop' : 'sweep.run')}
        </button>
      </form>
      {swept === FINDER && rungs[0] ? (
        <Found losses={rungs[0].losses} done={!running} steps={count} adopt={adopt} />
      ) : (
        <>
          <div className={styles.rungs}>
            {rungs.map((rung) => (
              <button
                key={rung.value}
                type="button"
                className={styles.rung}
                aria-pressed={knobs.find((each) => each.id === swept)?.value === rung.value}
                aria-label={word(`rung.${rung.state}`, { value: fmt(rung.value, true), loss: lossOf(rung) })}
                title={word('sweep.adopt')}
                onClick={() => adopt(rung.value)}
              >
                <b>{fmt(rung.value, true)}</b>
                <RungCurve rung={rung} all={rungs} />
                <span>{rung.state === 'broken' ? 'NaN' : rung.state === 'refused' ? '–' : lossOf(rung)}</span>
              </button>
            ))}
          </div>
          <p className={styles.verdict} role="status" data-testid="sweep.verdict">
            {failed ? (
              word('sweep.failed')
            ) : rungs.length === 0 ? (
              word('sweep.help')
            ) : running ? (
              ''
            ) : (
              <Verdict rungs={rungs} />
            )}
          </p>
        </>
      )}
    </div>
  );
}

function Verdict({ rungs }: { readonly rungs: Parameters<typeof bestOf>[0] }) {
  const word = useChartWord();
  const [best, cliff] = [bestOf(rungs), cliffOf(rungs)];
  const lowest = best && word('verdict.best', { value: fmt(best.value, true), loss: fmtLoss(endOf(best)) });
  const breaks =
    cliff &&
    word(Number.isFinite(cliff.times) ? 'verdict.cliff' : 'verdict.cliff-nan', {
      ...{ before: fmt(cliff.before, true), after: fmt(cliff.after, true) },
      ...{ times: fmt(cliff.times), step: fmtCount(cliff.step) },
    });
  return [lowest ?? word('verdict.none'), breaks].filter(Boolean).join(' ');
}

interface FoundProps {
  readonly losses: readonly number[];
  readonly done: boolean;
  readonly steps: number;
  readonly adopt: (rate: number) => void;
}

function Found({ losses, done, steps, adopt }: FoundProps) {
  const word = useChartWord();
  const rateOf = (step: number) => rateAt(RAMP, step, steps);
  const rate = done ? suggested(losses, rateOf) : undefined;
  return (
    <>
      <FinderPlot losses={losses} rateOf={rateOf} mark={rate} label={word('sweep.finder')} />
      <p className={styles.verdict} role="status" data-testid="sweep.verdict">
        {rate !== undefined ? (
          <>
            {word('finder.says', { rate: String(rate), steps: fmtCount(losses.length) })}{' '}
            <button type="button" onClick={() => adopt(rate)}>
              {word('finder.adopt', { rate: String(rate) })}
            </button>
          </>
        ) : (
          done && word('finder.none')
        )}
      </p>
    </>
  );
}

const lossOf = (rung: Parameters<typeof endOf>[0]) => (rung.losses.length > 0 ? fmtLoss(endOf(rung)) : '…');

function changed(document: Parameters<typeof knobsOf>[0], knob: Knob, value: number) {
  return apply(begin(document), { code: 'sweep', values: {} }, knob.edit(value)).present;
}
