/* What adds up at a fork, or over passes: every addend and their sum as pictures on one scale, with norms and the cosine
   between the first two. */
import { useEffect, useMemo, useState } from 'react';
import { type Address, gradientOf, parts } from '../../document/document.ts';
import { carriedOf, freshOf } from '../../worker/debugging.ts';
import { useChainrule, useSession } from '../context.ts';
import { fmt } from '../tensor/format.ts';
import { arrange } from '../tensor/layout.ts';
import { nextScale } from '../tensor/scale.ts';
import { AddendPicture } from './AddendPicture.tsx';
import { cosine } from './addends.ts';
import styles from './debug.module.css';
import { RowStrip } from './RowStrip.tsx';
import { ADDEND, Strip } from './Strip.tsx';
import { type Say, useDebugSay, useFigure } from './say.ts';
import { useLane } from './use-lane.ts';

export function AddendStrip({ address }: { readonly address: Address }) {
  const say = useDebugSay();
  const sum = useLane((lane) => lane.sums.get(address) ?? null);
  const shape = useSession((session) => session.plan.shapes.get(address));
  const complete = useSession(({ debug }) => debug !== null && debug.position === debug.events.length);
  const total = gradientOf(address);
  const shown = useMemo(() => [...new Set([...(sum?.addends ?? []), total])], [sum?.addends, total]);
  const scale = useLinkedScale(shown);
  if (!sum || !shape) return null;
  if (sum.addends.length === 0) return <RowStrip value={address} sum={sum} shape={shape} />;
  return (
    <Strip total={total} sum={sum}>
      <div className={styles.addends}>
        {shown.map((each, place) => (
          <Addend
            key={each}
            address={each}
            name={each === total ? `Σ ${parts(total).name}` : `${place + 1} ${nameOf(each, total, say)}`}
            shape={shape}
            scale={scale}
            absent={say(complete && each === carriedOf(total) ? 'addend-gone' : 'addend-pending')}
          />
        ))}
      </div>
      <Angle a={sum.addends[0]} b={sum.addends[1]} done={sum.done} name={(each) => nameOf(each, total, say)} />
      <p className={styles.hint}>
        {sum.carried ? say('addends-carried-help') : say('addends-help', { scale: fmt(scale, true) })}
      </p>
    </Strip>
  );
}

/** An addend that has no address of its own is called by what it is. */
function nameOf(addend: Address, total: Address, say: Say): string {
  if (addend === carriedOf(total)) return say('addend-carried');
  return addend === freshOf(total) ? say('addend-new') : addend.replace(/ new$/, '');
}

interface AddendProps {
  readonly address: Address;
  readonly name: string;
  readonly shape: readonly number[];
  readonly scale: number;
  /** Said while it is not there. */
  readonly absent: string;
}

function Addend({ address, name, shape, scale, absent }: AddendProps) {
  const { live } = useChainrule();
  const say = useDebugSay();
  const arrangement = useMemo(() => arrange(shape, ADDEND), [shape]);
  const { rows, columns } = arrangement.request;
  const source = useMemo(
    () => live.source((each) => ({ address: each, form: 'picture', rows, columns })),
    [live, rows, columns],
  );
  const norm = useFigure(address, (statistics) => fmt(statistics.norm));
  return (
    <AddendPicture
      id={address}
      {...{ source, address, name, shape, arrangement, scale }}
      below={norm ? say('norm', { value: norm }) : absent}
    />
  );
}

/** What full colour stands for in all of them: the largest number, rounded up as every scale is. */
function useLinkedScale(addresses: readonly Address[]): number {
  const { live } = useChainrule();
  const source = useMemo(() => live.source((each) => ({ address: each, form: 'statistics' })), [live]);
  const [scale, setScale] = useState(1);
  useEffect(() => {
    const measure = () => {
      const known = addresses.flatMap((each) => source.read(each)?.statistics ?? []);
      const [largest] = known.toSorted((a, b) => b.peak - a.peak);
      if (largest) setScale(nextScale(undefined, largest));
    };
    measure();
    const leave = addresses.map((each) => source.subscribe(each, measure));
    return () => {
      for (const end of leave) end();
    };
  }, [addresses, source]);
  return scale;
}

interface AngleProps {
  readonly a: Address | undefined;
  readonly b: Address | undefined;
  readonly done: number;
  readonly name: (addend: Address) => string;
}

/** Whether two readers pull the same way. */
function Angle({ a, b, done, name }: AngleProps) {
  const store = useChainrule();
  const say = useDebugSay();
  const [value, setValue] = useState<number | null>(null);
  useEffect(() => {
    setValue(null);
    if (!a || !b || done < 2) return;
    let asked = true;
    const asks = [a, b].map((address) => store.ask({ kind: 'tensor', address }));
    void Promise.all(asks).then(([left, right]) => {
      if (asked && left?.kind === 'tensor' && right?.kind === 'tensor') setValue(cosine(left.data, right.data));
    });
    return () => {
      asked = false;
    };
  }, [store, a, b, done]);
  if (value === null || !a || !b) return null;
  return <p className={styles.figure}>{say('cosine', { a: name(a), b: name(b), value: fmt(value) })}</p>;
}
