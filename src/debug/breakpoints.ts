/* Where a run stands still: before a node or a phase, at an iteration, or when a number passes a bound. */

import { Fault } from '../language/fault.ts';
import type { Evaluation, Trainer } from '../run/trainer.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Breakpoint, Halt, Measure, TraceEvent } from './debugging.ts';
import { express, type Scope, single } from './expression.ts';

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
export const isCondition = ({ kind }: Breakpoint): boolean =>
  kind === 'loss' || kind === 'tensor' || kind === 'expression';

/** Bounds that numbers pass: each stops once, when it begins to hold. */
export class Bounds {
  #holding = new Set<string>();

  /** The first bound that holds in this pass and did not in the one before, with the number that passed it. */
  passed(
    breakpoints: readonly Breakpoint[],
    evaluation: Evaluation,
    scope: Omit<Scope, 'pass'>,
  ): { readonly at: Breakpoint; readonly value: number } | undefined {
    const before = this.#holding;
    this.#holding = new Set();
    let found: { readonly at: Breakpoint; readonly value: number } | undefined;
    for (const each of breakpoints) {
      const value = numberOf(each, evaluation, scope);
      if (value === undefined || !holds(each, value)) continue;
      this.#holding.add(each.id);
      if (!before.has(each.id)) found ??= { at: each, value };
    }
    return found;
  }
}

/** The number that a bound is about; undefined where there is none. */
function numberOf(breakpoint: Breakpoint, { loss, pass }: Evaluation, scope: Omit<Scope, 'pass'>): number | undefined {
  switch (breakpoint.kind) {
    case 'loss':
      return loss;
    case 'tensor': {
      const tensor = pass.get(breakpoint.address);
      return tensor && measure(tensor, breakpoint.measure);
    }
    case 'expression':
      return expressed(breakpoint.text, { ...scope, pass, numbers: { ...scope.numbers, loss } });
    default:
      return undefined;
  }
}

function holds(breakpoint: Breakpoint, value: number): boolean {
  if (breakpoint.kind === 'expression') return value !== 0;
  if (!('relation' in breakpoint)) return false;
  return breakpoint.relation === '<' ? value < breakpoint.value : value > breakpoint.value;
}

/** Undefined where it names what is no longer there, or gives no single number: then it does not hold. */
function expressed(text: string, scope: Scope): number | undefined {
  try {
    return single(express(text, scope));
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
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
