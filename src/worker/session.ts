/* One conversation: hears commands, trains in slices, reports. Kept apart from the worker's global scope so that it can
   be tested without one. */
import type { GraphDocument } from '../document/document.ts';
import type { Choice } from '../kernels/engines.ts';
import type { Stored } from '../nodes/define.ts';
import { Trainer } from '../run/trainer.ts';
import { Asking } from './asking.ts';
import { Building } from './building.ts';
import { Inspection } from './inspection.ts';
import type { Checkpoint, Command, Report, Revision } from './protocol.ts';
import type { Answer } from './requests.ts';
import { changedValues, networkOf, setValues } from './same.ts';
import { Tally } from './tally.ts';
import type { Watch } from './view.ts';
import { viewsOf } from './views.ts';

/** Milliseconds of training between two looks at the mailbox, between two reports, between two checkpoints. */
const PACE = { slice: 16, report: 85, checkpoint: 1000 } as const;

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
  #document: GraphDocument | undefined;
  #trainer: Trainer | undefined;
  #network = '';
  #running = false;
  #looping = false;
  #watches: readonly Watch[] = [];
  #reportedAt = 0;
  #checkpointAt = 0;
  #stepsAtReport = 0;
  #stepTime: number | undefined;
  #loading: Promise<void> = Promise.resolve();
  readonly #inspection = new Inspection({
    trainer: () => this.#trainer,
    document: () => this.#document,
    stepped: (loss) => this.#stepped(loss),
  });
  /** Of the visits that were asked for, the last: a scrubber asks faster than they are computed. */
  #visit: Command | undefined;

  readonly #building: Building;
  readonly #asking: Asking;
  readonly #tally = new Tally((broken) =>
    this.#outside.report({ kind: 'test-not-finite', revision: this.#revision, ...broken }),
  );

  constructor(outside: Outside) {
    this.#outside = outside;
    this.#building = new Building({
      engine: outside.engine,
      ...(outside.stored && { stored: outside.stored }),
      chosen: (kernels) => outside.report({ kind: 'kernels', kernels }),
    });
    this.#asking = new Asking({
      trainer: () => this.#trainer,
      document: () => this.#document,
      running: () => this.#running,
      later: outside.later,
      now: outside.now,
      stored: outside.stored,
      inspection: this.#inspection,
      best: this.#tally.best,
      changed: (retest) => this.#changed(retest),
    });
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
        const answer = this.#asking.answer(command);
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
      this.#asking.forget();
      const trainer = await this.#building.load(document);
      if (!(trainer instanceof Trainer)) {
        this.#network = '';
        this.#outside.report({ kind: 'refused', revision, refusal: trainer });
        return;
      }
      this.#trainer = trainer;
      this.#network = network;
      this.#stepTime = undefined;
      this.#tally.forget();
      if (resume && resume.layout === trainer.network.layout) trainer.resume(resume.step, resume.memory);
      this.#tally.test(trainer);
    } else this.#inspection.around(() => this.#trainer?.retune(document));
    const parameters = this.#trainer?.network.parameterCount ?? 0;
    this.#outside.report({ kind: 'loaded', revision, fresh, parameters, remarks: this.#trainer?.remarks ?? [] });
    this.#report();
  }

  /** Whether the network is one with these values set by hand, or can be made one. */
  #takes(values: NonNullable<GraphDocument['values']>): boolean {
    const trainer = this.#trainer;
    const changed = trainer && changedValues(trainer, this.#document?.values ?? {}, values);
    if (!changed || changed.length === 0) return changed !== undefined;
    this.#inspection.around(() => setValues(trainer, changed, values));
    this.#tally.test(trainer);
    return true;
  }

  async #choose(exact: boolean): Promise<void> {
    if (exact === this.#building.exact) return;
    this.#inspection.close();
    if (this.#trainer) this.#trainer.visit(this.#trainer.latest);
    await this.#building.choose(exact);
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
    this.#tally.best.resumed();
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
    const tired = this.#tally.stepped(loss, this.#trainer);
    if (!tired || !this.#running) return;
    this.#running = false;
    this.#report();
  }

  /** Numbers of the network were set. */
  #changed(retest: boolean): void {
    if (this.#running || !this.#trainer) return;
    if (retest) this.#tally.test(this.#trainer);
    this.#report();
  }

  #fork(): void {
    const trainer = this.#trainer;
    if (!trainer) return;
    this.#inspection.close();
    trainer.fork();
    this.#tally.clear();
    this.#tally.test(trainer);
    this.#report();
  }

  #report(): void {
    const trainer = this.#trainer;
    if (!trainer) return;
    const now = this.#outside.now();
    const evaluation = this.#inspection.seen(trainer);
    this.#stepTime ??= this.#outside.now() - now;
    const seconds = (now - this.#reportedAt) / 1000;
    const stepsPerSecond = this.#running && seconds > 0 ? (trainer.step - this.#stepsAtReport) / seconds : 0;
    const places = this.#watches.map(({ address }) => address);
    const standing = this.#inspection.debugger?.standing;
    const settled = !standing && trainer.step === trainer.latest;
    if (settled && !evaluation.broken) this.#tally.best.reported(trainer, evaluation.loss);
    const due = now - this.#checkpointAt >= PACE.checkpoint || !this.#running;
    const checkpoint = settled && due ? this.#checkpoint(trainer) : undefined;
    const events = this.#inspection.news();
    if (events) this.#outside.report({ kind: 'trace', revision: this.#revision, events });
    this.#outside.report({
      ...{ kind: 'progress', revision: this.#revision, running: this.#running, stepsPerSecond },
      curve: this.#tally.curve(trainer),
      stepTime: this.#stepTime,
      measures: this.#tally.measures(trainer, evaluation, this.#inspection.debugger?.complete ?? false),
      tensors: viewsOf(trainer.plan, this.#inspection.withUpdate(trainer, evaluation.pass, places), this.#watches),
      tape: trainer.tape,
      ...(standing && { standing }),
      ...(checkpoint && { checkpoint }),
    });
    this.#tally.clear();
    this.#reportedAt = now;
    this.#stepsAtReport = trainer.step;
  }

  #checkpoint(trainer: Trainer): Checkpoint {
    this.#checkpointAt = this.#outside.now();
    const { layout, memory } = trainer.network;
    return { step: trainer.step, layout, memory };
  }
}
