/* A network being trained, one step at a time: which rows come next, what was measured, and when to stop because a
   number is no longer finite. A step is two halves: `evaluate` (forward, loss, backward) and the update; a report
   between the halves costs nothing. */
import type { Address, GraphDocument } from '../document/document.ts';
import { type Engine, MOST_NUMBERS, type Numbers } from '../kernels/device.ts';
import { Dry } from '../kernels/dry.ts';
import { Reference } from '../kernels/reference.ts';
import { type Plan, plan as planOf } from '../plan/plan.ts';
import type { Turn } from '../plan/schedules.ts';
import { TorchStream } from '../tensor/random.ts';
import { type Columns, loadColumns, type Refusal } from './columns.ts';
import { type Figures, firstBroken, Network } from './network.ts';
import type { Pass } from './pass.ts';
import { type Remark, remarksOn } from './remarks.ts';
import { type Given, startingValues } from './starting.ts';
import type { Step } from './step.ts';
import { turnsOf } from './updater.ts';

/** A step taken, or one that could not be. */
export interface Advance {
  /** Before the update. */
  readonly loss: number;
  /** The first tensor that is not finite, in the order of computing. */
  readonly broken?: Address;
}

/** One forward and backward pass at the present parameters. */
export interface Evaluation extends Figures, Advance {
  readonly pass: Pass;
}

/** Steps after which everything is remembered anew, to go back to when a number is no longer finite. */
const SECURED = 64;

/** Numbers that the programs of a network take, besides its tensors. */
const PROGRAMS = 2 ** 20;

/** Asks for the memory that the network will take, known from a dry run; or says why it cannot be had. */
function makeRoom(document: GraphDocument, plan: Plan, columns: Columns, engine: Engine): Refusal | undefined {
  const dry = new Dry(engine);
  new Network(document, plan, columns, new Map(), dry);
  const width = engine.precision === 'f32' ? 4 : 8;
  const bytes = width * (dry.length + PROGRAMS);
  if (dry.length + PROGRAMS > MOST_NUMBERS)
    return { code: 'too-much-memory', values: { bytes, limit: width * MOST_NUMBERS } };
  try {
    if (dry.length > engine.data.length) engine.grow(dry.length);
  } catch (error) {
    // What the machine does not give is said as one; anything else is a bug.
    if (error instanceof RangeError) return { code: 'no-memory', values: { bytes } };
    throw error;
  }
  return undefined;
}

/** Values that a document sets by hand, under those given from outside. */
function givenTensors(document: GraphDocument, outside: Given = new Map()): Given {
  return new Map([
    ...(Object.entries(document.values ?? {}) as [Address, { shape: number[]; data: number[] }][]),
    ...outside,
  ]);
}

export class Trainer {
  readonly network: Network;
  readonly plan: Plan;
  /** What is odd about its data. */
  readonly remarks: readonly Remark[];
  /** Updates made. */
  step = 0;
  #document: GraphDocument;
  #given: Given;
  #evaluation: Evaluation | undefined;
  #order: { epoch: number; rows: Int32Array } | undefined;
  /** The step at which the network was secured; undefined once something else than a step has changed it. */
  #secured: number | undefined;
  #turns: (step: number) => Turn;

  private constructor(document: GraphDocument, plan: Plan, network: Network, given: Given) {
    this.#document = document;
    this.plan = plan;
    this.network = network;
    this.remarks = remarksOn(plan, network.columns);
    this.#given = given;
    this.#turns = turnsOf(document.training, this.stepsPerEpoch);
  }

  /** Loads the data and draws the starting values. `plan` must be that of the document and the shapes given. */
  static async load(
    document: GraphDocument,
    outside: Given = new Map(),
    engine: Engine = new Reference('f32'),
  ): Promise<Trainer | Refusal> {
    const given = givenTensors(document, outside);
    const plan = planOf(document, { given: new Map([...outside].map(([place, { shape }]) => [place, shape])) });
    const columns = await loadColumns(plan, document.training.split, given);
    if ('code' in columns) return columns;
    const refusal = makeRoom(document, plan, columns, engine);
    if (refusal) return refusal;
    const values = startingValues(plan, document.training.seed, given);
    return new Trainer(document, plan, new Network(document, plan, columns, values, engine), given);
  }

  /** Batches of an epoch; a document without rows has one step an epoch. */
  get stepsPerEpoch(): number {
    return this.plan.rows?.batches ?? 1;
  }

  /** Epochs begun: 0 before the first step. */
  get epoch(): number {
    return Math.ceil(this.step / this.stepsPerEpoch);
  }

  get atEpochEnd(): boolean {
    return this.step > 0 && this.step % this.stepsPerEpoch === 0;
  }

  /** Forward, loss and backward on the next batch, every address. Asked again before an update, it is the same pass. */
  evaluate(): Evaluation {
    if (this.#evaluation) return this.#evaluation;
    const { evaluate, pass, watched } = this.#laid();
    evaluate();
    const broken = firstBroken(watched);
    this.#evaluation = { pass, ...this.network.figures(pass), ...(broken && { broken }) };
    return this.#evaluation;
  }

  /** One step. Nothing changes when a value is not finite. */
  advance(): Advance {
    const known = this.#evaluation;
    if (known?.broken) return known;
    if (this.#secured === undefined || this.step - this.#secured >= SECURED) this.#secure();
    const step = this.#laid();
    if (known) step.update();
    else step.step();
    const loss = this.network.loss(step.pass);
    if (!step.finite) return { loss, broken: this.#named() };
    this.step++;
    this.#evaluation = undefined;
    return { loss };
  }

  /** The program of the next step, what it reads laid into memory. */
  #laid(): Step {
    const rows = this.batch();
    this.network.lay(rows, this.#document.training.seed, this.step, this.#turns(this.step));
    return this.network.step(rows.length);
  }

  #secure(): void {
    this.network.secure();
    this.#secured = this.step;
  }

  /** Undoes a step in which a number was not finite, and finds the first. */
  #named(): Address {
    this.#goBack();
    const { broken } = this.evaluate();
    if (broken) return broken;
    // The pass was finite: the update was not.
    this.#laid().update();
    const moved = firstBroken(this.network.learned);
    this.#goBack();
    if (!moved) throw new Error(`step ${this.step + 1} was not finite, and is when repeated`);
    return moved;
  }

  /** To the beginning of the step: the steps since the network was secured give the same numbers again. */
  #goBack(): void {
    const end = this.step;
    this.network.restore();
    for (this.step = this.#secured ?? end; this.step < end; this.step++) this.#laid().step();
    this.#evaluation = undefined;
  }

  /** The learning rate of the next update. */
  get learningRate(): number {
    return this.#turns(this.step).rate;
  }

  /** Goes on with other numbers of training that leave the network as it is: rate, momentum, schedule, clipping, frozen. */
  retune(document: GraphDocument): void {
    this.#document = document;
    this.#turns = turnsOf(document.training, this.stepsPerEpoch);
    this.network.tune(document);
    this.#secured = undefined;
  }

  /** Overwrites a parameter, buffer or constant between passes. */
  setValue(place: Address, index: number, value: number): boolean {
    const tensor = this.network.keptTensor(place);
    if (!tensor || index >= tensor.size) return false;
    this.network.device.data[tensor.pointer + index] = value;
    this.#secured = undefined;
    this.#evaluation = undefined;
    return true;
  }

  /** Goes on from the network's `memory` saved after `step` updates. */
  resume(step: number, memory: Numbers): void {
    this.network.memory = memory;
    this.step = step;
    this.#secured = undefined;
    this.#evaluation = undefined;
  }

  /** The values given from outside, so that the same network can be built again. */
  get given(): Given {
    return this.#given;
  }

  /** Rows of the next batch, numbered in the data set: epoch e goes through torch.randperm of a generator seeded seed + e. */
  batch(): Int32Array {
    const { rows } = this.plan;
    if (!rows) return new Int32Array(1);
    const { shuffle, seed } = this.#document.training;
    const { train } = this.network.columns.split;
    const epoch = Math.floor(this.step / rows.batches);
    if (this.#order?.epoch !== epoch) {
      const order = shuffle ? new TorchStream(seed + epoch).randperm(rows.train) : train;
      if (shuffle) for (let i = 0; i < order.length; i++) order[i] = train[order[i]!]!;
      this.#order = { epoch, rows: order };
    }
    const start = (this.step % rows.batches) * rows.batch;
    return this.#order.rows.subarray(start, start + rows.batch);
  }
}
