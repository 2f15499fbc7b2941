/* Marks a backward while it is written, beside everything else that the worker does: fetched when one is written. The
   network of the true backwards stands beside the one that trains, for the tensors where that one has none, and for its
   curve. */
import { Examination } from '../check/examination.ts';
import { mark } from '../check/mark.ts';
import { levelOf, slipsIn } from '../check/planted.ts';
import { questionOf } from '../check/question.ts';
import type { GraphDocument } from '../document/document.ts';
import type { Engine } from '../kernels/device.ts';
import { shapesIn } from '../language/elaborate.ts';
import { told } from '../language/fault.ts';
import type { Stored } from '../nodes/define.ts';
import { truly, withoutBackwards } from '../nodes/definition.ts';
import { backwardPrograms } from '../nodes/programs.ts';
import { Trainer } from '../run/trainer.ts';
import { NumpyStream } from '../tensor/numpy-random.ts';
import type { Answer, Request } from './requests.ts';

type MarkRequest = Extract<Request, { kind: 'mark' }>;
type PlantRequest = Extract<Request, { kind: 'plant' }>;
type TruthRequest = Extract<Request, { kind: 'truth' }>;

/** As many slips are tried until one spoils the network that is there. */
const TRIES = 24;

export class Marking {
  readonly #trainer: Promise<Trainer | undefined>;
  readonly #losses: number[] = [];

  constructor(document: GraphDocument, engine: Engine, stored?: Stored) {
    const loaded = async (of: GraphDocument) => {
      const trainer = await Trainer.load(of, new Map(), engine, 0, stored);
      return trainer instanceof Trainer && trainer.plan.ready ? trainer : undefined;
    };
    const sound = truly(document);
    this.#trainer = loaded(sound).then((trainer) => trainer ?? loaded(withoutBackwards(sound)));
  }

  /** `live` is the network that trains, where it can. */
  async mark({ node, text }: MarkRequest, live: Trainer | undefined): Promise<Answer> {
    const trainer = live?.plan.ready ? live : await this.#trainer;
    const question = trainer && questionOf(trainer.plan, trainer.evaluate().pass, node);
    if (!question) return { kind: 'refused', reason: 'unknown-address' };
    const { right, fault, here, elsewhere, diagnoses } = mark(question, text);
    return {
      kind: 'mark',
      ...{ right, diagnoses },
      shapes: shapesIn(text, new Examination(question).scope),
      gradients: here.length > 0 ? here : elsewhere,
      ...(fault && { fault: told(fault, text) }),
    };
  }

  /** A node of this network and its backward with one slip, which can be carried out and is wrong. */
  async plant({ level, seed }: PlantRequest): Promise<Answer> {
    const trainer = await this.#trainer;
    if (!trainer) return { kind: 'refused', reason: 'no-network' };
    const { pass } = trainer.evaluate();
    const stream = new NumpyStream(seed);
    const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(stream.random() * list.length)];
    const steps = trainer.plan.steps.filter(({ type, reaches }) => reaches && type.type !== 'parameter');
    for (let tries = 0; tries < TRIES; tries++) {
      const step = pick(steps);
      const program = step && programOf(step.type.type);
      if (!program) continue;
      const { inputs, parameters, outputs, keeps = [] } = step.type;
      const slips = slipsIn(program, [...inputs, ...Object.keys(parameters), ...outputs, ...keeps]);
      const slip = pick(slips.filter((each) => levelOf(each) === level));
      const question = slip && questionOf(trainer.plan, pass, step.node);
      const found = question && mark(question, slip.text);
      if (found && !found.right && !found.fault) return { kind: 'plant', node: step.node, text: slip.text };
    }
    return { kind: 'refused', reason: 'unknown-address' };
  }

  /** The losses of the true network, as far as they come in so many milliseconds. */
  async truth({ steps }: TruthRequest, now: () => number, time: number): Promise<Answer> {
    const trainer = await this.#trainer;
    const until = now() + time;
    while (trainer && this.#losses.length < steps && now() < until) {
      const { loss, broken } = trainer.advance();
      if (broken) break;
      this.#losses.push(loss);
    }
    return { kind: 'truth', losses: this.#losses.slice(0, steps) };
  }
}

/** A node's own backward in the language. */
export const programOf = (type: string): string | undefined => backwardPrograms[type];
