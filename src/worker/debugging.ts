/* The part of the conversation that is about one iteration looked into, and about iterations past: micro-steps,
   breakpoints, the tape, and questions about single numbers. */
import type { CheckedTensor } from '../debug/check.ts';
import type { Breakpoint, Walk } from '../debug/debugging.ts';
import type { Addends, Explanation, Influence } from '../debug/explain.ts';
import type { Expressed } from '../debug/expression.ts';
import type { Address, NodeId } from '../document/document.ts';

export type { CheckedCell, CheckedTensor, Verdict } from '../debug/check.ts';
export type * from '../debug/debugging.ts';
export { carriedOf, freshOf } from '../debug/debugging.ts';
export type { Addends, Explanation, Factor, Influence, Reference, Term } from '../debug/explain.ts';
export type { Expressed } from '../debug/expression.ts';
export type { TapeState } from '../run/tape.ts';

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
  /** What a tensor's numbers add up, as tensors: the `most` of the largest norm, and the others together. */
  | { readonly kind: 'addends'; readonly id: number; readonly address: Address; readonly most: number }
  /** What an expression over the tensors that are shown gives; letters are those of `node`. `condition`: it is to hold some
      time and must be one number; what it is now does not matter. */
  | {
      readonly kind: 'express';
      readonly id: number;
      readonly text: string;
      readonly node?: NodeId;
      readonly condition?: true;
    }
  /** Checks one cell, or a sample of the tensor's cells, or (no address) a sample of every parameter. */
  | { readonly kind: 'check'; readonly id: number; readonly address?: Address; readonly index?: readonly number[] }
  /** The loss of this batch in float64, were the number at `index` of a tensor that has a gradient each of these. */
  | {
      readonly kind: 'losses';
      readonly id: number;
      readonly address: Address;
      readonly index: readonly number[];
      readonly values: readonly number[];
    };

export type DebugAnswer =
  | {
      readonly kind: 'explain';
      readonly explanation: Explanation | null;
      readonly influence: readonly Influence[];
      /** The number itself, also where nothing explains it. */
      readonly value: number;
    }
  | ({ readonly kind: 'addends' } & Addends)
  | { readonly kind: 'express'; readonly expressed: Expressed }
  /** Why it gives nothing: the code of a sentence in words/language.ts or words/console.ts. */
  | { readonly kind: 'fault'; readonly code: string; readonly values: Readonly<Record<string, string | number>> }
  | { readonly kind: 'check'; readonly tensors: readonly CheckedTensor[] }
  | { readonly kind: 'losses'; readonly losses: readonly number[]; readonly gradient: number };
