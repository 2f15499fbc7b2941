/* The debugger's part of the inspector: where to stop at this node, running to it, a condition on the picked tensor. */
import { type FormEvent, useState } from 'react';
import type { Address, NodeId } from '../../document/document.ts';
import type { Measure } from '../../worker/debugging.ts';
import { useChainrule, useSession } from '../context.ts';
import { Relation } from './BreakpointList.tsx';
import { bench, pause, useBench } from './bench.ts';
import { mainPhase, withBreakpoint, without } from './breakpoints.ts';
import styles from './debug.module.css';
import { PHASES } from './lane.ts';
import { useDebugSay } from './say.ts';

interface Props {
  readonly node: NodeId;
  /** The tensor that is shown large. */
  readonly tensor: Address | undefined;
}

export function NodeSection({ node, tensor }: Props) {
  const store = useChainrule();
  const say = useDebugSay();
  const breakpoints = useSession((session) => session.breakpoints);
  const events = useSession((session) => session.debug?.events);
  const phases = PHASES.filter((phase) => events?.some((event) => event.node === node && event.phase === phase));
  if (!events) return null;
  const until = () => {
    pause();
    store.walk({ until: node, phase: mainPhase(events, node) });
  };
  return (
    <section className={styles.section} aria-label={say('debugger')}>
      <h3>{say('debugger')}</h3>
      <div className={styles.stops}>
        <span>{say('stops')}</span>
        {phases.map((phase) => {
          const id = JSON.stringify({ kind: 'node', node, phase });
          return (
            <label key={phase}>
              <input
                type="checkbox"
                checked={breakpoints.some((each) => each.id === id && each.enabled)}
                onChange={({ target }) =>
                  store.setBreakpoints(
                    target.checked
                      ? withBreakpoint(breakpoints, { kind: 'node', node, phase })
                      : without(breakpoints, id),
                  )
                }
              />
              {say(`phase.${phase}`)}
            </label>
          );
        })}
        <button type="button" title={say('until-help')} onClick={until}>
          {say('until-here')}
        </button>
      </div>
      {tensor && <Condition tensor={tensor} />}
    </section>
  );
}

const MEASURES: readonly Measure[] = ['rms', 'peak', 'mean', 'zeros', 'dead'];

function Condition({ tensor }: { readonly tensor: Address }) {
  const store = useChainrule();
  const say = useDebugSay();
  const watched = useBench(({ watches }) => watches.includes(tensor));
  const [measure, setMeasure] = useState<Measure>('rms');
  const [relation, setRelation] = useState<'<' | '>'>('<');
  const [text, setText] = useState('');
  const [refused, setRefused] = useState(false);
  const add = (event: FormEvent) => {
    event.preventDefault();
    const value = Number(text);
    const wrong = text.trim() === '' || !Number.isFinite(value);
    setRefused(wrong);
    if (wrong) return;
    const { breakpoints } = store.session.getState();
    store.setBreakpoints(withBreakpoint(breakpoints, { kind: 'tensor', address: tensor, measure, relation, value }));
    setText('');
    bench.setState({ tab: 'breakpoints' });
  };
  const watch = () => {
    bench.setState(({ watches }) => ({
      watches: watched ? watches.filter((each) => each !== tensor) : [...watches, tensor],
      ...(!watched && { tab: 'watches' }),
    }));
  };
  return (
    <form className={styles.condition} aria-label={say('condition')} onSubmit={add}>
      <span>{say('condition')}</span>
      <select
        aria-label={say('measure')}
        value={measure}
        onChange={({ target }) => setMeasure(MEASURES.find((each) => each === target.value) ?? 'rms')}
      >
        {MEASURES.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
      <code>{tensor}</code>
      <Relation value={relation} onChange={setRelation} />
      <input
        inputMode="decimal"
        aria-label={say('bound')}
        aria-invalid={refused}
        placeholder="1e-7"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit">{say('add')}</button>
      <button type="button" aria-pressed={watched} onClick={watch}>
        {say('watch')}
      </button>
      {refused && <span role="alert">{say('bad-number', { example: '1e-7' })}</span>}
    </form>
  );
}
