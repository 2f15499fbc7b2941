/* A recorder: the calls that a pass would make. Calls hold integers only, and the same pass finds the same addresses, so
   what is written down can be carried out again and again without the pass. */
import type { Device } from './device.ts';
import { type Kernels, type Pointer, USES } from './kernels.ts';

export type Operation = keyof Kernels;

/** A call of a kernel: its name and its integers. */
export interface Call {
  readonly op: Operation;
  readonly args: readonly number[];
}

/** What `pass` gives, and the calls that it would make on the device; it is given those made so far. No number changes:
    replaying the calls computes. */
export function record<T>(
  device: Device,
  pass: (calls: readonly Call[]) => T,
): { readonly result: T; readonly calls: readonly Call[] } {
  const calls: Call[] = [];
  const writesDown =
    (op: string) =>
    (...args: number[]) =>
      void calls.push({ op: op as Operation, args });
  const recorder = Object.fromEntries(Object.keys(USES).map((op) => [op, writesDown(op)]));
  return { result: device.standingIn(recorder as unknown as Kernels, () => pass(calls)), calls };
}

/** Carries calls out one by one. */
export function replay(kernels: Kernels, calls: readonly Call[]): void {
  for (const { op, args } of calls) (kernels[op] as (...args: readonly number[]) => void)(...args);
}

/** The tensors that a call reads; one that it changes in place or in part is among them. */
export const readBy = ({ op, args }: Call): Pointer[] => args.filter((_, i) => 'ru'.includes(USES[op][i]!));
/** The tensors that a call writes. */
export const writtenBy = ({ op, args }: Call): Pointer[] => args.filter((_, i) => 'wu'.includes(USES[op][i]!));
