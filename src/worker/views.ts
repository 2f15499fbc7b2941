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
    ...(watch.form !== 'statistics' && { picture: picture(tensor, off, watch) }),
  };
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
  };
}

type Region = Exclude<Watch, { form: 'statistics' }>;

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
  return { rows, columns, cells, pool: [down, across], origin: [row, column], ...(off && { mask: off }) };
}

function clamp(at: number, length: number): number {
  return Math.max(0, Math.min(at, length - 1));
}
