/* Where a run was best so far, with its parameters; and when to stop it, because it is no longer getting better. */
import type { Address } from '../document/document.ts';
import type { Numbers } from '../kernels/device.ts';
import type { Trainer } from '../run/trainer.ts';
import { read } from '../tensor/tensor.ts';
import type { Answer } from './requests.ts';

interface Found {
  readonly step: number;
  readonly value: number;
  readonly memory: Numbers;
}

export class Best {
  /** By the test loss where there are test rows, else by the loss of reports. */
  #by: 'test' | 'loss' = 'loss';
  #found: Found | undefined;
  /** Tests since the best one, and after how many of them a run ends; null: never. */
  #since = 0;
  #patience: number | null = null;
  #stopped = false;

  forget(): void {
    [this.#by, this.#found, this.#since, this.#stopped] = ['loss', undefined, 0, false];
  }

  set patience(tests: number | null) {
    this.#patience = tests;
    this.#since = 0;
  }

  resumed(): void {
    this.#stopped = false;
    this.#since = 0;
  }

  /** True: that was one test too many without being better. */
  tested(trainer: Trainer, loss: number): boolean {
    if (this.#by === 'loss') [this.#by, this.#found] = ['test', undefined];
    if (this.#take(trainer, loss)) this.#since = 0;
    else this.#since++;
    this.#stopped ||= this.#patience !== null && this.#since >= this.#patience;
    return this.#stopped;
  }

  /** A loss that was reported; where there are test rows, it does not count. */
  reported(trainer: Trainer, loss: number): void {
    if (this.#by === 'loss') this.#take(trainer, loss);
  }

  #take(trainer: Trainer, value: number): boolean {
    if (!(value < (this.#found?.value ?? Number.POSITIVE_INFINITY))) return false;
    this.#found = { step: trainer.step, value, memory: trainer.network.memory };
    return true;
  }

  answer({ network }: Trainer): Answer {
    if (!this.#found) return { kind: 'refused', reason: 'no-network' };
    const { memory, step, value } = this.#found;
    const now = network.memory;
    network.memory = memory;
    const tensors = new Map([...network.learned].map(([place, tensor]): [Address, Numbers] => [place, read(tensor)]));
    network.memory = now;
    return { kind: 'best', by: this.#by, step, value, tensors, stopped: this.#stopped };
  }
}
