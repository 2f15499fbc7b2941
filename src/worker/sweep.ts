/* What the page and a worker of a sweep tell each other. */
import type { GraphDocument } from '../document/document.ts';

export interface SweepTask {
  readonly document: GraphDocument;
  readonly steps: number;
  /** The learning rate grows from step to step by the same factor, to find one; it ends where the loss has left the ground. */
  readonly ramp?: { readonly from: number; readonly to: number };
}

export type SweepSaid =
  /** The losses since the last word. */
  | { readonly kind: 'went'; readonly losses: Float64Array }
  /** The test loss where there are test rows; `broken`: a number was not finite, and the run ended there. */
  | { readonly kind: 'done'; readonly test?: number; readonly broken: boolean }
  /** It cannot be trained so. */
  | { readonly kind: 'refused' };

/** The rate of a step of a ramp. */
export function rateAt({ from, to }: NonNullable<SweepTask['ramp']>, step: number, steps: number): number {
  return from * (to / from) ** (step / Math.max(1, steps - 1));
}
