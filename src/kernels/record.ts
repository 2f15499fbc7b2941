/* A recorder: kernels that carry out every call and write it down. Calls hold integers only, and the same pass finds
   the same addresses, so what was written down can be carried out again without the pass. */
import type { Device } from './device.ts';
import { type Kernels, USES } from './kernels.ts';

export type Operation = keyof Kernels;

/** A call of a kernel: its name and its integers. */
export interface Call {
  readonly op: Operation;
  readonly args: readonly number[];
}

/** What `pass` gives, and the calls that it made on the device. The numbers are those of the pass without a recorder. */
export function record<T>(device: Device, pass: () => T): { readonly result: T; readonly calls: readonly Call[] } {
  const { kernels } = device;
  const calls: Call[] = [];
  const written = (op: Operation) => {
    return (...args: number[]) => {
      calls.push({ op, args });
      (kernels[op] as (...args: number[]) => void)(...args);
    };
  };
  device.kernels = Object.fromEntries(
    Object.keys(USES).map((op) => [op, written(op as Operation)]),
  ) as unknown as Kernels;
  try {
    return { result: pass(), calls };
  } finally {
    device.kernels = kernels;
  }
}
