/* What a node is in other languages. PyTorch's expression stands in the node's own file, where the inspector shows it;
   the rest, which only exporting needs, stands beside it in `export/nodes`, a file per node of the same name. */
import type { NodeType } from '../nodes/define.ts';
import type { Fields, SettingsOf } from '../nodes/settings.ts';
import type { Shape } from '../tensor/shape.ts';
import type { OnnxGraph } from './onnx/graph.ts';

/** Names of tensors in the language written; an optional one that is absent is undefined. */
export type Written<N extends string, Optional extends string = never> = {
  readonly [X in N | Optional]: X extends Optional ? string | undefined : string;
};
type D<N extends string> = `d${N}`;

/** What a line may depend on besides names and settings. */
export interface Place {
  /** The node's id in the document. */
  readonly node: string;
  /** Of a training batch. Lines write lengths that depend on the rows as Python: `len(Z)`, not 32. */
  readonly shapes: Readonly<Record<string, Shape>>;
  /** Of batches of other numbers of rows. */
  readonly others: readonly Readonly<Record<string, Shape>>[];
}

export interface Lines<
  Input extends string,
  Index extends string,
  Parameter extends string,
  Optional extends string,
  Buffer extends string,
  Keep extends string,
  Output extends string,
  F extends Fields,
> {
  /** NumPy: an expression for each tensor, in the order of computing. `training` is a name in scope. */
  readonly numpy: {
    forward(
      names: Written<Input | Index | Parameter | Buffer | Keep | Output, Optional>,
      settings: SettingsOf<F>,
      place: Place,
    ): { readonly [X in Exclude<Output, Parameter>]: string } & { readonly [X in Keep | Buffer]?: string };
    backward(
      names: Written<
        Input | Index | Parameter | Buffer | Keep | Output | D<Input | Parameter | Output | Keep>,
        Optional | D<Optional>
      >,
      settings: SettingsOf<F>,
      place: Place,
    ): { readonly [X in Input | Parameter | Optional as D<X>]: string } & { readonly [X in Keep as D<X>]?: string };
  };
  /** A module of torch.nn of the same; a node with parameters must have one. `states` are its names for them. */
  readonly module?: (settings: SettingsOf<F>, place: Place) => string;
  readonly states?: { readonly [X in Parameter | Optional | Buffer]: string };
  /** ONNX, as for using the network: no dropout, running statistics. 'none': what is used has no need of it (losses). */
  readonly onnx:
    | 'none'
    | ((
        graph: OnnxGraph,
        names: Written<Input | Index | Parameter | Buffer, Optional>,
        settings: SettingsOf<F>,
        place: Place,
      ) => string);
}

/** The lines of a node whatever its names. */
export type AnyLines = Lines<string, string, string, string, string, string, string, Fields>;

/** Checks lines against the node's own contract; a gradient that is left out does not compile. */
export function defineLines<
  const Input extends string,
  const Index extends string,
  const Parameter extends string,
  const Optional extends string,
  const Buffer extends string,
  const Keep extends string,
  const Output extends string,
  const F extends Fields,
>(
  node: NodeType<Input, Index, Parameter, Optional, Buffer, Keep, Output, F>,
  lines: Lines<
    NoInfer<Input>,
    NoInfer<Index>,
    NoInfer<Parameter>,
    NoInfer<Optional>,
    NoInfer<Buffer>,
    NoInfer<Keep>,
    NoInfer<Output>,
    NoInfer<F>
  >,
): readonly [type: string, lines: AnyLines] {
  return [node.type, lines as unknown as AnyLines];
}
