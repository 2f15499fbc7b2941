/* What stands behind a tensor, and behind the one of its numbers that is looked at: the formula, the shapes, one cell with
   numbers, its products as bars, and what it means. */
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { type Address, parts } from '../../document/document.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { formulaOf } from '../inspector/formula.ts';
import styles from '../inspector/inspector.module.css';
import { stepOf } from '../inspector/tensors.ts';
import { Bars } from './Bars.tsx';
import { Lines } from './Lines.tsx';
import { Mathematics } from './Mathematics.tsx';
import { cellName } from './names.ts';
import probed from './probe.module.css';
import type { Cell } from './probe.ts';
import { samplesOf } from './samples.ts';
import { useProbeSay, useProbing } from './say.ts';
import { useBatch } from './use-batch.ts';
import type { NumberItem } from './why.ts';

const Why = lazy(async () => ({ default: (await import('./Why.tsx')).Why }));

const isSame = (a: Cell, b: Cell) => a.place === b.place && String(a.index) === String(b.index);

/** `shown` is the tensor of the inspector; while a number of another is looked at, that one is explained. */
export function Explained({ shown }: { readonly shown: Address }) {
  const store = useChainrule();
  const say = useSay();
  const sayProbe = useProbeSay();
  const plan = useSession((session) => session.plan);
  const document = useSession((session) => session.history.present);
  const { hover, pins } = useProbing();
  const cells = hover ? [hover] : pins.toReversed();
  const [asked, setAsked] = useState<NumberItem | null>(null);
  // Whoever goes from a number to the button looks at the number no more.
  const [recent, setRecent] = useState<Cell | null>(null);
  const [last] = cells;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tensor is the reason.
  useEffect(() => setRecent(null), [shown]);
  useEffect(() => {
    if (last?.explanation) setRecent((before) => (before && isSame(before, last) ? before : last));
  }, [last]);
  // The numbers of another step are others.
  const done = useSession((session) => session.measures?.step);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step or tensor is the reason.
  useEffect(() => setAsked(null), [done, shown]);
  const ask = async ({ place, index }: Cell) => {
    const answer = await store.ask({ kind: 'explain', address: place, index, limit: 1 });
    if (answer.kind === 'explain') setAsked({ kind: 'number', place, index, value: answer.value });
  };
  const looking = cells.length > 0 || asked !== null;
  const samples = useMemo(() => (looking ? samplesOf(document, plan) : null), [looking, document, plan]);
  const batch = useBatch(samples?.pictures ?? null);
  const place = cells[0]?.place ?? shown;
  const lines = useLines();
  const written = useMemo(() => lines?.writtenOf(document, plan, place), [lines, document, plan, place]);
  const numpy = useMemo(() => lines?.numpyOf(plan, place), [lines, plan, place]);
  const step = stepOf(plan, parts(place).node);
  if (!step) return null;
  const { what, shapes, like, pytorch } = formulaOf(plan, step, place, document.training);
  // What somebody wrote stands in the place of the truth, and the truth is not seen while it is fetched.
  const formula = written ? written.formula : (lines || !document.definitions) && what;
  const line = written ? written.line : numpy;
  return (
    <section className={styles.formula} aria-label={say('inspector.formula')}>
      <div className={probed.head}>
        <h3>
          {say('inspector.formula')}
          {place !== shown && <code className={probed.other}>{place}</code>}
        </h3>
        {line && (
          <code className={styles.pytorch} data-testid="inspector.numpy">
            <span>NumPy</span> {line}
          </code>
        )}
      </div>
      {formula && <Mathematics plan={plan} step={step} line={formula} />}
      {shapes && !written && (
        <code className={styles.shapes} data-testid="inspector.shapes">
          {shapes}
          {like && ` = ${say('inspector.shape-of', { tensor: like })} ✓`}
        </code>
      )}
      {cells.length === 0 && <p className={probed.hint}>{sayProbe('hint')}</p>}
      {cells.map((cell) => (
        <div key={`${cell.place} ${cell.index}`} className={probed.cell}>
          <Lines probed={cell} plan={plan} alone={cell.place !== place} />
          {cell.explanation && samples && (
            <Bars probed={cell} explanation={cell.explanation} plan={plan} samples={samples} batch={batch} />
          )}
        </div>
      ))}
      {recent && (
        <button type="button" className={probed.ask} onClick={() => void ask(recent)}>
          {sayProbe('why-ask', {
            cell: cellName((address) => address, { address: recent.place, index: recent.index }),
          })}
        </button>
      )}
      {asked && samples && (
        <div className={probed.cell}>
          <Suspense>
            <Why key={`${asked.place} ${asked.index} ${asked.value}`} root={asked} plan={plan} samples={samples} />
          </Suspense>
          <button type="button" className={probed.ask} onClick={() => setAsked(null)}>
            {sayProbe('why-close')}
          </button>
        </div>
      )}
      <code className={styles.pytorch}>
        <span>PyTorch</span> {pytorch}
      </code>
    </section>
  );
}

/** The notebook's lines for tensors, as soon as they are there. */
function useLines(): typeof import('./numpy.ts') | null {
  const [lines, setLines] = useState<typeof import('./numpy.ts') | null>(null);
  useEffect(() => {
    void import('./numpy.ts').then(setLines);
  }, []);
  return lines;
}
