/* A network on a device: the tensors that stay (data, parameters, buffers, what optimisers remember) and the passes
   through them. Each purpose has an arena of its own: training, testing, looking. */
import { type Address, address, type GraphDocument, gradientOf, type NodeId } from '../document/document.ts';
import { type Arena, Device, type Engine, type Numbers } from '../kernels/device.ts';
import { type Pointer, STATE } from '../kernels/kernels.ts';
import { record } from '../kernels/record.ts';
import type { Mode, Run } from '../nodes/define.ts';
import type { Plan, Step as PlanStep } from '../plan/plan.ts';
import type { Turn } from '../plan/schedules.ts';
import { size } from '../tensor/shape.ts';
import { assign, kept, read, Tensor, type TensorData } from '../tensor/tensor.ts';
import type { Columns } from './columns.ts';
import { type Fitted, fitted, type Judged, judged } from './judging.ts';
import { backward, forward, type Pass } from './pass.ts';
import { type Fill, type Response, response } from './responding.ts';
import { bufferAddresses, ownParameters } from './starting.ts';
import { Step } from './step.ts';
import { Updater } from './updater.ts';

/** What one forward pass measures. */
export interface Figures {
  readonly loss: number;
  /** Share of rows classified rightly; absent when no loss is over classes. */
  readonly accuracy?: number;
}

/** Rows of one pass that only looks. */
const JUDGED_AT_ONCE = 256;

/** Is told each node before it computes. */
type Begins = (node: NodeId) => void;

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
  /** Row numbers of a training batch, by how many they are; and those of all test rows. */
  readonly #indices = new Map<number, Tensor>();
  readonly #testRows: Tensor;
  readonly #state: Tensor;
  /** Everything that an update changes lies between these. */
  readonly #settled: readonly [start: Pointer, end: Pointer];
  readonly #training: Arena;
  readonly #testing: Arena;
  #looking: Arena;
  #document: GraphDocument;
  readonly #exempt: ReadonlySet<Address>;
  /** Training steps by their number of rows. */
  readonly #steps = new Map<number, Step>();
  #test: { readonly pass: Pass; readonly run: () => void } | undefined;

  /** `values` are those that parameters and buffers start from; 0 where there are none. */
  constructor(
    document: GraphDocument,
    plan: Plan,
    columns: Columns,
    values: ReadonlyMap<Address, TensorData['data']>,
    engine: Engine,
  ) {
    const device = new Device(engine);
    this.#document = document;
    this.plan = plan;
    this.device = device;
    this.columns = columns;
    this.#data = new Map([...columns.rows].map(([place, { shape, data }]) => [place, kept(device, shape, data)]));
    for (const rows of plan.rows ? [plan.rows.batch, plan.rows.last] : []) this.#index(rows);
    this.#testRows = kept(device, [plan.rows?.test ?? 0], Array.from(columns.split.test));

    const start = device.keep(0);
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
    this.#state = kept(device, [STATE.length]);

    const { rows } = plan;
    const train = [rows?.batch ?? 1, rows?.last ?? 1].map((count) =>
      device.measure(() => this.#update(this.#backward(this.#forward(this.#index(count), plan.mode), plan.mode))),
    );
    this.#training = device.arena(Math.max(...train));
    this.#testing = device.arena(rows?.test ? device.measure(() => this.#forward(this.#testRows, 'eval')) : 0);
    this.#looking = device.arena(0);
    this.#exempt = new Set([...plan.indices.keys(), ...infinite(plan)]);
    this.tune(document);
  }

  /** Goes on with other numbers of training: settings of the optimiser, clipping, frozen parameters. */
  tune(document: GraphDocument): void {
    const update = ({ frozen, training }: GraphDocument) => JSON.stringify([frozen, training.clipNorm]);
    if (update(document) !== update(this.#document)) this.#steps.clear();
    this.#document = document;
    this.#updater.tune(document.training);
  }

  /** Lays into memory what one step reads and JavaScript knows: its rows (numbered in the data set), what seeds its
      dropout, how far its update goes. */
  lay(rows: Int32Array, seed: number, step: number, turn: Turn): void {
    const { data } = this.device;
    const [index, state] = [this.#index(rows.length).pointer, this.#state.pointer];
    for (let i = 0; i < rows.length; i++) data[index + i] = rows[i]!;
    data[state + STATE.seedLow] = seed & 0xffff;
    data[state + STATE.seedHigh] = (seed >>> 16) & 0xffff;
    data[state + STATE.stepLow] = step & 0xfffff;
    data[state + STATE.stepHigh] = Math.floor(step / 0x100000);
    this.#updater.turn(turn);
  }

  /** The training step on this many rows. */
  step(rows: number): Step {
    const known = this.#steps.get(rows);
    if (known) return known;
    const { mode } = this.plan;
    const step = new Step(this.device, this.#training, {
      forward: (begins) => this.#forward(this.#index(rows), mode, begins),
      backward: (values, begins) => this.#backward(values, mode, begins),
      update: (pass) => this.#update(pass),
      learned: this.learned,
      exempt: this.#exempt,
    });
    this.#steps.set(rows, step);
    return step;
  }

  /** Forward and backward on this many rows without a recording: the truth that recordings are compared with. */
  direct(rows: number): Pass {
    this.device.begin(this.#training);
    return this.#backward(this.#forward(this.#index(rows), this.plan.mode), this.plan.mode);
  }

  /** A copy of all that updates change: parameters, buffers, what the optimiser remembers, gradients carried over. */
  get memory(): Numbers {
    return this.device.data.slice(...this.#settled);
  }
  set memory(saved: Numbers) {
    this.device.data.set(saved, this.#settled[0]);
  }
  /** How memory is laid out: only a network with the same layout can take over another's. */
  get layout(): string {
    const kept = [...this.learned, ...this.#constants].map(([place, { shape }]) => `${place} ${shape.join('×')}`);
    const { optimizer, zeroGradients } = this.#document.training;
    return [...kept, optimizer.type, zeroGradients, this.living.length].join('; ');
  }
  /** The same where it lies: what it shows changes with the next update. */
  get living(): Numbers {
    return this.device.data.subarray(...this.#settled);
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

  /** Loss and accuracy over the test rows, as for using the network: no dropout, running statistics. `broken` names the
      first tensor that is not finite where the loss is not. */
  test(): (Figures & { readonly broken?: Address }) | undefined {
    const { rows } = this.plan;
    if (!rows?.test) return undefined;
    const { device } = this;
    if (!this.#test) {
      device.begin(this.#testing);
      const { result, calls } = record(device, () => this.#forward(this.#testRows, 'eval'));
      this.#test = { pass: result, run: device.compile(calls) };
    }
    this.#test.run();
    const figures = this.figures(this.#test.pass);
    if (Number.isFinite(figures.loss)) return figures;
    const broken = firstBroken(new Map([...this.#test.pass].filter(([place]) => !this.#exempt.has(place))));
    return broken ? { ...figures, broken } : figures;
  }

  /** The sum of a pass's losses. */
  loss(pass: Pass): number {
    let sum = 0;
    for (const place of this.plan.losses) sum += numberAt(pass.get(place));
    return sum;
  }

  /** Loss and accuracy of a pass. */
  figures(pass: Pass): Figures {
    const loss = this.loss(pass);
    const judge = this.plan.steps.find(({ type, reaches }) => reaches && type.predicts);
    const logits = pass.get(judge?.sources.get(judge.type.predicts?.logits ?? '') as Address);
    const target = pass.get(judge?.sources.get(judge.type.predicts?.target ?? '') as Address);
    return logits && target ? { loss, accuracy: hits(logits, target) / Math.max(1, target.size) } : { loss };
  }

  /** Carries rows given at a data node's output to `output`, as for using the network; a copy of the result. */
  look(input: Address, given: TensorData, output: Address): TensorData {
    const steps = between(this.plan.steps, input, output);
    const result = this.#aside((fill) => {
      const source = new Tensor(this.device, given.shape, this.device.take(size(given.shape)));
      fill(source.pointer, given.data);
      return forward(steps, this.#given(new Map([[input, source]])), this.#run('eval')).get(output);
    });
    return { shape: result?.shape ?? [0], data: result ? read(result) : [] };
  }

  /** What a sample given at a data node's output makes of `output`, and what it would take to change that. */
  respond(
    input: Address,
    given: TensorData,
    output: Address,
    row: number,
    column: number | null,
  ): Response | undefined {
    const steps = between(this.plan.steps, input, output);
    return this.#aside((fill) => {
      const source = new Tensor(this.device, given.shape, this.device.take(size(given.shape)));
      fill(source.pointer, given.data);
      const values = this.#given(new Map([[input, source]]));
      return response({ steps, values, input, output, row, column }, this.#run('eval'), fill);
    });
  }

  /** Judges test rows, or training rows where there are no others: at most `most` of them. */
  judge(most: number): Judged | undefined {
    return this.#looked(most, judged);
  }

  /** The same rows, where numbers are to be met. */
  fit(most: number): Fitted | undefined {
    return this.#looked(most, fitted);
  }

  #looked<T>(most: number, look: (...given: Parameters<typeof judged>) => T): T {
    const { test, train } = this.columns.split;
    const rows = (test.length > 0 ? test : train).slice(0, most);
    const index = this.#index(Math.min(JUDGED_AT_ONCE, Math.max(1, rows.length)));
    return look(this.plan, rows, index.size, (part) => {
      for (const [place, row] of part.entries()) this.device.data[index.pointer + place] = row;
      return this.#aside(() => this.#forward(index, 'eval'));
    });
  }

  /** Carries a pass out beside training, in an arena that is as large as it needs. `fill` writes what no kernel does. */
  #aside<T>(pass: (fill: Fill) => T): T {
    const { device } = this;
    const needed = device.measure(() => pass(() => {}));
    if (needed > this.#looking.size) this.#looking = device.arena(needed);
    device.begin(this.#looking);
    return pass((pointer, numbers) => device.data.set(numbers, pointer));
  }

  #backward(values: Pass, mode: Mode, begins?: Begins): Pass {
    const { steps, losses, ties } = this.plan;
    const pass = new Map(backward(steps, losses, values, this.#run(mode, begins), this.#carried));
    for (const [place, root] of ties) {
      const gradient = pass.get(gradientOf(root));
      if (gradient) pass.set(gradientOf(place), gradient);
    }
    return pass;
  }

  /** Moves parameters against their gradients, settles buffers and carried gradients. */
  #update(pass: Pass): void {
    const { frozen, training } = this.#document;
    const gradients = this.#updater.gradients(pass, new Set(frozen), training.clipNorm);
    this.#updater.move(gradients);
    for (const [place, buffer] of [...this.#buffers, ...this.#carried]) {
      // As in PyTorch, what is carried over is what was clipped.
      const next = gradients.get(place) ?? pass.get(place);
      if (next && next.pointer !== buffer.pointer) assign(buffer, next);
    }
  }

  #forward(index: Tensor, mode: Mode, begins?: Begins): Pass {
    const batch = new Map([...this.#data].map(([place, column]) => [place, column.gather(index)]));
    return forward(this.plan.steps, this.#given(batch), this.#run(mode, begins));
  }

  #given(batch: Pass): Pass {
    const given = new Map([...batch, ...this.#constants, ...this.#parameters, ...this.#buffers]);
    for (const [place, root] of this.plan.ties) {
      const tensor = this.#parameters.get(root);
      if (tensor) given.set(place, tensor);
    }
    return given;
  }

  #run(mode: Mode, begins?: Begins): (step: PlanStep) => Run {
    return ({ node }) => {
      begins?.(node);
      return { mode, mask: (A, p) => A.mask(p, this.#state, hash(node)) };
    };
  }

  /** The kept tensor of row numbers for batches of this many rows. */
  #index(rows: number): Tensor {
    const known = this.#indices.get(rows);
    if (known) return known;
    const index = kept(this.device, [rows]);
    this.#indices.set(rows, index);
    return index;
  }
}

/** Addresses that hold ±∞ on purpose. */
function infinite({ steps }: Plan): Address[] {
  return steps.flatMap(({ node, type }) => (type.infinite ?? []).map((name) => address(node, name)));
}

/** The steps that lead from `input` to `output`. */
function between(steps: readonly PlanStep[], input: Address, output: Address): readonly PlanStep[] {
  const wanted = new Set<Address>([output]);
  const chosen: PlanStep[] = [];
  for (const step of steps.toReversed()) {
    if (!step.type.outputs.some((name) => wanted.has(address(step.node, name)) && address(step.node, name) !== input))
      continue;
    chosen.unshift(step);
    for (const source of step.sources.values()) wanted.add(source);
  }
  return chosen.filter(({ type }) => !type.source);
}

/** The first of these tensors with NaN or ±∞ in it. */
export function firstBroken(tensors: Pass): Address | undefined {
  for (const [place, tensor] of tensors) if (!allFinite(tensor)) return place;
  return undefined;
}

export function allFinite({ device, pointer, size }: Tensor): boolean {
  const { data } = device;
  for (let i = pointer; i < pointer + size; i++) if (!Number.isFinite(data[i])) return false;
  return true;
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
