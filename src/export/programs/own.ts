/* Nodes whose programs a learner wrote, in generated code: functions of NumPy's arrays, and torch.autograd.Functions. Text of
   a document comes into them only through the tree of the language. */
import type { NodeId } from '../../document/document.ts';
import type { Definition } from '../../nodes/definition.ts';
import type { Step } from '../../plan/plan.ts';
import { inputsOf, parametersOf } from '../../plan/resolve.ts';
import type { Shape } from '../../tensor/shape.ts';
import { about, type Code, indented, plain } from '../code.ts';
import type { AnyLines, Place } from '../lines.ts';
import { linesOf } from '../nodes/index.ts';
import { NotWritable } from '../not-writable.ts';
import { type Body, bodyOf, naming, type Writing } from './body.ts';
import { type TorchFunction, torchFunction } from './torch-function.ts';
import type { Flavour } from './writer.ts';

export interface Own {
  readonly lines: AnyLines;
  /** Definitions of the functions that are called. */
  readonly numpy: Code;
  readonly backward: Call;
  /** Only of a node that is all the learner's. */
  readonly forward: Call | undefined;
  /** Throws NotWritable where PyTorch does not have what the program reads. */
  readonly torch: () => TorchFunction;
  /** The forward by itself, for autograd to go back through; of other nodes the type's own expression is. */
  readonly traced: TorchFunction | undefined;
}

/** `linear1_backward(linear1.A, linear1.dZ)`, and which tensors it gives. */
interface Call {
  readonly gives: readonly string[];
  readonly text: (name: (tensor: string) => string) => string;
}

/** Undefined for a node of the catalogue. */
export function ownOf(
  definition: Definition | string | undefined,
  node: {
    readonly id: NodeId;
    readonly name: string;
    readonly step: Step;
    readonly place: Place;
  },
): Own | undefined {
  const { name, step, place } = node;
  const { shapes } = place;
  const { type } = step;
  if (definition === undefined || typeof definition === 'string') return undefined;
  const writing: Writing = { id: node.id, name, step, shapes, names: naming() };
  const there = (names: readonly string[]) => names.filter((each) => shapes[each]);
  const gradients = there([...type.inputs, ...parametersOf(type)]).map((each) => `d${each}`);
  const [keeps, made] = [type.keeps ?? [], there([...type.outputs, ...(type.keeps ?? [])])];
  const base = 'rewrites' in definition ? linesOf(definition.rewrites) : undefined;
  const computed = base && Object.keys(base.numpy.forward({}, step.settings, place));
  const back = (flavour: Flavour, anew: readonly string[]) =>
    bodyOf(writing, { text: definition.backward, given: shapes, wanted: gradients, flavour, anew });
  const forth = (flavour: Flavour) => {
    if (!('forward' in definition)) return undefined;
    const given = Object.fromEntries(
      there([...inputsOf(type), ...parametersOf(type)]).map((each) => [each, shapes[each] as Shape]),
    );
    return bodyOf(writing, { text: definition.forward, given, wanted: made, flavour, anew: [] });
  };
  const backward = back('numpy', computed ? keeps.filter((keep) => !computed.includes(keep)) : []);
  const forward = forth('numpy');
  const traced = forth('torch');
  const call = (of: string, { reads }: Body, gives: readonly string[]): Call => ({
    gives,
    text: (name) => `${of}(${reads.map(name).join(', ')})`,
  });
  let inTorch: TorchFunction | undefined;
  return {
    lines: base ?? ownLines(writing),
    numpy: [
      ...(forward ? functionCode(writing, `${name}_forward`, forward) : []),
      ...functionCode(writing, `${name}_backward`, backward),
    ],
    backward: call(`${name}_backward`, backward, gradients),
    forward: forward && call(`${name}_forward`, forward, made),
    torch() {
      inTorch ??= torchFunction(writing, traced, back('torch', traced ? [] : keeps));
      return inTorch;
    },
    traced: traced && tracedOf(writing, traced),
  };
}

function functionCode({ id, names }: Writing, name: string, { reads, lines, results }: Body): Code {
  return [
    ...plain('\n'),
    about(id, `def ${name}(${reads.map(names).join(', ')}):`),
    ...indented([...lines, `return ${results.join(', ')}`].map((line) => about(id, line))),
  ];
}

function tracedOf(writing: Writing, body: Body): TorchFunction {
  const name = `${writing.name}_torch`;
  const given = body.results.slice(0, writing.step.type.outputs.length);
  // Of several outputs one may be made of another: what comes back to it from outside is to be apart.
  const results = given.length === 1 ? given : given.map((each) => `(${each}).clone()`);
  return {
    code: functionCode(writing, name, { ...body, results }),
    call: (of, training) =>
      `${name}(${body.reads.map((each) => (each === 'training' ? training : of(each))).join(', ')})`,
  };
}

/** Of a type that is all the learner's: parameters by their letters, and no ONNX. */
function ownLines({ id, step, shapes }: Writing): AnyLines {
  const own = parametersOf(step.type);
  const parameters = own.map((name) => `'${name}': nn.Parameter(torch.empty(${shapes[name]?.join(', ')}))`);
  return {
    numpy: { forward: () => ({}), backward: () => ({}) },
    ...(own.length > 0 && {
      module: () => `nn.ParameterDict({${parameters.join(', ')}})`,
      states: Object.fromEntries(own.map((name) => [name, name])),
    }),
    onnx: () => {
      throw new NotWritable('own-program', { node: id });
    },
  };
}
