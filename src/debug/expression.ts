/* Expressions over tensors as one types them into a debugger: `dW[1,0]`, `(Z > 0).mean()`, `delta.T @ A`. They are read by the
   language of backwards and carried out in double precision, beside the network: it is only looked at. */
import { type Address, address, type NodeId } from '../document/document.ts';
import { Device } from '../kernels/device.ts';
import { Reference } from '../kernels/reference.ts';
import { elaborate, givenNumbers } from '../language/elaborate.ts';
import { Fault, type Place } from '../language/fault.ts';
import { parseExpression } from '../language/parse.ts';
import { childrenOf, type Expression } from '../language/syntax.ts';
import { isDigit, isLetter, type NameAt } from '../language/tokens.ts';
import { isLengths, isNumber, isNumbers, Meter, shown, type Value } from '../language/value.ts';
import type { Plan, Step } from '../plan/plan.ts';
import type { Pass } from '../run/pass.ts';
import { type Shape, size } from '../tensor/shape.ts';
import { kept, read } from '../tensor/tensor.ts';

/** What names stand for: the tensors of a pass by their addresses, those of one node by their letters, single numbers. */
export interface Scope {
  readonly plan: Plan;
  readonly pass: Pass;
  readonly node?: NodeId | undefined;
  /** Undefined: not computed yet. */
  readonly numbers: Readonly<Record<string, number | undefined>>;
}

export interface Expressed {
  readonly shape: Shape;
  readonly data: ArrayLike<number>;
  /** Each number is 0 or 1 and stands for a truth. */
  readonly truth: boolean;
  /** The same expression with addresses for letters, so that it means the same whichever node is looked at. */
  readonly text: string;
  /** The tensors that it is about. */
  readonly places: readonly Address[];
}

/** Multiplications at most: whoever types waits for the answer, and so does whoever presses pause. */
const MOST_PRODUCTS = 2 ** 24;
/** What the notebook and the formulas call a tensor. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['delta', 'dZ'],
  ['δ', 'dZ'],
]);

/** Throws a Fault where there is no such value, or none yet. `computes`: false asks for everything but the numbers, of tensors
    that may be still to come. */
export function express(text: string, scope: Scope, computes = true): Expressed {
  const expression = parseExpression(text, addressesOf(scope.plan));
  const uses = usesIn(expression, scope);
  const late = uses.find(({ name, place }) =>
    place ? !scope.pass.has(place) : Object.hasOwn(scope.numbers, name) && scope.numbers[name] === undefined,
  );
  if (late && computes) throw new Fault('pending', late, { tensor: late.place ?? late.name });
  const names = new Map<string, Value>(lettersOf(scope));
  for (const [name, value] of Object.entries(scope.numbers)) names.set(name, value ?? givenNumbers(name, []));
  for (const { name, shape } of uses) if (shape) names.set(name, givenNumbers(name, shape));
  const program = {
    text,
    statements: [{ ...{ from: 0, to: text.length }, target: '', value: expression, augmented: false }],
  };
  const made = elaborate(program, names, new Map(), new Meter(MOST_PRODUCTS));
  const computed = () => {
    if (!computes) return [];
    const device = new Device(new Reference('f64'));
    const tensors = uses.flatMap(({ name, place }) => {
      const tensor = place && scope.pass.get(place);
      return tensor ? [[name, kept(device, tensor.shape, read(tensor))] as const] : [];
    });
    const run = () => made.run({ device, given: Object.fromEntries(tensors), strict: true }, ['']);
    device.begin(device.arena(device.measure(run)));
    return read(run()['']!);
  };
  return {
    ...plain(made.results.get('')!, computed),
    text: spelled(text, uses),
    places: uses.flatMap(({ place }) => place ?? []),
  };
}

/** The one number of an expression; a Fault where it gives several. */
export function single({ shape, data, text }: Expressed): number | undefined {
  if (size(shape) !== 1) throw new Fault('not-one', { from: 0, to: text.length }, { shape: shown(shape) });
  return data[0];
}

function plain(value: Value, computed: () => ArrayLike<number>): Pick<Expressed, 'shape' | 'data' | 'truth'> {
  if (isNumbers(value)) return { shape: value.shape, data: computed(), truth: value.mask === true };
  if (isNumber(value)) return { shape: [], data: [Number(value)], truth: typeof value === 'boolean' };
  if (isLengths(value)) return { shape: [value.length], data: value, truth: false };
  throw new Fault('no-tensor', { from: 0, to: 0 }, { name: typeof value === 'string' ? value : '[…]' });
}

/** Addresses are names, also where a node is called `mse-loss1`. */
function addressesOf({ steps }: Plan): NameAt {
  const nodes = steps.map(({ node }) => node).toSorted((a, b) => b.length - a.length);
  return (text, at) => {
    if (text[at] === 'δ' || text[at] === 'α') return 1;
    const node = nodes.find((each) => text.startsWith(`${each}.`, at) && isLetter(text[at + each.length + 1] ?? ''));
    if (!node) return 0;
    let to = at + node.length + 1;
    while (isLetter(text[to] ?? '') || isDigit(text[to] ?? '')) to++;
    return to - at;
  };
}

interface Use extends Place {
  readonly name: string;
  /** Of a tensor. */
  readonly place?: Address;
  readonly shape?: Shape;
}

/** Every mention of a name. */
function usesIn(expression: Expression, scope: Scope): readonly Use[] {
  const found = childrenOf(expression).flatMap((each) => usesIn(each, scope));
  if (expression.kind !== 'name') return found;
  const { name, from, to } = expression;
  if (Object.hasOwn(scope.numbers, name)) return [...found, { name, from, to }];
  const [node, own] = name.includes('.') ? name.split('.') : [scope.node, name];
  const step = scope.plan.steps.find((each) => each.node === node);
  const tensor = step && tensorOf(step, ALIASES.get(own!) ?? own!, scope);
  return [{ name, from, to, ...tensor }];
}

/** Where the tensor of this name lies, or will lie, and its shape. */
function tensorOf({ node, sources, type }: Step, name: string, { plan, pass }: Scope) {
  const own = address(node, name);
  const value = name.startsWith('d') ? name.slice(1) : '';
  const [place, like] =
    pass.has(own) || plan.shapes.has(own)
      ? [own, own]
      : type.outputs.includes(value) || sources.has(value)
        ? [own, plan.shapes.has(address(node, value)) ? address(node, value) : sources.get(value)!]
        : [sources.get(name), sources.get(name)];
  const shape = place && (pass.get(place)?.shape ?? plan.shapes.get(like!));
  return place && shape ? { place, shape } : undefined;
}

/** What the node at hand has to offer, for whoever mistypes. */
function lettersOf(scope: Scope): readonly (readonly [string, Value])[] {
  const step = scope.plan.steps.find(({ node }) => node === scope.node);
  if (!step) return [];
  const values = [...step.type.outputs, ...step.sources.keys(), ...(step.type.keeps ?? [])];
  return [...values, ...values.map((name) => `d${name}`)].flatMap((name) => {
    const tensor = tensorOf(step, name, scope);
    return tensor && scope.pass.has(tensor.place) ? [[name, givenNumbers(name, tensor.shape)] as const] : [];
  });
}

function spelled(text: string, uses: readonly Use[]): string {
  const last = uses.toSorted((a, b) => b.from - a.from);
  return last.reduce((all, { from, to, place }) => (place ? all.slice(0, from) + place + all.slice(to) : all), text);
}
