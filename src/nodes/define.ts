/* What a node type is. Three rules: a node reads only what it is given, returns new tensors and never changes one, and
   touches numbers only through the methods of Tensor. So a pass can be repeated, recorded and checked. */
import type { Unreadable } from '../data/files/unreadable.ts';
import type { Words } from '../document/document.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor, TensorData } from '../tensor/tensor.ts';
import type { Fields, SettingsOf } from './settings.ts';

export type Category = 'data' | 'layer' | 'activation' | 'combine' | 'shape' | 'function' | 'loss';
export type Mode = 'train' | 'eval';
/** How a parameter starts: kaiming and bias as nn.Linear does, ones and zeros as they say. */
export type Initializer = 'kaiming' | 'bias' | 'embedding' | 'normal' | 'uniform' | 'ones' | 'zeros';

export type Shapes<N extends string> = { readonly [X in N]: Shape };
export type Tensors<N extends string> = { readonly [X in N]: Tensor };
/** Beside every tensor X stands its gradient dX = ∂L/∂X, of the same shape. */
export type Gradients<N extends string> = { readonly [X in N as `d${X}`]: Tensor };
export type Names<N extends string> = { readonly [X in N]: string };
/** Something for each name; an optional one may be absent. */
type Maybe<N extends string, Optional extends string, T> = {
  readonly [X in N | Optional]: X extends Optional ? T | undefined : T;
};

/** What a pass tells a node besides its tensors. */
export interface Run {
  readonly mode: Mode;
  /** A tensor like `A` with zeros at a share p of its places, ones elsewhere: a hash of seed, step, node, place. */
  mask(A: Tensor, p: number): Tensor;
}
/** What shapes may depend on besides the inputs' shapes: how many rows the data nodes give in this pass, and the mode. */
export interface Setup {
  readonly rows: number;
  readonly mode: Mode;
}

export interface NodeType<
  Input extends string,
  Index extends string,
  Parameter extends string,
  Optional extends string,
  Buffer extends string,
  Keep extends string,
  Output extends string,
  F extends Fields,
> {
  readonly type: string;
  readonly words: { readonly [Language in keyof Words]: { name: string; help: string; also?: readonly string[] } };
  readonly category: Category;
  /** What a user sets. */
  readonly settings: F;
  /** Arrive on wires and carry numbers; each receives a gradient. */
  readonly inputs: readonly Input[];
  /** Arrive on wires and carry indices 0, 1, 2 … ; they have no gradient. */
  readonly indices?: readonly Index[];
  /** Are learned. `optional` ones are absent when `shapes` says undefined. A parameter named as an output is wired out. */
  readonly parameters: { readonly [P in Parameter]: Initializer };
  /** How the parameters start where that depends on settings; absent: as `parameters` says. */
  starts?(settings: SettingsOf<F>): { readonly [P in NoInfer<Parameter>]: Initializer };
  readonly optional?: { readonly [P in Optional]: Initializer };
  /** Are kept from step to step but not learned: forward returns their next values. */
  readonly buffers?: { readonly [B in Buffer]: Initializer };
  /** What forward saves for backward besides the outputs: a mask, probabilities. They have addresses like all tensors. */
  readonly keeps?: readonly Keep[];
  readonly outputs: readonly Output[];
  readonly formula: { readonly forward: readonly string[]; readonly backward: readonly string[] };

  shapes(
    inputs: Shapes<NoInfer<Input | Index>>,
    settings: SettingsOf<F>,
    setup: Setup,
  ): Maybe<NoInfer<Parameter | Buffer | Keep | Output>, NoInfer<Optional>, Shape>;
  forward(
    tensors: Maybe<NoInfer<Input | Index | Parameter | Buffer>, NoInfer<Optional>, Tensor>,
    settings: SettingsOf<F>,
    run: Run,
  ): Tensors<NoInfer<Exclude<Output, Parameter> | Keep>> & Partial<Tensors<NoInfer<Buffer>>>;
  backward(
    tensors: Maybe<NoInfer<Input | Index | Parameter | Buffer | Keep | Output>, NoInfer<Optional>, Tensor>,
    gradients: Gradients<NoInfer<Output>>,
    settings: SettingsOf<F>,
    run: Run,
  ): Gradients<NoInfer<Input | Parameter | Optional>>;

  /** What each index input must be below, once shapes are known. */
  limits?(shapes: Shapes<NoInfer<Input | Index>>, settings: SettingsOf<F>): { readonly [I in Index]: number };
  /** Gradients that are zero wherever the tensor named is not positive: the picture hatches them. */
  readonly masks?: { readonly [gradient: `d${string}`]: NoInfer<Input | Keep> };
  /** Of a loss over classes: the input whose largest entry per row is the prediction, and the index input it must hit. */
  readonly predicts?: { readonly logits: NoInfer<Input>; readonly target: NoInfer<Index> };
  /** What the last axes of a tensor count, where they are not those of the input: `{ P: 'head T T' }`; empty: nothing tells. */
  readonly axes?: { readonly [X in NoInfer<Keep | Output>]?: string };
  /** The bounds that the output approaches; near them it is saturated. */
  readonly range?: readonly [low: number, high: number];
  /** Outputs that hold ±∞ on purpose; elsewhere it stops the run. */
  readonly infinite?: readonly NoInfer<Output>[];
  readonly source?: Source;
  /** One PyTorch expression of the same; an absent parameter is named None. `training` names what says whether the mode
      is train, where that is not always so; shapes matter where PyTorch wants another layout. */
  pytorch(
    names: Names<NoInfer<Input | Index | Parameter | Optional | Buffer>> & { readonly training?: string },
    settings: SettingsOf<F>,
    shapes?: Partial<Shapes<NoInfer<Input | Index>>>,
  ): string;
  /** A small case for the catalogue's tests. */
  readonly example: {
    readonly inputs: Shapes<NoInfer<Input>>;
    readonly indices?: { readonly [I in NoInfer<Index>]: { readonly shape: Shape; readonly below: number } };
    readonly settings?: Partial<SettingsOf<F>>;
  };
}

/** A node type of the catalogue, whatever its names. */
export type AnyNodeType = NodeType<string, string, string, string, string, string, string, Fields>;
export type AnySettings = SettingsOf<Fields>;

/** Where rows come from. */
export interface Source<S = AnySettings> {
  /** Rows of the whole data set; undefined: as many as were given, or as the others have. */
  rows(settings: S): number | undefined;
  /** False for constants, which every batch sees whole. */
  batched(settings: S): boolean;
  /** Outputs that carry indices, and what they stay below (undefined: unknown). */
  indices(settings: S): Readonly<Record<string, number | undefined>>;
  /** The whole columns, standardised where asked by the rows `training`. Absent: given from outside, else zeros. */
  load?(settings: S, training: Int32Array, stored: Stored): Promise<Readonly<Record<string, TensorData>> | Unreadable>;
}

/** The file with this content, where it is kept. */
export type Stored = (id: string) => Promise<Blob | undefined>;
export type { Unreadable };

/** Checks a node type against the contract; what it leaves out does not compile. */
export function defineNode<
  const Input extends string,
  const Index extends string = never,
  const Parameter extends string = never,
  const Optional extends string = never,
  const Buffer extends string = never,
  const Keep extends string = never,
  const Output extends string = never,
  const F extends Fields = Record<never, never>,
>(
  node: NodeType<Input, Index, Parameter, Optional, Buffer, Keep, Output, F>,
): NodeType<Input, Index, Parameter, Optional, Buffer, Keep, Output, F> {
  return node;
}

/** A node that only gives: it computes nothing, so it has no backward. */
export function defineSource<const Output extends string, const F extends Fields>(
  node: Pick<
    NodeType<never, never, never, never, never, never, Output, F>,
    'type' | 'words' | 'settings' | 'outputs' | 'shapes' | 'pytorch' | 'example'
  > & { readonly source: Source<NoInfer<SettingsOf<F>>> },
): NodeType<never, never, never, never, never, never, Output, F> {
  return {
    ...node,
    category: 'data',
    inputs: [],
    parameters: {},
    formula: { forward: [], backward: [] },
    // What a source gives is laid into the pass before it begins.
    forward: () => ({}) as Tensors<Output>,
    backward: () => ({}),
  };
}
