/* Which weight is looked at over time, and whether its gradient. */
import { type Address, gradientOf } from '../../document/document.ts';
import type { Watching } from '../doctor/watching.ts';
import styles from './charts.module.css';
import { type Choice, useChartWord } from './MeasuredChart.tsx';

interface WeightFieldsProps {
  readonly watching: Watching;
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
}

export function WeightFields({ watching, choice: { place, of }, onChoice }: WeightFieldsProps) {
  const word = useChartWord();
  const { weights } = watching.subject();
  const shown = place && weights.includes(place) ? place : weights[0];
  const value = shown && of === 'gradients' ? gradientOf(shown) : shown;
  const choose = (wanted: string) => {
    const found = weights.find((each) => each === wanted || gradientOf(each) === wanted);
    if (found) onChoice({ place: found, of: found === wanted ? 'values' : 'gradients' });
  };
  return (
    <span className={styles.fields}>
      <select aria-label={word('tensor')} value={value} onChange={({ target }) => choose(target.value)}>
        {weights
          .flatMap((each): Address[] => [each, gradientOf(each)])
          .map((each) => (
            <option key={each}>{each}</option>
          ))}
      </select>
    </span>
  );
}
