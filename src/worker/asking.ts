/* What is asked about the network as it runs: who answers it, at once or when it is computed. */
import type { GraphDocument } from '../document/document.ts';
import { Reference } from '../kernels/reference.ts';
import type { Stored } from '../nodes/define.ts';
import type { Trainer } from '../run/trainer.ts';
import { answer } from './answers.ts';
import type { Best } from './best.ts';
import { Checking } from './checking.ts';
import type { Inspection } from './inspection.ts';
import type { Marking } from './marking.ts';
import type { Answer, Request } from './requests.ts';

interface Asked {
  readonly trainer: () => Trainer | undefined;
  readonly document: () => GraphDocument | undefined;
  readonly running: () => boolean;
  /** Calls back after waiting messages were heard. */
  readonly later: (next: () => void) => void;
  readonly now: () => number;
  readonly stored: Stored | undefined;
  readonly inspection: Inspection;
  readonly best: Best;
  /** Numbers of the network were set; with `retest` its test rows give other figures. */
  readonly changed: (retest: boolean) => void;
}

type Of<K extends Request['kind']> = Extract<Request, { kind: K }>;

export class Asking {
  readonly #asked: Asked;
  #checking: Checking | undefined;
  #marking: Promise<Marking> | undefined;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  /** The network is another: what is being computed about the last one is given up. */
  forget(): void {
    this.#checking?.end();
    this.#checking = undefined;
    this.#marking = undefined;
  }

  answer(request: Request): Answer | Promise<Answer> {
    const { inspection, best } = this.#asked;
    const trainer = this.#asked.trainer();
    const document = this.#asked.document();
    switch (request.kind) {
      case 'program':
        return import('./marking.ts').then(({ programOf }) => ({
          kind: 'program',
          text: programOf(request.type) ?? '',
        }));
      case 'mark':
      case 'plant':
      case 'truth':
        return document ? this.#written(request, document) : { kind: 'refused', reason: 'no-network' };
    }
    if (!trainer || !document) return { kind: 'refused', reason: 'no-network' };
    switch (request.kind) {
      case 'check':
      case 'losses':
        this.#checking ??= new Checking(document, trainer, this.#asked);
        return request.kind === 'check' ? this.#checking.check(request) : this.#checking.losses(request);
      case 'setValue':
        return this.#setValue(request, trainer);
      case 'setTensors':
        return this.#setTensors(request, trainer);
      case 'trace':
        return this.#trace(request, trainer);
      case 'export':
        return this.#export(request, trainer);
      case 'best':
        return best.answer(trainer);
      case 'patience':
        best.patience = request.tests;
        return { kind: 'patience' };
      default: {
        const pass = inspection.debugger?.shown ?? trainer.evaluate().pass;
        const places = 'address' in request ? [request.address] : [];
        return answer(request, trainer, inspection.withUpdate(trainer, pass, places));
      }
    }
  }

  #setValue({ address, index, value }: Of<'setValue'>, trainer: Trainer): Answer {
    let done = false;
    this.#asked.inspection.around(() => {
      done = trainer.setValue(address, index, value);
    });
    if (done) this.#asked.changed(false);
    const reason = trainer.step < trainer.latest ? 'visiting' : 'unknown-address';
    return done ? { kind: 'setValue' } : { kind: 'refused', reason };
  }

  #setTensors({ tensors }: Of<'setTensors'>, trainer: Trainer): Answer {
    let before: ReturnType<Trainer['setTensors']>;
    this.#asked.inspection.around(() => {
      before = trainer.setTensors(tensors);
    });
    if (!before) return { kind: 'refused', reason: 'visiting' };
    this.#asked.changed(true);
    return { kind: 'setTensors', before };
  }

  #trace({ row }: Of<'trace'>, trainer: Trainer): Answer {
    if (this.#asked.running() || this.#asked.inspection.debugger || trainer.step < trainer.latest)
      return { kind: 'refused', reason: 'visiting' };
    trainer.trace(row);
    this.#asked.changed(false);
    return { kind: 'trace' };
  }

  async #export(request: Of<'export'>, trainer: Trainer): Promise<Answer> {
    const { exported } = await import('./exporting.ts');
    let answer: Promise<Answer> | undefined;
    this.#asked.inspection.around(() => {
      if (trainer.plan.ready) answer = exported(request, trainer);
    });
    return answer ?? { kind: 'refused', reason: 'no-network' };
  }

  async #written(request: Of<'mark' | 'plant' | 'truth'>, document: GraphDocument): Promise<Answer> {
    // A network beside the one that trains computes by itself.
    this.#marking ??= import('./marking.ts').then(
      ({ Marking }) => new Marking(document, new Reference('f32'), this.#asked.stored),
    );
    const marking = await this.#marking;
    if (request.kind === 'mark') return marking.mark(request, this.#asked.trainer());
    if (request.kind === 'plant') return marking.plant(request);
    return marking.truth(request, this.#asked.now, this.#asked.running() ? 16 : 80);
  }
}
