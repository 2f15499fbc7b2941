/* The drawing: what a user makes, saves, sends and undoes. Plain JSON; it knows no mathematics and holds no result. */

export type NodeId = string;
/** Every tensor has one: `linear1.Z`, `linear1.W`; its gradient is `linear1.dZ`, `linear1.dW`. */
export type Address = `${NodeId}.${string}`;
export type Setting = number | boolean | string | readonly number[] | readonly string[];
export type Settings = Readonly<Record<string, Setting>>;
/** One sentence in every language of the editor. */
export interface Words {
  readonly en: string;
  readonly ja: string;
}

export interface Position {
  readonly x: number;
  readonly y: number;
}

export interface NodeRecord {
  readonly type: string;
  readonly position: Position;
  readonly label?: string;
  readonly muted?: boolean;
  readonly settings: Settings;
}

/** Numbers that the author chose, row-major. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export interface Training {
  /** A one-element output; absent: the sum of all loss nodes' L; no loss node: the one scalar that nothing reads. */
  readonly loss?: Address;
  readonly optimizer: { readonly type: string; readonly settings: Settings };
  readonly learningRate: number;
  readonly schedule: { readonly type: string; readonly every: 'step' | 'epoch'; readonly settings: Settings };
  readonly clipNorm?: number;
  readonly batchSize: number | 'full';
  readonly shuffle: boolean;
  readonly split: { readonly test: number; readonly seed: number };
  readonly seed: number;
  readonly zeroGradients: boolean;
  readonly mode: 'train' | 'eval';
}

export interface Task {
  readonly text: Words;
  /** `NAME < NUMBER` or `>`; NAME one of loss, testLoss, testAccuracy, step. */
  readonly holds?: string;
}

/** What an example shows, and three things to try with it. */
export interface Card {
  readonly title: Words;
  readonly says: Words;
  readonly try: readonly Task[];
}

/** A rectangle of the canvas. `colour`: one of the eight categories of the theme. */
export interface Area {
  readonly position: Position;
  readonly width: number;
  readonly height: number;
  readonly colour?: number;
}
/** Stands about nodes and moves with what lies in it. */
export interface Frame extends Area {
  readonly title: string;
}
/** Markdown. */
export interface Note extends Area {
  readonly text: string;
}

/** What a drawing looks like beyond its nodes and wires. */
export interface View {
  readonly frames?: Readonly<Record<string, Frame>>;
  readonly notes?: Readonly<Record<string, Note>>;
  /** The places through which a wire runs, by the input in which it ends. */
  readonly bends?: Readonly<Record<Address, readonly Position[]>>;
  readonly collapsed?: unknown;
  readonly [later: string]: unknown;
}

export interface GraphDocument {
  readonly format: 'chainrule';
  readonly version: 1;
  readonly title: string;
  readonly nodes: Readonly<Record<NodeId, NodeRecord>>;
  /** input ← output: `{ "relu1.Z": "linear1.Z" }`; so one wire per input is true by construction. */
  readonly wires: Readonly<Record<Address, Address>>;
  /** parameter ← parameter: `{ "linear2.W": "linear1.W" }` makes the two one tensor. */
  readonly ties?: Readonly<Record<Address, Address>>;
  /** Set by hand: inputs, starting values of parameters and buffers; at most 20,000 numbers in all. */
  readonly values?: Readonly<Record<Address, Values>>;
  /** Parameters that UPDATE leaves alone. */
  readonly frozen?: readonly Address[];
  readonly training: Training;
  /** Nothing in it changes a number. */
  readonly view?: View;
  readonly definitions?: Readonly<Record<string, unknown>>;
  readonly card?: Card;
}

export const DEFAULT_TRAINING: Training = {
  optimizer: { type: 'sgd', settings: {} },
  learningRate: 0.1,
  schedule: { type: 'constant', every: 'step', settings: {} },
  batchSize: 32,
  shuffle: true,
  split: { test: 0.2, seed: 42 },
  seed: 0,
  zeroGradients: true,
  mode: 'train',
};

export function emptyDocument(title: string): GraphDocument {
  return { format: 'chainrule', version: 1, title, nodes: {}, wires: {}, training: DEFAULT_TRAINING };
}

/** `address('linear1', 'Z')` is `linear1.Z`. */
export function address(node: NodeId, name: string): Address {
  return `${node}.${name}`;
}

/** `linear1.W` → `linear1.dW`: beside every tensor X stands its gradient dX. */
export function gradientOf(tensor: Address): Address {
  const { node, name } = parts(tensor);
  return `${node}.d${name}`;
}

export function parts(tensor: Address): { node: NodeId; name: string } {
  const dot = tensor.indexOf('.');
  return { node: tensor.slice(0, dot), name: tensor.slice(dot + 1) };
}

/** Natural order of ids: linear2 before linear10. Order never comes from keys. */
export function naturally(a: string, b: string): number {
  const [left, right] = [a.match(/\d+|\D+/g) ?? [], b.match(/\d+|\D+/g) ?? []];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i] as string, right[i] as string];
    const difference = Number(x) - Number(y);
    if (!Number.isNaN(difference) && difference !== 0) return difference;
    if (x !== y) return x < y ? -1 : 1;
  }
  return left.length - right.length || (a < b ? -1 : a > b ? 1 : 0);
}
