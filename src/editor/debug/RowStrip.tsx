/* A gradient that is a sum over rows, taken apart: what each row adds as a picture, the largest of them where there are many,
   and what they make, on one scale. */
import { useEffect, useMemo, useState } from 'react';
import { type Address, gradientOf, parts } from '../../document/document.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { Addends } from '../../worker/debugging.ts';
import { still } from '../check/error-view.ts';
import { useChainrule, useSession } from '../context.ts';
import { fmt } from '../tensor/format.ts';
import { arrange } from '../tensor/layout.ts';
import { nextScale } from '../tensor/scale.ts';
import { AddendPicture } from './AddendPicture.tsx';
import { pictureOf, statisticsOf } from './addend-view.ts';
import styles from './debug.module.css';
import type { Sum } from './lane.ts';
import { ADDEND, Strip } from './Strip.tsx';
import { useDebugSay } from './say.ts';

/** Rows that are shown one by one. */
const MOST = 4;

interface Props {
  readonly value: Address;
  readonly sum: Sum;
  readonly shape: Shape;
}

export function RowStrip({ value, sum, shape }: Props) {
  const say = useDebugSay();
  const total = gradientOf(value);
  const addends = useAddends(total, sum.done > 0);
  const batch = useSession((session) => session.plan.rows?.batch ?? 0);
  const { sumOf, scale } = useMemo(() => {
    const all = addends
      ? [...addends.largest.map(({ numbers }) => numbers), ...(addends.rest ? [addends.rest] : [])]
      : [];
    const sumOf = added(all);
    return { sumOf, scale: scaleOf([...all, sumOf]) };
  }, [addends]);
  const row = (place: number) =>
    addends?.count === batch || batch === 0 ? `n = ${place}` : `${place + 1}/${addends?.count}`;
  return (
    <Strip total={total} sum={sum}>
      {addends && (
        <div className={styles.addends}>
          {addends.largest.map(({ place, numbers }) => (
            <Still key={place} {...{ total, shape, numbers, scale }} name={row(place)} />
          ))}
          {addends.rest && (
            <Still
              {...{ total, shape, scale }}
              numbers={addends.rest}
              name={say('rows-rest', { count: addends.count - addends.largest.length })}
            />
          )}
          <Still {...{ total, shape, scale }} numbers={sumOf} name={`Σ ${parts(total).name}`} />
        </div>
      )}
      <p className={styles.hint}>
        {addends ? say('rows-help', { scale: fmt(scale, true) }) : say(sum.done > 0 ? 'rows-many' : 'addend-pending')}
      </p>
    </Strip>
  );
}

interface StillProps {
  readonly total: Address;
  readonly shape: Shape;
  readonly numbers: Float64Array;
  readonly scale: number;
  readonly name: string;
}

function Still({ total, shape, numbers, scale, name }: StillProps) {
  const say = useDebugSay();
  const arrangement = useMemo(() => arrange(shape, ADDEND), [shape]);
  const source = useMemo(() => still(pictureOf(shape, numbers, arrangement.request)), [shape, numbers, arrangement]);
  const { norm } = useMemo(() => statisticsOf(numbers), [numbers]);
  return (
    <AddendPicture
      id={name}
      {...{ source, name, shape, arrangement, scale }}
      address={total}
      below={say('norm', { value: fmt(norm) })}
    />
  );
}

/** Asked for when the sum is there, and anew with every iteration; null before, and where they would be too many. */
function useAddends(address: Address, there: boolean): Addends | null {
  const store = useChainrule();
  const measures = useSession((session) => session.measures);
  const [found, setFound] = useState<Addends | null>(null);
  useEffect(() => {
    if (!there) {
      setFound(null);
      return;
    }
    let wanted = measures !== null;
    void store.ask({ kind: 'addends', address, most: MOST }).then((answer) => {
      if (wanted) setFound(answer.kind === 'addends' ? answer : null);
    });
    return () => {
      wanted = false;
    };
  }, [store, address, there, measures]);
  return found;
}

function added(all: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(all[0]?.length ?? 0);
  for (const numbers of all) for (let i = 0; i < numbers.length; i++) sum[i]! += numbers[i]!;
  return sum;
}

function scaleOf(all: readonly Float64Array[]): number {
  const [largest] = all.map(statisticsOf).toSorted((a, b) => b.peak - a.peak);
  return largest ? nextScale(undefined, largest) : 1;
}
