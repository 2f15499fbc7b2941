/* One conversation: hears commands, trains in slices, reports. Kept apart from the worker's global scope so that it can
   be tested without one. */
import { type Address, type GraphDocument, parts } from '../document/document.ts';
import type { Choice } from '../kernels/engines.ts';
import { type Evaluation, Trainer } from '../run/trainer.ts';
import { size } from '../tensor/shape.ts';
import { read } from '../tensor/tensor.ts';
import type { Answer, Checkpoint, Command, Curve, Measures, Report, Request, Revision, Watch } from './protocol.ts';
import { watchKey } from './protocol.ts';
import { viewOf } from './views.ts';

/** Milliseconds of training between two looks at the mailbox, between two reports, between two checkpoints. */
const PACE = { slice: 16, report: 85, checkpoint: 1000 } as const;
const LARGEST_ANSWER = 1_000_000;

interface Outside {
  readonly report: (report: Report) => void;
  /** Calls back after waiting messages were heard. */
  readonly later: (next: () => void) => void;
  readonly now: () => number;
  readonly engine: (exact: boolean) => Promise<Choice>;
}

export class Session {
  readonly #outside: Outside;
  #revision: Revision = '';
  #trainer: Trainer | undefined;
  #network = '';
  #running = false;
  #looping = false;
  #watches: readonly Watch[] = [];
  #losses: number[] = [];
  #tests: { step: number; testLoss: number; testAccuracy: number }[] = [];
  #reportedAt = 0;
  #checkpointAt = 0;
  #stepsAtReport = 0;
  #loading: Promise<void> = Promise.resolve();

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  /** Commands are carried out in the order in which they came, also while data load. */
  hear(command: Command): Promise<void> {
    if (command.kind === 'pause') this.#running = false;
    this.#loading = this.#loading.then(() => this.#obey(command));
    return this.#loading;
  }

  async #obey(command: Command): Promise<void> {
    switch (command.kind) {
      case 'document':
        return this.#open(command.revision, command.document, command.resume);
      case 'train':
        return this.#train();
      case 'pause':
        return this.#report();
      case 'step':
        this.#running = false;
        if (this.#advance()) this.#report();
        return;
      case 'reset':
        this.#running = false;
        return this.#reset();
      case 'exact':
        return this.#choose(command.exact);
      case 'watch':
        this.#watches = command.watches;
        if (!this.#running) this.#report();
        return;
      default:
        this.#outside.report({
          kind: 'answer',
          revision: this.#revision,
          id: command.id,
          answer: this.#answer(command),
        });
    }
  }

  #document: GraphDocument | undefined;

  /** Builds the network, or keeps it when the document computes the same: only rate, momentum, schedule or freezing differ. */
  async #open(revision: Revision, document: GraphDocument, resume?: Checkpoint): Promise<void> {
    const network = networkOf(document);
    const fresh = !this.#trainer || network !== this.#network || resume !== undefined;
    this.#revision = revision;
    this.#document = document;
    if (fresh) {
      this.#running = false;
      this.#trainer = undefined;
      const { engine } = await this.#choice(this.#exact);
      const trainer = await Trainer.load(document, new Map(), engine());
      if (!(trainer instanceof Trainer)) {
        this.#outside.report({ kind: 'refused', revision, refusal: trainer });
        return;
      }
      this.#trainer = trainer;
      this.#network = network;
      this.#losses = [];
      this.#tests = [];
      this.#testBroken = false;
      if (resume) trainer.resume(resume.step, resume.memory);
      this.#measure();
    } else this.#trainer?.retune(document);
    const parameters = this.#trainer?.network.parameterCount ?? 0;
    this.#outside.report({ kind: 'loaded', revision, fresh, parameters, remarks: this.#trainer?.remarks ?? [] });
    this.#report();
  }

  #exact = false;
  #chosen: Promise<Choice> | undefined;

  #choice(exact: boolean): Promise<Choice> {
    if (this.#chosen && exact === this.#exact) return this.#chosen;
    this.#exact = exact;
    this.#chosen = this.#outside.engine(exact);
    return this.#chosen.then((choice) => {
      this.#outside.report({
        kind: 'kernels',
        kernels: { build: choice.kind, reason: choice.reason, threads: choice.threads },
      });
      return choice;
    });
  }

  async #choose(exact: boolean): Promise<void> {
    if (exact === this.#exact) return;
    await this.#choice(exact);
    if (this.#trainer && this.#document)
      await this.#open(this.#revision, this.#document, this.#checkpoint(this.#trainer));
  }

  async #reset(): Promise<void> {
    this.#trainer = undefined;
    if (this.#document) await this.#open(this.#revision, this.#document);
  }

  #train(): void {
    if (!this.#trainer?.plan.ready) return;
    this.#running = true;
    this.#stepsAtReport = this.#trainer.step;
    this.#reportedAt = this.#outside.now();
    if (!this.#looping) this.#loop();
  }

  #loop(): void {
    this.#looping = this.#running;
    if (!this.#running) return;
    const end = this.#outside.now() + PACE.slice;
    while (this.#running && this.#outside.now() < end) if (!this.#advance()) this.#running = false;
    if (this.#outside.now() - this.#reportedAt >= PACE.report) this.#report();
    this.#outside.later(() => this.#loop());
  }

  /** One step; false when it could not be made. */
  #advance(): boolean {
    const trainer = this.#trainer;
    if (!trainer?.plan.ready) return false;
    const { loss, broken } = trainer.advance();
    if (broken) {
      this.#outside.report({ kind: 'not-finite', revision: this.#revision, step: trainer.step + 1, address: broken });
      this.#running = false;
      this.#report();
      return false;
    }
    this.#losses.push(loss);
    if (trainer.atEpochEnd) this.#measure();
    return true;
  }

  /** The user has been told that the test rows give no number. */
  #testBroken = false;
  #latestTest: { testLoss: number; testAccuracy: number } | undefined;

  #measure(): void {
    const trainer = this.#trainer;
    const test = trainer?.network.test();
    this.#latestTest = test && { testLoss: test.loss, testAccuracy: test.accuracy ?? Number.NaN };
    if (trainer && this.#latestTest) this.#tests.push({ step: trainer.step, ...this.#latestTest });
    if (!trainer || !test?.broken || this.#testBroken) return;
    this.#testBroken = true;
    this.#outside.report({
      kind: 'test-not-finite',
      revision: this.#revision,
      step: trainer.step,
      address: test.broken,
    });
  }

  #report(): void {
    const trainer = this.#trainer;
    if (!trainer) return;
    const now = this.#outside.now();
    const evaluation = trainer.evaluate();
    const seconds = (now - this.#reportedAt) / 1000;
    const stepsPerSecond = this.#running && seconds > 0 ? (trainer.step - this.#stepsAtReport) / seconds : 0;
    const firstStep = trainer.step - this.#losses.length;
    const curve: Curve = { firstStep, losses: Float64Array.from(this.#losses), tests: this.#tests };
    const checkpoint =
      now - this.#checkpointAt >= PACE.checkpoint || !this.#running ? this.#checkpoint(trainer) : undefined;
    this.#outside.report({
      ...{ kind: 'progress', revision: this.#revision, running: this.#running, curve, stepsPerSecond },
      measures: this.#measures(trainer, evaluation),
      tensors: this.#views(trainer, evaluation),
      ...(checkpoint && { checkpoint }),
    });
    this.#losses = [];
    this.#tests = [];
    this.#reportedAt = now;
    this.#stepsAtReport = trainer.step;
  }

  #measures(trainer: Trainer, { loss, accuracy }: Evaluation): Measures {
    const { step, epoch } = trainer;
    const test = this.#latestTest;
    return {
      ...{ step, epoch, loss },
      ...(accuracy !== undefined && { accuracy }),
      ...(test && { testLoss: test.testLoss }),
      ...(test && !Number.isNaN(test.testAccuracy) && { testAccuracy: test.testAccuracy }),
    };
  }

  #views(trainer: Trainer, { pass }: Evaluation) {
    const tensors = new Map<string, NonNullable<ReturnType<typeof viewOf>>>();
    for (const watch of this.#watches) {
      const view = viewOf(trainer.plan, pass, watch);
      if (view) tensors.set(watchKey(watch), view);
    }
    return tensors;
  }

  #checkpoint(trainer: Trainer): Checkpoint {
    this.#checkpointAt = this.#outside.now();
    return { step: trainer.step, memory: trainer.network.memory };
  }

  #answer(request: Request): Answer {
    const trainer = this.#trainer;
    if (!trainer) return { kind: 'refused', reason: 'no-network' };
    switch (request.kind) {
      case 'evaluate':
        return evaluate(trainer, request);
      case 'rows':
        return rows(trainer, request);
      case 'tensor': {
        const tensor = trainer.evaluate().pass.get(request.address);
        if (!tensor) return { kind: 'refused', reason: 'unknown-address' };
        if (tensor.size > LARGEST_ANSWER) return { kind: 'refused', reason: 'too-large' };
        return { kind: 'tensor', shape: tensor.shape, data: read(tensor) };
      }
      case 'setValue': {
        const done = trainer.setValue(request.address, request.index, request.value);
        if (done && !this.#running) this.#report();
        return done ? { kind: 'setValue' } : { kind: 'refused', reason: 'unknown-address' };
      }
    }
  }
}

function evaluate(trainer: Trainer, { input, shape, data, output }: Extract<Request, { kind: 'evaluate' }>): Answer {
  const wanted = trainer.plan.shapes.get(input);
  if (!wanted || !trainer.plan.shapes.has(output)) return { kind: 'refused', reason: 'unknown-address' };
  if (size(shape) !== data.length || size(shape.slice(1)) !== size(wanted.slice(1)))
    return { kind: 'refused', reason: 'wrong-shape' };
  const result = trainer.network.look(input, { shape, data }, output);
  return { kind: 'evaluate', shape: result.shape, data: Float32Array.from(result.data) };
}

function rows(trainer: Trainer, { node, from, count }: Extract<Request, { kind: 'rows' }>): Answer {
  const columns = new Map<string, { shape: readonly number[]; data: readonly number[] }>();
  let total = 0;
  for (const [place, { shape, data }] of trainer.network.columns.rows) {
    const at = parts(place as Address);
    if (at.node !== node) continue;
    total = shape[0] ?? 0;
    const width = size(shape.slice(1));
    const end = Math.min(total, from + count);
    columns.set(at.name, {
      shape: [Math.max(0, end - from), ...shape.slice(1)],
      data: Array.from(data.slice(from * width, end * width)),
    });
  }
  if (columns.size === 0) return { kind: 'refused', reason: 'unknown-address' };
  return { kind: 'rows', columns, total, test: trainer.network.columns.split.test };
}

/** All of a document that makes it another network: what is left when rate, schedule, clipping, optimiser settings and looks are taken out. */
function networkOf({ nodes, wires, ties, values, training }: GraphDocument): string {
  const { learningRate, schedule, clipNorm, optimizer, ...rest } = training;
  const drawn = Object.entries(nodes).map(([id, { type, settings, muted }]) => [id, type, settings, muted ?? false]);
  return JSON.stringify([drawn.sort(), Object.entries(wires).sort(), ties, values, rest, optimizer.type]);
}
