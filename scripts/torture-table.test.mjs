import { expect, it } from 'vitest';
import { replaced, rowOf } from './torture-table.mjs';

const row = (name, form, seconds) => rowOf({ name, form, cases: 'files: 7', failed: 0, seed: '1', seconds });

it('a row takes the place of the same run’s last one, and stands in the order of the runs', () => {
  const names = ['gradients', 'kills'];
  const first = replaced('# Torture\n\nWhat was found.\n', [row('kills', 'quick', 1), row('kills', 'full', 2)], names);
  expect(first).toContain('What was found.\n\n| run | form |');
  const second = replaced(first, [row('kills', '5 % of full', 3), row('gradients', 'quick', 4)], names);
  expect(second.trimEnd().split('\n').slice(6)).toEqual([
    row('gradients', 'quick', 4),
    row('kills', 'quick', 1),
    row('kills', '5 % of full', 3),
  ]);
});
