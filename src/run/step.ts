/* A training step, recorded once for a number of rows and carried out many times. Two programs of one recording:
   `evaluate` computes every address, for looking; `step` leaves out gradients that nothing reads, and updates. Both give
   the same bits, so that watching never changes a number. */
import type { Address, NodeId } from '../document/document.ts';
import type { Arena, Device } from '../kernels/device.ts';
import type { Pointer } from '../kernels/kernels.ts';
import { needed, optimise } from '../kernels/optimise.ts';
import { type Call, record, writtenBy } from '../kernels/record.ts';
import { sentinels } from '../kernels/sentinels.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Pass } from './pass.ts';

/** The parts of a step, as they would be carried out directly. */
interface Parts {
  /** `begins` is told each node before it computes. */
  readonly forward: (begins: (node: NodeId) => void) => Pass;
  readonly backward: (values: Pass, begins: (node: NodeId) => void) => Pass;
  readonly update: (pass: Pass) => void;
  /** Parameters and buffers: what the update moves. */
  readonly learned: Pass;
  /** Addresses that hold ±∞ on purpose, or indices. */
  readonly exempt: ReadonlySet<Address>;
}

/** Whose calls begin at a place of a recording; null: what belongs to no node, such as the batch and ∂L/∂L. */
export interface Turn {
  readonly node: NodeId | null;
  readonly from: number;
}

export class Step {
  /** Every tensor of the step; what it holds is as fresh as the program carried out last. */
  readonly pass: Pass;
  /** Of the pass, all that must be finite: every value, and every gradient that an update reads. */
  readonly watched: Pass;
  /** The calls of `evaluate`, and whose they are. */
  readonly calls: readonly Call[];
  readonly turns: readonly Turn[];
  /** The calls of the second half, in order. */
  readonly moves: readonly Call[];
  /** Forward and backward, every address. */
  readonly evaluate: () => void;
  /** The second half, after `evaluate`; whether all that is learned is finite. */
  readonly update: () => boolean;
  /** Both halves, and their calls; whether all that is watched was finite. */
  readonly step: () => boolean;
  readonly program: readonly Call[];

  constructor(device: Device, arena: Arena, { forward, backward, update, learned, exempt }: Parts) {
    device.begin(arena);
    const turns: Turn[] = [{ node: null, from: 0 }];
    const values = record(device, (calls) => forward((node) => turns.push({ node, from: calls.length })));
    const before = values.calls.length;
    turns.push({ node: null, from: before });
    const gradients = record(device, (calls) =>
      backward(values.result, (node) => turns.push({ node, from: before + calls.length })),
    );
    const moves = record(device, () => update(gradients.result));
    const pass = [...values.calls, ...gradients.calls];
    const whole = [...pass, ...moves.calls];
    this.pass = gradients.result;
    this.calls = pass;
    this.turns = turns;
    this.moves = moves.calls;

    const computed = new Set([...values.result.values()].map(({ pointer }) => pointer));
    const lives = (pointer: Pointer) =>
      pointer < arena.start || pointer >= arena.start + arena.size || computed.has(pointer);
    const written = new Set(needed(whole, lives).flatMap(writtenBy));
    this.watched = new Map(
      [...this.pass].filter(
        ([place, { pointer }]) => !exempt.has(place) && (computed.has(pointer) || written.has(pointer)),
      ),
    );

    const flag = device.keep(1);
    const looks = (tensors: readonly Tensor[]): Call[] =>
      tensors.map(({ pointer, size }) => ({ op: 'finite', args: [flag, pointer, size] }));
    const moved = new Set(moves.calls.flatMap(writtenBy));
    const after = [...learned.values()].filter(({ pointer }) => moved.has(pointer));
    const watched = new Map([...this.watched.values(), ...after].map((tensor) => [tensor.pointer, tensor]));
    const posts = [...sentinels(whole, new Set(watched.keys()))].filter((pointer) => !moved.has(pointer));
    const looked = posts.map((pointer) => watched.get(pointer)!);
    this.evaluate = device.compile(pass);
    this.update = device.compile([...moves.calls, ...looks(after)], flag);
    this.program = optimise(device, [...whole, ...looks([...looked, ...after])], lives);
    this.step = device.compile(this.program, flag);
  }
}
