/* How the scale of a tensor's colours is found: by itself, with others, over the run, or as a number that is typed. */
import { useEffect, useId, useRef, useState } from 'react';
import type { Address } from '../../document/document.ts';
import { useSay } from '../context.ts';
import styles from './card.module.css';
import { css, isSigned, type Ramp, rampIndex, rampTable, stretched, tableColour } from './colour.ts';
import { groups, type Mode, modeOf, onScales, rampFor, type Scaling, scaleOf, setMode } from './modes.ts';
import { printedScale } from './scale.ts';
import { currentTheme } from './theme.ts';

const KINDS = ['own', 'linked', 'run', 'fixed'] as const;
const GROUP = 'A';

interface Props {
  readonly address: Address;
  readonly ramp: Ramp;
  /** It is a value, which may be a picture. */
  readonly value: boolean;
}

export function ScaleFields({ address, ramp, value }: Props) {
  const say = useSay();
  const names = useId();
  const [mode, choose] = useState(() => modeOf(address));
  const change = (next: Mode) => {
    choose(next);
    setMode(address, next);
  };
  const { scaling } = mode;
  const scale = (next: Scaling) => change({ ...mode, scaling: next });
  const pick = (kind: Scaling['kind']) => {
    if (kind === 'fixed') scale({ kind, value: scaleOf(address) ?? 1 });
    else scale(kind === 'linked' ? { kind, group: groups()[0] ?? GROUP } : { kind });
  };
  return (
    <fieldset className={styles.scale}>
      <legend>{say('tensor.full-colour')}</legend>
      <Legend address={address} ramp={rampFor(address, ramp)} stretch={mode.stretch} />
      {KINDS.map((kind) => (
        <div key={kind} className={styles.choice}>
          <label>
            <input type="radio" name={`${names} scaling`} checked={scaling.kind === kind} onChange={() => pick(kind)} />
            {say(`tensor.scale-${kind}`)}
          </label>
          {kind === 'linked' && scaling.kind === 'linked' && (
            <>
              <input
                aria-label={say('tensor.group')}
                list={names}
                defaultValue={scaling.group}
                onChange={({ target }) => target.value.trim() && scale({ kind, group: target.value.trim() })}
              />
              <datalist id={names}>
                {groups().map((name) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
            </>
          )}
          {kind === 'fixed' && scaling.kind === 'fixed' && (
            <input
              type="number"
              aria-label={say('tensor.scale-fixed')}
              min={1e-30}
              step="any"
              defaultValue={scaling.value}
              onChange={({ target }) => target.valueAsNumber > 0 && scale({ kind, value: target.valueAsNumber })}
            />
          )}
        </div>
      ))}
      {(['stretch', 'signs', ...(value ? (['grey'] as const) : [])] as const).map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={mode[name]}
            onChange={({ target }) => change({ ...mode, [name]: target.checked })}
          />
          {say(`tensor.${name}`)}
        </label>
      ))}
    </fieldset>
  );
}

interface LegendProps {
  readonly address: Address;
  readonly ramp: Ramp;
  readonly stretch: boolean;
}

/** All colours from the least to the largest, with ticks where the number is 0, half of the scale, and all of it. */
function Legend({ address, ramp, stretch }: LegendProps) {
  const bar = useRef<HTMLDivElement>(null);
  const printed = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const table = rampTable(currentTheme(), ramp);
    const signed = isSigned(ramp);
    const colour = (share: number) => {
      const x = signed ? 2 * share - 1 : share;
      return css(tableColour(table, rampIndex(stretch ? stretched(x, 1) : x, 1, ramp)));
    };
    const stops = Array.from({ length: 33 }, (_, i) => colour(i / 32));
    bar.current?.style.setProperty('background', `linear-gradient(90deg, ${stops.join(', ')})`);
    const write = () => {
      if (printed.current) printed.current.textContent = printedScale(scaleOf(address) ?? 1, signed);
    };
    write();
    return onScales(write);
  }, [address, ramp, stretch]);
  return (
    <div className={styles.legend}>
      <div ref={bar} />
      <span ref={printed} data-testid="legend" />
    </div>
  );
}
