/* What the axes of a tensor count: N samples, features, channels, height and width, time. Read off the plan: an axis counts
   samples when its length follows their number; a parameter's axes are told by how it starts; the others come along from
   what goes into a node, and what nothing tells has no name. */
import { type Address, address, type GraphDocument, parts } from '../../document/document.ts';
import { updatedIn } from '../../document/update.ts';
import { infer } from '../../plan/infer.ts';
import { order } from '../../plan/order.ts';
import type { Plan, Step } from '../../plan/plan.ts';
import { inputsOf, resolve } from '../../plan/resolve.ts';
import type { Shape } from '../../tensor/shape.ts';
import { gradientValue, originOf, stepOf } from '../inspector/tensors.ts';
import type { Arrangement } from './layout.ts';

/** Behind the samples, of what data nodes give. */
const DATA: readonly (readonly string[])[] = [[], ['features'], ['T', 'features'], ['C', 'H', 'W']];
const KERNEL = ['out', 'in', 'kh', 'kw'];

type Names = readonly string[];

/** One name for each axis, empty where nothing tells it: `['N', 'out']`. */
export function axesOf(document: GraphDocument, plan: Plan, place: Address): Names {
  const { node, name } = parts(updatedIn(place) ?? place);
  const type = stepOf(plan, node)?.type;
  const value = (type && gradientValue(type, name)) ?? name;
  return namesIn(looked(document, plan), originOf(plan, address(node, value)));
}

/** `[N 200, out 8]`. */
export function withAxes(shape: Shape, axes: Names): string {
  return `[${shape.map((length, axis) => (axes[axis] ? `${axes[axis]} ${length}` : length)).join(', ')}]`;
}

/** What is written on the edges of a picture: `N ↓` at the rows, `out →` at the columns; of tiles how they lie, and what lies
    in each: `out ↓ in → · kh ↓ kw →`. */
export function edgesOf({ form, request }: Pick<Arrangement, 'form' | 'request'>, axes: Names) {
  const across = arrow(axes.at(-1), '→');
  if (form === 'scalar') return { down: '', across: '' };
  if (form === 'bars' || form === 'strip') return { down: '', across };
  if (form === 'matrix') return { down: arrow(axes.slice(0, -1).join('·'), '↓'), across };
  const counted = axes.slice(request.tiles?.samples ? 1 : 0, -2);
  const tiles = counted.length === 2 ? [arrow(counted[0], '↓'), arrow(counted[1], '→')] : [counted.join('·')];
  const within = [arrow(axes.at(-2), '↓'), across];
  return {
    down: '',
    across: [tiles, within]
      .map((each) => each.filter(Boolean).join(' '))
      .filter(Boolean)
      .join(' · '),
  };
}

function arrow(name: string | undefined, sign: string): string {
  return name ? `${name} ${sign}` : '';
}

/** What all tensors of a plan share. */
interface Looked {
  readonly plan: Plan;
  /** The shapes for one more row. */
  readonly longer: ReadonlyMap<Address, Shape>;
  readonly known: Map<Address, Names>;
}

function namesIn(looked: Looked, place: Address): Names {
  const known = looked.known.get(place) ?? namesOf(looked, place);
  looked.known.set(place, known);
  return known;
}

function namesOf(looked: Looked, place: Address): Names {
  const { plan, longer } = looked;
  const shape = plan.shapes.get(place);
  const { node, name } = parts(place);
  const step = stepOf(plan, node);
  if (!shape || !step) return [];
  const given = givenNames(plan, step, name, shape);
  if (given) return given;
  const rows = plan.rows?.batch ?? 1;
  const counts = shape.map((length, axis) => (longer.get(place)?.[axis] ?? length) !== length);
  const known = madeNames(looked, step, name, shape) ?? [];
  // Only behind the samples is a second axis features, whatever made it.
  const second = counts[0] && !counts[1] && shape.length === 2 ? 'features' : '';
  return shape.map((length, axis) => {
    if (counts[axis]) return times('N', length / rows);
    return (known[axis] !== 'N' && known[axis]) || (axis === 1 ? second : '');
  });
}

/** Of parameters and buffers: what only scales and shifts has a number for each channel, or feature, of what comes in. */
function givenNames(plan: Plan, { type, sources }: Step, name: string, shape: Shape): Names | undefined {
  const start = type.parameters[name] ?? type.optional?.[name] ?? type.buffers?.[name];
  if (!start || type.outputs.includes(name)) return undefined;
  if (start === 'kaiming' && shape.length > 1) return KERNEL.slice(0, shape.length);
  if (start === 'embedding') return ['token', 'features'];
  if (start === 'bias') return ['out'];
  const input = plan.shapes.get(sources.get(type.inputs[0] ?? '') as Address) ?? [];
  return shape.map(() => (shape.length > 1 ? '' : input.length === 4 ? 'C' : 'features'));
}

/** What the node says of its last axes, the others as they came in. */
function madeNames(looked: Looked, step: Step, name: string, shape: Shape): Names | undefined {
  const { node, type, settings, sources } = step;
  const indices = looked.plan.indices.has(address(node, name));
  if (type.source)
    return type.source.batched(settings) ? ['N', ...(indices ? ['T'] : (DATA[shape.length - 1] ?? []))] : undefined;
  const says = type.axes?.[name];
  // What one layer gives out is what the next takes in.
  const came = inputsOf(type).map((input) =>
    namesIn(looked, sources.get(input) as Address).map((each) => (each === 'out' ? 'features' : each)),
  );
  if (says) {
    const last = says.split(' ');
    return [...(came[0] ?? []).slice(0, shape.length - last.length), ...last];
  }
  // A new shape has new axes, and so has what says that nothing tells them; all else leaves each in its place.
  const moved = type.category === 'shape' || says === '';
  return moved ? undefined : came.find((names) => names.length === shape.length);
}

/** Samples, and what else was laid into the same axis. */
function times(name: string, count: number): string {
  return count === 1 ? name : Number.isInteger(count) ? `${count}·${name}` : '';
}

const plans = new WeakMap<Plan, Looked>();

function looked(document: GraphDocument, plan: Plan): Looked {
  const before = plans.get(plan);
  if (before) return before;
  const graph = resolve(document);
  const setup = { rows: (plan.rows?.batch ?? 0) + 1, mode: plan.mode };
  const longer = plan.rows ? infer(document, graph, order(graph).order, {}, setup).shapes : plan.shapes;
  const found = { plan, longer, known: new Map() };
  plans.set(plan, found);
  return found;
}
