/* Tensors as the screen needs them: statistics over all numbers, and a picture pooled by signed max-|x|. */
import { type Address, address } from '../document/document.ts';
import type { Plan } from '../plan/plan.ts';
import type { Pass } from '../run/pass.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Statistics, View, Watch } from './protocol.ts';

/** The view of a watched tensor in a pass; undefined when the pass has no such tensor. */
export function viewOf(plan: Plan, pass: Pass, watch: Watch): View | undefined {
  const tensor = pass.get(watch.address);
  if (!tensor) return undefined;
  const mask = pass.get(maskOf(plan, watch.address) as Address);
  const off = mask?.size === tensor.size ? mask : undefined;
  return {
    shape: tensor.shape,
    kind: plan.indices.has(watch.address) ? 'indices' : 'numbers',
    statistics: statistics(tensor, off),
    ...shown(tensor, off, watch),
  };
}

function shown(tensor: Tensor, mask: Tensor | undefined, watch: Watch): Pick<View, 'picture' | 'histogram'> {
  switch (watch.form) {
    case 'statistics':
      return {};
    case 'histogram':
      return { histogram: histogram(tensor, watch.scale) };
    case 'tiles':
      return { picture: tiles(tensor, mask, watch) };
    default:
      return { picture: picture(tensor, mask, watch) };
  }
}

/** The tensor that tells where a gradient is masked: its node says so, or the only reader of its output does. */
function maskOf(plan: Plan, place: Address): Address | undefined {
  for (const { node, type, sources, reaches } of plan.steps) {
    if (!reaches) continue;
    for (const [gradient, by] of Object.entries(type.masks ?? {})) {
      const source = sources.get(gradient.slice(1));
      const readers = plan.steps.filter(
        (step) => step.reaches && [...step.sources.values()].includes(source as Address),
      ).length;
      const upstream = source && readers === 1 ? source.replace('.', '.d') : undefined;
      if (place === address(node, gradient) || place === upstream) return sources.get(by) ?? address(node, by);
    }
  }
  return undefined;
}

function statistics(tensor: Tensor, mask: Tensor | undefined): Statistics {
  const { data } = tensor.device;
  const { pointer, size } = tensor;
  let [zeros, nan, infinite, masked, finite, sum, squares, peak, nonzero] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < size; i++) {
    const x = data[pointer + i]!;
    if (mask && !(data[mask.pointer + i]! > 0)) masked++;
    if (Number.isNaN(x)) nan++;
    else if (!Number.isFinite(x)) infinite++;
    else {
      finite++;
      sum += x;
      squares += x * x;
      if (x < min) min = x;
      if (x > max) max = x;
      if (x === 0) zeros++;
      else {
        nonzero++;
        peak = Math.max(peak, Math.abs(x));
      }
    }
  }
  const mean = finite > 0 ? sum / finite : 0;
  return {
    ...{ count: size, zeros, nan, infinite, masked, mean, peak },
    min: finite > 0 ? min : 0,
    max: finite > 0 ? max : 0,
    std: finite > 0 ? Math.sqrt(Math.max(0, squares / finite - mean * mean)) : 0,
    norm: Math.sqrt(squares),
    rms: nonzero > 0 ? Math.sqrt(squares / nonzero) : 0,
    dead: tensor.shape.length > 1 ? deadColumns(tensor) : 0,
  };
}

function deadColumns({ device, pointer, size, columns }: Tensor): number {
  const { data } = device;
  const alive = new Uint8Array(columns);
  let dead = columns;
  for (let i = 0; i < size && dead > 0; i++) {
    if (!(data[pointer + i]! > 0) || alive[i % columns]) continue;
    alive[i % columns] = 1;
    dead--;
  }
  return dead;
}

const BINS = 24;
/** Powers of ten between which sizes are told apart. */
const DECADES = { least: -10, most: 2 };

function histogram({ device, pointer, size }: Tensor, scale: number | null): NonNullable<View['histogram']> {
  const bins = new Float64Array(BINS);
  let [zeros, below, above] = [0, 0, 0];
  for (let i = pointer; i < pointer + size; i++) {
    const x = device.data[i]!;
    if (x === 0) zeros++;
    if (x === 0 || Number.isNaN(x)) continue;
    const t =
      scale === null ? (Math.log10(Math.abs(x)) - DECADES.least) / (DECADES.most - DECADES.least) : (x / scale + 1) / 2;
    if (t < 0) below++;
    else if (t > 1) above++;
    else bins[Math.min(BINS - 1, Math.floor(t * BINS))]!++;
  }
  return { bins, zeros, below, above };
}

type Region = Extract<Watch, { form: 'picture' | 'window' }>;
type Cells = Float32Array | Float64Array;

/** Leading axes go down, the last one across; a vector is one row. */
function picture(tensor: Tensor, mask: Tensor | undefined, watch: Region): NonNullable<View['picture']> {
  const { data, precision } = tensor.device;
  const [height, width] = [tensor.rows, tensor.columns];
  const [row, column] = watch.form === 'window' ? [clamp(watch.row, height), clamp(watch.column, width)] : [0, 0];
  const down = watch.form === 'window' ? 1 : Math.max(1, Math.ceil(height / watch.rows));
  const across = watch.form === 'window' ? 1 : Math.max(1, Math.ceil(width / watch.columns));
  const rows = watch.form === 'window' ? Math.min(watch.rows, height - row) : Math.ceil(height / down);
  const columns = watch.form === 'window' ? Math.min(watch.columns, width - column) : Math.ceil(width / across);
  const cells = precision === 'f32' ? new Float32Array(rows * columns) : new Float64Array(rows * columns);
  const off = mask && new Uint8Array(rows * columns).fill(1);
  for (let r = 0; r < rows * down && row + r < height; r++)
    for (let c = 0; c < columns * across && column + c < width; c++) {
      const at = (row + r) * width + column + c;
      const cell = Math.floor(r / down) * columns + Math.floor(c / across);
      const x = data[tensor.pointer + at]!;
      const before = cells[cell]!;
      if (Number.isNaN(x) || Math.abs(x) > Math.abs(before)) cells[cell] = Number.isNaN(before) ? before : x;
      if (off && mask && data[mask.pointer + at]! > 0) off[cell] = 0;
    }
  if (watch.form === 'picture' && watch.pool) average(tensor, cells, watch.pool, [down, across], columns);
  return { rows, columns, cells, pool: [down, across], origin: [row, column], ...(off && { mask: off }) };
}

/** In place of the number with the largest size, the mean of a cell's numbers, or their root mean square. */
function average(
  tensor: Tensor,
  cells: Cells,
  by: 'mean' | 'rms',
  [down, across]: readonly [number, number],
  columns: number,
): void {
  const counts = new Float64Array(cells.length);
  cells.fill(0);
  for (let at = 0; at < tensor.size; at++) {
    const [r, c] = [Math.floor(at / tensor.columns), at % tensor.columns];
    const cell = Math.floor(r / down) * columns + Math.floor(c / across);
    const x = tensor.device.data[tensor.pointer + at]!;
    cells[cell]! += by === 'rms' ? x * x : x;
    counts[cell]!++;
  }
  for (let cell = 0; cell < cells.length; cell++) {
    const mean = cells[cell]! / counts[cell]!;
    cells[cell] = by === 'rms' ? Math.sqrt(mean) : mean;
  }
}

/** Tiles in rows, as many as have a place; within a tile as in a picture. */
function tiles(
  tensor: Tensor,
  mask: Tensor | undefined,
  watch: Extract<Watch, { form: 'tiles' }>,
): NonNullable<View['picture']> {
  const { data, precision } = tensor.device;
  const { shape } = tensor;
  const [down, across] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  const samples = watch.sample === null ? 1 : (shape[0] ?? 1);
  const of = Math.max(1, tensor.size / (down * across * samples));
  const first = watch.sample === null ? 0 : clamp(watch.sample, samples) * of * down * across;
  const [height, width] = [Math.ceil(down / watch.pool), Math.ceil(across / watch.pool)];
  const [rows, columns] = [watch.rows * height, watch.columns * width];
  const count = Math.min(of, watch.rows * watch.columns);
  const cells: Cells = precision === 'f32' ? new Float32Array(rows * columns) : new Float64Array(rows * columns);
  const off = mask && new Uint8Array(rows * columns).fill(1);
  for (let tile = 0; tile < count; tile++) {
    const corner = Math.floor(tile / watch.columns) * height * columns + (tile % watch.columns) * width;
    for (let i = 0; i < down * across; i++) {
      const [r, c] = [Math.floor(i / across), i % across];
      const cell = corner + Math.floor(r / watch.pool) * columns + Math.floor(c / watch.pool);
      const at = first + tile * down * across + i;
      const x = data[tensor.pointer + at]!;
      const before = cells[cell]!;
      if (Number.isNaN(x) || Math.abs(x) > Math.abs(before)) cells[cell] = Number.isNaN(before) ? before : x;
      if (off && mask && data[mask.pointer + at]! > 0) off[cell] = 0;
    }
  }
  return {
    ...{ rows, columns, cells, pool: [watch.pool, watch.pool], origin: [0, 0], ...(off && { mask: off }) },
    tiles: { height, width, count, of, first },
  };
}

function clamp(at: number, length: number): number {
  return Math.max(0, Math.min(at, length - 1));
}
