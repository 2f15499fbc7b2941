/* Calls of the language's functions as NumPy and torch have them. */
import { ALIASES } from '../../language/arguments.ts';
import { FUNCTIONS } from '../../language/functions.ts';
import type { Expression } from '../../language/syntax.ts';
import { isLengths, isNumber } from '../../language/value.ts';
import { pyTuple } from '../python/python.ts';
import { atom, LEVEL, literal, type Text } from './text.ts';
import type { Writer } from './writer.ts';

type Call = Expression & { kind: 'call' };

/** Arguments by the names of the language's own parameters. */
class Given {
  readonly #named = new Map<string, Expression>();
  readonly rest: readonly Expression[];
  constructor({ name, items, named }: Call) {
    const { parameters = [] } = FUNCTIONS[name] ?? {};
    const open = parameters.at(-1)?.startsWith('*') ?? false;
    const fixed = open ? parameters.slice(0, -1) : parameters;
    for (const [i, item] of items.slice(0, fixed.length).entries()) this.#named.set(fixed[i] as string, item);
    let rest = items.slice(fixed.length);
    for (const each of named) {
      const own = fixed.includes(each.name) ? each.name : (ALIASES[each.name] ?? each.name);
      if (fixed.includes(own)) this.#named.set(own, each.value);
      else rest = [each.value];
    }
    this.rest = rest;
  }
  get(name: string): Expression | undefined {
    return this.#named.get(name);
  }
  of(name: string): Expression {
    return this.#named.get(name) as Expression;
  }
}

type Written = (w: Writer, given: Given) => Text;

const library = (w: Writer) => (w.flavour === 'numpy' ? 'np' : 'torch');
const method = (w: Writer, on: Expression, name: string, list: string) =>
  atom(`${w.floatsAt(on, LEVEL.atom)}.${name}(${list})`);

/** Element by element, under the same name in both; of a number, Python's own. */
function each(name: string): Written {
  return (w, given) => {
    const x = given.of('x');
    if (!w.isTensor(x)) return atom(`math.${name === 'abs' ? 'fabs' : name}(${w.write(x).text})`);
    return atom(`${library(w)}.${name}(${w.floats(x).text})`);
  };
}

function larger(name: 'maximum' | 'minimum'): Written {
  return (w, given) => {
    const [x, y] = [given.of('x'), given.of('y')];
    const known = [x, y].filter((side) => !w.isTensor(side));
    if (known.length === 2) return atom(`${name.slice(0, 3)}(${w.write(x).text}, ${w.write(y).text})`);
    if (w.flavour === 'torch' && known.length === 1) {
      const bound = name === 'maximum' ? 'min' : 'max';
      return method(w, known[0] === x ? y : x, 'clamp', `${bound}=${w.write(known[0] as Expression).text}`);
    }
    const side = (of: Expression) => (w.isTensor(of) ? w.floats(of).text : w.write(of).text);
    return atom(`${library(w)}.${name}(${side(x)}, ${side(y)})`);
  };
}

/** `axis=0, keepdims=True`, in torch's words `dim=0, keepdim=True`; all axes by name where torch wants them named. */
function axes(w: Writer, given: Given): readonly string[] {
  const [axis, keep] = [given.get('axis'), given.get('keepdims')];
  const value = axis && w.value(axis);
  const kept = keep && w.write(keep).text !== 'False';
  const all = axis === undefined || value === 'all';
  const every = pyTuple(Array.from({ length: w.rank(given.of('x')) ?? 0 }, (_, place) => place));
  const named = all ? (kept ? every : undefined) : isNumber(value ?? '') ? w.whole(axis) : w.lengths([axis]);
  const [dim, dims] = w.flavour === 'numpy' ? ['axis', 'keepdims'] : ['dim', 'keepdim'];
  return [...(named === undefined ? [] : [`${dim}=${named}`]), ...(kept ? [`${dims}=${w.write(keep).text}`] : [])];
}

function reduced(numpy: string, torch = numpy, ...more: readonly string[]): Written {
  return (w, given) => {
    const list = [...axes(w, given), ...(w.flavour === 'torch' ? more : [])];
    return method(w, given.of('x'), w.flavour === 'numpy' ? numpy : torch, list.join(', '));
  };
}

/** Whether any or all: torch's own take one axis. */
function deciding(numpy: 'any' | 'all', torch: 'amax' | 'amin'): Written {
  return (w, given) => {
    const list = axes(w, given).join(', ');
    if (w.flavour === 'numpy') return atom(`${w.at(given.of('x'), LEVEL.atom)}.${numpy}(${list})`);
    return { text: `${w.floatsAt(given.of('x'), LEVEL.atom)}.${torch}(${list}) > 0`, level: LEVEL.compare };
  };
}

const norm: Written = (w, given) => {
  const squares = `(${w.floatsAt(given.of('x'), LEVEL.atom)} ** 2).sum(${axes(w, given).join(', ')})`;
  return atom(`${library(w)}.sqrt(${squares})`);
};

const where: Written = (w, given) => {
  const [condition, x, y] = [given.of('condition'), given.of('x'), given.of('y')];
  if (!w.isTensor(condition)) {
    const text = `${w.at(x, LEVEL.or)} if ${w.at(condition, LEVEL.or)} else ${w.write(y).text}`;
    return { text, level: LEVEL.choice };
  }
  const side = (of: Expression) => (w.isTensor(of) || w.flavour === 'torch' ? w.floats(of).text : w.write(of).text);
  return atom(`${library(w)}.where(${w.write(condition).text}, ${side(x)}, ${side(y)})`);
};

const reshape: Written = (w, given) => {
  const x = given.of('x');
  const list = w.lengths(given.rest);
  const plain = given.rest.length > 1 ? list.slice(1, -1) : list;
  return atom(`${w.isPointing(x) ? w.at(x, LEVEL.atom) : w.floatsAt(x, LEVEL.atom)}.reshape(${plain})`);
};

const stretched: Written = (w, given) => {
  const shape = w.lengths(given.rest);
  if (w.flavour === 'torch') return method(w, given.of('x'), 'expand', shape);
  return atom(`np.broadcast_to(${w.floats(given.of('x')).text}, ${shape})`);
};

const filled =
  (name: 'zeros' | 'ones'): Written =>
  (w, given) => {
    const shape = w.lengths(given.rest);
    return atom(
      w.flavour === 'numpy' ? `np.${name}(${shape}, np.float32)` : `torch.${name}(${shape}, device=${w.near}.device)`,
    );
  };
const filledLike =
  (name: 'zeros_like' | 'ones_like'): Written =>
  (w, given) =>
    atom(`${library(w)}.${name}(${w.floats(given.of('x')).text})`);

const transpose: Written = (w, given) => {
  const [x, { rest }] = [given.of('x'), given];
  const [first] = rest;
  if (!first) return w.turned(x);
  const listed = rest.length === 1;
  const pair = listed ? `*${w.lengths(rest)}` : rest.map((axis) => w.whole(axis)).join(', ');
  if (listed && isLengths(w.value(first) ?? '') && (w.value(first) as readonly number[]).length === 0)
    return w.turned(x);
  return method(w, x, w.flavour === 'numpy' ? 'swapaxes' : 'transpose', pair);
};
const permute: Written = (w, given) =>
  method(w, given.of('x'), w.flavour === 'numpy' ? 'transpose' : 'permute', w.lengths(given.rest));

const concatenate: Written = (w, given) => {
  const list = given.of('list');
  const items = list.kind === 'list' ? pyTuple(list.items.map((item) => w.floats(item).text)) : w.write(list).text;
  const axis = given.get('axis');
  const place = axis ? w.whole(axis) : '0';
  return atom(w.flavour === 'numpy' ? `np.concatenate(${items}, axis=${place})` : `torch.cat(${items}, dim=${place})`);
};

/** An index as it is, of a tensor or a list. */
const index = (w: Writer, of: Expression) => (w.isTensor(of) ? w.write(of).text : w.lengths([of]));
const axisOf = (w: Writer, given: Given) => {
  const axis = given.get('axis');
  return axis ? `, axis=${w.whole(axis)}` : '';
};
const take: Written = (w, given) => {
  const [x, at] = [w.floats(given.of('x')).text, index(w, given.of('index'))];
  if (w.flavour === 'torch') return atom(`take_torch(${x}, ${at}${axisOf(w, given)})`);
  return atom(`np.take(${x}, ${at}${axisOf(w, given) || ', axis=0'})`);
};
const scatterAdd: Written = (w, given) => {
  const list = `${w.floats(given.of('x')).text}, ${index(w, given.of('index'))}, ${w.whole(given.of('n'))}`;
  return atom(`scatter_add${w.flavour === 'torch' ? '_torch' : ''}(${list}${axisOf(w, given)})`);
};
const oneHot: Written = (w, given) => {
  const [at, n] = [w.at(given.of('index'), LEVEL.atom), w.whole(given.of('n'))];
  const line = w.flavour === 'numpy' ? `np.arange(${n})` : `torch.arange(${n}, device=${w.near}.device)`;
  return { text: `${at}[..., None] == ${line}`, level: LEVEL.compare };
};

/** Height and width, which are known. */
function sides(w: Writer, expression: Expression | undefined, otherwise: number): string {
  if (!expression) return pyTuple([otherwise, otherwise]);
  const value = w.value(expression);
  if (value !== undefined && isNumber(value)) return pyTuple([Number(value), Number(value)]);
  if (isLengths(value ?? '')) return pyTuple(value as readonly number[]);
  return w.lengths([expression]);
}
const window = (w: Writer, given: Given) =>
  [sides(w, given.get('kernel'), 1), sides(w, given.get('stride'), 1), sides(w, given.get('padding'), 0)].join(', ');
const unfold: Written = (w, given) => {
  const outside = given.get('outside');
  const last = outside ? `, ${w.write(outside).text}` : '';
  return atom(
    `unfold${w.flavour === 'torch' ? '_torch' : ''}(${w.floats(given.of('x')).text}, ${window(w, given)}${last})`,
  );
};
const fold: Written = (w, given) => {
  const shape = w.lengths([given.of('shape')]);
  return atom(
    `fold${w.flavour === 'torch' ? '_torch' : ''}(${w.floats(given.of('x')).text}, ${shape}, ${window(w, given)})`,
  );
};

const arange: Written = (w, given) => {
  const list = ['start', 'stop', 'step'].flatMap((name) => {
    const one = given.get(name);
    return one ? [w.whole(one)] : [];
  });
  return atom(`range(${list.join(', ')})`);
};

const WRITTEN: Readonly<Record<string, Written>> = {
  ...Object.fromEntries('abs exp expm1 log log1p sqrt tanh'.split(' ').map((name) => [name, each(name)])),
  sign: (w, given) => atom(`${library(w)}.sign(${w.floats(given.of('x')).text})`),
  square: (w, given) => ({ text: `${w.floatsOrKnown(given.of('x'), LEVEL.atom)} ** 2`, level: LEVEL.power }),
  sigmoid: (w, given) => atom(`${w.flavour === 'numpy' ? '' : 'torch.'}sigmoid(${w.floats(given.of('x')).text})`),
  relu: (w, given) => {
    const x = w.floats(given.of('x')).text;
    return atom(w.flavour === 'numpy' ? `np.maximum(${x}, 0)` : `torch.relu(${x})`);
  },
  maximum: larger('maximum'),
  minimum: larger('minimum'),
  where,
  isnan: (w, given) => atom(`${w.isTensor(given.of('x')) ? library(w) : 'math'}.isnan(${w.write(given.of('x')).text})`),
  sum: reduced('sum'),
  mean: reduced('mean'),
  var: reduced('var', 'var', 'unbiased=False'),
  std: reduced('std', 'std', 'unbiased=False'),
  max: reduced('max', 'amax'),
  min: reduced('min', 'amin'),
  norm,
  any: deciding('any', 'amax'),
  all: deciding('all', 'amin'),
  argmax: (w, given) => {
    const axis = given.get('axis');
    return method(
      w,
      given.of('x'),
      'argmax',
      `${w.flavour === 'numpy' ? 'axis' : 'dim'}=${axis ? w.whole(axis) : '-1'}`,
    );
  },
  matmul: (w, given) => ({
    text: `${w.floatsAt(given.of('x'), LEVEL.term)} @ ${w.floatsAt(given.of('y'), LEVEL.sign)}`,
    level: LEVEL.term,
  }),
  sum_to_size: (w, given) => {
    const shape = w.lengths(given.rest);
    if (w.flavour === 'torch') return method(w, given.of('x'), 'sum_to_size', shape);
    return atom(`sum_to(${w.floats(given.of('x')).text}, ${shape})`);
  },
  reshape,
  transpose,
  swapaxes: transpose,
  permute,
  broadcast_to: stretched,
  expand: stretched,
  concatenate,
  take,
  scatter_add: scatterAdd,
  one_hot: oneHot,
  unfold,
  fold,
  tril: (w, given) => atom(`${library(w)}.tril(${w.floats(given.of('x')).text})`),
  zeros: filled('zeros'),
  ones: filled('ones'),
  zeros_like: filledLike('zeros_like'),
  ones_like: filledLike('ones_like'),
  arange,
  argsort: (w, given) => atom(`argsort(${w.write(given.of('list')).text})`),
  len: (w, given) => atom(`len(${w.write(given.of('x')).text})`),
};

/** Functions that can be written: all of the language's. */
export const writable: readonly string[] = Object.keys(WRITTEN);

/** What Python's own mathematics knows of a single number. */
const KNOWN = new Set('abs exp expm1 log log1p sqrt tanh isnan maximum minimum square where len'.split(' '));

export function callAs(w: Writer, call: Call): Text {
  const value = w.value(call);
  if (value !== undefined && isNumber(value) && !KNOWN.has(call.name)) return literal(Number(value));
  return (WRITTEN[call.name] as Written)(w, new Given(call));
}
