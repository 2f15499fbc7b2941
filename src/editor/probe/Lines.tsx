/* One number written out: what it is in letters, with numbers, and what the products make. */
import { Fragment } from 'react';
import { parts } from '../../document/document.ts';
import type { Plan } from '../../plan/plan.ts';
import { fmt } from '../tensor/format.ts';
import { cellName, namingFor } from './names.ts';
import styles from './probe.module.css';
import type { Probed } from './probe.ts';
import { useProbeSay } from './say.ts';
import { type Piece, type Sum, sumOf } from './sum.ts';

interface Props {
  readonly probed: Probed;
  readonly plan: Plan;
  /** Nothing above it says of which node it is. */
  readonly alone?: boolean;
}

export function Lines({ probed, plan, alone = false }: Props) {
  const say = useProbeSay();
  const { place, index, explanation, value } = probed;
  const naming = namingFor(plan, parts(place).node);
  const name = cellName(alone ? (address) => address : naming, { address: place, index });
  if (!explanation)
    return (
      <div className={styles.lines} data-testid="probe.sum">
        <span>{name}</span>
        <span>{value === undefined ? say('pending') : `= ${fmt(value)}`}</span>
      </div>
    );
  const sum = sumOf(plan, explanation, naming);
  const more = sum.more && ` ${say('more', { count: sum.more.count, sum: sum.more.sum })}`;
  return (
    <div className={styles.lines} data-testid="probe.sum">
      <span>{name}</span>
      <span>
        = <Terms text={sum.letters} />
        {more && <span className={styles.more}>{more}</span>}
      </span>
      {sum.numbers.length > 0 && (
        <>
          <span />
          <span>
            = <Numbers terms={sum.numbers} />
            {more && ' …'}
          </span>
        </>
      )}
      <span />
      <Result sum={sum} />
    </div>
  );
}

function Result({ sum: { products, result, more } }: { readonly sum: Sum }) {
  return (
    <span>
      {'= '}
      {products && (
        <>
          <Terms text={products} />
          {more && ' …'}
          {' = '}
        </>
      )}
      <b>{result}</b>
    </span>
  );
}

/** A line breaks between terms and not within one. */
function Terms({ text }: { readonly text: string }) {
  return text.split(/ (?=[+−] )/).map((term, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: terms of one line have no other identity.
    <Fragment key={place}>
      {place > 0 && ' '}
      <span className={styles.term}>{term}</span>
    </Fragment>
  ));
}

/** The number that a mask hides is struck through, and the mask's 0 stands beside it. */
function Numbers({ terms }: { readonly terms: Sum['numbers'] }) {
  const say = useProbeSay();
  const written = ({ text, role }: Piece, place: number) => {
    if (role === 'masked') return <s key={place}>{text}</s>;
    return <Fragment key={place}>{role === 'mask' ? ` · ${say('mask')} ${text}` : text}</Fragment>;
  };
  return terms.map((pieces, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: likewise.
    <Fragment key={place}>
      {place > 0 && ' '}
      <span className={styles.term}>{pieces.map(written)}</span>
    </Fragment>
  ));
}
