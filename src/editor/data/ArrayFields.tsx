/* Which arrays of an NPZ file are X and y: only such are offered as go together. */
import { targetsOf } from '../../data/files/npz.ts';
import type { LookedBlocks } from '../../worker/reader.ts';
import styles from './data.module.css';
import { useDataSay } from './say.ts';

interface Props {
  readonly looked: LookedBlocks;
  readonly choose: (arrays: readonly string[]) => void;
}

export function ArrayFields({ looked: { arrays, chosen }, choose }: Props) {
  const say = useDataSay();
  const [X, y] = chosen;
  const targets = (name: string | undefined) => {
    const found = arrays.find((each) => each.name === name);
    return found ? targetsOf(arrays, found) : [];
  };
  const inputs = arrays.filter(({ name }) => targets(name).length > 0);
  const options = (of: typeof arrays) =>
    of.map(({ name, shape }) => (
      <option key={name} value={name}>
        {name} [{shape.join(', ')}]
      </option>
    ));
  return (
    <fieldset className={styles.fields}>
      <legend>{say('found')}</legend>
      <label>
        {say('array-x')}
        <select value={X} onChange={({ target }) => choose([target.value, targets(target.value)[0]?.name ?? ''])}>
          {options(inputs)}
        </select>
      </label>
      <label>
        {say('array-y')}
        <select value={y} onChange={({ target }) => choose([X ?? '', target.value])}>
          {options(targets(X))}
        </select>
      </label>
    </fieldset>
  );
}
