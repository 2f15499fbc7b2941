/* The Doctor at work: listens to what is measured of a run, and has one hint at a time, or an experiment in its place. */
import type { GraphDocument } from '../../document/document.ts';
import type { Store } from '../../store/store.ts';
import { caseOf } from './case.ts';
import type { Treatment } from './cures.ts';
import { findings, type Hint, treatmentOf } from './judge.ts';
import { Leaps } from './leaps.ts';
import type { RuleId } from './rules.ts';
import type { Watching } from './watching.ts';

/** A change that is tried: the loss before it, after how many iterations, and, once as many are done, the loss now. */
export interface Experiment {
  readonly steps: number;
  readonly before: number;
  readonly after: number | null;
}

export interface Opinion {
  readonly hint: Hint | null;
  readonly treatment: Treatment | undefined;
  readonly experiment: Experiment | null;
  readonly muted: ReadonlySet<RuleId>;
}

export interface Doctor {
  read(): Opinion;
  subscribe(listener: () => void): () => void;
  mute(rule: RuleId): void;
  unmute(): void;
  /** Changes the document, begins again from the same seed, and draws the curve so far beside the new one, called `name`. */
  attempt(treatment: Treatment, name: string): void;
  /** Ends the experiment; its change stays, or is taken back. */
  settle(keep: boolean): void;
}

const NOTHING: Opinion = { hint: null, treatment: undefined, experiment: null, muted: new Set() };

export function createDoctor(store: Store, watching: Watching): Doctor {
  const { session, curve } = store;
  const listeners = new Set<() => void>();
  const leaps = new Leaps();
  let opinion = NOTHING;
  let leave: (() => void) | undefined;
  /** The document of the experiment. */
  let treated: GraphDocument | undefined;

  function end(): void {
    curve.show(null);
    say({ experiment: null });
  }

  function say(next: Partial<Opinion>): void {
    opinion = { ...opinion, ...next };
    for (const listener of [...listeners]) listener();
  }

  function judge(): void {
    const { plan, measures, failure, checks, history } = session.getState();
    const { experiment, muted, hint: before } = opinion;
    if (experiment && history.present === treated) {
      follow(experiment);
      return;
    }
    // Whoever edits on has gone on from there.
    if (experiment) end();
    const run = curve.read();
    leaps.extend(run.losses, run.length);
    const found = { failure, checks, leap: leaps.largest };
    const known = caseOf(plan, run, watching.read(), watching.subject().weights, found);
    // What was never trained is nobody's patient.
    const begun = (measures?.step ?? 0) > 0 || failure !== null;
    const hint = (begun && findings(known).find(({ rule }) => !muted.has(rule))) || null;
    if (hint === before || (hint && before && isSame(hint, before))) return;
    say({ hint, treatment: hint ? treatmentOf(hint, history.present, plan) : undefined });
  }

  function follow(experiment: Experiment): void {
    const { measures, engine, failure } = session.getState();
    const step = measures?.step ?? 0;
    if (experiment.after !== null || !((measures && step >= experiment.steps) || failure)) return;
    if (engine === 'running') store.pause();
    say({ experiment: { ...experiment, after: failure ? Number.NaN : (measures?.loss ?? Number.NaN) } });
  }

  return {
    read: () => opinion,
    subscribe(listener) {
      if (listeners.size === 0) leave = watching.subscribe(judge);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) leave?.();
      };
    },
    mute(rule) {
      say({ muted: new Set([...opinion.muted, rule]) });
      judge();
    },
    unmute() {
      say({ muted: new Set() });
      judge();
    },
    attempt(treatment, name) {
      const { losses, length } = curve.read();
      curve.show({ name, ...losses.kept() });
      store.change({ code: 'mend', values: {} }, treatment.edit);
      treated = session.getState().history.present;
      store.reset();
      const before = losses.at(length - 1) ?? Number.NaN;
      say({ hint: null, treatment: undefined, experiment: { steps: Math.max(50, length), before, after: null } });
      store.train();
    },
    settle(keep) {
      end();
      if (keep) judge();
      else {
        store.undo();
        store.reset();
      }
    },
  };
}

/** While it says the same of the same place, the number that was measured first stands. */
function isSame(a: Hint, b: Hint): boolean {
  const key = ({ rule, finding }: Hint) => `${rule} ${finding.node} ${finding.grade} ${finding.values?.how ?? ''}`;
  return key(a) === key(b);
}
