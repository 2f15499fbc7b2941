/* The switch over the layers of a parameter: what it is, how the loss depends on it, what the update adds, what it then is. */
import { type Address, parts } from '../../document/document.ts';
import { updatedIn } from '../../document/update.ts';
import { useSay, useSession } from '../context.ts';
import styles from './inspector.module.css';
import { layerName, layerRule } from './layer-names.ts';

interface Props {
  /** A parameter and its gradient, or only what the update makes of them; none of what is no parameter. */
  readonly layers: readonly Address[];
  readonly shown: Address;
  readonly pick: (place: Address) => void;
}

export function UpdateLayers({ layers, shown, pick }: Props) {
  const say = useSay();
  const training = useSession((session) => session.history.present.training);
  const [first] = layers;
  if (!first) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of toggles is no fieldset of inputs.
    <div
      className={styles.layers}
      role="group"
      aria-label={say('inspector.update', { tensor: parts(updatedIn(first) ?? first).name })}
    >
      {layers.map((place) => (
        <button
          key={place}
          type="button"
          aria-pressed={place === shown}
          data-rule={layerRule(place)}
          onClick={() => pick(place)}
        >
          {layerName(place, training, say)}
        </button>
      ))}
    </div>
  );
}
