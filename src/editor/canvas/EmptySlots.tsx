/* An empty drawing: four dashed places that say what a network is made of; each opens the search there. */

import type { Key } from '../../words/words.ts';
import { useChainrule, useSay } from '../context.ts';
import styles from './canvas.module.css';

const SLOTS: readonly Key[] = ['canvas.slot-data', 'canvas.slot-layer', 'canvas.slot-activation', 'canvas.slot-loss'];

export function EmptySlots() {
  const store = useChainrule();
  const say = useSay();
  return (
    <div className={styles.empty}>
      <div className={styles.slots}>
        {SLOTS.map((slot) => (
          <button
            type="button"
            key={slot}
            className={styles.slot}
            onClick={({ currentTarget }) => {
              const { left, top, width } = currentTarget.getBoundingClientRect();
              store.startAdding({ x: left + width / 2, y: top + 16 });
            }}
          >
            {say(slot)}
          </button>
        ))}
      </div>
      <p className={styles.hint}>{say('canvas.empty')}</p>
    </div>
  );
}
