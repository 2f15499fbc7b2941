/* The table of docs/torture.md: what `npm run torture -- NAME --write` printed last, of each run its quick form and its long
   one. */

const HEAD = ['| run | form | went well | failed | seed | seconds |', '|---|---|---|---|---|---|'];
/** The form of a run is quick, full, or a share of the full one. */
const isQuick = (form) => form === 'quick';

export function rowOf({ name, form, cases, failed, seed, seconds }) {
  return `| ${name} | ${form} | ${cases || 'none'} | ${failed} | ${seed} | ${seconds.toFixed(0)} |`;
}

export const tableOf = (rows) => [...HEAD, ...rows].join('\n');

/** The page with these rows in the places of older ones, in the order of `names`; other text stays. */
export function replaced(page, rows, names) {
  const lines = page.trimEnd().split('\n');
  const at = lines.indexOf(HEAD[1]);
  const [before, old] = at < 0 ? [[...lines, ''], []] : [lines.slice(0, at - 1), lines.slice(at + 1)];
  const place = (row) => {
    const [, name, form] = row.split('|').map((cell) => cell.trim());
    return names.indexOf(name) * 2 + (isQuick(form) ? 0 : 1);
  };
  const kept = new Map([...old, ...rows].map((row) => [place(row), row]));
  const sorted = [...kept].sort(([a], [b]) => a - b).map(([, row]) => row);
  return `${[...before, tableOf(sorted)].join('\n')}\n`;
}
