/* Points that were set by hand, as the CSV file that they are kept as. */

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

/** The plane goes from −RANGE to RANGE, both ways. */
export const RANGE = 2;

export function pointsFile(points: readonly Point[]): File {
  const lines = points.map(({ x, y, label }) => `${x.toFixed(3)},${y.toFixed(3)},${label}`);
  return new File([['x,y,class', ...lines, ''].join('\n')], 'points.csv', { type: 'text/csv' });
}

/** Whether a text is cells of a spreadsheet: lines, each with as many tabs as the first, and at least one. */
export function isTable(text: string): boolean {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const tabs = (line: string) => line.split('\t').length - 1;
  const [first = ''] = lines;
  return lines.length > 1 && tabs(first) > 0 && lines.every((line) => tabs(line) === tabs(first));
}

export function tableFile(text: string): File {
  return new File([text], 'pasted.tsv', { type: 'text/tab-separated-values' });
}
