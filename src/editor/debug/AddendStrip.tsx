/* What adds up at a fork: every reader's gradient and their sum as pictures on one scale, with norms and the cosine
   between the first two. */
import { X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Address, gradientOf, parts } from '../../document/document.ts';
import { useChainrule, useSession } from '../context.ts';
import { fmt } from '../tensor/format.ts';
import { arrange } from '../tensor/layout.ts';
import { nextScale } from '../tensor/scale.ts';
import { TensorPicture } from '../tensor/TensorPicture.tsx';
import { cosine } from './addends.ts';
import { bench } from './bench.ts';
import styles from './debug.module.css';
import { useDebugSay, useFigure } from './say.ts';
import { useLane } from './use-lane.ts';

/** Numbers stand in the cells of what is this small. */
const BOX = { width: 150, height: 120, cell: 20, numbers: 8 };

export function AddendStrip({ address }: { readonly address: Address }) {
  const say = useDebugSay();
  const sum = useLane((lane) => lane.sums.get(address) ?? null);
  const shape = useSession((session) => session.plan.shapes.get(address));
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  const total = gradientOf(address);
  const shown = useMemo(() => [...new Set([...(sum?.addends ?? []), total])], [sum?.addends, total]);
  const scale = useLinkedScale(shown);
  if (!sum || !shape) return null;
  const leave = () => bench.setState({ sum: null });
  return (
    <section
      className={styles.strip}
      aria-label={say('addends', { tensor: total })}
      onKeyDown={(event) => event.key === 'Escape' && leave()}
    >
      <header>
        <h2>{say('addends', { tensor: total })}</h2>
        <span className={styles.figure}>
          ⊕ {sum.done}/{sum.of}
        </span>
        <button ref={close} type="button" aria-label={say('close')} title={say('close')} onClick={leave}>
          <X size={14} aria-hidden="true" />
        </button>
      </header>
      <div className={styles.addends}>
        {sum.carried && <p className={styles.hint}>{say('addends-carried')}</p>}
        {shown.map((each, place) => (
          <Addend
            key={each}
            address={each}
            name={each === total ? `Σ ${parts(total).name}` : `${place + 1} ${each}`}
            shape={shape}
            scale={scale}
          />
        ))}
      </div>
      <Angle a={sum.addends[0]} b={sum.addends[1]} done={sum.done} />
      <p className={styles.hint}>
        {sum.carried ? say('addends-carried-help') : say('addends-help', { scale: fmt(scale, true) })}
      </p>
    </section>
  );
}

interface AddendProps {
  readonly address: Address;
  readonly name: string;
  readonly shape: readonly number[];
  readonly scale: number;
}

function Addend({ address, name, shape, scale }: AddendProps) {
  const { live } = useChainrule();
  const say = useDebugSay();
  const arrangement = useMemo(() => arrange(shape, BOX), [shape]);
  const { rows, columns } = arrangement.request;
  const source = useMemo(
    () => live.source((each) => ({ address: each, form: 'picture', rows, columns })),
    [live, rows, columns],
  );
  const norm = useFigure(address, (statistics) => fmt(statistics.norm));
  return (
    <div data-testid={`addend.${address}`}>
      <TensorPicture
        source={source}
        address={address}
        name={name}
        shape={shape}
        arrangement={arrangement}
        rule="gradient"
        pending=""
        scale={scale}
      />
      <p>{norm ? say('norm', { value: norm }) : say('addend-pending')}</p>
    </div>
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
}

/** Whether two readers pull the same way. */
function Angle({ a, b, done }: AngleProps) {
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
  return <p className={styles.figure}>{say('cosine', { a, b, value: fmt(value) })}</p>;
}
