/* How a CSV file was found to be written, each finding to be changed; and what its columns are used for. */
import { type CsvSettings, DELIMITERS, ENCODINGS } from '../../data/files/csv-settings.ts';
import type { ColumnFacts } from '../../data/files/csv-survey.ts';
import type { CsvChoice } from '../../data/files/csv-table.ts';
import { fmt } from '../tensor/format.ts';
import { withRole } from './choice.ts';
import styles from './data.module.css';
import { type DataSay, useDataSay } from './say.ts';

export function CsvFields({
  settings,
  change,
}: {
  readonly settings: CsvSettings;
  readonly change: (settings: CsvSettings) => void;
}) {
  const say = useDataSay();
  return (
    <fieldset className={styles.fields}>
      <legend>{say('found')}</legend>
      <label>
        {say('delimiter')}
        <select
          value={settings.delimiter}
          onChange={({ target }) => change({ ...settings, delimiter: target.value as CsvSettings['delimiter'] })}
        >
          {DELIMITERS.map((each) => (
            <option key={each} value={each}>
              {say(each)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('decimal')}
        <select
          value={settings.decimal}
          onChange={({ target }) => change({ ...settings, decimal: target.value as CsvSettings['decimal'] })}
        >
          <option value=".">{say('point')}</option>
          <option value=",">{say('comma')}</option>
        </select>
      </label>
      <label>
        {say('encoding')}
        <select
          value={settings.encoding}
          onChange={({ target }) => change({ ...settings, encoding: target.value as CsvSettings['encoding'] })}
        >
          {ENCODINGS.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={settings.header}
          onChange={({ target }) => change({ ...settings, header: target.checked })}
        />
        {say('header')}
      </label>
    </fieldset>
  );
}

interface HeadProps {
  readonly facts: ColumnFacts;
  readonly place: number;
  readonly choice: CsvChoice;
  readonly change: (choice: CsvChoice) => void;
}

/** Of one column: its name, its use, what it holds. */
export function ColumnHead({ facts, place, choice, change }: HeadProps) {
  const say = useDataSay();
  const name = facts.name.trim() || say('column', { column: place + 1 });
  const role = choice.column === place ? 'target' : choice.inputs.includes(place) ? 'input' : 'out';
  return (
    <>
      <b title={name}>{name}</b>
      <select
        aria-label={say('role', { column: name })}
        data-role={role}
        value={role}
        onChange={({ target }) => change(withRole(choice, place, target.value as typeof role))}
      >
        <option value="input">{say('input')}</option>
        <option value="target">{say('target')}</option>
        <option value="out">{say('out')}</option>
      </select>
      <small title={factsOf(facts, say)}>{factsOf(facts, say)}</small>
    </>
  );
}

function factsOf({ numbers, words, empty, least, most, labels }: ColumnFacts, say: DataSay): string {
  return [
    ...(numbers > 0 ? [say('facts-numbers', { numbers, least: fmt(least), most: fmt(most) })] : []),
    ...(numbers === 0 && labels !== null ? [say('facts-labels', { labels })] : []),
    ...(words > 0 && numbers > 0 ? [say('facts-bad', { bad: words })] : []),
    ...(empty > 0 ? [say('facts-empty', { empty })] : []),
  ].join(', ');
}
