/* What the page asks of the worker and is answered once, by its id. */

import type { Diagnosis } from '../check/diagnose.ts';
import type { Marked as MarkedGradient } from '../check/mark.ts';
import type { Address, GraphDocument, NodeId, Values } from '../document/document.ts';
import type { Reason } from '../export/not-writable.ts';
import type { Wish } from '../export/wishes.ts';
import type { Told } from '../language/fault.ts';
import type { Fitted, Judged } from '../run/judging.ts';
import type { Response } from '../run/responding.ts';
import type { Shape } from '../tensor/shape.ts';
import type { DebugAnswer, DebugRequest } from './debugging.ts';

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
  /** What the same rows are to meet, and what they come to. */
  | { readonly kind: 'fit'; readonly id: number; readonly most: number }
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
  | { readonly kind: 'fit'; readonly fitted: Fitted; readonly test: boolean }
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
      /** The optimizer remembers of earlier updates what no export has. */
      readonly anew: boolean;
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
  readonly fault?: Told;
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
