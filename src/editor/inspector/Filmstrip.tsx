/* Of three axes with many samples: those about the one that is shown, small, side by side; each can be chosen. */
import { useMemo } from 'react';
import type { Address } from '../../document/document.ts';
import type { Shape } from '../../tensor/shape.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { type Rule, TensorPicture } from '../tensor/TensorPicture.tsx';
import { arrangeFilm } from './film.ts';
import styles from './inspector.module.css';

interface Props {
  /** Where its numbers are kept. */
  readonly origin: Address;
  readonly shape: Shape;
  readonly rule: Rule;
}

const SHOWN = 9;
const BOX = { width: 272, height: 60 };

export function Filmstrip({ origin, shape, rule }: Props) {
  const store = useChainrule();
  const say = useSay();
  const length = shape[0] ?? 1;
  const count = Math.min(SHOWN, length);
  const sample = useSession((session) => Math.min(session.sample, length - 1));
  const from = Math.max(0, Math.min(sample - Math.floor(count / 2), length - count));
  const arrangement = useMemo(() => arrangeFilm(shape, count, BOX), [shape, count]);
  const source = useMemo(() => {
    const { rows, columns, tiles } = arrangement.request;
    const pool = tiles?.pool ?? 1;
    return store.live.source((address) => ({ address, form: 'tiles', sample: null, rows, columns, pool, from }));
  }, [store, arrangement, from]);
  const width = arrangement.width / count;
  return (
    <div data-testid="inspector.film">
      <TensorPicture
        source={source}
        address={origin}
        name={say('inspector.film', { from, to: from + count - 1 })}
        shape={shape}
        arrangement={arrangement}
        rule={rule}
        pending={say('canvas.pending')}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a row of toggles is no fieldset of inputs. */}
      <div className={styles.frames} role="group" aria-label={say('inspector.film', { from, to: from + count - 1 })}>
        {Array.from({ length: count }, (_, i) => from + i).map((each) => (
          <button
            key={each}
            type="button"
            style={{ width }}
            aria-pressed={each === sample}
            aria-label={say('inspector.show-sample', { sample: each })}
            onClick={() => store.showSample(each)}
          >
            {each}
          </button>
        ))}
      </div>
    </div>
  );
}
