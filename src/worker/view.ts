/* What the page may see of a tensor, and what it asks to see. Tensors cross as views, which the worker pools: one of the
   size of a data set costs nothing. */

import type { Address } from '../document/document.ts';
import type { Shape } from '../tensor/shape.ts';

/** What to send of a tensor with each report. A window counts rows and columns of the tensor laid out as a matrix. */
export type Watch =
  | { readonly address: Address; readonly form: 'statistics' }
  /** How its numbers are spread: `QUANTILES` of them, and of their sizes the fifth and the ninety-fifth hundredth. */
  | { readonly address: Address; readonly form: 'quantiles' }
  | {
      readonly address: Address;
      readonly form: 'picture';
      readonly rows: number;
      readonly columns: number;
      /** How several numbers become one cell; absent: the one with the largest size. */
      readonly pool?: 'mean' | 'rms';
    }
  /** Of three axes and more: the last two are a tile, `pool` × `pool` numbers a cell; `sample` is where on axis 0, null:
      axis 0 counts tiles like the others. `from`: the first tile; absent: all, or the largest where not all have a place. */
  | {
      readonly address: Address;
      readonly form: 'tiles';
      readonly sample: number | null;
      readonly rows: number;
      readonly columns: number;
      readonly pool: number;
      readonly from?: number;
    }
  /** How the numbers are distributed over ±`scale`, or their sizes over powers of ten, and how many lie beyond `scale`. */
  | {
      readonly address: Address;
      readonly form: 'histogram';
      readonly over: 'scale' | 'powers';
      readonly scale: number;
    }
  | {
      readonly address: Address;
      readonly form: 'window';
      readonly row: number;
      readonly column: number;
      readonly rows: number;
      readonly columns: number;
    };

/** What a watch's view is called in reports: one tensor may be watched in several forms. */
export function watchKey(watch: Watch): string {
  switch (watch.form) {
    case 'statistics':
      return watch.address;
    case 'quantiles':
      return `${watch.address} quantiles`;
    case 'picture':
      return `${watch.address} ${watch.rows}×${watch.columns}${watch.pool ? ` ${watch.pool}` : ''}`;
    case 'tiles':
      return `${watch.address} ${watch.rows}×${watch.columns} tiles of ${watch.pool} at ${watch.sample} from ${watch.from ?? ''}`;
    case 'histogram':
      return `${watch.address} over ${watch.over} ${watch.scale}`;
    case 'window':
      return `${watch.address} ${watch.rows}×${watch.columns} at ${watch.row},${watch.column}`;
  }
}

/** Hundredths of a spread: the middle, and one, one and a half and two deviations of a normal distribution about it. */
export const QUANTILES = [0, 7, 16, 31, 50, 69, 84, 93, 100] as const;

/** Of finite numbers, except the counts. `rms` is over the non-zero ones, as the colour scale needs it. */
export interface Statistics {
  readonly count: number;
  readonly zeros: number;
  readonly nan: number;
  readonly infinite: number;
  readonly masked: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly std: number;
  readonly norm: number;
  /** Largest |x| and root mean square over F: finite, unmasked, non-zero entries. */
  readonly peak: number;
  readonly rms: number;
  /** Units without a number above 0, of what goes into a ReLU or comes out of it, in this batch; else 0. */
  readonly dead: number;
  /** Numbers within 0.03 of a bound of what tanh or sigmoid gives; else 0. */
  readonly saturated: number;
  /** Of a layer's weights that start at random, a row a unit: how far any number is from that of the first row. */
  readonly apart?: number;
}

/** A tensor as the screen needs it: cells of a matrix (axis 0 down, the last axis across), pooled by signed max-|x|. */
export interface View {
  readonly shape: Shape;
  readonly kind: 'numbers' | 'indices';
  readonly statistics: Statistics;
  /** Absent for form `statistics`. `cells` is rows × columns; NaN dominates a pooled cell. */
  readonly picture?: {
    readonly rows: number;
    readonly columns: number;
    readonly cells: Float32Array | Float64Array;
    /** 1 where every entry of the cell is masked (ReLU off, dropped). */
    readonly mask?: Uint8Array;
    /** Entries per cell, down and across: [1, 1] when not pooled. */
    readonly pool: readonly [number, number];
    /** Upper left corner in the tensor's matrix; [0, 0] for pictures. */
    readonly origin: readonly [number, number];
    /** The cells are those of tiles side by side. */
    readonly tiles?: {
      /** Cells of one tile. */
      readonly height: number;
      readonly width: number;
      /** How many of the places hold a tile, from the first on, and how many tiles there are. */
      readonly count: number;
      readonly of: number;
      /** Place in the tensor of the first tile's first number. */
      readonly first: number;
      /** Which tiles these are, where not all have a place. */
      readonly chosen?: Int32Array;
    };
  };
  /** `values` as `QUANTILES` says; of large tensors by evenly spaced numbers, but for the ends. */
  readonly quantiles?: { readonly values: Float64Array; readonly sizes: readonly [low: number, high: number] };
  /** Bins from the lowest to the highest, zeros apart, and what lies beyond. */
  readonly histogram?: {
    readonly bins: Float64Array;
    readonly zeros: number;
    readonly below: number;
    readonly above: number;
    /** Of finite size or not, but larger than the scale. */
    readonly clipped: number;
  };
}
