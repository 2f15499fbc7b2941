/* An ONNX graph as it is written, node by node; names are its own, so nothing of a document but addresses is in them. */
import type { NodeId } from '../../document/document.ts';
import { type Shape, size } from '../../tensor/shape.ts';

/** A float attribute; whole numbers are integers. */
export interface Float {
  readonly float: number;
}
export type Attribute = number | readonly number[] | Float;

export interface Operation {
  /** The node that it is part of. */
  readonly node: NodeId;
  readonly type: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
}
export interface Constant {
  readonly name: string;
  readonly shape: Shape;
  readonly data: Float32Array | BigInt64Array;
}

export class OnnxGraph {
  readonly operations: Operation[] = [];
  readonly constants: Constant[] = [];
  /** The node whose operations are added. */
  node: NodeId = '';

  /** Adds an operation with one output and names it. */
  op(type: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    const output = `${type.toLowerCase()}_${this.operations.length + 1}`;
    this.operations.push({ node: this.node, type, inputs, output, attributes });
    return output;
  }

  float(x: number): Float {
    return { float: x };
  }

  number(x: number): string {
    return this.numbers([], Float32Array.of(x));
  }

  numbers(shape: Shape, data: Float32Array): string {
    if (size(shape) !== data.length) throw new RangeError(`${data.length} numbers do not fill [${shape.join(', ')}]`);
    return this.#constant(shape, data);
  }

  ints(data: readonly number[]): string {
    return this.#constant([data.length], BigInt64Array.from(data, BigInt));
  }

  #constant(shape: Shape, data: Float32Array | BigInt64Array): string {
    const name = `constant_${this.constants.length + 1}`;
    this.constants.push({ name, shape, data });
    return name;
  }
}
