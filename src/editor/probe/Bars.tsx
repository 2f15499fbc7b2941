/* The products of a sum as bars: all of them side by side, the largest with their numbers, each beginning where the one
   before ends, and what it means. For a batch of pictures each row has its sample's. */
import { useMemo } from 'react';
import { parts } from '../../document/document.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Explanation } from '../../worker/debugging.ts';
import { useSession } from '../context.ts';
import { meaningOf } from './meaning.ts';
import { cellName, factorName, namingFor } from './names.ts';
import { Picture } from './Picture.tsx';
import styles from './probe.module.css';
import type { Probed } from './probe.ts';
import { rowsOf } from './rows.ts';
import { type Part, partsOf, type Samples } from './samples.ts';
import { useProbeSay } from './say.ts';
import type { Batch } from './use-batch.ts';

interface Props {
  readonly probed: Probed;
  readonly explanation: Explanation;
  readonly plan: Plan;
  readonly samples: Samples;
  readonly batch: Batch | null;
}

/** Fewer bars side by side say no more than the rows below them. */
const MANY = 7;

export function Bars({ probed, explanation, plan, samples, batch }: Props) {
  const say = useProbeSay();
  const document = useSession((session) => session.history.present);
  const sums = useMemo(() => partsOf(explanation, samples), [explanation, samples]);
  const bySample = sums[0]?.sample !== undefined;
  const pictures = bySample ? samples.pictures : null;
  const meaning = meaningOf(document, plan, probed, sums, batch?.labels ?? null);
  const { rows, rest, result, least, most } = rowsOf(sums, explanation);
  const naming = namingFor(plan, parts(probed.place).node);
  const range = { least, most };
  return (
    <>
      {sums.length > 1 && (
        <section className={styles.bars} data-testid="probe.bars">
          <h3>
            {say(bySample ? 'bars-samples' : 'bars')}
            <span>{sums.length + explanation.omitted}</span>
          </h3>
          {sums.length >= MANY && <Line sums={sums} />}
          <table>
            <tbody>
              {rows.map(({ part, factors, from, to, product }) => (
                <tr key={part.sample ?? sums.indexOf(part)}>
                  <td className={styles.who}>
                    {pictures && part.sample !== undefined && <Picture batch={batch} sample={part.sample} />}
                    <span className={styles.name}>
                      {part.sample === undefined ? lettersOf(part, naming) : `n = ${part.sample}`}
                      {batch?.labels && part.sample !== undefined && (
                        <b>{say('class', { class: batch.labels[part.sample] ?? '' })}</b>
                      )}
                    </span>
                  </td>
                  <td className={styles.factors}>{factors}</td>
                  <td className={styles.track}>
                    <Bar from={from} to={to} {...range} />
                  </td>
                  <td>{product}</td>
                </tr>
              ))}
              {rest && (
                <tr>
                  <td colSpan={2} className={styles.rest}>
                    {say(bySample ? 'rest-samples' : 'rest-products', { count: rest.count })}
                  </td>
                  <td className={styles.track}>
                    <Bar from={rest.from} to={rest.to} {...range} />
                  </td>
                  <td>{rest.sum}</td>
                </tr>
              )}
              <tr className={styles.total}>
                <td colSpan={2}>{cellName(naming, { address: probed.place, index: probed.index })}</td>
                <td className={styles.track}>
                  <Bar from={0} to={explanation.result} {...range} />
                </td>
                <td>{result}</td>
              </tr>
            </tbody>
          </table>
        </section>
      )}
      {meaning.length > 0 && (
        <p className={styles.meaning} data-testid="probe.meaning">
          {meaning.map(([key, values]) => say(key, values)).join(' ')}
        </p>
      )}
    </>
  );
}

/** One product in letters; several stand behind their sum. */
function lettersOf({ terms }: Part, naming: ReturnType<typeof namingFor>): string {
  return terms.flatMap(({ factors }) => factors.map((factor) => factorName(naming, factor))).join('·') || '1';
}

interface BarProps {
  readonly from: number;
  readonly to: number;
  readonly least: number;
  readonly most: number;
}

/** From where the bar before ended to where this one ends; what is not zero is at least a pixel wide. */
function Bar({ from, to, least, most }: BarProps) {
  const share = (x: number) => (most > least ? (x - least) / (most - least) : 0);
  const [left, right] = [Math.min(share(from), share(to)), Math.max(share(from), share(to))];
  return (
    <>
      <i className={styles.zero} style={{ left: `${100 * share(0)}%` }} />
      {from !== to && (
        <i
          className={styles.bar}
          data-sign={to > from ? 'plus' : 'minus'}
          style={{ left: `${100 * left}%`, width: `max(1px, ${100 * (right - left)}%)` }}
        />
      )}
    </>
  );
}

/** All parts in the order of summing, on one baseline that is placed by the data. */
function Line({ sums }: { readonly sums: readonly Part[] }) {
  const products = sums.map(({ product }) => (Number.isFinite(product) ? product : 0));
  const [least, most] = [Math.min(0, ...products), Math.max(0, ...products)];
  const height = most > least ? 100 / (most - least) : 0;
  return (
    <svg className={styles.line} viewBox={`0 0 ${sums.length} 100`} preserveAspectRatio="none" aria-hidden="true">
      {products.map((product, place) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the sum is what a bar stands for.
          key={place}
          data-sign={product > 0 ? 'plus' : 'minus'}
          x={place + 0.1}
          width={0.8}
          y={(most - Math.max(0, product)) * height}
          height={Math.abs(product) * height}
        />
      ))}
      <line x1={0} x2={sums.length} y1={most * height} y2={most * height} />
    </svg>
  );
}
