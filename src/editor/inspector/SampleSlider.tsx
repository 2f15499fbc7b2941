/* Which sample of the batch is shown, the same in every picture of three axes and more. */
import { useChainrule, useSay, useSession } from '../context.ts';
import styles from './inspector.module.css';

export function SampleSlider({ count }: { readonly count: number }) {
  const store = useChainrule();
  const say = useSay();
  const sample = useSession((session) => Math.min(session.sample, count - 1));
  return (
    <label className={styles.sample}>
      {say('inspector.sample', { sample, last: count - 1 })}
      <input
        type="range"
        min={0}
        max={count - 1}
        value={sample}
        onChange={({ target }) => store.showSample(target.valueAsNumber)}
      />
    </label>
  );
}
