/* Reads the CSV files that lie in this folder: one line of names, then numbers only, the label last. */

/** `X` is row-major [rows, columns], without the label. */
export interface Labelled {
  readonly X: Float64Array;
  readonly y: Uint8Array;
}

/** Throws an Error when a line has another number of cells or a cell is no number: the file was damaged. */
export function readLabelled(text: string, columns: number): Labelled {
  const lines = text.trimEnd().split('\n').slice(1);
  const X = new Float64Array(lines.length * columns);
  const y = new Uint8Array(lines.length);
  lines.forEach((line, row) => {
    const cells = line.split(',').map(Number);
    if (cells.length !== columns + 1 || cells.some(Number.isNaN))
      throw new Error(`line ${row + 2} is damaged: ${line}`);
    y[row] = cells.pop()!;
    X.set(cells, row * columns);
  });
  return { X, y };
}
