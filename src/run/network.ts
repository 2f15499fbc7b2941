/* A network on a device: the tensors that stay (data, parameters, buffers, what optimisers remember) and the passes
   through them. Each purpose has an arena of its own: training, testing, looking. */
import { type Address, address, type GraphDocument, gradientOf } from '../document/document.ts';
import { type Arena, Device, type Numbers, type Precision } from '../kernels/device.ts';
import { type Pointer, STATE } from '../kernels/kernels.ts';
import { Reference } from '../kernels/reference.ts';
import type { Mode, Run } from '../nodes/define.ts';
import type { Plan, Step } from '../plan/plan.ts';
import type { Turn } from '../plan/schedules.ts';
import { size } from '../tensor/shape.ts';
import { assign, kept, read, Tensor, type TensorData } from '../tensor/tensor.ts';
import type { Columns } from './columns.ts';
import { backward, forward, type Pass } from './pass.ts';
import { bufferAddresses, type Given, ownParameters, startingValues } from './starting.ts';
import { Updater } from './updater.ts';

/** What one forward pass measures. */
export interface Figures {
  readonly loss: number;
  /** Share of rows classified rightly; absent when no loss is over classes. */
  readonly accuracy?: number;
}

export class Network {
  readonly plan: Plan;
  readonly device: Device;
  readonly columns: Columns;
  readonly #parameters: ReadonlyMap<Address, Tensor>;
  readonly #buffers: ReadonlyMap<Address, Tensor>;
  readonly #constants: ReadonlyMap<Address, Tensor>;
  readonly #data: ReadonlyMap<Address, Tensor>;
  readonly #carried: ReadonlyMap<Address, Tensor>;
  readonly #updater: Updater;
  readonly #indices = new Map<number, Tensor>();
  readonly #state: Tensor;
  /** Everything that an update changes lies between #state and here; its copy before the last update begins at #backup. */
  readonly #settled: readonly [start: Pointer, end: Pointer];
  readonly #backup: Pointer;
  readonly #training: Arena;
  #testing: Arena;
  #looking: Arena;

  constructor(document: GraphDocument, plan: Plan, columns: Columns, given: Given, precision: Precision) {
    const device = new Device(new Reference(precision));
    this.plan = plan;
    this.device = device;
    this.columns = columns;
    this.#data = new Map([...columns.rows].map(([place, { shape, data }]) => [place, kept(device, shape, data)]));
    for (const rows of plan.rows ? [plan.rows.batch, plan.rows.last, plan.rows.test] : []) this.#index(rows);

    const start = device.keep(0);
    const values = startingValues(plan, document.training.seed, given);
    const keepAll = (places: readonly Address[]) =>
      new Map(places.map((place) => [place, kept(device, plan.shapes.get(place) ?? [], values.get(place))]));
    this.#parameters = keepAll(ownParameters(plan));
    this.#buffers = keepAll(bufferAddresses(plan));
    // Changed by hand (`setValue`) and restored on reset like parameters, so kept among them.
    this.#constants = new Map(
      [...columns.constants].map(([place, { shape, data }]) => [place, kept(device, shape, data)]),
    );
    this.#updater = new Updater(device, this.#parameters, document.training.optimizer.type);
    const carrying = document.training.zeroGradients ? [] : [...this.#parameters, ...this.#constants];
    const differentiable = carrying.filter(([place]) => !plan.indices.has(place));
    this.#carried = new Map(differentiable.map(([place, { shape }]) => [gradientOf(place), kept(device, shape)]));
    this.#settled = [start, device.keep(0)];
    this.#backup = device.keep(this.#settled[1] - start);
    this.#state = kept(device, [STATE.length]);

    const { rows, mode } = plan;
    const train = [rows?.batch ?? 1, rows?.last ?? 1].map((count) =>
      device.measure(() => this.#trainingPass(count, mode)),
    );
    this.#training = device.arena(Math.max(...train));
    this.#testing = device.arena(rows?.test ? device.measure(() => this.#forward(rows.test, 'eval')) : 0);
    this.#looking = device.arena(0);
  }

  /** Forward and backward over the training rows `batch` (numbered in the data set); `step` seeds the dropout. */
  pass(batch: Int32Array, seed: number, step: number): Pass {
    const { device } = this;
    this.#write(this.#index(batch.length), batch);
    const state = this.#state.pointer;
    device.data[state + STATE.seedLow] = seed & 0xffff;
    device.data[state + STATE.seedHigh] = (seed >>> 16) & 0xffff;
    device.data[state + STATE.stepLow] = step & 0xfffff;
    device.data[state + STATE.stepHigh] = Math.floor(step / 0x100000);
    device.begin(this.#training);
    return this.#trainingPass(batch.length, this.plan.mode);
  }

  /** Moves parameters against their gradients, settles buffers and carried gradients; remembers how things were. */
  update({ training, frozen }: GraphDocument, pass: Pass, turn: Turn): void {
    this.device.data.copyWithin(this.#backup, ...this.#settled);
    const gradients = this.#updater.gradients(pass, new Set(frozen), training.clipNorm);
    this.#updater.move(gradients, training, turn);
    for (const [place, buffer] of [...this.#buffers, ...this.#carried]) {
      // As in PyTorch, what is carried over is what was clipped.
      const next = gradients.get(place) ?? pass.get(place);
      if (next && next.pointer !== buffer.pointer) assign(buffer, next);
    }
  }

  /** Takes the last update back. */
  restore(): void {
    const [start, end] = this.#settled;
    this.device.data.copyWithin(start, this.#backup, this.#backup + end - start);
  }

  /** A copy of all that updates change: parameters, buffers, what the optimiser remembers, gradients carried over. */
  get memory(): Numbers {
    return this.device.data.slice(...this.#settled);
  }
  set memory(saved: Numbers) {
    this.device.data.set(saved, this.#settled[0]);
  }

  /** Parameters and buffers, the tensors that training changes. */
  get learned(): ReadonlyMap<Address, Tensor> {
    return new Map([...this.#parameters, ...this.#buffers]);
  }

  /** Parameters, buffers and constants by address, to be changed by hand between passes. */
  keptTensor(place: Address): Tensor | undefined {
    const root = this.plan.ties.get(place) ?? place;
    return this.#parameters.get(root) ?? this.#buffers.get(root) ?? this.#constants.get(root);
  }

  get parameterCount(): number {
    return [...this.#parameters.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Loss and accuracy over the test rows, as for using the network: no dropout, running statistics. */
  test(): Figures | undefined {
    const { rows } = this.plan;
    if (!rows?.test) return undefined;
    this.#write(this.#index(rows.test), this.columns.split.test);
    this.device.begin(this.#testing);
    return this.figures(this.#forward(rows.test, 'eval'));
  }

  /** Loss and accuracy of a pass. */
  figures(pass: Pass): Figures {
    const loss = this.plan.losses.reduce((sum, place) => sum + numberAt(pass.get(place)), 0);
    const judge = this.plan.steps.find(({ type, reaches }) => reaches && type.predicts);
    const logits = pass.get(judge?.sources.get(judge.type.predicts?.logits ?? '') as Address);
    const target = pass.get(judge?.sources.get(judge.type.predicts?.target ?? '') as Address);
    return logits && target ? { loss, accuracy: hits(logits, target) / Math.max(1, target.size) } : { loss };
  }

  /** Carries rows given at a data node's output to `output`, as for using the network; a copy of the result. */
  look(input: Address, given: TensorData, output: Address): TensorData {
    const { device } = this;
    const steps = between(this.plan.steps, input, output);
    const walk = () => {
      const source = new Tensor(device, given.shape, device.take(size(given.shape)));
      device.data.set(given.data, source.pointer);
      return forward(steps, this.#given(new Map([[input, source]])), this.#run('eval')).get(output);
    };
    const needed =
      size(given.shape) +
      device.measure(() =>
        forward(steps, this.#given(new Map([[input, new Tensor(device, given.shape, 0)]])), this.#run('eval')),
      );
    if (needed > this.#looking.size) this.#looking = device.arena(needed);
    device.begin(this.#looking);
    const result = walk();
    return { shape: result?.shape ?? [0], data: result ? read(result) : [] };
  }

  #trainingPass(rows: number, mode: Mode): Pass {
    const { steps, losses, ties } = this.plan;
    const values = this.#forward(rows, mode);
    const pass = new Map(backward(steps, losses, values, this.#run(mode), this.#carried));
    for (const [place, root] of ties) {
      const gradient = pass.get(gradientOf(root));
      if (gradient) pass.set(gradientOf(place), gradient);
    }
    return pass;
  }

  #forward(rows: number, mode: Mode): Pass {
    const batch = new Map([...this.#data].map(([place, column]) => [place, column.gather(this.#index(rows))]));
    return forward(this.plan.steps, this.#given(batch), this.#run(mode));
  }

  #given(batch: Pass): Pass {
    const given = new Map([...batch, ...this.#constants, ...this.#parameters, ...this.#buffers]);
    for (const [place, root] of this.plan.ties) {
      const tensor = this.#parameters.get(root);
      if (tensor) given.set(place, tensor);
    }
    return given;
  }

  #run(mode: Mode): (step: Step) => Run {
    return ({ node }) => ({ mode, mask: (A, p) => A.mask(p, this.#state, hash(node)) });
  }

  /** The kept tensor of row numbers for batches of this many rows. */
  #index(rows: number): Tensor {
    const known = this.#indices.get(rows);
    if (known) return known;
    const index = kept(this.device, [rows]);
    this.#indices.set(rows, index);
    return index;
  }

  #write(target: Tensor, numbers: Int32Array): void {
    this.device.data.set(numbers, target.pointer);
  }
}

/** The steps that lead from `input` to `output`. */
function between(steps: readonly Step[], input: Address, output: Address): readonly Step[] {
  const wanted = new Set<Address>([output]);
  const chosen: Step[] = [];
  for (const step of steps.toReversed()) {
    if (!step.type.outputs.some((name) => wanted.has(address(step.node, name)) && address(step.node, name) !== input))
      continue;
    chosen.unshift(step);
    for (const source of step.sources.values()) wanted.add(source);
  }
  return chosen.filter(({ type }) => !type.source);
}

function numberAt(tensor: Tensor | undefined): number {
  return tensor ? (tensor.device.data[tensor.pointer] ?? Number.NaN) : Number.NaN;
}

function hits(logits: Tensor, target: Tensor): number {
  const { data } = logits.device;
  const { columns } = logits;
  let count = 0;
  for (let row = 0; row < target.size; row++) {
    let best = 0;
    for (let c = 1; c < columns; c++)
      if ((data[logits.pointer + row * columns + c] ?? 0) > (data[logits.pointer + row * columns + best] ?? 0))
        best = c;
    if (best === data[target.pointer + row]) count++;
  }
  return count;
}

/** FNV-1a: an edit elsewhere does not change a node's dropout masks. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h | 0;
}
