/* What the Doctor says, a line in the dock: the place, what was measured and the limit, one experiment, and quiet on demand. */
import { Stethoscope } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { type DoctorKey, doctorWord } from '../../words/doctor.ts';
import type { Values } from '../../words/words.ts';
import { useChainrule, useSession } from '../context.ts';
import { fmt, fmtCount, fmtLoss } from '../tensor/format.ts';
import styles from './doctor.module.css';
import type { Doctor, Experiment } from './doctor.ts';
import type { Hint } from './judge.ts';
import type { RuleId } from './rules.ts';

export function DoctorLine({ doctor }: { readonly doctor: Doctor }) {
  const { hint, experiment } = useSyncExternalStore(doctor.subscribe, doctor.read);
  return (
    <div className={styles.line} role="status" aria-live="polite" data-testid="doctor">
      {experiment ? (
        <Result doctor={doctor} experiment={experiment} />
      ) : (
        hint && <HintLine doctor={doctor} hint={hint} />
      )}
    </div>
  );
}

function useWord() {
  const language = useSession((session) => session.language);
  return (key: DoctorKey, values?: Values) => doctorWord(language, key, values);
}

function HintLine({ doctor, hint }: { readonly doctor: Doctor; readonly hint: Hint }) {
  const store = useChainrule();
  const say = useWord();
  const { treatment } = doctor.read();
  const { rule, finding } = hint;
  const form = formOf(hint);
  const node = finding.node;
  const label = useSession(({ history }) => (node && history.present.nodes[node]?.label) ?? node ?? '');
  const attempt = () => treatment && doctor.attempt(treatment, say('before'));
  return (
    <>
      <p className={styles.says} data-grade={finding.grade}>
        <Stethoscope size={14} aria-hidden="true" />
        <span>
          <b>{say('doctor')}</b> {say(form, { ...finding.values, node: label })}{' '}
          <span className={styles.figures}>
            {say(`measured.${form}`, {
              measured: figure(finding.measured, rule),
              threshold: figure(finding.threshold, rule),
            })}
          </span>
        </span>
      </p>
      <span className={styles.acts}>
        {treatment && (
          <button type="button" className={styles.main} title={say('try-help')} onClick={attempt}>
            {say(`try.${treatment.says}`, treatment.values)}
          </button>
        )}
        {node !== undefined && (
          <button type="button" onClick={() => store.select([node])}>
            {say('show', { node: label })}
          </button>
        )}
        <button type="button" title={say('mute-help')} onClick={() => doctor.mute(rule)}>
          {say('mute')}
        </button>
      </span>
    </>
  );
}

function Result({ doctor, experiment }: { readonly doctor: Doctor; readonly experiment: Experiment }) {
  const say = useWord();
  const { steps, before, after } = experiment;
  return (
    <>
      <p className={styles.says}>
        <Stethoscope size={14} aria-hidden="true" />
        <span>
          {after === null
            ? say('experiment-runs')
            : say('experiment-done', { steps: fmtCount(steps), before: fmtLoss(before), after: fmtLoss(after) })}
        </span>
      </p>
      <span className={styles.acts}>
        <button type="button" className={styles.main} onClick={() => doctor.settle(true)}>
          {say('keep')}
        </button>
        <button type="button" onClick={() => doctor.settle(false)}>
          {say('take-back')}
        </button>
      </span>
    </>
  );
}

/** A rule that speaks in two ways has two sentences. */
function formOf({ rule, finding }: Hint) {
  if (rule === 'rate-high' && finding.values?.how === 'leap') return 'rate-high-leap';
  if (rule === 'exploding' && finding.measured === Number.POSITIVE_INFINITY) return 'exploding-stop';
  return rule;
}

const SHARES: ReadonlySet<RuleId> = new Set(['dead', 'saturated', 'wiring']);
const figure = (x: number, rule: RuleId) => (SHARES.has(rule) ? `${Math.round(100 * x)}%` : fmt(x, true));
