/* One conversation: hears commands, trains in slices, reports. Kept apart from the worker's global scope so that it can
   be tested without one. */
import type { Address, GraphDocument } from '../document/document.ts';
import type { Choice } from '../kernels/engines.ts';
import { Reference } from '../kernels/reference.ts';
import type { Stored } from '../nodes/define.ts';
import { type Evaluation, Trainer } from '../run/trainer.ts';
import { read } from '../tensor/tensor.ts';
import { answer } from './answers.ts';
import { Best } from './best.ts';
import { Checking } from './checking.ts';
import { Inspection } from './inspection.ts';
import type { Marking } from './marking.ts';
import type { Checkpoint, Command, Curve, Measures, Report, Revision } from './protocol.ts';
import type { Answer, Request } from './requests.ts';
import type { Watch } from './view.ts';
import { viewsOf } from './views.ts';

/** Milliseconds of training between two looks at the mailbox, between two reports, between two checkpoints. */
const PACE = { slice: 16, report: 85, checkpoint: 1000 } as const;
/** Bytes for the past of a run. */
const TAPE = 64 * 2 ** 20;

interface Outside {
  readonly report: (report: Report) => void;
  /** Calls back after waiting messages were heard. */
  readonly later: (next: () => void) => void;
  readonly now: () => number;
  readonly engine: (exact: boolean) => Promise<Choice>;
  /** The files that tables name. */
  readonly stored?: Stored;
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
  #stepTime: number | undefined;
  readonly #best = new Best();
  #loading: Promise<void> = Promise.resolve();
  #checking: Checking | undefined;
  readonly #inspection = new Inspection({
    trainer: () => this.#trainer,
    document: () => this.#document,
    stepped: (loss) => this.#stepped(loss),
  });
  /** Of the visits that were asked for, the last: a scrubber asks faster than they are computed. */
  #visit: Command | undefined;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  /** Commands are carried out in the order in which they came, also while data load. */
  hear(command: Command): Promise<void> {
    if (command.kind === 'pause') this.#running = false;
    if (command.kind === 'visit') this.#visit = command;
    this.#loading = this.#loading.then(() => this.#obey(command));
    return this.#loading;
  }

  async #obey(command: Command): Promise<void> {
    // A row is traced only while nothing else is done.
    if (!('id' in command) && command.kind !== 'watch' && this.#trainer?.traced) this.#trainer.trace(null);
    switch (command.kind) {
      case 'document':
        return this.#open(command.revision, command.document, command.resume);
      case 'train':
        return this.#train();
      case 'pause':
        return this.#report();
      case 'debug':
        this.#running = false;
        if (command.on) this.#inspection.open();
        else this.#inspection.close();
        return this.#report();
      case 'walk':
        this.#running = false;
        this.#inspection.open()?.walk(command.walk);
        return this.#report();
      case 'breakpoints':
        this.#inspection.breakpoints = command.breakpoints;
        return;
      case 'visit':
        if (command !== this.#visit) return;
        this.#running = false;
        this.#inspection.close();
        this.#trainer?.visit(command.step ?? this.#trainer.latest);
        return this.#report();
      case 'fork':
        return this.#fork();
      case 'reset':
        this.#running = false;
        return this.#reset();
      case 'exact':
        return this.#choose(command.exact);
      case 'watch':
        this.#watches = command.watches;
        if (!this.#running) this.#report();
        return;
      default: {
        const answer = this.#answer(command);
        const trainer = this.#trainer;
        const say = (said: Answer) => {
          this.#outside.report({ kind: 'answer', revision: this.#revision, id: command.id, answer: said });
          if (said.kind === 'check' && trainer === this.#trainer && this.#inspection.checked(said.tensors)) {
            this.#running = false;
            this.#report();
          }
        };
        // One that takes long keeps nobody waiting.
        if (answer instanceof Promise) void answer.then(say);
        else say(answer);
      }
    }
  }

  #document: GraphDocument | undefined;

  /** Builds the network, or keeps it when the document computes the same: only rate, momentum, schedule or freezing differ,
      or, before the first update, numbers that were set by hand. */
  async #open(revision: Revision, document: GraphDocument, resume?: Checkpoint): Promise<void> {
    const network = networkOf(document);
    const fresh = network !== this.#network || resume !== undefined || !this.#takes(document.values ?? {});
    this.#revision = revision;
    this.#document = document;
    if (fresh) {
      this.#running = false;
      this.#trainer = undefined;
      this.#inspection.forget();
      this.#checking?.end();
      this.#checking = undefined;
      this.#marking = undefined;
      const { engine } = await this.#choice(this.#exact);
      const trainer = await Trainer.load(document, new Map(), engine(), TAPE, this.#outside.stored);
      if (!(trainer instanceof Trainer)) {
        this.#outside.report({ kind: 'refused', revision, refusal: trainer });
        return;
      }
      // The page, which reads no programs, cannot know.
      const unread = trainer.plan.problems.find(({ code }) => code === 'program' || code === 'bad-definition');
      if (unread) {
        this.#network = '';
        this.#outside.report({ kind: 'refused', revision, refusal: unread });
        return;
      }
      this.#trainer = trainer;
      this.#network = network;
      this.#stepTime = undefined;
      this.#losses = [];
      this.#tests = [];
      this.#testBroken = false;
      this.#best.forget();
      if (resume && resume.layout === trainer.network.layout) trainer.resume(resume.step, resume.memory);
      this.#measure();
    } else this.#inspection.around(() => this.#trainer?.retune(document));
    const parameters = this.#trainer?.network.parameterCount ?? 0;
    this.#outside.report({ kind: 'loaded', revision, fresh, parameters, remarks: this.#trainer?.remarks ?? [] });
    this.#report();
  }

  /** Whether the network is one with these values set by hand, or can be made one. */
  #takes(values: NonNullable<GraphDocument['values']>): boolean {
    const trainer = this.#trainer;
    if (!trainer) return false;
    const before = this.#document?.values ?? {};
    const places = Object.keys({ ...before, ...values }) as Address[];
    const changed = places.filter((place) => JSON.stringify(before[place]) !== JSON.stringify(values[place]));
    if (changed.length === 0) return true;
    if (trainer.latest > 0) return false;
    const fits = (place: Address) =>
      // An index must be looked at by whoever loads it.
      !trainer.plan.indices.has(place) &&
      values[place]?.shape.join() === trainer.plan.shapes.get(place)?.join() &&
      trainer.network.keptTensor(place);
    if (!changed.every((place) => values[place] && fits(place))) return false;
    this.#inspection.around(() => {
      for (const place of changed) {
        const now = read(trainer.network.keptTensor(place)!);
        for (const [i, value] of values[place]!.data.entries())
          if (Math.fround(value) !== now[i]) trainer.setValue(place, i, value);
      }
    });
    this.#measure();
    return true;
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
    this.#inspection.close();
    if (this.#trainer) this.#trainer.visit(this.#trainer.latest);
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
    if (this.#inspection.debugger?.run()) {
      this.#report();
      return;
    }
    this.#inspection.close();
    this.#trainer.visit(this.#trainer.latest);
    this.#running = true;
    this.#inspection.resumed(this.#trainer.step);
    this.#best.resumed();
    this.#stepsAtReport = this.#trainer.step;
    this.#reportedAt = this.#outside.now();
    if (!this.#looping) this.#loop();
  }

  #loop(): void {
    this.#looping = this.#running;
    if (!this.#running) return;
    const from = this.#outside.now();
    let [now, steps] = [from, 0];
    for (; this.#running && now < from + PACE.slice; now = this.#outside.now(), steps++)
      if (!this.#advance()) this.#running = false;
    this.#stepTime = (now - from) / Math.max(1, steps);
    if (now - this.#reportedAt >= PACE.report) this.#report();
    this.#outside.later(() => this.#loop());
  }

  /** One step; false when it could not be made, or a breakpoint stands before it. */
  #advance(): boolean {
    const trainer = this.#trainer;
    if (!trainer?.plan.ready) return false;
    if (this.#inspection.halts(trainer)) {
      this.#running = false;
      this.#report();
      return false;
    }
    const { loss, broken } = trainer.advance();
    if (broken) {
      this.#outside.report({ kind: 'not-finite', revision: this.#revision, step: trainer.step + 1, address: broken });
      this.#running = false;
      this.#inspection.open()?.halt(broken, { by: 'not-finite', address: broken });
      this.#report();
      return false;
    }
    this.#stepped(loss);
    return true;
  }

  #stepped(loss: number): void {
    this.#losses.push(loss);
    const tired = this.#trainer?.atEpochEnd === true && this.#measure();
    if (!tired || !this.#running) return;
    this.#running = false;
    this.#report();
  }

  #fork(): void {
    const trainer = this.#trainer;
    if (!trainer) return;
    this.#inspection.close();
    trainer.fork();
    this.#losses = [];
    this.#tests = [];
    this.#measure();
    this.#report();
  }

  /** The user has been told that the test rows give no number. */
  #testBroken = false;
  #latestTest: { testLoss: number; testAccuracy: number } | undefined;

  /** True: it has been tested long enough without getting better. */
  #measure(): boolean {
    const trainer = this.#trainer;
    const test = trainer?.network.test();
    this.#latestTest = test && { testLoss: test.loss, testAccuracy: test.accuracy ?? Number.NaN };
    if (trainer && this.#latestTest) this.#tests.push({ step: trainer.step, ...this.#latestTest });
    const tired = trainer && test && !test.broken ? this.#best.tested(trainer, test.loss) : false;
    if (!trainer || !test?.broken || this.#testBroken) return tired;
    this.#testBroken = true;
    this.#outside.report({
      kind: 'test-not-finite',
      revision: this.#revision,
      step: trainer.step,
      address: test.broken,
    });
    return tired;
  }

  #report(): void {
    const trainer = this.#trainer;
    if (!trainer) return;
    const now = this.#outside.now();
    const evaluation = this.#inspection.seen(trainer);
    this.#stepTime ??= this.#outside.now() - now;
    const seconds = (now - this.#reportedAt) / 1000;
    const stepsPerSecond = this.#running && seconds > 0 ? (trainer.step - this.#stepsAtReport) / seconds : 0;
    const firstStep = trainer.latest - this.#losses.length;
    const curve: Curve = { firstStep, losses: Float64Array.from(this.#losses), tests: this.#tests };
    const standing = this.#inspection.debugger?.standing;
    const settled = !standing && trainer.step === trainer.latest;
    if (settled && !evaluation.broken) this.#best.reported(trainer, evaluation.loss);
    const due = now - this.#checkpointAt >= PACE.checkpoint || !this.#running;
    const checkpoint = settled && due ? this.#checkpoint(trainer) : undefined;
    const events = this.#inspection.news();
    if (events) this.#outside.report({ kind: 'trace', revision: this.#revision, events });
    this.#outside.report({
      ...{ kind: 'progress', revision: this.#revision, running: this.#running, curve, stepsPerSecond },
      stepTime: this.#stepTime,
      measures: this.#measures(trainer, evaluation),
      tensors: this.#views(trainer, evaluation),
      tape: trainer.tape,
      ...(standing && { standing }),
      ...(checkpoint && { checkpoint }),
    });
    this.#losses = [];
    this.#tests = [];
    this.#reportedAt = now;
    this.#stepsAtReport = trainer.step;
  }

  #measures(trainer: Trainer, { loss, accuracy }: Evaluation): Measures {
    const { epoch } = trainer;
    const step = trainer.step + Number(this.#inspection.debugger?.complete ?? false);
    const test = this.#latestTest;
    return {
      ...{ step, epoch, loss },
      ...(accuracy !== undefined && { accuracy }),
      ...(test && { testLoss: test.testLoss }),
      ...(test && !Number.isNaN(test.testAccuracy) && { testAccuracy: test.testAccuracy }),
    };
  }

  #views(trainer: Trainer, { pass }: Evaluation) {
    const places = this.#watches.map(({ address }) => address);
    return viewsOf(trainer.plan, this.#inspection.withUpdate(trainer, pass, places), this.#watches);
  }

  #checkpoint(trainer: Trainer): Checkpoint {
    this.#checkpointAt = this.#outside.now();
    const { layout, memory } = trainer.network;
    return { step: trainer.step, layout, memory };
  }

  async #export(request: Extract<Request, { kind: 'export' }>): Promise<Answer> {
    const { exported } = await import('./exporting.ts');
    let answer: Promise<Answer> | undefined;
    this.#inspection.around(() => {
      if (this.#trainer?.plan.ready) answer = exported(request, this.#trainer);
    });
    return answer ?? { kind: 'refused', reason: 'no-network' };
  }

  #marking: Promise<Marking> | undefined;

  async #written(request: Extract<Request, { kind: 'mark' | 'plant' | 'truth' }>): Promise<Answer> {
    const document = this.#document;
    if (!document) return { kind: 'refused', reason: 'no-network' };
    // A network beside the one that trains computes by itself.
    this.#marking ??= import('./marking.ts').then(
      ({ Marking }) => new Marking(document, new Reference('f32'), this.#outside.stored),
    );
    const marking = await this.#marking;
    if (request.kind === 'mark') return marking.mark(request, this.#trainer);
    if (request.kind === 'plant') return marking.plant(request);
    return marking.truth(request, this.#outside.now, this.#running ? 16 : 80);
  }

  #answer(request: Request): Answer | Promise<Answer> {
    const trainer = this.#trainer;
    if (request.kind === 'mark' || request.kind === 'plant' || request.kind === 'truth') return this.#written(request);
    if (request.kind === 'program')
      return import('./marking.ts').then(({ programOf }) => ({ kind: 'program', text: programOf(request.type) ?? '' }));
    if (!trainer || !this.#document) return { kind: 'refused', reason: 'no-network' };
    if (request.kind === 'check' || request.kind === 'losses') {
      this.#checking ??= new Checking(this.#document, trainer, this.#outside);
      return request.kind === 'check' ? this.#checking.check(request) : this.#checking.losses(request);
    }
    if (request.kind === 'setValue') {
      let done = false;
      this.#inspection.around(() => {
        done = trainer.setValue(request.address, request.index, request.value);
      });
      if (done && !this.#running) this.#report();
      const reason = trainer.step < trainer.latest ? 'visiting' : 'unknown-address';
      return done ? { kind: 'setValue' } : { kind: 'refused', reason };
    }
    if (request.kind === 'trace') {
      if (this.#running || this.#inspection.debugger || trainer.step < trainer.latest)
        return { kind: 'refused', reason: 'visiting' };
      trainer.trace(request.row);
      this.#report();
      return { kind: 'trace' };
    }
    if (request.kind === 'best') return this.#best.answer(trainer);
    if (request.kind === 'patience') {
      this.#best.patience = request.tests;
      return { kind: 'patience' };
    }
    if (request.kind === 'export') return this.#export(request);
    if (request.kind === 'setTensors') {
      let before: ReturnType<Trainer['setTensors']>;
      this.#inspection.around(() => {
        before = trainer.setTensors(request.tensors);
      });
      if (before && !this.#running) {
        this.#measure();
        this.#report();
      }
      return before ? { kind: 'setTensors', before } : { kind: 'refused', reason: 'visiting' };
    }
    const pass = this.#inspection.debugger?.shown ?? trainer.evaluate().pass;
    const places = 'address' in request ? [request.address] : [];
    return answer(request, trainer, this.#inspection.withUpdate(trainer, pass, places));
  }
}

/** All of a document that makes it another network, but for its values: what is left when rate, schedule, clipping,
    optimiser settings and looks are taken out. */
function networkOf({ nodes, wires, ties, training, definitions }: GraphDocument): string {
  const { learningRate, schedule, clipNorm, optimizer, ...rest } = training;
  const drawn = Object.entries(nodes).map(([id, { type, settings, muted }]) => [id, type, settings, muted ?? false]);
  return JSON.stringify([drawn.sort(), Object.entries(wires).sort(), ties, rest, optimizer.type, definitions]);
}
