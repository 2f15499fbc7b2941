/* The figures of a run since the last report: losses, tests, and where it was best. */
import type { Evaluation, Trainer } from '../run/trainer.ts';
import { Best } from './best.ts';
import type { Curve, Measures, Report } from './protocol.ts';

type Broken = Pick<Extract<Report, { kind: 'test-not-finite' }>, 'step' | 'address'>;

export class Tally {
  readonly best = new Best();
  /** Is told the first time that the test rows give no number. */
  readonly #said: (broken: Broken) => void;
  #losses: number[] = [];
  #tests: { step: number; testLoss: number; testAccuracy: number }[] = [];
  #latest: { testLoss: number; testAccuracy: number } | undefined;
  #broken = false;

  constructor(said: (broken: Broken) => void) {
    this.#said = said;
  }

  /** The network is another, or its run begins again. */
  forget(): void {
    this.clear();
    this.#broken = false;
    this.best.forget();
  }

  clear(): void {
    this.#losses = [];
    this.#tests = [];
  }

  /** True: it has been tested long enough without getting better. */
  stepped(loss: number, trainer: Trainer | undefined): boolean {
    this.#losses.push(loss);
    return trainer?.atEpochEnd === true && this.test(trainer);
  }

  /** Carries the test rows through. True: as above. */
  test(trainer: Trainer): boolean {
    const test = trainer.network.test();
    this.#latest = test && { testLoss: test.loss, testAccuracy: test.accuracy ?? Number.NaN };
    if (!test || !this.#latest) return false;
    this.#tests.push({ step: trainer.step, ...this.#latest });
    if (!test.broken) return this.best.tested(trainer, test.loss);
    if (!this.#broken) this.#said({ step: trainer.step, address: test.broken });
    this.#broken = true;
    return false;
  }

  curve(trainer: Trainer): Curve {
    const firstStep = trainer.latest - this.#losses.length;
    return { firstStep, losses: Float64Array.from(this.#losses), tests: this.#tests };
  }

  /** `complete`: the iteration that is looked into has made its update. */
  measures({ step, epoch }: Trainer, { loss, accuracy }: Evaluation, complete: boolean): Measures {
    const test = this.#latest;
    return {
      ...{ step: step + Number(complete), epoch, loss },
      ...(accuracy !== undefined && { accuracy }),
      ...(test && { testLoss: test.testLoss }),
      ...(test && !Number.isNaN(test.testAccuracy) && { testAccuracy: test.testAccuracy }),
    };
  }
}
