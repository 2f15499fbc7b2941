/* The whole conversation between the page and the engine's worker: commands one way, reports the other. What is asked and
   answered stands in requests.ts, what is seen of a tensor in view.ts.

   The document crosses, never the plan: a plan holds functions, and both sides can make one. Every report and answer
   carries the revision that it is about; the editor drops those of another. Reports stream at most 12 times a second. */

import type { Address, GraphDocument } from '../document/document.ts';
import type { Choice } from '../kernels/engines.ts';
import type { Found } from '../plan/problems.ts';
import type { Refusal } from '../run/columns.ts';
import type { Remark } from '../run/remarks.ts';
import type { DebugCommand, Standing, TapeState, TraceEvent } from './debugging.ts';
import type { Answer, Request } from './requests.ts';
import type { View, Watch } from './view.ts';

export type Revision = string;

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
