/* One node carried out by itself on the reference kernels, as the tests of the catalogue need it. */
import { Device, type Numbers, type Precision } from '../kernels/device.ts';
import { Reference } from '../kernels/reference.ts';
import type { AnyNodeType, Mode } from '../nodes/define.ts';
import type { Fields, SettingsOf } from '../nodes/settings.ts';
import { NumpyStream } from '../tensor/numpy-random.ts';
import { type Shape, size } from '../tensor/shape.ts';
import { kept, read, type Tensor } from '../tensor/tensor.ts';

/** A node with the shapes and settings to try it with. */
export interface Case {
  readonly inputs: Readonly<Record<string, Shape>>;
  readonly indices?: Readonly<Record<string, { readonly shape: Shape; readonly below: number }>>;
  readonly settings?: Partial<SettingsOf<Fields>>;
}
/** A trial is small: a node that takes more has lost its shapes. */
const MOST_NUMBERS = 1e6;
type Values = Readonly<Record<string, Numbers>>;

/** What a trial gives: inferred shapes, the tensors before and after the forward pass, and the gradients. */
export interface Outcome {
  readonly shapes: Readonly<Record<string, Shape | undefined>>;
  readonly given: Readonly<Record<string, Tensor>>;
  readonly returned: Readonly<Record<string, Tensor>>;
  readonly gradients: Readonly<Record<string, Tensor>>;
  /** Σ r ⊙ output over all outputs, r fixed and random. */
  readonly L: number;
}

export function settingsOf(node: AnyNodeType, { settings }: Case): SettingsOf<Fields> {
  const initial = Object.entries(node.settings).map(([name, field]) => [name, field.initial] as const);
  return { ...Object.fromEntries(initial), ...settings } as SettingsOf<Fields>;
}

/** Every tensor name that a case of this node gives before the forward pass, with its shape. */
export function givenShapes(node: AnyNodeType, trial: Case, mode: Mode) {
  const indices = Object.entries(trial.indices ?? {}).map(([name, { shape }]) => [name, shape] as const);
  const arriving = { ...trial.inputs, ...Object.fromEntries(indices) };
  const shapes = node.shapes(arriving, settingsOf(node, trial), { rows: 5, mode });
  const own = [node.parameters, node.optional ?? {}, node.buffers ?? {}].flatMap(Object.keys);
  const given = new Map<string, Shape>(Object.entries(arriving));
  for (const name of own) if (shapes[name]) given.set(name, shapes[name]);
  return { shapes: { ...arriving, ...shapes }, given };
}

/** Names whose values must be above 0 for the node to be defined. */
const positive = new Set(['log.A', 'sqrt.A', 'batch-norm.variance']);
/** Names whose values must lie away from the other input's, where |Z − y| has its corner. */
const aside = new Set(['l1-loss.y']);

/** Random values of both signs, float32 numbers and at least .2 away from 0, so that no step of 1e-6 crosses a kink. */
export function randomValues(node: AnyNodeType, trial: Case, mode: Mode, seed: number): Values {
  const stream = new NumpyStream(seed);
  const values: Record<string, Numbers> = {};
  for (const [name, shape] of givenShapes(node, trial, mode).given) {
    const below = trial.indices?.[name]?.below;
    values[name] = Float64Array.from({ length: size(shape) }, () => {
      if (below !== undefined) return Math.floor(stream.random() * below);
      const x = Math.fround(stream.uniform(0.2, 1.5) + (aside.has(`${node.type}.${name}`) ? 2 : 0));
      return stream.random() < 0.5 || positive.has(`${node.type}.${name}`) ? x : -x;
    });
  }
  return values;
}

/** Carries out forward and backward once. */
export function carryOut(node: AnyNodeType, trial: Case, mode: Mode, precision: Precision, values: Values): Outcome {
  const device = new Device(new Reference(precision));
  const { shapes, given } = givenShapes(node, trial, mode);
  const settings = settingsOf(node, trial);
  const tensors: Record<string, Tensor> = {};
  for (const [name, shape] of given) tensors[name] = kept(device, shape, values[name] ?? new Float64Array(size(shape)));
  const state = kept(device, [4], [1, 2, 3, 4]);
  const run = { mode, mask: (A: Tensor, p: number) => A.mask(p, state, 5) };
  const weights = Object.fromEntries(
    node.outputs.map((name, i) => [`d${name}`, kept(device, shapes[name] ?? [], outputWeights(shapes[name] ?? [], i))]),
  );
  let returned: Record<string, Tensor> = {};
  let gradients: Record<string, Tensor> = {};
  const pass = () => {
    returned = { ...node.forward(tensors, settings, run) } as Record<string, Tensor>;
    const saved = [...node.outputs, ...(node.keeps ?? [])].filter((name) => name in returned);
    const all = { ...tensors, ...Object.fromEntries(saved.map((name) => [name, returned[name] as Tensor])) };
    gradients = { ...node.backward(all, weights, settings, run) };
  };
  device.begin(device.arena(device.measure(pass, MOST_NUMBERS)));
  pass();
  let L = 0;
  for (const name of node.outputs) {
    const output = read(returned[name] ?? (tensors[name] as Tensor));
    const r = outputWeights(shapes[name] ?? [], node.outputs.indexOf(name));
    // What a node makes infinite on purpose stays so, whatever its inputs: its place has no slope.
    const counts = (x: number) => Number.isFinite(x) || !node.infinite?.includes(name);
    for (let i = 0; i < output.length; i++) if (counts(output[i]!)) L += r[i]! * output[i]!;
  }
  return { shapes, given: tensors, returned, gradients, L };
}

const drawnWeights = new Map<string, Numbers>();
/** What the loss multiplies output number `i` by, in −1 to 1. */
export function outputWeights(shape: Shape, i: number): Numbers {
  const key = `${size(shape)} of ${i}`;
  const known = drawnWeights.get(key);
  if (known) return known;
  const stream = new NumpyStream(1000 + i);
  const drawn = Float64Array.from({ length: size(shape) }, () => Math.fround(stream.uniform(-1, 1)));
  drawnWeights.set(key, drawn);
  return drawn;
}

/** ∂L/∂`name` by central differences, h = 1e-6·max(1, |x|). */
export function numericGradient(node: AnyNodeType, trial: Case, mode: Mode, values: Values, name: string): Numbers {
  const x = values[name] ?? new Float64Array(0);
  return Float64Array.from(x, (centre, i) => {
    const h = 1e-6 * Math.max(1, Math.abs(centre));
    const at = (value: number) =>
      carryOut(node, trial, mode, 'f64', { ...values, [name]: x.map((old, j) => (i === j ? value : old)) }).L;
    return (at(centre + h) - at(centre - h)) / (centre + h - (centre - h));
  });
}

/** Largest finite |x|, at least 0: an infinite one would allow every error. */
export function peak(numbers: ArrayLike<number>): number {
  return Array.from(numbers).reduce(
    (most, x) => (Math.abs(x) < Number.POSITIVE_INFINITY ? Math.max(most, Math.abs(x)) : most),
    0,
  );
}

/** Largest |a − b|, 0 for equal infinities; NaN where lengths differ or a NaN takes part, so that no bound holds. */
export function gap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.NaN;
  return Array.from(a).reduce((most, x, i) => Math.max(most, x === b[i] ? 0 : Math.abs(x - b[i]!)), 0);
}
