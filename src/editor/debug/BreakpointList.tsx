/* All breakpoints: the first NaN, which cannot be removed, then what the user set; and a line to add another. */
import { Octagon, OctagonAlert, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Phase } from '../../worker/debugging.ts';
import { useChainrule, useSession } from '../context.ts';
import { described, enabled, withBreakpoint, without } from './breakpoints.ts';
import styles from './debug.module.css';
import { Interpreter } from './interpreter.ts';
import { PHASES } from './lane.ts';
import { useDebugSay } from './say.ts';

export function BreakpointList() {
  const store = useChainrule();
  const say = useDebugSay();
  const breakpoints = useSession((session) => session.breakpoints);
  const halt = useSession((session) => session.debug?.halt);
  const change = (next: typeof breakpoints) => store.setBreakpoints(next);
  return (
    <>
      <ul className={styles.list}>
        <li data-hit={halt?.by === 'not-finite'}>
          <OctagonAlert size={14} aria-hidden="true" />
          <span>{say('first-nan')}</span>
        </li>
        {breakpoints.map((each) => {
          const what = described(each, say);
          const hit = halt?.by === 'breakpoint' && halt.id === each.id;
          return (
            <li key={each.id} data-hit={hit} data-enabled={each.enabled}>
              <Octagon size={14} aria-hidden="true" fill={each.enabled ? 'currentColor' : 'none'} />
              <label>
                <input
                  type="checkbox"
                  aria-label={say('enable', { what })}
                  checked={each.enabled}
                  onChange={({ target }) => change(enabled(breakpoints, each.id, target.checked))}
                />
                {what}
              </label>
              {hit && <span className={styles.hit}>{say('hit')}</span>}
              <button
                type="button"
                className={styles.remove}
                aria-label={say('remove', { what })}
                title={say('remove', { what })}
                onClick={() => change(without(breakpoints, each.id))}
              >
                <X size={13} aria-hidden="true" />
              </button>
            </li>
          );
        })}
      </ul>
      <Adder />
      {breakpoints.every(({ kind }) => kind === 'check') && <p className={styles.hint}>{say('no-breakpoints')}</p>}
    </>
  );
}

const KINDS = ['phase', 'iteration', 'epoch', 'loss', 'expression', 'check'] as const;

function Adder() {
  const store = useChainrule();
  const say = useDebugSay();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('phase');
  const [phase, setPhase] = useState<Phase>('backward');
  const [relation, setRelation] = useState<'<' | '>'>('<');
  const [text, setText] = useState('');
  const [refused, setRefused] = useState('');
  const value = Number(text);
  const wrong =
    text.trim() === '' || !Number.isFinite(value) || (kind === 'iteration' && (value < 0 || value % 1 !== 0));
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const numbered = kind === 'iteration' || kind === 'loss';
    setRefused(numbered && wrong ? say('bad-number', { example: kind === 'loss' ? '0.1' : '100' }) : '');
    if (numbered && wrong) return;
    if (kind === 'expression') {
      const { text: said, tone } = await new Interpreter(store).perform(`b ${text.trim() || '()'}`);
      setRefused(tone ? said : '');
      if (!tone) setText('');
      return;
    }
    const { breakpoints } = store.session.getState();
    const wanted = {
      phase: { kind: 'phase', phase },
      iteration: { kind: 'iteration', step: value },
      epoch: { kind: 'epoch' },
      check: { kind: 'check' },
      loss: { kind: 'loss', relation, value },
    } as const;
    store.setBreakpoints(withBreakpoint(breakpoints, wanted[kind]));
    setText('');
  };
  return (
    <form className={styles.adder} onSubmit={add}>
      <select
        aria-label={say('add-kind')}
        value={kind}
        onChange={({ target }) => {
          setKind(KINDS.find((each) => each === target.value) ?? 'phase');
          setRefused('');
        }}
      >
        {KINDS.map((each) => (
          <option key={each} value={each}>
            {say(`kind-${each}`)}
          </option>
        ))}
      </select>
      {kind === 'phase' && (
        <select
          aria-label={say('kind-phase')}
          value={phase}
          onChange={({ target }) => setPhase(PHASES.find((each) => each === target.value) ?? 'backward')}
        >
          {PHASES.map((each) => (
            <option key={each} value={each}>
              {say(`phase.${each}`)}
            </option>
          ))}
        </select>
      )}
      {kind === 'loss' && <Relation value={relation} onChange={setRelation} />}
      {(kind === 'iteration' || kind === 'loss' || kind === 'expression') && (
        <input
          inputMode={kind === 'expression' ? 'text' : 'decimal'}
          placeholder={kind === 'expression' ? 'norm(dW) < 1e-7' : ''}
          aria-label={say(`kind-${kind}`)}
          aria-invalid={refused !== ''}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      )}
      <button type="submit">{say('add')}</button>
      {refused && <span role="alert">{refused}</span>}
    </form>
  );
}

interface RelationProps {
  readonly value: '<' | '>';
  readonly onChange: (relation: '<' | '>') => void;
}

export function Relation({ value, onChange }: RelationProps) {
  const say = useDebugSay();
  return (
    <select
      aria-label={say('relation')}
      value={value}
      onChange={({ target }) => onChange(target.value === '<' ? '<' : '>')}
    >
      <option value="<">&lt;</option>
      <option value=">">&gt;</option>
    </select>
  );
}
