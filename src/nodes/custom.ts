/* Node types that a document defines itself: programs of the language in the place of `forward` and `backward`. They run
   through the same tensors as a node file's, so they are recorded, stepped, probed and drawn like every other. Only
   documents with definitions load this file. */
import type { GraphDocument } from '../document/document.ts';
import { compiled, type Elaborated, elaborate, givenNumbers } from '../language/elaborate.ts';
import { Fault, lineOf } from '../language/fault.ts';
import { parse } from '../language/parse.ts';
import type { Program } from '../language/syntax.ts';
import { isLengths, isNumbers, shown, type Value } from '../language/value.ts';
import { type Shape, ShapeError, same } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { AnyNodeType, AnySettings, Mode } from './define.ts';
import { type Definition, definitionsOf, type OwnNode, type Rewriting } from './definition.ts';
import { nodeType } from './index.ts';
import { flag, number } from './settings.ts';

/** The node types that a document brings with it, by name. */
export function typesDefinedBy(document: Pick<GraphDocument, 'definitions'>): ReadonlyMap<string, AnyNodeType> {
  return new Map(
    [...definitionsOf(document)].map(([type, definition]) => [
      type,
      typeof definition === 'string' ? malformed(type, definition) : customNode(type, definition),
    ]),
  );
}

export function customNode(type: string, definition: Definition): AnyNodeType {
  if (!('rewrites' in definition)) return ownNode(type, definition);
  const base = nodeType(definition.rewrites);
  return base ? rewritten(type, base, definition) : malformed(type, 'rewrites');
}

type Part = 'forward' | 'backward' | `shape of ${string}`;

/** What `look` gives; a fault in a program becomes a problem of its node, with the line. */
function inPart<T>(part: Part, text: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { line, column } = lineOf(text, error.place.from);
    const code = error.code === 'blank' ? 'unwritten' : 'program';
    throw new ShapeError(code, { ...error.values, part, line, column, fault: error.code });
  }
}

export type Shaped = Readonly<Record<string, Shape | undefined>>;
type Scope = Map<string, Value>;

/** What a backward reads: every tensor of its node, the gradients of the outputs, settings, and whether it is trained. */
export function backwardScope(
  { outputs, indices }: Pick<AnyNodeType, 'outputs' | 'indices'>,
  shapes: Shaped,
  settings: AnySettings,
  mode: Mode,
): ReadonlyMap<string, Value> {
  const gradients = Object.fromEntries(outputs.map((name) => [`d${name}`, shapes[name]]));
  return scopeOf({ ...shapes, ...gradients }, indices ?? [], settings, mode);
}

function scopeOf(shapes: Shaped, indices: readonly string[], settings: AnySettings, mode: Mode): Scope {
  const scope: Scope = new Map(Object.entries(settings) as [string, Value][]);
  scope.set('training', mode === 'train');
  for (const [name, shape] of Object.entries(shapes))
    if (shape) scope.set(name, givenNumbers(name, shape, indices.includes(name)));
  return scope;
}

const shapesOf = (tensors: Readonly<Record<string, Tensor | undefined>>): Shaped =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tensor?.shape]));

function carriedOut(
  program: Elaborated,
  given: Readonly<Record<string, Tensor | undefined>>,
  wanted: readonly string[],
) {
  const [any] = Object.values(given).filter((tensor) => tensor !== undefined);
  // What a program leaves as it is given, as a parameter its gradient, is a result too.
  const left = wanted.flatMap((name) => (given[name] ? [[name, given[name]] as const] : []));
  return { ...Object.fromEntries(left), ...program.run({ device: any!.device, given }, wanted) };
}

const gradientsOf = (names: readonly string[]) => names.map((name) => `d${name}`);

/** Finds a gradient for each tensor that wants one, of its shape. */
export function expectGradients({ text, statements }: Program, { results }: Elaborated, wanted: Shaped): void {
  const whole = { from: text.length, to: text.length };
  for (const [name, shape] of Object.entries(wanted)) {
    if (!shape) continue;
    const gradient = results.get(`d${name}`);
    if (gradient === undefined) throw new Fault('no-gradient', whole, { gradient: `d${name}`, tensor: name });
    if (!isNumbers(gradient)) throw new Fault('no-tensor', whole, { name: `d${name}` });
    if (!same(gradient.shape, shape)) {
      const at = statements.findLast(({ target }) => target === `d${name}`) ?? whole;
      const values = { gradient: `d${name}`, tensor: name, shape: shown(gradient.shape), wanted: shown(shape) };
      throw new Fault('gradient-shape', at, values);
    }
  }
}

/** A type of the catalogue with another backward. */
function rewritten(type: string, base: AnyNodeType, { title, backward }: Rewriting): AnyNodeType {
  const learned = [...base.inputs, ...Object.keys(base.parameters), ...Object.keys(base.optional ?? {})];
  return {
    ...base,
    type,
    words: { en: { ...base.words.en, name: title }, ja: { ...base.words.ja, name: title } },
    formula: { ...base.formula, backward: linesOf(backward) },
    shapes(inputs, settings, setup) {
      const shapes = base.shapes(inputs, settings, setup);
      const all = { ...inputs, ...shapes };
      const wanted = Object.fromEntries(learned.map((name) => [name, all[name]]));
      inPart('backward', backward, () => {
        const program = parse(backward);
        expectGradients(program, elaborate(program, backwardScope(base, all, settings, setup.mode)), wanted);
      });
      return shapes;
    },
    backward(tensors, gradients, settings, { mode }) {
      const program = compiled(backward, backwardScope(base, shapesOf(tensors), settings, mode));
      return carriedOut(program, { ...tensors, ...gradients }, gradientsOf(learned));
    },
  };
}

function ownNode(type: string, definition: OwnNode): AnyNodeType {
  const { title, category, inputs, indices, outputs, parameters, forward, backward } = definition;
  const keeps = targetsOf(forward).filter((name) => !outputs.includes(name));
  const names = Object.keys(parameters);

  /** Both programs, read for these shapes. */
  function programs(given: Shaped, settings: AnySettings, mode: Mode) {
    const scope = scopeOf(given, indices, settings, mode);
    const there = inPart('forward', forward, () => forwardOf(definition, scope));
    const results = Object.fromEntries(
      [...there.results]
        .filter(([, value]) => isNumbers(value))
        .map(([name, value]) => [name, (value as { shape: Shape }).shape]),
    );
    const back = inPart('backward', backward, () => {
      const program = parse(backward);
      const made = elaborate(program, backwardScope(definition, { ...results, ...given }, settings, mode));
      expectGradients(program, made, Object.fromEntries([...inputs, ...names].map((name) => [name, given[name]])));
      return made;
    });
    return { there, back, results };
  }

  return {
    ...{ type, category, inputs, indices, outputs, keeps },
    words: { en: { name: title, help: '' }, ja: { name: title, help: '' } },
    settings: Object.fromEntries(
      Object.entries(definition.settings).map(([name, initial]) => {
        const words = { en: name, ja: name };
        return [name, typeof initial === 'boolean' ? flag(words, initial) : number(words, { initial })];
      }),
    ),
    parameters: Object.fromEntries(names.map((name) => [name, parameters[name]!.start])),
    formula: { forward: linesOf(forward), backward: linesOf(backward) },
    shapes(arriving, settings, { mode }) {
      const given = withParameters(definition, arriving, settings, mode);
      const { results } = programs(given, settings, mode);
      const made = [...outputs, ...keeps].map((name) => [name, results[name]] as const);
      return { ...Object.fromEntries(names.map((name) => [name, given[name]])), ...Object.fromEntries(made) };
    },
    limits(arriving, settings) {
      const { there, back } = programs(withParameters(definition, arriving, settings, 'train'), settings, 'train');
      const of = (name: string) =>
        Math.min(...[there, back].map(({ limits }) => limits.get(name) ?? Number.MAX_SAFE_INTEGER));
      return Object.fromEntries(indices.map((name) => [name, of(name)]));
    },
    forward(tensors, settings, { mode }) {
      const { there } = programs(shapesOf(tensors), settings, mode);
      return carriedOut(there, tensors, [...outputs, ...keeps]);
    },
    backward(tensors, gradients, settings, { mode }) {
      const given = Object.fromEntries([...inputs, ...indices, ...names].map((name) => [name, tensors[name]?.shape]));
      const { back } = programs(given, settings, mode);
      return carriedOut(back, { ...tensors, ...gradients }, gradientsOf([...inputs, ...names]));
    },
    pytorch: (given) =>
      `${functionOf(type)}.apply(${[...inputs, ...indices, ...names].map((name) => given[name]).join(', ')})`,
    example: { inputs: {} },
  };
}

/** What arrives, and the parameters in the shapes that follow from it. */
function withParameters({ indices, parameters }: OwnNode, arriving: Shaped, settings: AnySettings, mode: Mode): Shaped {
  const scope = scopeOf(arriving, indices, settings, mode);
  const own = Object.entries(parameters).map(
    ([name, { shape }]) => [name, parameterShape(name, shape, scope)] as const,
  );
  return { ...arriving, ...Object.fromEntries(own) };
}

/** What a forward reads. */
export function forwardScope(
  definition: OwnNode,
  arriving: Shaped,
  settings: AnySettings,
  mode: Mode,
): ReadonlyMap<string, Value> {
  return scopeOf(withParameters(definition, arriving, settings, mode), definition.indices, settings, mode);
}

/** The forward program, which makes every output and leaves what arrives as it is. */
export function forwardOf(
  { forward, outputs }: Pick<OwnNode, 'forward' | 'outputs'>,
  scope: ReadonlyMap<string, Value>,
): Elaborated {
  const program = parse(forward);
  for (const statement of program.statements)
    if (scope.has(statement.target)) throw new Fault('given-name', statement, { name: statement.target });
  const made = elaborate(program, scope);
  const whole = { from: forward.length, to: forward.length };
  for (const name of outputs) {
    const value = made.results.get(name);
    if (value === undefined) throw new Fault('no-output', whole, { name });
    if (!isNumbers(value)) throw new Fault('no-tensor', whole, { name });
  }
  return made;
}

function parameterShape(name: string, text: string, scope: Scope): Shape {
  const target = `${name} = `;
  return inPart(`shape of ${name}`, text, () => {
    const shape = compiled(`${target}${text}`, scope).results.get(name);
    const whole = { from: target.length, to: target.length + text.length };
    if (shape === undefined || !isLengths(shape) || !shape.every((each) => Number.isSafeInteger(each) && each >= 1))
      throw new Fault('bad-lengths', whole, { name });
    return shape;
  });
}

/** Names that a program assigns, in order; of one that cannot be read none, its fault is told with the shapes. */
function targetsOf(text: string): readonly string[] {
  try {
    return [...new Set(parse(text).statements.map(({ target }) => target))];
  } catch (error) {
    if (error instanceof Fault) return [];
    throw error;
  }
}

/** `custom:my-swish` → `MySwish`, the class that PyTorch's export writes. */
const functionOf = (type: string) =>
  type
    .slice(type.indexOf(':') + 1)
    .split(/[^A-Za-z0-9]+/)
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Stands for a definition that is not one, so that its nodes say so. */
function malformed(type: string, field: string): AnyNodeType {
  return {
    type,
    words: { en: { name: type, help: '' }, ja: { name: type, help: '' } },
    category: 'function',
    settings: {},
    inputs: [],
    parameters: {},
    outputs: [],
    formula: { forward: [], backward: [] },
    shapes() {
      throw new ShapeError('bad-definition', { field });
    },
    forward: () => ({}),
    backward: () => ({}),
    pytorch: () => '',
    example: { inputs: {} },
  };
}
