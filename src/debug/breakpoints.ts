/* Where a run stands still: before a node or a phase, at an iteration, or when a number passes a bound. */
import type { Evaluation, Trainer } from '../run/trainer.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Breakpoint, Halt, Measure, TraceEvent } from './debugging.ts';

/** The first place at or after `from` micro-steps at which a node or phase breakpoint is set; it stops before that. */
export function stopIn(
  breakpoints: readonly Breakpoint[],
  events: readonly TraceEvent[],
  from: number,
): { readonly position: number; readonly halt: Halt } | undefined {
  for (let position = from; position < events.length; position++) {
    const [before, next] = [events[position - 1], events[position]!];
    const enters = before?.phase !== next.phase;
    const hit = breakpoints.find(
      (each) =>
        (each.kind === 'phase' && each.phase === next.phase && enters) ||
        (each.kind === 'node' &&
          each.node === next.node &&
          each.phase === next.phase &&
          (enters || before?.node !== next.node)),
    );
    if (hit) return { position, halt: { by: 'breakpoint', id: hit.id } };
  }
  return undefined;
}

/** Whether a breakpoint asks for what this iteration computes. */
export const isCondition = ({ kind }: Breakpoint): boolean => kind === 'loss' || kind === 'tensor';

/** Bounds that numbers pass: each stops once, when it begins to hold. */
export class Bounds {
  #holding = new Set<string>();

  /** The first bound that holds in this pass and did not in the one before, with the number that passed it. */
  passed(
    breakpoints: readonly Breakpoint[],
    { loss, pass }: Evaluation,
  ): { readonly at: Breakpoint; readonly value: number } | undefined {
    const before = this.#holding;
    this.#holding = new Set();
    let found: { readonly at: Breakpoint; readonly value: number } | undefined;
    for (const each of breakpoints) {
      if (each.kind !== 'loss' && each.kind !== 'tensor') continue;
      const tensor = each.kind === 'tensor' ? pass.get(each.address) : undefined;
      const value = each.kind === 'loss' ? loss : tensor && measure(tensor, each.measure);
      if (value === undefined || !(each.relation === '<' ? value < each.value : value > each.value)) continue;
      this.#holding.add(each.id);
      if (!before.has(each.id)) found ??= { at: each, value };
    }
    return found;
  }
}

/** Whether the iteration itself is asked for. */
export function stopsAt(breakpoints: readonly Breakpoint[], { step, atEpochEnd }: Trainer): Halt | undefined {
  const hit = breakpoints.find(
    (each) => (each.kind === 'iteration' && each.step === step) || (each.kind === 'epoch' && atEpochEnd),
  );
  return hit && { by: 'breakpoint', id: hit.id };
}

/** Over the finite numbers: root mean square, largest size, mean; the share of zeros; the share of columns in which no
    number is above 0. */
function measure({ device, pointer, size, columns }: Tensor, kind: Measure): number {
  const numbers: number[] = Array.from(device.data.subarray(pointer, pointer + size));
  const finite = numbers.filter(Number.isFinite);
  const mean = (f: (x: number) => number) => finite.reduce((sum, x) => sum + f(x), 0) / Math.max(1, finite.length);
  switch (kind) {
    case 'rms':
      return Math.sqrt(mean((x) => x * x));
    case 'peak':
      return finite.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    case 'mean':
      return mean((x) => x);
    case 'zeros':
      return numbers.filter((x) => x === 0).length / Math.max(1, size);
    case 'dead': {
      const alive = new Set(numbers.flatMap((x, i) => (x > 0 ? [i % columns] : [])));
      return 1 - alive.size / Math.max(1, columns);
    }
  }
}
