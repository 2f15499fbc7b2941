/* From tree to way of computing: every expression gets its shape, every fault is found before a number is computed. */

import { size } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type Argument, Arguments } from './arguments.ts';
import { combined, negative } from './arithmetic.ts';
import { Fault, type Place } from './fault.ts';
import { FUNCTIONS, turned } from './functions.ts';
import { type Part, partOf } from './indexing.ts';
import { parse } from './parse.ts';
import type { Expression, Item, Program } from './syntax.ts';
import {
  type Frame,
  isLengths,
  isNumber,
  isNumbers,
  isTruth,
  Meter,
  type Numbers,
  shown,
  type Value,
} from './value.ts';

/** Known without being given. */
const CONSTANTS: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E, inf: Number.POSITIVE_INFINITY };

/** A program read against the shapes and settings that it is given. */
export interface Elaborated {
  /** What each name is at the end. */
  readonly results: ReadonlyMap<string, Value>;
  /** Names that are indices, and below what the program needs them to stay. */
  readonly limits: ReadonlyMap<string, number>;
  /** Computes the results that are wanted, in the order of the text, and nothing that they do not need. */
  readonly run: (frame: Omit<Frame, 'slots'>, wanted: readonly string[]) => Record<string, Tensor>;
}

/** Throws a Fault where the program cannot be carried out; `values` holds what came before it. */
export function elaborate(
  program: Program,
  given: ReadonlyMap<string, Value>,
  values = new Map<Expression, Value>(),
  meter = new Meter(),
): Elaborated {
  const elaboration = new Elaboration(program.text, given, values, meter);
  let slots = 0;
  const assigned = new Set<string>();
  for (const { target, value } of program.statements) {
    const made = elaboration.value(value);
    if (!isNumbers(made)) {
      elaboration.names.set(target, made);
      assigned.delete(target);
      continue;
    }
    const slot = slots++;
    // The last assignment gives it its place in the order.
    assigned.delete(target);
    assigned.add(target);
    const { flipped: _, ...kept } = made;
    const read = (frame: Frame) => {
      frame.slots[slot] ??= made.read(frame);
      return frame.slots[slot];
    };
    elaboration.names.set(target, { ...kept, read });
  }
  const { names: results, limits } = elaboration;
  return {
    results,
    limits,
    run(outside, wanted) {
      const frame: Frame = { ...outside, slots: [] };
      const made = [...assigned].filter((name) => wanted.includes(name));
      return Object.fromEntries(made.map((name) => [name, (results.get(name) as Numbers).read(frame)]));
    },
  };
}

/** A tensor that a program is given. */
export function givenNumbers(name: string, shape: Numbers['shape'], index = false): Numbers {
  return { shape, read: ({ given }) => given[name]!, ...(index && { below: name }) };
}

/** A text read and elaborated in one. */
export const compiled = (text: string, given: ReadonlyMap<string, Value>) => elaborate(parse(text), given);

/** The shape of every expression that is a tensor, as far as the program can be read, the smallest first. */
export function shapesIn(text: string, given: ReadonlyMap<string, Value>): readonly (Place & Pick<Numbers, 'shape'>)[] {
  const values = new Map<Expression, Value>();
  try {
    elaborate(parse(text), given, values);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
  return [...values]
    .flatMap(([{ from, to }, value]) => (isNumbers(value) ? [{ from, to, shape: value.shape }] : []))
    .sort((a, b) => a.to - a.from - (b.to - b.from));
}

class Elaboration {
  readonly names: Map<string, Value>;
  readonly limits = new Map<string, number>();
  readonly #text: string;
  readonly #meter: Meter;
  readonly #values: Map<Expression, Value>;

  constructor(text: string, given: ReadonlyMap<string, Value>, values: Map<Expression, Value>, meter: Meter) {
    this.#text = text;
    this.#values = values;
    this.#meter = meter;
    this.names = new Map(given);
  }

  value(expression: Expression): Value {
    const made = this.#made(expression);
    this.#values.set(expression, made);
    return made;
  }

  #made(expression: Expression): Value {
    switch (expression.kind) {
      case 'number':
      case 'text':
        return expression.value;
      case 'name':
        return this.#named(expression.name, expression);
      case 'list': {
        const items = expression.items.map((item) => this.value(item));
        return items.map((item) => (isNumber(item) ? Number(item) : item));
      }
      case 'unary': {
        const of = this.value(expression.of);
        if (expression.operator === '-') return negative(of, expression, this.#meter);
        if (isNumber(of)) return !of;
        if (!isTruth(of)) throw new Fault('wants-flag', expression, { sign: 'not' });
        return { shape: [], mask: true, read: (frame) => of.read(frame).neg().add(1) };
      }
      case 'binary': {
        const [left, right] = [this.value(expression.left), this.value(expression.right)];
        const sides = { left: this.#written(expression.left), right: this.#written(expression.right) };
        return combined(expression.operator, left, right, { place: expression, meter: this.#meter, ...sides });
      }
      case 'choice': {
        const condition = this.value(expression.condition);
        if (!isNumber(condition)) throw new Fault('wants-flag', expression.condition, { sign: 'if' });
        return this.value(condition ? expression.yes : expression.no);
      }
      case 'property':
        return this.#property(this.value(expression.of), expression.name, expression);
      case 'call':
        return this.#call(expression);
      case 'index':
        return this.#index(this.value(expression.of), expression.items, expression);
    }
  }

  #named(name: string, place: Place): Value {
    const value = this.names.get(name) ?? (Object.hasOwn(CONSTANTS, name) ? CONSTANTS[name] : undefined);
    if (value !== undefined) return value;
    if (/^_+$/.test(name)) throw new Fault('blank', place);
    const known = [...this.names.keys()].join(', ') || '–';
    throw new Fault(Object.hasOwn(FUNCTIONS, name) ? 'name-of-function' : 'unknown-name', place, { name, known });
  }

  #property(of: Value, name: string, place: Place): Value {
    if (isNumbers(of)) {
      if (name === 'T') {
        this.#meter.takes(of.shape, place);
        return turned(of);
      }
      if (name === 'shape') return of.shape;
      if (name === 'size') return size(of.shape);
      if (name === 'ndim') return of.shape.length;
    }
    throw new Fault(Object.hasOwn(FUNCTIONS, name) ? 'method-not-called' : 'unknown-property', place, { name });
  }

  #call({ name, items, named, method, ...place }: Expression & { kind: 'call' }): Value {
    const called = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!called) throw new Fault('unknown-function', place, { name });
    const argument = (each: Expression): Argument => ({ value: this.value(each), from: each.from, to: each.to });
    const call = {
      ...{ name, place },
      items: items.map(argument),
      named: named.map((each) => ({ name: each.name, ...argument(each.value) })),
    };
    const [first] = call.items;
    if (method && first && !isNumbers(first.value)) throw new Fault('method-of-tensor', place, { name });
    const bound: Arguments['bound'] = (index, length, at) => this.#bound(index, length, at);
    return called.make(new Arguments(call, called.parameters, { meter: this.#meter, bound }));
  }

  #index(of: Value, items: readonly Item[], place: Place): Value {
    const known = (each: Expression | undefined) => {
      if (!each) return undefined;
      const value = this.value(each);
      if (!isNumber(value)) throw new Fault('wants-whole', each, {});
      return Number(value);
    };
    const parts = items.map((item): Part => {
      if (item.kind === 'new' || item.kind === 'rest') return item;
      if (item.kind === 'span')
        return { kind: 'span', start: known(item.start), stop: known(item.stop), step: known(item.step) ?? 1 };
      const value = this.value(item.value);
      if (isNumber(value)) return { kind: 'at', at: Number(value) };
      if (isNumbers(value) && value.below !== undefined) return { kind: 'index', index: value };
      throw new Fault('wants-whole', item.value, {});
    });
    const bound: Arguments['bound'] = (index, length, at) => this.#bound(index, length, at);
    if (isNumbers(of)) return partOf(of, parts, { place, meter: this.#meter, bound });
    const [part] = parts;
    if (!isLengths(of) || !part || parts.length > 1) throw new Fault('cannot-index', place, {});
    if (part.kind === 'at') {
      const found = of.at(part.at);
      if (found === undefined)
        throw new Fault('outside', place, { at: part.at, axis: 0, length: of.length, shape: shown(of) });
      return found;
    }
    if (part.kind !== 'span' || part.step < 1) throw new Fault('cannot-index', place, {});
    return of.slice(part.start, part.stop).filter((_, i) => i % part.step === 0);
  }

  #bound({ below }: Numbers, length: number, place: Place): void {
    if (typeof below === 'string') this.limits.set(below, Math.min(length, this.limits.get(below) ?? length));
    else if (below === undefined || below > length)
      throw new Fault('index-too-large', place, { below: below ?? 0, length });
  }

  #written({ from, to }: Place): string {
    return this.#text.slice(from, to);
  }
}
