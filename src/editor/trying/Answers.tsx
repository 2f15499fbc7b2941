/* What the network says of the sample: a bar for each class, or its numbers. The one that is pressed is followed back. */
import { fmt } from '../tensor/format.ts';
import { probabilities } from '../training/field.ts';
import { useTrySay } from './say.ts';
import styles from './trying.module.css';
import type { Response } from './use-response.ts';

/** With more classes than this, only the likeliest are shown. */
const MOST = 10;

interface Props {
  readonly response: Response;
  readonly chooses: boolean;
  readonly nameOf: (column: number) => string;
  readonly choose: (column: number) => void;
}

export function Answers({ response: { said, column }, chooses, nameOf, choose }: Props) {
  const say = useTrySay();
  const shares = chooses ? probabilities(said, said.length) : said;
  const order = Array.from(shares.keys());
  const shown = said.length <= MOST ? order : order.sort((a, b) => shares[b]! - shares[a]!).slice(0, MOST);
  const best = chooses ? shares.indexOf(Math.max(...shares)) : -1;
  return (
    <ul className={styles.answers} aria-label={say('answers')}>
      {shown.map((each) => {
        const value = shares[each] ?? 0;
        const name = nameOf(each);
        const text = chooses
          ? say('class', { name, share: (100 * value).toFixed(1) })
          : say('number', { name, value: fmt(value) });
        return (
          <li key={each} data-best={each === best}>
            <button type="button" aria-pressed={each === column} aria-label={text} onClick={() => choose(each)}>
              <b>{name}</b>
              <span className={styles.bar}>{chooses && <i style={{ width: `${100 * value}%` }} />}</span>
              <span>{chooses ? `${(100 * value).toFixed(1)} %` : fmt(value)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
