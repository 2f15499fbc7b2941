/* Numbers to type, each with the gradient of what is followed beside it. */
import { colourOf } from '../tensor/colour.ts';
import { fmt } from '../tensor/format.ts';
import { currentTheme } from '../tensor/theme.ts';
import { useTrySay } from './say.ts';
import styles from './trying.module.css';

interface Props {
  readonly input: string;
  readonly data: Float32Array;
  readonly change: (data: Float32Array) => void;
  readonly gradient: { readonly data: Float32Array; readonly scale: number } | null;
}

export function NumberFields({ input, data, change, gradient }: Props) {
  const say = useTrySay();
  return (
    <fieldset className={styles.numbers}>
      <legend>{say('numbers')}</legend>
      {Array.from(data, (value, place) => {
        const slope = gradient?.data[place] ?? 0;
        const share = gradient && gradient.scale > 0 ? Math.abs(slope) / gradient.scale : 0;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place is what it is.
          <label key={place}>
            <code>x{place}</code>
            <input
              type="number"
              step="any"
              // As it is typed: what is written stands until another sample comes.
              defaultValue={Number(value.toPrecision(6))}
              aria-label={say('cell', { input, place })}
              onChange={({ target }) => {
                const typed = target.valueAsNumber;
                if (Number.isFinite(typed)) change(data.with(place, typed));
              }}
            />
            {gradient && (
              <span className={styles.slope}>
                <i
                  style={{
                    width: `${50 * share}%`,
                    [slope < 0 ? 'right' : 'left']: '50%',
                    background: colourOf(Math.sign(slope), 1, 'diverging', currentTheme()),
                  }}
                />
                <small>{say('cell-gradient', { value: fmt(slope) })}</small>
              </span>
            )}
          </label>
        );
      })}
    </fieldset>
  );
}
