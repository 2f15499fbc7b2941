/* A formula in MathML whose tensors are buttons: pointing at one lights it up wherever it is shown, pressing it shows it
   large. Each symbol is a formula of its own, for nothing inside one can be pressed. */
import { createElement, Fragment, type ReactNode } from 'react';
import { type Address, parts } from '../../document/document.ts';
import type { Plan, Step } from '../../plan/plan.ts';
import { useChainrule } from '../context.ts';
import { gradientValue, originOf, stepOf } from '../inspector/tensors.ts';
import styles from './probe.module.css';
import { probeOf } from './probe.ts';
import { useProbeSay } from './say.ts';
import { type MathSymbol, symbolsOf } from './symbols.ts';

interface Props {
  readonly plan: Plan;
  readonly step: Step;
  readonly line: string;
}

export function Mathematics({ plan, step, line }: Props) {
  return (
    <div className={styles.mathematics} data-testid="inspector.formula">
      {symbolsOf(plan, step, line).map((symbol, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the line is all that tells two symbols apart.
        <Fragment key={place}>
          {symbol.spaced && ' '}
          {symbol.place ? (
            <Tensor plan={plan} place={symbol.place}>
              {written(symbol)}
            </Tensor>
          ) : (
            written(symbol)
          )}
        </Fragment>
      ))}
    </div>
  );
}

const ELEMENTS = { name: 'mi', number: 'mn', sign: 'mo' } as const;

function written({ kind, text, raised }: MathSymbol) {
  const base = createElement(ELEMENTS[kind], null, text);
  return createElement(
    'math',
    null,
    raised === undefined ? base : createElement('msup', null, base, createElement('mi', null, raised)),
  );
}

interface TensorProps {
  readonly plan: Plan;
  readonly place: Address;
  readonly children: ReactNode;
}

function Tensor({ plan, place, children }: TensorProps) {
  const store = useChainrule();
  const say = useProbeSay();
  const { node, name } = parts(place);
  const type = stepOf(plan, node)?.type;
  const light = () => probeOf(store).light(originOf(plan, place));
  const dark = () => probeOf(store).light(null);
  return (
    <button
      type="button"
      className={styles.symbol}
      data-rule={type && gradientValue(type, name) ? 'gradient' : 'value'}
      aria-label={say('pick', { tensor: place })}
      onPointerEnter={light}
      onPointerLeave={dark}
      onFocus={light}
      onBlur={dark}
      onClick={() => store.pick(place)}
    >
      {children}
    </button>
  );
}
