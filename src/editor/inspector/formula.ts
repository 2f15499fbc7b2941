/* A tensor's formula as three lines of text: what it is, with which shapes, the same in PyTorch. SHOWING §3.5. */
import { type Address, address, gradientOf, parts, type Training } from '../../document/document.ts';
import { afterOf, isPlain, updatedIn } from '../../document/update.ts';
import { OPTIMIZERS } from '../../plan/optimizers.ts';
import type { Plan, Step } from '../../plan/plan.ts';
import { inputsOf, parametersOf } from '../../plan/resolve.ts';
import type { Shape } from '../../tensor/shape.ts';
import { gradientValue, originOf, shapeOf } from './tensors.ts';

interface FormulaLines {
  /** `∂L/∂W = dZᵀ·A` */
  readonly what: string | undefined;
  /** `(10×32)·(32×30) → 10×30` */
  readonly shapes: string | undefined;
  /** The value whose shape the gradient has: `= shape of W ✓`. */
  readonly like: string | undefined;
  readonly pytorch: string;
}

export function formulaOf(plan: Plan, step: Step, place: Address, training: Training): FormulaLines {
  const { name } = parts(place);
  const parameter = updatedIn(place);
  if (parameter) {
    const what = `${name} = ${updateSide(place, parameter, training)}`;
    return { what, shapes: undefined, like: undefined, pytorch: 'optimizer.step()' };
  }
  const value = gradientValue(step.type, name);
  const right = value ? gradientSide(plan, step, value) : valueSide(plan, step, name);
  const shape = shapeOf(plan, place);
  const known = (each: string) => shapeOf(plan, address(step.node, each));
  const fits = right !== undefined && shape !== undefined && productFits(right, shape, known);
  return {
    what: right && `${value ? `∂L/∂${value}` : name} = ${right}`,
    shapes: right && shape && `${withShapes(right, shape, known)} → ${sizes(shape)}`,
    like: fits ? value : undefined,
    pytorch: pytorchOf(plan, step),
  };
}

/** Of what an update makes: by α and the gradient alone, or by all that the optimiser does. */
function updateSide(place: Address, parameter: Address, training: Training): string {
  const { name } = parts(parameter);
  const after = place === afterOf(parameter);
  if (isPlain(training)) return after ? `${name} + Δ${name}` : `−α d${name}`;
  const { type } = training.optimizer;
  return after ? `${OPTIMIZERS.get(type)?.words.en ?? type}(${name}, d${name})` : `${name}⁺ − ${name}`;
}

/** What the node's file says; at an output the gradient is the sum of what its readers send back. */
function gradientSide(plan: Plan, step: Step, value: string): string | undefined {
  const own = address(step.node, value);
  if (!step.type.outputs.includes(value)) return sideOf(step.type.formula.backward, `d${value}`);
  const readers = plan.steps.filter(({ reaches }) => reaches);
  const sent = readers.flatMap(({ node, sources }) =>
    [...sources].filter(([, source]) => source === own).map(([port]) => gradientOf(address(node, port))),
  );
  return [...(plan.losses.includes(own) ? ['1'] : []), ...sent].join(' + ') || '0';
}

function valueSide(plan: Plan, { node, type }: Step, name: string): string | undefined {
  const place = address(node, name);
  if (inputsOf(type).includes(name)) return originOf(plan, place);
  if (parametersOf(type).includes(name)) return undefined;
  return sideOf(type.formula.forward, name);
}

function sideOf(lines: readonly string[], name: string): string | undefined {
  // `dW[X] = …` tells of dW at the rows X.
  const line = lines.find((each) => each.slice(0, each.search(/[=[]/)).trim() === name);
  return line?.slice(line.indexOf('=') + 1).trim();
}

type Known = (name: string) => Shape | undefined;
const TERM = /(?<![\p{L}\p{N}.])(d?[A-Za-z])(ᵀ?)(?![\p{L}\p{N}.])/gu;

/** Every tensor's name replaced by its shape. */
function withShapes(right: string, result: Shape, known: Known): string {
  const text = right.replace(TERM, (whole: string, name: string, turned: string, at: number) => {
    const shape = known(name);
    if (!shape) return whole;
    const bare = '(['.includes(right[at - 1] ?? ' ') && ')]'.includes(right[at + whole.length] ?? ' ');
    const written = sizes(operand(shape, turned !== '', sumsOver(right, result)));
    return bare ? written : `(${written})`;
  });
  // The addends of a fork are addresses, each of the shape of their sum.
  return text.replace(/[\w-]+\.\w+/g, () => `(${sizes(result)})`);
}

/** A product must come out right; what is computed place by place has its shape by the contract of nodes. */
function productFits(right: string, result: Shape, known: Known): boolean {
  const match = /^(d?[A-Za-z])(ᵀ?)·(d?[A-Za-z])(ᵀ?)$/u.exec(right);
  const [, a = '', turnedA = '', b = '', turnedB = ''] = match ?? [];
  const [A, B] = [known(a), known(b)];
  if (!match || !A || !B || A.length < 2 || B.length < 2) return true;
  const together = sumsOver(right, result);
  const [left, other] = [operand(A, turnedA !== '', together), operand(B, turnedB !== '', together)];
  return left.at(-1) === other.at(-2) && left.at(-2) === result.at(-2) && other.at(-1) === result.at(-1);
}

/** As it stands in a product: a sum over all samples takes the leading axes together. */
function operand(shape: Shape, turned: boolean, together: boolean): Shape {
  if (shape.length < 2) return shape;
  const leading = shape.slice(0, -1).reduce((count, length) => count * length, 1);
  const flat = together ? [leading, shape.at(-1) ?? 1] : shape;
  const [rows = 1, columns = 1] = flat.slice(-2);
  return turned ? [...flat.slice(0, -2), columns, rows] : flat;
}

/** Whether a product with a transposed factor sums over all leading axes at once. */
function sumsOver(right: string, result: Shape): boolean {
  return right.includes('ᵀ') && result.length <= 2;
}

function sizes(shape: Shape): string {
  return shape.length === 0 ? '1' : shape.join('×');
}

function pytorchOf(plan: Plan, { node, type, settings, sources }: Step): string {
  const all = [...inputsOf(type), ...parametersOf(type), ...Object.keys(type.buffers ?? {})];
  const there = (name: string) => plan.shapes.has(address(node, name)) || sources.has(name);
  const names = Object.fromEntries(all.map((name) => [name, there(name) ? name : 'None']));
  const gives = type.outputs.join(', ');
  const shapes = Object.fromEntries(
    inputsOf(type).flatMap((name) => {
      const shape = plan.shapes.get(sources.get(name) as Address);
      return shape ? [[name, shape]] : [];
    }),
  );
  const line = type.pytorch(names, settings, shapes);
  return line === gives ? line : `${gives} = ${line}`;
}
