/* An engine that holds no numbers and computes none: what is laid out on it tells how much memory it would take. */
import { type Engine, idle, type Precision } from './device.ts';

/** Numbers that are written here are nowhere. */
class Nowhere extends Float64Array {
  override set(): void {}
}

export class Dry implements Engine {
  readonly precision: Precision;
  readonly reserved: number;
  readonly kernels = idle;
  readonly data = new Nowhere(0);
  readonly integers = this.data;
  /** How many numbers have been asked for. */
  length = 0;

  /** Stands for `engine`. */
  constructor({ precision, reserved }: Engine) {
    this.precision = precision;
    this.reserved = reserved;
  }

  grow(length: number): void {
    this.length = length;
  }
}
