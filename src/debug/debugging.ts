/* What the debugger says and is told: the micro-steps of an iteration, where it stands, breakpoints. Plain values, which
   cross to the page as they are. */
import type { Address, NodeId } from '../document/document.ts';
import type { Shape } from '../tensor/shape.ts';

export type Phase = 'forward' | 'loss' | 'backward' | 'update';

/** One micro-step of an iteration. */
export interface TraceEvent {
  readonly phase: Phase;
  readonly node: NodeId;
  /** `value`: a tensor is computed. Going back, `receive`: the gradient at an output is complete; `mask`: the mask is laid
      over it; `send`: the gradient of an input goes to whoever made it, that of a shared parameter to its sum. `move`: a parameter takes its step. */
  readonly kind: 'value' | 'receive' | 'mask' | 'send' | 'move';
  /** What is there after it and was not before; `mask` and `send` change no tensor of this node. */
  readonly writes: Address;
  readonly reads: readonly Address[];
  /** The line of the node's file that says it: `dW = dZᵀ·A`; empty where it has none. */
  readonly formula: string;
  readonly shape: Shape;
  /** Of a parameter's gradient: how many products each of its numbers adds up, one for each row mostly. */
  readonly summed?: number;
  /** Of a `send`: which of the addends of a sum arrives, and to which node; `carried`: the first is of earlier passes. */
  readonly arrival?: {
    readonly at: Address;
    /** Under what name the addend is shown by itself. */
    readonly addend: Address;
    readonly to: NodeId;
    readonly count: number;
    readonly of: number;
    readonly carried: boolean;
  };
}

/** An addend of a parameter's gradient, which a pass keeps no address for: what this pass makes of it at one node, and what
    earlier passes left. */
export const freshOf = (gradient: Address): Address => `${gradient} new`;
export const carriedOf = (gradient: Address): Address => `${gradient} carried`;

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
  /** Stops when the one number that it gives is not 0. `places`: the tensors that it is about. */
  | { readonly kind: 'expression'; readonly text: string; readonly places: readonly Address[] }
  /** Stops where a check finds a wrong gradient. */
  | { readonly kind: 'check' }
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
