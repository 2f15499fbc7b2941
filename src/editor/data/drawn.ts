/* Digits drawn by hand, as the pair of IDX files that they are kept as. */

export interface DrawnDigit {
  /** The share of ink in each cell, row by row. */
  readonly cells: Float32Array;
  readonly label: number;
}

/** Pictures of `side` × `side` bytes, and their labels, in the format of MNIST's files. */
export function digitFiles(digits: readonly DrawnDigit[], side: number): readonly File[] {
  const pictures = digits.flatMap(({ cells }) => Array.from(cells, (share) => Math.round(255 * share)));
  const labels = digits.map(({ label }) => label);
  const idx = (name: string, shape: readonly number[], bytes: readonly number[]) => {
    const head = new DataView(new ArrayBuffer(4 + 4 * shape.length));
    head.setUint32(0, 0x800 + shape.length);
    for (const [axis, length] of shape.entries()) head.setUint32(4 + 4 * axis, length);
    return new File([head, Uint8Array.from(bytes)], name);
  };
  return [
    idx('drawn-images.idx3-ubyte', [digits.length, side, side], pictures),
    idx('drawn-labels.idx1-ubyte', [digits.length], labels),
  ];
}
