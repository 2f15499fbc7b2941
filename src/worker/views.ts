/* Tensors as the screen needs them: statistics over all numbers, and a picture pooled by signed max-|x|. */
import { type Address, address } from '../document/document.ts';
import type { Plan } from '../plan/plan.ts';
import type { Pass } from '../run/pass.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { QUANTILES, type Statistics, type View, type Watch, watchKey } from './view.ts';

/** The views of all watched tensors that a pass has, by `watchKey`; one tensor in several forms is counted once. */
export function viewsOf(plan: Plan, pass: Pass, watches: readonly Watch[]): Map<string, View> {
  const counted = new Map<Address, Statistics>();
  const views = new Map<string, View>();
  for (const watch of watches) {
    const view = viewOf(plan, pass, watch, counted.get(watch.address));
    if (!view) continue;
    counted.set(watch.address, view.statistics);
    views.set(watchKey(watch), view);
  }
  return views;
}

/** The view of a watched tensor in a pass; undefined when the pass has no such tensor. */
export function viewOf(plan: Plan, pass: Pass, watch: Watch, known?: Statistics): View | undefined {
  const tensor = pass.get(watch.address);
  if (!tensor) return undefined;
  const role = roleOf(plan, watch.address);
  const mask = role.mask && pass.get(role.mask);
  const off = mask?.size === tensor.size ? mask : undefined;
  return {
    shape: tensor.shape,
    kind: plan.indices.has(watch.address) ? 'indices' : 'numbers',
    statistics: known ?? statistics(tensor, off, role),
    ...shown(tensor, off, watch),
  };
}

/** What a tensor is to its network, as far as its statistics depend on it. */
interface Role {
  /** The tensor that tells where it is masked. */
  readonly mask?: Address | undefined;
  /** Its columns, or channels, are units that may be dead. */
  readonly units: boolean;
  /** Near either bound it hardly moves. */
  readonly range?: readonly [number, number] | undefined;
  /** Its rows are units of a layer, which start apart. */
  readonly random: boolean;
}

const roles = new WeakMap<Plan, Map<Address, Role>>();

/** Looked up once for each plan. */
function roleOf(plan: Plan, place: Address): Role {
  const known = roles.get(plan) ?? new Map<Address, Role>();
  roles.set(plan, known);
  const role = known.get(place) ?? {
    mask: maskOf(plan, place),
    units: hasUnits(plan, place),
    range: rangeOf(plan, place),
    random: startsApart(plan, place),
  };
  known.set(place, role);
  return role;
}

/** A unit is a column of what a mask is computed from, and of what the masked node gives. */
function hasUnits(plan: Plan, place: Address): boolean {
  return plan.steps.some(({ node, type, sources }) =>
    Object.values(type.masks ?? {}).some(
      (by) =>
        sources.has(by) && (sources.get(by) === place || type.outputs.some((name) => address(node, name) === place)),
    ),
  );
}

function rangeOf(plan: Plan, place: Address): readonly [number, number] | undefined {
  return plan.steps.find(({ node, type }) => type.range && type.outputs.some((name) => address(node, name) === place))
    ?.type.range;
}

function startsApart(plan: Plan, place: Address): boolean {
  return plan.steps.some(({ node, type }) =>
    Object.entries(type.parameters ?? {}).some(
      ([name, starts]) => starts === 'kaiming' && address(node, name) === place,
    ),
  );
}

function shown(
  tensor: Tensor,
  mask: Tensor | undefined,
  watch: Watch,
): Pick<View, 'picture' | 'histogram' | 'quantiles'> {
  switch (watch.form) {
    case 'statistics':
      return {};
    case 'quantiles':
      return { quantiles: quantiles(tensor) };
    case 'histogram':
      return { histogram: histogram(tensor, watch) };
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

function statistics(tensor: Tensor, mask: Tensor | undefined, { units, range, random }: Role): Statistics {
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
    dead: units && tensor.shape.length > 1 ? deadUnits(tensor) : 0,
    saturated: range ? nearBounds(tensor, range) : 0,
    ...(random && (tensor.shape[0] ?? 1) > 1 && { apart: apart(tensor) }),
  };
}

/** A unit of an image is a channel, of all else a column; it is dead when no number of it is above 0. */
function deadUnits({ device, pointer, size, shape }: Tensor): number {
  const { data } = device;
  const [units, run] = shape.length === 4 ? [shape[1] ?? 1, (shape[2] ?? 1) * (shape[3] ?? 1)] : [shape.at(-1) ?? 1, 1];
  const alive = new Uint8Array(units);
  let dead = units;
  for (let i = 0; i < size && dead > 0; i++) {
    const unit = Math.floor(i / run) % units;
    if (!(data[pointer + i]! > 0) || alive[unit]) continue;
    alive[unit] = 1;
    dead--;
  }
  return dead;
}

/** Within this of a bound a slope has all but gone: |tanh| > 0.97. */
const NEAR = 0.03;

function nearBounds({ device, pointer, size }: Tensor, [low, high]: readonly [number, number]): number {
  let count = 0;
  for (let i = pointer; i < pointer + size; i++) {
    const x = device.data[i]!;
    if (x < low + NEAR || x > high - NEAR) count++;
  }
  return count;
}

/** The largest difference between a number and that of the first row above it. */
function apart({ device, pointer, size, shape }: Tensor): number {
  const row = size / (shape[0] ?? 1);
  let most = 0;
  for (let i = row; i < size; i++)
    most = Math.max(most, Math.abs(device.data[pointer + i]! - device.data[pointer + (i % row)]!));
  return most;
}

/** Numbers of a tensor that are sorted for its quantiles. */
const SORTED = 1024;

function quantiles({ device, pointer, size }: Tensor): NonNullable<View['quantiles']> {
  const every = Math.max(1, Math.ceil(size / SORTED));
  const numbers: number[] = [];
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < size; i++) {
    const x = device.data[pointer + i]!;
    if (!Number.isFinite(x)) continue;
    if (x < least) least = x;
    if (x > most) most = x;
    if (i % every === 0) numbers.push(x);
  }
  const sorted = Float64Array.from(numbers).sort();
  const sizes = Float64Array.from(numbers, Math.abs).sort();
  const at = (list: Float64Array, share: number) => list[Math.round(share * (list.length - 1))] ?? 0;
  const values = Float64Array.from(QUANTILES, (hundredth) => at(sorted, hundredth / 100));
  // Of the ends each number counts.
  if (numbers.length > 0) [values[0], values[values.length - 1]] = [least, most];
  return { values, sizes: [at(sizes, 0.05), at(sizes, 0.95)] };
}

const BINS = 24;
/** Powers of ten between which sizes are told apart. */
const DECADES = { least: -10, most: 2 };

function histogram(
  { device, pointer, size }: Tensor,
  { scale, over }: Extract<Watch, { form: 'histogram' }>,
): NonNullable<View['histogram']> {
  const bins = new Float64Array(BINS);
  let [zeros, below, above, clipped] = [0, 0, 0, 0];
  for (let i = pointer; i < pointer + size; i++) {
    const x = device.data[i]!;
    if (x === 0) zeros++;
    if (x === 0 || Number.isNaN(x)) continue;
    if (Math.abs(x) > scale) clipped++;
    const t =
      over === 'powers'
        ? (Math.log10(Math.abs(x)) - DECADES.least) / (DECADES.most - DECADES.least)
        : (x / scale + 1) / 2;
    if (t < 0) below++;
    else if (t > 1) above++;
    else bins[Math.min(BINS - 1, Math.floor(t * BINS))]!++;
  }
  return { bins, zeros, below, above, clipped };
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

/** Tiles in rows, as many as have a place, else those of the largest norm in their order; within a tile as in a picture. */
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
  const from = watch.from === undefined ? undefined : clamp(watch.from, of);
  const count = Math.min(of - (from ?? 0), watch.rows * watch.columns);
  const chosen =
    from !== undefined
      ? Int32Array.from({ length: count }, (_, i) => from + i)
      : count < of
        ? largest(tensor, first, down * across, of, count)
        : undefined;
  const cells: Cells = precision === 'f32' ? new Float32Array(rows * columns) : new Float64Array(rows * columns);
  const off = mask && new Uint8Array(rows * columns).fill(1);
  for (let tile = 0; tile < count; tile++) {
    const corner = Math.floor(tile / watch.columns) * height * columns + (tile % watch.columns) * width;
    for (let i = 0; i < down * across; i++) {
      const [r, c] = [Math.floor(i / across), i % across];
      const cell = corner + Math.floor(r / watch.pool) * columns + Math.floor(c / watch.pool);
      const at = first + (chosen?.[tile] ?? tile) * down * across + i;
      const x = data[tensor.pointer + at]!;
      const before = cells[cell]!;
      if (Number.isNaN(x) || Math.abs(x) > Math.abs(before)) cells[cell] = Number.isNaN(before) ? before : x;
      if (off && mask && data[mask.pointer + at]! > 0) off[cell] = 0;
    }
  }
  return {
    ...{ rows, columns, cells, pool: [watch.pool, watch.pool], origin: [0, 0], ...(off && { mask: off }) },
    // A row of neighbours is whole as it is.
    tiles: { height, width, count, of: from === undefined ? of : count, first, ...(chosen && { chosen }) },
  };
}

/** Which tiles have the largest norms, in the order of the tensor; one with a NaN is among them. */
function largest({ device, pointer }: Tensor, first: number, length: number, of: number, count: number): Int32Array {
  const norms = Float64Array.from({ length: of }, (_, tile) => {
    let squares = 0;
    for (let i = 0; i < length; i++) squares += device.data[pointer + first + tile * length + i]! ** 2;
    return Number.isNaN(squares) ? Number.POSITIVE_INFINITY : squares;
  });
  const order = Int32Array.from({ length: of }, (_, tile) => tile).sort((a, b) => norms[b]! - norms[a]! || a - b);
  return order.slice(0, count).sort();
}

function clamp(at: number, length: number): number {
  return Math.max(0, Math.min(at, length - 1));
}
