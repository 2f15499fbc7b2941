/* The part of the conversation that is about one iteration looked into, and about iterations past: micro-steps,
   breakpoints, the tape, and questions about single numbers. */
import type { Address, NodeId } from '../document/document.ts';
import type { Explanation, Influence } from '../debug/explain.ts';
import type { Shape } from '../tensor/shape.ts';

export type { Explanation, Factor, Influence, Reference, Term } from '../debug/explain.ts';

export type Phase = 'forward' | 'loss' | 'backward' | 'update';

/** One micro-step of an iteration. */
export interface TraceEvent {
  readonly phase: Phase;
  readonly node: NodeId;
  /** `value`: a tensor is computed. Going back, `receive`: the gradient at an output is complete; `mask`: the mask is laid
      over it; `send`: the gradient of an input goes to whoever made it. `move`: a parameter takes its step. */
  readonly kind: 'value' | 'receive' | 'mask' | 'send' | 'move';
  /** What is there after it and was not before; `mask` and `send` change no tensor of this node. */
  readonly writes: Address;
  readonly reads: readonly Address[];
  /** The line of the node's file that says it: `dW = dZᵀ·A`; empty where it has none. */
  readonly formula: string;
  readonly shape: Shape;
  /** Of a `send`: which of the addends at the source arrives, and to which node. */
  readonly arrival?: { readonly at: Address; readonly to: NodeId; readonly count: number; readonly of: number };
  /** Of a value: gradients of earlier passes are added to it (zeroGradients: false). */
  readonly carried?: true;
}

/** Where to go from here. `back` undoes; `part` is one micro-step. */
export type Walk =
  | { readonly by: 'part' | 'node' | 'phase' | 'iteration'; readonly back?: boolean }
  /** To before the node's first micro-step in this phase, of this iteration or the next. */
  | { readonly until: NodeId; readonly phase: Phase }
  /** To where so many micro-steps of this iteration are done. */
  | { readonly position: number };

/** A measure of a tensor, over its finite numbers. */
export type Measure = 'rms' | 'peak' | 'mean' | 'zeros' | 'dead';

/** Where training stops, and the debugger opens. NaN and ∞ always stop it. */
export type Breakpoint = { readonly id: string } & (
  | { readonly kind: 'node'; readonly node: NodeId; readonly phase: Phase }
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'iteration'; readonly step: number }
  | { readonly kind: 'epoch' }
  | { readonly kind: 'loss'; readonly relation: '<' | '>'; readonly value: number }
  | {
      readonly kind: 'tensor';
      readonly address: Address;
      readonly measure: Measure;
      readonly relation: '<' | '>';
      readonly value: number;
    }
);

/** Why it stands still. */
export type Halt =
  | { readonly by: 'breakpoint'; readonly id: string; readonly value?: number }
  /** The first tensor that is not finite; what it was computed from was. */
  | { readonly by: 'not-finite'; readonly address: Address };

/** Where the debugger stands; absent in reports while it is closed. Tensors not yet computed are not reported. */
export interface Standing {
  /** Micro-steps of this iteration that are done. */
  readonly position: number;
  readonly halt?: Halt;
}

/** Which iterations can be visited: all from `first` to `last`; those that are not kept are computed again. */
export interface TapeState {
  readonly first: number;
  readonly last: number;
  /** One in so many is kept. */
  readonly every: number;
  readonly bytes: number;
  readonly limit: number;
}

/** One number's gradient, by the reverse pass and by central differences in float64. */
export interface CheckedCell {
  readonly index: readonly number[];
  readonly backprop: number;
  readonly numeric: number;
  /** |backprop − numeric| / (|backprop| + |numeric|); 0 where both are 0. */
  readonly error: number;
  /** A mask or a winner differs between w − h and w + h: the difference says nothing. */
  readonly kink: boolean;
}
export type Verdict = 'right' | 'fine' | 'doubtful' | 'wrong' | 'kink';
export interface CheckedTensor {
  readonly address: Address;
  readonly verdict: Verdict;
  readonly cells: readonly CheckedCell[];
}

export type DebugCommand =
  /** Opens the debugger where the iteration begins, or closes it: the iteration is as if it had never been open. */
  | { readonly kind: 'debug'; readonly on: boolean }
  | { readonly kind: 'walk'; readonly walk: Walk }
  | { readonly kind: 'breakpoints'; readonly breakpoints: readonly Breakpoint[] }
  /** Shows a past iteration; null: the latest again. Training goes on from the latest. */
  | { readonly kind: 'visit'; readonly step: number | null }
  /** Makes the iteration that is visited the latest: what came after it is forgotten. */
  | { readonly kind: 'fork' };

export type DebugRequest =
  | {
      readonly kind: 'explain';
      readonly id: number;
      readonly address: Address;
      readonly index: readonly number[];
      /** Terms at most; the rest is summed. */
      readonly limit: number;
    }
  /** Checks one cell, or a sample of the tensor's cells, or (no address) a sample of every parameter. */
  | { readonly kind: 'check'; readonly id: number; readonly address?: Address; readonly index?: readonly number[] }
  /** The loss of this batch in float64, were the number at `index` of a parameter or constant each of these. */
  | {
      readonly kind: 'losses';
      readonly id: number;
      readonly address: Address;
      readonly index: readonly number[];
      readonly values: readonly number[];
    }
  /** Which rows of the data set the present batch is. */
  | { readonly kind: 'batch'; readonly id: number };

export type DebugAnswer =
  | { readonly kind: 'explain'; readonly explanation: Explanation | null; readonly influence: readonly Influence[] }
  | { readonly kind: 'check'; readonly tensors: readonly CheckedTensor[] }
  | { readonly kind: 'losses'; readonly losses: readonly number[]; readonly gradient: number }
  | { readonly kind: 'batch'; readonly rows: Int32Array };
