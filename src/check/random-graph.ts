/* Random drawings over the whole catalogue: forks, tensors that come together again, ties, broadcasting, rows in batches
   of unequal length, both modes. A drawing grows node by node: a type, settings and wires are drawn, and what the
   type's own shape rule refuses is drawn again; so every drawing is one that a user could have made. */
import { type Address, address, DEFAULT_TRAINING, type GraphDocument } from '../document/document.ts';
import type { AnyNodeType, AnySettings } from '../nodes/define.ts';
import { catalogue } from '../nodes/index.ts';
import { plan } from '../plan/plan.ts';
import { inputsOf, parametersOf } from '../plan/resolve.ts';
import { NumpyStream } from '../tensor/numpy-random.ts';
import { type Shape, ShapeError, same, size } from '../tensor/shape.ts';
import type { TensorData } from '../tensor/tensor.ts';
import { settingsFor } from './random-settings.ts';

export interface RandomGraph {
  readonly document: GraphDocument;
  /** Values of its inputs, as if from a file. */
  readonly given: ReadonlyMap<Address, TensorData>;
}

export class Dice {
  readonly #stream: NumpyStream;
  constructor(seed: number) {
    this.#stream = new NumpyStream(seed);
  }
  /** From `least` to `most`, both included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.#stream.random() * (most - least + 1));
  }
  chance(p: number): boolean {
    return this.#stream.random() < p;
  }
  pick<T>(list: readonly T[]): T {
    return list[this.integer(0, list.length - 1)] as T;
  }
  number(from: number, to: number): number {
    return this.#stream.uniform(from, to);
  }
  shuffled<T>(list: readonly T[]): T[] {
    return [...this.#stream.permutation(list.length)].map((i) => list[i] as T);
  }
}

/** An output that may be read. */
interface Wire {
  readonly place: Address;
  readonly shape: Shape;
  /** Of class numbers, what they stay below. */
  readonly below?: number;
  readonly batched?: boolean;
}

const MOST_NUMBERS = 150;
const computing = [...catalogue.values()].filter(({ source, type }) => !source && type !== 'parameter');
/** Inputs that must stay above 0 for the node to be defined, or small for it to be finite. */
const positive = new Set(['log.A', 'sqrt.A', 'divide.B']);

/** The drawing of a seed, always the same one. */
export function randomGraph(seed: number): RandomGraph {
  return new Drawing(new Dice(seed)).finished();
}

/** Nodes that let axes change places. */
const TURNING = ['permute', 'transpose'];

class Drawing {
  readonly #dice: Dice;
  readonly #nodes: Record<string, { type: string; position: { x: number; y: number }; settings: AnySettings }> = {};
  readonly #wires: Record<Address, Address> = {};
  readonly #given = new Map<Address, TensorData>();
  readonly #pool: Wire[] = [];
  readonly #read = new Set<Address>();
  readonly #batch: number;
  readonly #total: number;
  readonly #test: number;
  readonly #mode: 'train' | 'eval';

  constructor(dice: Dice) {
    this.#dice = dice;
    this.#mode = dice.chance(0.7) ? 'train' : 'eval';
    this.#total = dice.integer(2, 6);
    this.#test = dice.chance(0.5) ? 0.3 : 0;
    const train = this.#total - Math.ceil(this.#test * this.#total);
    this.#batch = dice.integer(Math.min(2, train), train);
  }

  finished(): RandomGraph {
    const dice = this.#dice;
    for (let leaves = dice.integer(1, 3); leaves > 0; leaves--) this.#leaf(this.#anyShape(), dice.chance(0.5));
    for (let left = dice.integer(3, 11); left > 0; left--) this.#grow(dice.pick(computing));
    const loss = this.#end();
    const rows = { batchSize: this.#batch, split: { test: this.#test, seed: 1 } };
    const document: GraphDocument = {
      format: 'chainrule',
      version: 1,
      title: '',
      nodes: this.#nodes,
      wires: this.#wires,
      training: {
        ...DEFAULT_TRAINING,
        ...rows,
        ...(loss && { loss }),
        ...{ mode: this.#mode, shuffle: dice.chance(0.5), learningRate: 0, zeroGradients: dice.chance(0.8) },
      },
    };
    const tied = { ...document, ties: this.#ties(document) };
    const graph = { document: tied, given: this.#given };
    if (readyPlan(graph).ready) return graph;
    // What holds for this batch need not hold for a shorter one: all rows in one batch, none for the test.
    const whole = new Map([...this.#given].map(([place, tensor]) => [place, this.#cut(place, tensor)]));
    const training = { ...tied.training, batchSize: 'full' as const, split: { test: 0, seed: 1 } };
    return { document: { ...tied, training }, given: whole };
  }

  /** A data node's first rows, as many as a batch has. */
  #cut(place: Address, { shape, data }: TensorData): TensorData {
    if (!this.#pool.find((wire) => wire.place === place)?.batched) return { shape, data };
    const cut = [this.#batch, ...shape.slice(1)];
    return { shape: cut, data: data.slice(0, size(cut)) };
  }

  #anyShape(): Shape {
    const dice = this.#dice;
    return Array.from({ length: dice.pick([0, 1, 2, 2, 2, 3, 3, 4, 4]) }, () => dice.integer(1, 4));
  }

  #add(type: AnyNodeType, settings: AnySettings, sources: Readonly<Record<string, Wire>>): string {
    const id = `${type.type}${Object.keys(this.#nodes).length + 1}`;
    this.#nodes[id] = { type: type.type, position: { x: 0, y: 0 }, settings };
    for (const [port, { place }] of Object.entries(sources)) {
      this.#wires[address(id, port)] = place;
      this.#read.add(place);
    }
    return id;
  }

  /** A parameter or an input of this shape, with numbers of both signs. */
  #leaf(shape: Shape, batched = false): Wire {
    const dice = this.#dice;
    const numbers = (count: number) => Float64Array.from({ length: count }, () => dice.number(-1.5, 1.5));
    if (!batched && dice.chance(0.5)) {
      const init = dice.pick(shape.length < 2 ? ['normal', 'uniform'] : ['normal', 'uniform', 'kaiming']);
      const id = this.#add(typeNamed('parameter'), { shape, init }, {});
      return this.#offer({ place: address(id, 'W'), shape });
    }
    const id = this.#add(typeNamed('input'), { shape, batched, kind: 'numbers' }, {});
    const place = address(id, 'X');
    const whole = batched ? [this.#total, ...shape] : shape;
    this.#given.set(place, { shape: whole, data: numbers(size(whole)) });
    return this.#offer({ place, shape: batched ? [this.#batch, ...shape] : shape, batched });
  }

  #indices(shape: Shape, below: number): Wire {
    const id = this.#add(typeNamed('input'), { shape, kind: 'indices' }, {});
    const data = Float64Array.from({ length: size(shape) }, () => this.#dice.integer(0, below - 1));
    this.#given.set(address(id, 'X'), { shape, data });
    return this.#offer({ place: address(id, 'X'), shape, below });
  }

  #offer(wire: Wire): Wire {
    this.#pool.push(wire);
    return wire;
  }

  /** Adds a node of this type, or none when sixty draws fit nowhere. */
  #grow(type: AnyNodeType, first?: Wire): string | undefined {
    const dice = this.#dice;
    for (let tries = 0; tries < 60; tries++) {
      const numbers = this.#pool.filter(({ below }) => below === undefined);
      const unread = numbers.filter(({ place }) => !this.#read.has(place));
      const lead = first ?? dice.pick(unread.length > 0 && dice.chance(0.6) ? unread : numbers);
      const settings = settingsFor(type, lead.shape, dice);
      const wanted = Object.fromEntries(
        type.inputs.map((port, i) => [port, i === 0 ? lead : this.#partner(type, lead.shape, numbers)]),
      );
      const shapes = Object.fromEntries(
        inputsOf(type).map((port) => [port, wanted[port]?.shape ?? this.#indexShape(type, lead.shape)]),
      );
      if (!this.#fits(type, shapes, settings)) continue;
      return this.#place(type, settings, wanted, shapes);
    }
    return undefined;
  }

  #indexShape(type: AnyNodeType, lead: Shape): Shape {
    return type.inputs.length > 0 ? lead.slice(0, -1) : this.#anyShape().slice(0, 2);
  }

  #has(types: readonly string[]): boolean {
    return Object.values(this.#nodes).some(({ type }) => types.includes(type));
  }

  #fits(type: AnyNodeType, inputs: Readonly<Record<string, Shape>>, settings: AnySettings): boolean {
    // One number normalised is 0 but for rounding, and which side of a kink it then lies on nobody can say.
    if (type.type === 'layer-norm' && inputs.A?.at(-1) === 1) return false;
    // Were the classes rows, a shorter batch would have fewer of them.
    if (type.type === 'cross-entropy-loss' && (inputs.Z?.length === 1 || this.#has(TURNING))) return false;
    // PyTorch 1.13, with which exports are compared, takes some tensors whose axes changed places for channels last: then
    // its batch norm's db is not Σ dZ.
    if (type.type === 'batch-norm' && this.#has(TURNING)) return false;
    if (TURNING.includes(type.type) && this.#has(['batch-norm'])) return false;
    try {
      const full = withDefaults(type, settings);
      const own = type.shapes(inputs, full, { rows: this.#batch, mode: this.#mode });
      return Object.values(own).every(
        (shape) => shape === undefined || (size(shape) <= MOST_NUMBERS && shape.length < 6),
      );
    } catch (error) {
      if (error instanceof ShapeError) return false;
      throw error;
    }
  }

  /** Another operand: the same tensor, one of the same shape, any other, or a new one that broadcasts or multiplies. */
  #partner(type: AnyNodeType, lead: Shape, numbers: readonly Wire[]): Wire | Fresh {
    const dice = this.#dice;
    const alike = numbers.filter(({ shape }) => same(shape, lead));
    if (alike.length > 0 && dice.chance(0.4)) return dice.pick(alike);
    if (dice.chance(0.3)) return dice.pick(numbers);
    if (type.type === 'matmul') return { shape: [...lead.slice(0, -2), lead.at(-1) ?? 1, dice.integer(1, 3)] };
    const narrowed = lead.slice(dice.chance(0.3) ? 1 : 0).map((n) => (dice.chance(0.3) ? 1 : n));
    return { shape: dice.chance(0.5) ? narrowed : lead };
  }

  #place(
    type: AnyNodeType,
    settings: AnySettings,
    wanted: Readonly<Record<string, Wire | Fresh>>,
    shapes: Readonly<Record<string, Shape>>,
  ): string {
    const sources: Record<string, Wire> = {};
    for (const [port, wire] of Object.entries(wanted)) {
      const source = 'place' in wire ? wire : this.#leaf(wire.shape);
      sources[port] = this.#tamed(`${type.type}.${port}`, source);
    }
    const full = withDefaults(type, settings);
    const limits = type.limits?.(shapes, full) ?? {};
    for (const port of type.indices ?? []) sources[port] = this.#indices(shapes[port] ?? [], limits[port] ?? 1);
    const id = this.#add(type, settings, sources);
    const own = type.shapes(shapes, full, { rows: this.#batch, mode: this.#mode });
    for (const name of type.outputs) {
      const wire = { place: address(id, name), shape: own[name] ?? [] };
      // Only a softmax over the last axis reads −∞.
      if (!type.infinite?.includes(name)) this.#offer(wire);
      else this.#place(typeNamed('softmax'), { axis: -1 }, { Z: wire }, { Z: wire.shape });
    }
    return id;
  }

  /** Before a logarithm, a root or a divisor: something above 0; before an exponential, sometimes, something small. */
  #tamed(port: string, source: Wire): Wire {
    const through = (type: string, settings: AnySettings = {}): Wire => {
      const node = typeNamed(type);
      const [input = '', output = ''] = [node.inputs[0], node.outputs[0]];
      source = { place: address(this.#add(node, settings, { [input]: source }), output), shape: source.shape };
      return source;
    };
    if (positive.has(port)) {
      through(this.#dice.pick(['softplus', 'sigmoid', 'square']));
      through('scale', { factor: 0.5, offset: 0.5 });
    } else if (port === 'exp.A' || (port === 'square.A' && this.#dice.chance(0.5))) through('tanh');
    return source;
  }

  /** Reads most of what nobody reads: by loss nodes, or by sums that add up to one loss, whose address it gives. */
  #end(): Address | undefined {
    const dice = this.#dice;
    const ends = dice.shuffled(this.#pool.filter(({ place, below }) => below === undefined && !this.#read.has(place)));
    const kept = ends.filter((_, i) => i === 0 || dice.chance(0.8));
    if (kept.length === 0) kept.push(dice.pick(this.#pool.filter(({ below }) => below === undefined)));
    const losses = computing.filter(({ category }) => category === 'loss');
    if (dice.chance(0.5)) {
      for (const end of kept) while (this.#grow(dice.pick(losses), end) === undefined);
      return undefined;
    }
    let total: Address | undefined;
    for (const end of kept) {
      const part = address(this.#add(typeNamed(dice.pick(['sum', 'mean'])), {}, { A: end }), 'Z');
      const scalar = (place: Address): Wire => ({ place, shape: [] });
      total = total ? address(this.#add(typeNamed('add'), {}, { A: scalar(total), B: scalar(part) }), 'C') : part;
    }
    return total;
  }

  /** Some parameters of equal shape become one tensor. */
  #ties(document: GraphDocument): Record<Address, Address> {
    const { steps, shapes } = readyPlan({ document, given: this.#given });
    const own = steps.flatMap(({ node, type }) => parametersOf(type).map((name) => address(node, name)));
    const ties: Record<Address, Address> = {};
    for (const [i, place] of own.entries()) {
      const shape = shapes.get(place);
      const root = own.slice(0, i).find((other) => shape && same(shapes.get(other) ?? [-1], shape));
      if (root && this.#dice.chance(0.5)) ties[place] = root;
    }
    return ties;
  }
}

/** A leaf that is yet to be made. */
interface Fresh {
  readonly shape: Shape;
}

function typeNamed(name: string): AnyNodeType {
  const type = catalogue.get(name);
  if (!type) throw new Error(`no node type ${name}`);
  return type;
}

function withDefaults(type: AnyNodeType, settings: AnySettings): AnySettings {
  const initial = Object.entries(type.settings).map(([name, field]) => [name, field.initial] as const);
  return { ...Object.fromEntries(initial), ...settings };
}

/** The plan of a graph with the tensors given to it. */
export function readyPlan({ document, given }: RandomGraph) {
  return plan(document, { given: new Map([...given].map(([place, { shape }]) => [place, shape])) });
}
