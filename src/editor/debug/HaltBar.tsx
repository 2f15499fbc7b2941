/* Why the run stands still, in one sentence, with the way back: what broke a number is one step before it. */
import { ArrowUpFromLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type Address, parts } from '../../document/document.ts';
import type { Store } from '../../store/store.ts';
import type { Breakpoint } from '../../worker/debugging.ts';
import { canvasFit } from '../canvas/drop.ts';
import { useChainrule, useSession } from '../context.ts';
import { fmt } from '../tensor/format.ts';
import { described } from './breakpoints.ts';
import styles from './debug.module.css';
import { type Say, useDebugSay } from './say.ts';
import { useLane } from './use-lane.ts';

export function HaltBar() {
  const store = useChainrule();
  const say = useDebugSay();
  const halt = useSession((session) => session.debug?.halt);
  const met = useSession(({ breakpoints }) =>
    breakpoints.find(({ id }) => halt?.by === 'breakpoint' && id === halt.id),
  );
  const broken = halt?.by === 'not-finite' ? halt.address : null;
  const wrong = useLane(({ current }) => (met?.kind === 'check' ? (current?.writes ?? null) : null));
  const first = useFirstBroken(store, broken);
  const culprit = broken ?? wrong;
  useEffect(() => (culprit ? show(store, culprit) : undefined), [store, culprit]);
  // The sentence about the check itself says more, as long as it stands there.
  const told = useSession(({ notice }) => wrong !== null && notice?.code === 'gradient-wrong');
  if (!halt || told) return null;
  if (halt.by === 'not-finite') {
    const at = first ? say('halt-at', { index: first.index.join(', ') }) : '';
    return (
      <div className={styles.halt} data-tone="error" role="alert">
        <span>{say(first?.nan === false ? 'halt-infinite' : 'halt-nan', { tensor: halt.address, at })}</span>
        <button type="button" onClick={() => store.walk({ by: 'part', back: true })}>
          <ArrowUpFromLine size={13} aria-hidden="true" />
          {say('back')} <kbd>,</kbd>
        </button>
      </div>
    );
  }
  return (
    <div className={styles.halt} role="status">
      <span>{met ? reasonOf(met, halt.value, wrong, say) : say('halt-gone')}</span>
    </div>
  );
}

function reasonOf(met: Breakpoint, value: number | undefined, wrong: Address | null, say: Say): string {
  if (value === undefined) return say('halt-breakpoint', { what: described(met, say) });
  if (wrong) return say('halt-check', { tensor: wrong, value: fmt(value) });
  return say('halt-value', { what: described(met, say), value: fmt(value) });
}

/** The camera goes to the node, unless it is seen already, also when the inspector comes and takes room. */
function show(store: Store, address: Address): (() => void) | undefined {
  const { node } = parts(address);
  store.pick(address);
  const card = document.querySelector(`[data-testid="node.${CSS.escape(node)}"]`);
  const stage = card?.closest('.react-flow');
  if (!card || !stage) return undefined;
  const observer = new ResizeObserver(() => {
    const [here, seen] = [card.getBoundingClientRect(), stage.getBoundingClientRect()];
    if (here.left < seen.left || here.right > seen.right || here.top < seen.top) canvasFit([node]);
  });
  observer.observe(stage);
  return () => observer.disconnect();
}

interface First {
  readonly index: readonly number[];
  readonly nan: boolean;
}

/** Which number of the tensor it was. */
function useFirstBroken(store: Store, address: Address | null): First | null {
  const [first, setFirst] = useState<First | null>(null);
  useEffect(() => {
    setFirst(null);
    if (!address) return;
    let asked = true;
    void store.ask({ kind: 'tensor', address }).then((answer) => {
      if (!asked || answer.kind !== 'tensor') return;
      const at = answer.data.findIndex((x) => !Number.isFinite(x));
      if (at >= 0) setFirst({ index: indexOf(at, answer.shape), nan: Number.isNaN(answer.data[at]) });
    });
    return () => {
      asked = false;
    };
  }, [store, address]);
  return first;
}

function indexOf(at: number, shape: readonly number[]): readonly number[] {
  const index: number[] = [];
  let rest = at;
  for (const length of shape.toReversed()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}
