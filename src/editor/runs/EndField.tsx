/* After how many tests without a better one a run ends by itself. */
import { useChartWord } from '../charts/MeasuredChart.tsx';
import { useSession } from '../context.ts';

const CHOICES = [5, 10, 20, 50, 100];

interface EndFieldProps {
  readonly patience: number | null;
  readonly onChange: (tests: number | null) => void;
}

export function EndField({ patience, onChange }: EndFieldProps) {
  const word = useChartWord();
  const tests = useSession(({ plan }) => (plan.rows?.test ?? 0) > 0);
  return (
    <label title={word(tests ? 'runs.patience-help' : 'runs.no-tests')}>
      {word('runs.patience')}
      <select
        disabled={!tests}
        value={patience ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? null : Number(target.value))}
      >
        <option value="">{word('runs.never')}</option>
        {CHOICES.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    </label>
  );
}
