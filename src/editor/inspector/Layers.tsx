/* The switch over a node's tensors: every value with its gradient beside it. */
import { type Address, parts } from '../../document/document.ts';
import { Badge } from '../check/Badge.tsx';
import { useChainrule, useSay } from '../context.ts';
import styles from './inspector.module.css';
import type { Layer } from './tensors.ts';

interface Props {
  readonly layers: readonly Layer[];
  readonly shown: Address;
}

export function Layers({ layers, shown }: Props) {
  const store = useChainrule();
  const say = useSay();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of toggles is no fieldset of inputs.
    <div className={styles.layers} role="group" aria-label={say('inspector.tensors')}>
      {layers.map(([value, gradient]) => (
        <div key={value} className={styles.pair}>
          {[value, ...(gradient ? [gradient] : [])].map((place) => (
            <button
              key={place}
              type="button"
              aria-pressed={place === shown}
              data-rule={place === gradient ? 'gradient' : 'value'}
              onClick={() => store.pick(place)}
            >
              {parts(place).name}
              {place === value && <Badge place={value} />}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}
