/* The outline of many cells as few rectangles, so that a row or a column is one frame and not one for each cell. */
import type { Place } from '../tensor/marks.ts';

/** Rectangles that cover the same as the cells do: neighbours in a row are joined, then equal runs one above the other. */
export function merged(cells: readonly Place[]): readonly Place[] {
  const sorted = [...new Map(cells.map((cell) => [`${cell.x} ${cell.y}`, cell])).values()].toSorted(
    (a, b) => a.y - b.y || a.x - b.x,
  );
  const runs: Place[] = [];
  for (const cell of sorted) {
    const last = runs.at(-1);
    if (last && near(last.y, cell.y) && near(last.x + last.width, cell.x))
      runs[runs.length - 1] = { ...last, width: cell.x + cell.width - last.x };
    else runs.push(cell);
  }
  const blocks: Place[] = [];
  for (const run of runs) {
    const above = blocks.findLastIndex(
      (block) => near(block.x, run.x) && near(block.width, run.width) && near(block.y + block.height, run.y),
    );
    const block = blocks[above];
    if (block) blocks[above] = { ...block, height: run.y + run.height - block.y };
    else blocks.push(run);
  }
  return blocks;
}

/** As the `d` of an SVG path, each rectangle `by` px larger on all sides. */
export function outlined(places: readonly Place[], by: number): string {
  return places
    .map(({ x, y, width, height }) => `M${x - by} ${y - by}h${width + 2 * by}v${height + 2 * by}h${-width - 2 * by}z`)
    .join('');
}

const near = (a: number, b: number) => Math.abs(a - b) < 0.01;
