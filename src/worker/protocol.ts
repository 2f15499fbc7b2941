/* The whole conversation between the page and the engine's worker.

   The document crosses, never the plan: a plan holds functions, and both sides can make one. Every report and answer
   carries the revision that it is about; the editor drops those of another. Reports stream at most 12 times a second;
   a request is answered once, by its id. Tensors cross as Views, which the worker pools: a data-set-sized tensor costs
   nothing. */

import type { Diagnosis } from '../check/diagnose.ts';
import type { Marked as MarkedGradient } from '../check/mark.ts';
import type { Address, GraphDocument, NodeId, Values } from '../document/document.ts';
import type { Reason } from '../export/not-writable.ts';
import type { Wish } from '../export/wishes.ts';
import type { Choice } from '../kernels/engines.ts';
import type { Found } from '../plan/problems.ts';
import type { Refusal } from '../run/columns.ts';
import type { Judged } from '../run/judging.ts';
import type { Remark } from '../run/remarks.ts';
import type { Response } from '../run/responding.ts';
import type { Shape } from '../tensor/shape.ts';
import type { DebugAnswer, DebugCommand, DebugRequest, Standing, TapeState, TraceEvent } from './debugging.ts';

export type Revision = string;

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

export interface Measures {
  readonly step: number;
  readonly epoch: number;
  readonly loss: number;
  /** Share of the last batch that was classified rightly; absent without classes. */
  readonly accuracy?: number;
  readonly testLoss?: number;
  readonly testAccuracy?: number;
}

export interface Curve {
  /** One entry a training step, each the loss before that step's update, from `firstStep` on. */
  readonly firstStep: number;
  readonly losses: Float64Array;
  /** Measured at each epoch's end: step, testLoss, testAccuracy (NaN where there are no classes). */
  readonly tests: readonly { readonly step: number; readonly testLoss: number; readonly testAccuracy: number }[];
}

export type Command =
  /** The document as it is now. A network that computes the same is kept; `resume` goes on after a crash. */
  | {
      readonly kind: 'document';
      readonly revision: Revision;
      readonly document: GraphDocument;
      readonly resume?: Checkpoint;
    }
  | { readonly kind: 'train' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'reset' }
  /** Compute with the build whose bits are the same everywhere, or with the quickest; a network goes on where it is. */
  | { readonly kind: 'exact'; readonly exact: boolean }
  | { readonly kind: 'watch'; readonly watches: readonly Watch[] }
  | DebugCommand
  | Request;

export type Request =
  /** Carry `rows` given at a data node's output through the network (eval mode) and read `output`. */
  | {
      readonly kind: 'evaluate';
      readonly id: number;
      readonly input: Address;
      readonly shape: Shape;
      readonly data: Float32Array;
      readonly output: Address;
    }
  /** Rows of a data node's columns as the data set holds them, with which of them are test rows. */
  | { readonly kind: 'rows'; readonly id: number; readonly node: NodeId; readonly from: number; readonly count: number }
  /** What one row of `output` says of a sample of one's own, given at a data node's output, and the gradient of one of its
      numbers with respect to the sample; `column` null: of the largest. */
  | {
      readonly kind: 'respond';
      readonly id: number;
      readonly input: Address;
      readonly shape: Shape;
      readonly data: Float32Array;
      readonly output: Address;
      readonly row: number;
      readonly column: number | null;
    }
  /** What the network makes of test rows, or of training rows where there are no others. */
  | { readonly kind: 'judge'; readonly id: number; readonly most: number }
  /** This row of the data stands first in the batch that is shown, until anything else is done; null: no row does. */
  | { readonly kind: 'trace'; readonly id: number; readonly row: number | null }
  /** Set one number of a parameter or input of the running network; not an edit of the document. */
  | {
      readonly kind: 'setValue';
      readonly id: number;
      readonly address: Address;
      readonly index: number;
      readonly value: number;
    }
  /** The network in another language, by this document, which differs from the one that trains in words at most. */
  | ({ readonly kind: 'export'; readonly id: number; readonly document: GraphDocument } & Wish)
  /** Overwrites whole parameters and buffers of the running network, which fit; not an edit of the document. */
  | { readonly kind: 'setTensors'; readonly id: number; readonly tensors: ReadonlyMap<Address, ArrayLike<number>> }
  /** Is this text the backward of that node? And what its own backward is, in the language. */
  | { readonly kind: 'mark'; readonly id: number; readonly node: NodeId; readonly text: string }
  | { readonly kind: 'program'; readonly id: number; readonly type: string }
  /** One slip in the backward of some node: 1 is found at once, 3 only in numbers. */
  | { readonly kind: 'plant'; readonly id: number; readonly level: 1 | 2 | 3; readonly seed: number }
  /** The losses of so many steps, were every backward the true one; as many of them as are computed by now. */
  | { readonly kind: 'truth'; readonly id: number; readonly steps: number }
  /** Where the run was best, with its parameters and buffers. */
  | { readonly kind: 'best'; readonly id: number }
  /** The run ends by itself when so many tests in a row were no better; null: it does not. */
  | { readonly kind: 'patience'; readonly id: number; readonly tests: number | null }
  /** A whole tensor as numbers, refused above 1,000,000. */
  | { readonly kind: 'tensor'; readonly id: number; readonly address: Address }
  | DebugRequest;

export type Answer =
  | { readonly kind: 'evaluate'; readonly shape: Shape; readonly data: Float32Array }
  | {
      readonly kind: 'rows';
      readonly columns: ReadonlyMap<string, Values>;
      readonly total: number;
      /** Which of all rows are test rows. */
      readonly test: Int32Array;
      /** Which of all rows the present batch has, in its order. */
      readonly batch: Int32Array;
    }
  | { readonly kind: 'respond'; readonly response: Response }
  | { readonly kind: 'judge'; readonly judged: Judged; readonly test: boolean }
  | { readonly kind: 'trace' }
  | { readonly kind: 'setValue' }
  | {
      readonly kind: 'export';
      readonly files: readonly ExportedFile[];
      /** Updates made before. */
      readonly step: number;
      /** Multiplications of a step, of matrix products. */
      readonly work: number;
      /** Some nodes drop numbers at random. */
      readonly dropout: boolean;
    }
  | Marked
  | { readonly kind: 'program'; readonly text: string }
  | { readonly kind: 'plant'; readonly node: NodeId; readonly text: string }
  | { readonly kind: 'truth'; readonly losses: readonly number[] }
  /** What the tensors held before. */
  | { readonly kind: 'setTensors'; readonly before: ReadonlyMap<Address, ArrayLike<number>> }
  | {
      readonly kind: 'best';
      /** Of all test rows, or of the batches that were reported where there are none. */
      readonly by: 'test' | 'loss';
      readonly step: number;
      readonly value: number;
      readonly tensors: ReadonlyMap<Address, Float32Array | Float64Array>;
      /** The run was ended because it got no better. */
      readonly stopped: boolean;
    }
  | { readonly kind: 'patience' }
  | DebugAnswer
  | { readonly kind: 'tensor'; readonly shape: Shape; readonly data: Float32Array | Float64Array }
  | {
      readonly kind: 'refused';
      readonly reason: 'no-network' | 'unknown-address' | 'too-large' | 'wrong-shape' | 'visiting' | Reason;
      /** What a sentence about it mentions. */
      readonly values?: Readonly<Record<string, string | number>>;
    };

/** The mark on a backward that somebody writes. */
export interface Marked {
  readonly kind: 'mark';
  readonly right: boolean;
  /** Why it cannot be carried out, and where. */
  readonly fault?: {
    readonly code: string;
    readonly values: Readonly<Record<string, string | number>>;
    readonly place: { readonly from: number; readonly to: number };
    readonly line: number;
    readonly column: number;
  };
  readonly diagnoses: readonly Diagnosis[];
  /** Of every tensor that the text names or makes, the shape, and where it stands: what lies inside others first. */
  readonly shapes: readonly { readonly from: number; readonly to: number; readonly shape: Shape }[];
  /** Each gradient beside the truth. */
  readonly gradients: readonly MarkedGradient[];
}

/** A file of an export, and what is shown of it. */
export interface ExportedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly lines: readonly ExportedLine[];
}
export interface ExportedLine {
  readonly text: string;
  /** The node that it is about. */
  readonly node?: NodeId;
  /** So many lines of packed numbers stand here. */
  readonly packed?: number;
}

export type Report =
  /** A worker is there: the first word after its start. */
  | { readonly kind: 'ready' }
  /** Which kernels compute from now on, and why these. */
  | { readonly kind: 'kernels'; readonly kernels: Kernels }
  /** The network of a revision is built, its starting values drawn (`fresh`) or kept from the revision before. */
  | {
      readonly kind: 'loaded';
      readonly revision: Revision;
      readonly fresh: boolean;
      readonly parameters: number;
      readonly remarks: readonly Remark[];
    }
  | {
      readonly kind: 'progress';
      readonly revision: Revision;
      readonly running: boolean;
      readonly measures: Measures;
      readonly curve: Curve;
      readonly stepsPerSecond: number;
      /** Milliseconds of a step; before the first, of the pass that is shown. */
      readonly stepTime: number;
      /** By `watchKey`. */
      readonly tensors: ReadonlyMap<string, View>;
      readonly tape: TapeState;
      /** The debugger is open and stands here. */
      readonly standing?: Standing;
      /** Parameters after `measures.step` updates; what a restarted worker goes on from. */
      readonly checkpoint?: Checkpoint;
    }
  /** The micro-steps of the iterations that follow; before the first standing, and when they change. */
  | { readonly kind: 'trace'; readonly revision: Revision; readonly events: readonly TraceEvent[] }
  /** Data that were given cannot be read by their node, the memory cannot be had, or a program that the document brings cannot
      be carried out; there is no network. */
  | { readonly kind: 'refused'; readonly revision: Revision; readonly refusal: Refusal | Found }
  /** Training stopped at a value that is not finite; the parameters are those before that step. */
  | { readonly kind: 'not-finite'; readonly revision: Revision; readonly step: number; readonly address: Address }
  /** Computed over the test rows; training goes on. Said once for a network. */
  | { readonly kind: 'test-not-finite'; readonly revision: Revision; readonly step: number; readonly address: Address }
  | { readonly kind: 'answer'; readonly revision: Revision; readonly id: number; readonly answer: Answer }
  /** A bug, not bad input: the worker is restarted and the user told. */
  | { readonly kind: 'failed'; readonly message: string };

/** `build` of the kernels: see kernels/engines.ts. */
export interface Kernels {
  readonly build: Choice['kind'];
  readonly reason: Choice['reason'];
  readonly threads: number;
}

export interface Checkpoint {
  readonly step: number;
  /** How the memory lies: a network of another layout begins anew. */
  readonly layout: string;
  /** All that updates change, as the network of this document keeps it: parameters, and what the optimiser remembers. */
  readonly memory: Float32Array | Float64Array;
}
