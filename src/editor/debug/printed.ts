/* A value as the console prints it: one number with all its digits, several in rows as NumPy does, the middle of many left out. */
import type { Expressed } from '../../worker/debugging.ts';
import { fmt, fmtFull } from '../tensor/format.ts';

/** Rows and columns at most, and how many at either end where there are more. */
const MOST = 8;
const EDGE = 4;

export function printed({ shape, data, truth }: Expressed): string {
  const write = truth ? (x: number) => (x === 0 ? 'False' : 'True') : fmt;
  if (shape.length === 0) return truth ? write(data[0]!) : fmtFull(data[0]!);
  const columns = shape.at(-1) ?? 1;
  if (data.length === 0) return `[]  ${shape.join('×')}`;
  const rows = shortened(data.length / columns).map((row) =>
    row === undefined
      ? undefined
      : shortened(columns).map((column) => (column === undefined ? '…' : write(data[row * columns + column]!))),
  );
  const width = Math.max(...rows.flatMap((row) => row ?? []).map((text) => text.length));
  const lines = rows.map((row) => (row ? `[${row.map((text) => text.padStart(width)).join(' ')}]` : ' …'));
  return [...lines, shape.join('×')].join('\n');
}

/** Undefined stands for those that are left out. */
function shortened(count: number): readonly (number | undefined)[] {
  const all = Array.from({ length: count }, (_, i) => i);
  return count <= MOST ? all : [...all.slice(0, EDGE), undefined, ...all.slice(-EDGE)];
}
