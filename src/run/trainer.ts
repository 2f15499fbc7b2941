/* A network being trained, one step at a time: which rows come next, what was measured, and when to stop because a
   number is no longer finite. A step is two halves: `evaluate` (forward, loss, backward) and the update; a report
   between the halves costs nothing. */
import { type Address, address, type GraphDocument } from '../document/document.ts';
import type { Numbers, Precision } from '../kernels/device.ts';
import { type Plan, plan as planOf } from '../plan/plan.ts';
import type { Turn } from '../plan/schedules.ts';
import { TorchStream } from '../tensor/random.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type BadIndex, loadColumns } from './columns.ts';
import { type Figures, Network } from './network.ts';
import type { Pass } from './pass.ts';
import type { Given } from './starting.ts';
import { turnAt } from './updater.ts';

/** One forward and backward pass at the present parameters. */
export interface Evaluation extends Figures {
  readonly pass: Pass;
  /** The first tensor that is not finite, in the order of computing. */
  readonly broken?: Address;
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
  /** Updates made. */
  step = 0;
  #document: GraphDocument;
  #given: Given;
  #evaluation: Evaluation | undefined;
  #order: { epoch: number; rows: Int32Array } | undefined;

  private constructor(document: GraphDocument, plan: Plan, network: Network, given: Given) {
    this.#document = document;
    this.plan = plan;
    this.network = network;
    this.#given = given;
  }

  /** Loads the data and draws the starting values. `plan` must be that of the document and the shapes given. */
  static async load(
    document: GraphDocument,
    outside: Given = new Map(),
    precision: Precision = 'f32',
  ): Promise<Trainer | BadIndex> {
    const given = givenTensors(document, outside);
    const plan = planOf(document, { given: new Map([...outside].map(([place, { shape }]) => [place, shape])) });
    const columns = await loadColumns(plan, document.training.split, given);
    if ('limit' in columns) return columns;
    return new Trainer(document, plan, new Network(document, plan, columns, given, precision), given);
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

  /** Forward, loss and backward on the next batch. Asked again before an update, it is the same pass. */
  evaluate(): Evaluation {
    if (this.#evaluation) return this.#evaluation;
    const pass = this.network.pass(this.batch(), this.#document.training.seed, this.step);
    const broken = firstBroken(this.plan, pass);
    this.#evaluation = { pass, ...this.network.figures(pass), ...(broken && { broken }) };
    return this.#evaluation;
  }

  /** One step; what it measured before its update. Nothing changes when a value is not finite. */
  advance(): Evaluation {
    const evaluation = this.evaluate();
    if (evaluation.broken) return evaluation;
    this.network.update(this.#document, evaluation.pass, this.#turn);
    const broken = [...this.network.learned].find(([, tensor]) => !allFinite(tensor))?.[0];
    if (broken) {
      this.network.restore();
      return { ...evaluation, broken };
    }
    this.step++;
    this.#evaluation = undefined;
    return evaluation;
  }

  /** The learning rate of the next update. */
  get learningRate(): number {
    return this.#turn.rate;
  }

  get #turn(): Turn {
    return turnAt(this.#document.training, this.step, this.stepsPerEpoch);
  }

  /** Goes on with other numbers of training that leave the network as it is: rate, momentum, schedule, clipping, frozen. */
  retune(document: GraphDocument): void {
    this.#document = document;
  }

  /** Overwrites a parameter, buffer or constant between passes. */
  setValue(place: Address, index: number, value: number): boolean {
    const tensor = this.network.keptTensor(place);
    if (!tensor || index >= tensor.size) return false;
    this.network.device.data[tensor.pointer + index] = value;
    this.#evaluation = undefined;
    return true;
  }

  /** Goes on from the network's `memory` saved after `step` updates. */
  resume(step: number, memory: Numbers): void {
    this.network.memory = memory;
    this.step = step;
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
      const order = shuffle
        ? new TorchStream(seed + epoch).randperm(rows.train).map((place) => train[place] as number)
        : train;
      this.#order = { epoch, rows: order };
    }
    const start = (this.step % rows.batches) * rows.batch;
    return this.#order.rows.slice(start, start + rows.batch);
  }
}

/** The first tensor of a pass, in the order of computing, with NaN or ±∞ in it. */
function firstBroken(plan: Plan, pass: Pass): Address | undefined {
  const infinite = new Set(
    plan.steps.flatMap(({ node, type }) => (type.infinite ?? []).map((name) => address(node, name))),
  );
  for (const [place, tensor] of pass) if (!infinite.has(place) && !allFinite(tensor)) return place;
  return undefined;
}

function allFinite({ device, pointer, size }: Tensor): boolean {
  const { data } = device;
  for (let i = pointer; i < pointer + size; i++) if (!Number.isFinite(data[i])) return false;
  return true;
}
