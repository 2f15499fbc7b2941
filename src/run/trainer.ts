/* A network being trained, one step at a time: which rows come next, what was measured, and when to stop because a
   number is no longer finite. A step is two halves: `evaluate` (forward, loss, backward) and the update; a report
   between the halves costs nothing. */
import type { Address, GraphDocument } from '../document/document.ts';
import { type Engine, MOST_NUMBERS, type Numbers } from '../kernels/device.ts';
import { Dry } from '../kernels/dry.ts';
import { Reference } from '../kernels/reference.ts';
import type { Stored } from '../nodes/define.ts';
import { factsOf } from '../plan/facts.ts';
import { type Plan, plan as planOf } from '../plan/plan.ts';
import { type Turn, turnsOf } from '../plan/schedules.ts';
import { TorchStream } from '../tensor/random.ts';
import { read } from '../tensor/tensor.ts';
import { type Columns, loadColumns, type Refusal } from './columns.ts';
import { type Figures, firstBroken, Network } from './network.ts';
import type { Pass } from './pass.ts';
import { proposal } from './proposal.ts';
import { type Remark, remarksOn } from './remarks.ts';
import { type Given, startingValues } from './starting.ts';
import type { Step } from './step.ts';
import { Tape, type TapeState } from './tape.ts';

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

/** The document that is trained by from a step on. */
interface Era {
  readonly from: number;
  readonly document: GraphDocument;
}

/** The batch of a document without rows. */
const NO_ROWS = new Int32Array(1);
/** Numbers that the programs of a network take, besides its tensors. */
const PROGRAMS = 2 ** 20;

/** Asks for the memory that the network will take, known from a dry run; or says why it cannot be had. */
export function makeRoom(document: GraphDocument, plan: Plan, columns: Columns, engine: Engine): Refusal | undefined {
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
  /** Updates made, up to the iteration that is looked at. */
  #step = 0;
  /** Updates made in all; more than `step` while a past iteration is visited. */
  #latest = 0;
  #eras: Era[];
  /** The document of the era in force. */
  #document: GraphDocument;
  #given: Given;
  #evaluation: Evaluation | undefined;
  #traced: number | null = null;
  /** The batches of an epoch; of every epoch where rows are not shuffled. */
  #order: { readonly epoch: number; readonly batches: readonly Int32Array[] } | undefined;
  readonly #tape: Tape;
  #turns: (step: number) => Turn;

  private constructor(document: GraphDocument, plan: Plan, network: Network, given: Given, tape: number) {
    this.#document = document;
    this.#eras = [{ from: 0, document }];
    this.#tape = new Tape(network.living.length, network.device.precision, tape);
    this.plan = plan;
    this.network = network;
    this.remarks = remarksOn(plan, network.columns);
    this.#given = given;
    this.#turns = turnsOf(document.training, this.stepsPerEpoch);
  }

  /** Loads the data and draws the starting values. `tape`: bytes for the run's past; without any, only enough is kept to
      undo the last step. `stored`: the files that tables name. */
  static async load(
    document: GraphDocument,
    outside: Given = new Map(),
    engine: Engine = new Reference('f32'),
    tape = 0,
    stored?: Stored,
  ): Promise<Trainer | Refusal> {
    const given = givenTensors(document, outside);
    const plan = planOf(document, await factsOf(document, outside));
    const columns = await loadColumns(plan, document.training.split, given, stored);
    if ('code' in columns) return columns;
    const refusal = makeRoom(document, plan, columns, engine);
    if (refusal) return refusal;
    const values = startingValues(plan, document.training.seed, given);
    return new Trainer(document, plan, new Network(document, plan, columns, values, engine), given, tape);
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

  get step(): number {
    return this.#step;
  }

  /** Updates made in all; more than `step` while a past iteration is visited. */
  get latest(): number {
    return this.#latest;
  }

  get tape(): TapeState {
    return this.#tape.state(this.#latest);
  }

  /** Forward, loss and backward on the next batch, every address. Asked again before an update, it is the same pass. */
  evaluate(): Evaluation {
    if (this.#evaluation) return this.#evaluation;
    const { evaluate, pass, watched } = this.lay();
    evaluate();
    const broken = firstBroken(watched);
    this.#evaluation = { pass, ...this.network.figures(pass), ...(broken && { broken }) };
    return this.#evaluation;
  }

  /** What the next update, whose gradients are computed, does to these parameters. `before`: what updates change, where some
      of it is made already. */
  proposed(parameters: readonly Address[], before: Numbers = this.network.memory): Pass {
    const update = {
      network: this.network,
      step: this.lay(),
      document: this.#document,
      rate: this.learningRate,
      before,
    };
    return proposal(update, parameters);
  }

  /** Looks at a row of the data: it stands first in the batch that is looked at, until anything else is done. No update
      is made by that batch. */
  trace(row: number | null): void {
    if (row === this.#traced) return;
    this.#traced = row;
    this.#evaluation = undefined;
  }

  get traced(): boolean {
    return this.#traced !== null;
  }

  /** One step; of what came after it before, nothing is kept. Nothing changes when a value is not finite. */
  advance(): Advance {
    this.trace(null);
    const known = this.#evaluation;
    if (known?.broken) return known;
    this.secure();
    const step = this.lay();
    const finite = known ? step.update() : step.step();
    const loss = this.network.loss(step.pass);
    if (!finite) return { loss, broken: this.#named() };
    this.settle();
    return { loss };
  }

  /** The program of the next step, what it reads laid into memory. */
  lay(): Step {
    const rows = this.batch();
    this.network.lay(rows, this.#document.training.seed, this.step, this.#turns(this.step));
    return this.network.step(rows.length);
  }

  /** The step that was laid has been carried out, update and all, and every number is finite. */
  settle(): void {
    this.#step++;
    this.#latest = Math.max(this.#latest, this.#step);
    this.#evaluation = undefined;
    if (this.#eras.length > 1) this.#enter(this.#step);
  }

  /** Puts back what updates have changed since the iteration began. */
  undo(): void {
    this.#to(this.#step);
  }

  /** Goes to a past iteration, or back to the latest: what updates change has the bits that it had before update `step`. */
  visit(step: number): void {
    this.trace(null);
    this.secure();
    const wanted = Math.max(this.tape.first, Math.min(step, this.#latest));
    if (wanted !== this.#step) this.#to(wanted);
  }

  /** Makes the iteration that is visited the latest, trained from here on by the present document. */
  fork(): void {
    const document = this.#eras.at(-1)!.document;
    this.#tape.forgetAfter(this.#step);
    this.#latest = this.#step;
    this.#eras = [...this.#eras.filter(({ from }) => from < this.#step), { from: this.#step, document }];
    this.#enter(this.#step);
  }

  /** Keeps what updates change, as it is before the next, where the tape has nothing near. */
  secure(): void {
    if (this.#step === this.#latest && this.#tape.due(this.#step)) this.#tape.keep(this.#step, this.network.living);
  }

  /** Computes the iteration `step` again, from the last copy before it. */
  #to(step: number): void {
    const copy = this.#tape.before(step);
    if (!copy) throw new Error(`nothing is kept of iteration ${step}`);
    this.network.memory = copy.memory;
    for (this.#step = copy.step; this.#step < step; this.#step++) {
      this.#enter(this.#step);
      this.lay().step();
    }
    this.#enter(step);
    this.#evaluation = undefined;
  }

  /** Trains by the document that was in force at this step. */
  #enter(step: number): void {
    const { document } = this.#eras.findLast(({ from }) => from <= step) ?? this.#eras[0]!;
    if (document === this.#document) return;
    this.#document = document;
    this.#turns = turnsOf(document.training, this.stepsPerEpoch);
    this.network.tune(document);
  }

  /** Undoes a step in which a number was not finite, and finds the first. */
  #named(): Address {
    this.undo();
    const { broken } = this.evaluate();
    if (broken) return broken;
    // The pass was finite: the update was not.
    this.lay().update();
    const moved = firstBroken(this.network.learned);
    this.undo();
    if (!moved) throw new Error(`step ${this.step + 1} was not finite, and is when repeated`);
    return moved;
  }

  /** The document by which the iteration that is looked at is trained. */
  get document(): GraphDocument {
    return this.#document;
  }

  /** The learning rate of the next update. */
  get learningRate(): number {
    return this.#turns(this.step).rate;
  }

  /** Goes on with other numbers of training that leave the network as it is: rate, momentum, schedule, clipping, frozen.
      The iterations before keep theirs. */
  retune(document: GraphDocument): void {
    this.#eras = [...this.#eras.filter(({ from }) => from < this.#latest), { from: this.#latest, document }];
    this.#enter(this.#step);
  }

  /** Overwrites a parameter, buffer or constant between passes of the latest iteration. */
  setValue(place: Address, index: number, value: number): boolean {
    const tensor = this.network.keptTensor(place);
    if (!tensor || index >= tensor.size || this.#step < this.#latest) return false;
    this.network.device.data[tensor.pointer + index] = value;
    this.#changed();
    return true;
  }

  /** Overwrites whole parameters and buffers of the latest iteration; what they held before. */
  setTensors(tensors: ReadonlyMap<Address, ArrayLike<number>>): ReadonlyMap<Address, ArrayLike<number>> | undefined {
    if (this.#step < this.#latest) return undefined;
    const before = new Map<Address, Numbers>();
    for (const [place, data] of tensors) {
      const tensor = this.network.keptTensor(place);
      if (tensor?.size !== data.length) throw new RangeError(`${data.length} numbers do not fill ${place}`);
      before.set(place, read(tensor));
      this.network.device.data.set(data, tensor.pointer);
    }
    this.#changed();
    return before;
  }

  /** Goes on from the network's `memory` saved after `step` updates. */
  resume(step: number, memory: Numbers): void {
    this.network.memory = memory;
    this.#step = step;
    this.#latest = step;
    this.#changed();
  }

  #changed(): void {
    this.#tape.keep(this.#step, this.network.living, true);
    this.#evaluation = undefined;
  }

  /** The values given from outside, so that the same network can be built again. */
  get given(): Given {
    return this.#given;
  }

  /** Rows of the next batch, numbered in the data set: epoch e goes through torch.randperm of a generator seeded seed + e. */
  batch(): Int32Array {
    const { rows } = this.plan;
    if (!rows) return NO_ROWS;
    const { shuffle, seed } = this.#document.training;
    const epoch = shuffle ? Math.floor(this.step / rows.batches) : 0;
    if (this.#order?.epoch !== epoch) {
      const { train } = this.network.columns.split;
      // Seeds count modulo 2³²; near 2⁵³ a sum would be rounded.
      const order = shuffle
        ? new TorchStream((seed % 2 ** 32) + epoch).randperm(rows.train).map((i) => train[i]!)
        : train;
      const begins = Array.from({ length: rows.batches }, (_, i) => i * rows.batch);
      this.#order = { epoch, batches: begins.map((begin) => order.subarray(begin, begin + rows.batch)) };
    }
    const batch = this.#order.batches[this.step % rows.batches]!;
    return this.#traced === null ? batch : Int32Array.of(this.#traced, ...batch.subarray(1));
  }
}
