/* What a program would be without one slip: every small change that could mend it, each with the name of the slip that it
   takes back. Whether one does mend it, `diagnose.ts` finds out by carrying it out. */
import type { Expression, Operator, Program, Statement } from '../language/syntax.ts';
import { childrenOf } from '../language/syntax.ts';

export interface Repair {
  readonly code: string;
  /** What was written where the slip is. */
  readonly at: Expression;
  readonly values?: Readonly<Record<string, string>>;
  readonly program: Program;
}

/** What repairs may draw on: names of tensors by what they are to the node. */
export interface Vocabulary {
  /** Gradients that arrive: `dZ`. */
  readonly upstream: readonly string[];
  readonly inputs: readonly string[];
  readonly parameters: readonly string[];
  readonly outputs: readonly string[];
  readonly keeps: readonly string[];
}

const NOWHERE = { from: 0, to: 0 };
const name = (called: string): Expression => ({ kind: 'name', name: called, ...NOWHERE });
const number = (value: number): Expression => ({ kind: 'number', value, ...NOWHERE });
const binary = (operator: Operator, left: Expression, right: Expression): Expression => ({
  ...{ kind: 'binary', operator, left, right },
  ...{ from: left.from, to: right.to },
});
const call = (called: string, ...items: readonly Expression[]): Expression => ({
  ...{ kind: 'call', name: called, method: true, items, named: [] },
  ...NOWHERE,
});
const negated = (of: Expression): Expression => ({ kind: 'unary', operator: '-', of, from: of.from, to: of.to });
const turned = (of: Expression): Expression =>
  of.kind === 'property' && of.name === 'T' ? of.of : { kind: 'property', of, name: 'T', from: of.from, to: of.to };
const isTurned = (of: Expression) => of.kind === 'property' && of.name === 'T';

/** Every repair of the statements on which `dX` depends, the most telling first. */
export function* repairsOf(program: Program, gradient: string, words: Vocabulary): Generator<Repair> {
  const needed = neededFor(program, gradient);
  const tensors = [...words.upstream, ...words.inputs, ...words.parameters, ...words.outputs, ...words.keeps];
  yield* ofStatements(program, gradient, words);
  const places = needed.flatMap((statement) => placesIn(statement.value).map((at) => ({ statement, at })));
  const changed = (statement: Statement, at: Expression, by: Expression) =>
    withValue(program, statement, replaced(statement.value, at, by));
  for (const rule of RULES)
    for (const { statement, at } of places)
      for (const { by, ...what } of rule(at, {
        ...words,
        tensors,
        root: at === statement.value,
        gradient,
        within: statement,
      }))
        yield { ...what, at, program: changed(statement, at, by) };
}

interface Found {
  readonly code: string;
  readonly by: Expression;
  readonly values?: Readonly<Record<string, string>>;
}
interface Around extends Vocabulary {
  readonly tensors: readonly string[];
  /** Whether this is all that the statement assigns. */
  readonly root: boolean;
  readonly within: Statement;
  readonly gradient: string;
}
type Rule = (at: Expression, around: Around) => Iterable<Found>;

const isMask = (at: Expression): at is Expression & { kind: 'binary' } =>
  at.kind === 'binary' && ['<', '<=', '>', '>='].includes(at.operator);
const OPPOSITE: Readonly<Record<string, Operator>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };
const isReduction = (at: Expression): at is Expression & { kind: 'call' } =>
  at.kind === 'call' && ['sum', 'mean', 'max', 'min'].includes(at.name) && at.items.length > 0;
const AXES: readonly (readonly number[] | undefined)[] = [
  [0],
  [-1],
  [1],
  [2],
  undefined,
  [0, 1],
  [0, 2],
  [1, 2],
  [0, 2, 3],
];

/** Masks: of what, which way, from where. */
const masks: Rule = function* (at, { upstream, inputs, outputs, keeps, tensors }) {
  if (!isMask(at)) return;
  const was = at.left.kind === 'name' ? at.left.name : undefined;
  for (const each of [...inputs, ...keeps, ...tensors]) {
    if (was === undefined || each === was) continue;
    const code = upstream.includes(was)
      ? 'mask-of-gradient'
      : outputs.includes(was)
        ? 'mask-of-output'
        : 'mask-of-other';
    yield { code, by: { ...at, left: name(each) }, values: { was, should: each } };
  }
  yield { code: 'mask-reversed', by: { ...at, operator: OPPOSITE[at.operator]! } };
  for (const edge of [0, 1, -1]) yield { code: 'mask-edge', by: { ...at, right: number(edge) } };
};

const signs: Rule = function* (at, { root }) {
  if (root) yield { code: 'sign', by: negated(at) };
  if (at.kind === 'unary' && at.operator === '-') yield { code: root ? 'sign' : 'sign-of-term', by: at.of };
  if (at.kind !== 'binary' || (at.operator !== '+' && at.operator !== '-')) return;
  yield { code: 'sign-of-term', by: { ...at, operator: at.operator === '+' ? '-' : '+' } };
  if (at.operator === '-') yield { code: 'sign-of-term', by: { ...at, left: at.right, right: at.left } };
  yield { code: 'sign-of-term', by: { ...at, left: negated(at.left) } };
};

const sums: Rule = function* (at) {
  if (!isReduction(at)) return;
  const [of] = at.items;
  const rest = at.named.filter(({ name: each }) => each !== 'axis' && each !== 'dim');
  const other = at.name === 'sum' ? 'mean' : 'sum';
  if (at.name === 'sum' || at.name === 'mean')
    yield { code: at.name === 'mean' ? 'mean-for-sum' : 'sum-for-mean', by: { ...at, name: other } };
  for (const axes of AXES) {
    const items = axes === undefined ? [of!] : [of!, axisOf(axes)];
    yield { code: 'axis', by: { ...at, items, named: rest } };
  }
  const keeps = at.named.some(({ name: each }) => each === 'keepdims' || each === 'keepdim');
  const kept = at.named.filter(({ name: each }) => each !== 'keepdims' && each !== 'keepdim');
  const flag: Expression = { kind: 'number', value: true, ...NOWHERE };
  yield { code: 'keepdims', by: { ...at, named: keeps ? kept : [...kept, { name: 'keepdims', value: flag }] } };
  yield { code: 'extra-sum', by: of! };
};
const axisOf = (axes: readonly number[]): Expression =>
  axes.length === 1 ? number(axes[0]!) : { kind: 'list', items: axes.map(number), ...NOWHERE };

/** A sum that is not there: over the rows, over all axes but the last, or back to the shape of what is asked for. */
const missingSums: Rule = function* (at, { root, within, gradient }) {
  if (root && within.target === gradient) {
    const shape: Expression = { kind: 'property', of: name(gradient.slice(1)), name: 'shape', ...NOWHERE };
    yield { code: 'batch-sum', by: call('sum_to_size', at, shape) };
  }
  for (const axes of AXES) {
    const sum = axes === undefined ? call('sum', at) : call('sum', at, axisOf(axes));
    yield { code: 'batch-sum', by: sum };
    if (sum.kind !== 'call') continue;
    yield {
      code: 'batch-sum',
      by: { ...sum, named: [{ name: 'keepdims', value: { kind: 'number', value: true, ...NOWHERE } }] },
    };
  }
};

const products: Rule = function* (at, { root }) {
  if (root) yield { code: 'transposed', by: turned(at) };
  if (at.kind !== 'binary') return;
  if (at.operator === '@') {
    const [l, r] = [at.left, at.right];
    yield { code: isTurned(l) ? 'transpose-extra' : 'transpose-missing', by: { ...at, left: turned(l) } };
    yield { code: isTurned(r) ? 'transpose-extra' : 'transpose-missing', by: { ...at, right: turned(r) } };
    yield { code: 'order', by: { ...at, left: r, right: l } };
    yield { code: 'transposed', by: { ...at, left: turned(r), right: turned(l) } };
    yield { code: 'order', by: { ...at, left: turned(r), right: l } };
    yield { code: 'order', by: { ...at, left: r, right: turned(l) } };
    yield { code: 'transpose-missing', by: { ...at, left: turned(l), right: turned(r) } };
  }
  if (at.operator === '*')
    for (const [l, r] of [
      [at.left, at.right],
      [turned(at.left), at.right],
      [at.left, turned(at.right)],
    ] as const)
      yield { code: 'product-kind', by: binary('@', l, r) };
  if (at.operator === '@') yield { code: 'product-kind', by: { ...at, operator: '*' } };
};
/** A transpose anywhere else: `x.T` for x, or the other way round. */
const turns: Rule = function* (at) {
  if (isTurned(at)) yield { code: 'transpose-extra', by: turned(at) };
};

const doubled: Rule = function* (at, { root }) {
  if (root) yield { code: 'factor-two', by: binary('*', number(2), at) };
  if (root) yield { code: 'factor-two', by: binary('/', at, number(2)) };
};
const constants: Rule = function* (at) {
  if (at.kind === 'number' && typeof at.value === 'number') {
    for (const value of [0, 1, 2, 3, 0.5, -1, -2, at.value * 2, at.value / 2, -at.value, at.value + 1, at.value - 1])
      if (value !== at.value) yield { code: 'number', by: number(value) };
  }
};

const powers: Rule = function* (at) {
  if (at.kind === 'binary' && at.operator === '**') {
    yield { code: 'power', by: at.left };
    for (const n of [-1, 0.5, 1, 2, 3]) yield { code: 'power', by: { ...at, right: number(n) } };
  }
  if (at.kind === 'name') yield { code: 'power', by: binary('**', at, number(2)) };
};

/** One tensor for another. */
const names: Rule = function* (at, { tensors, upstream, inputs, outputs, within }) {
  if (at.kind !== 'name') return;
  const was = at.name;
  const own = within.target;
  for (const should of [...tensors, ...gradientsAmong(tensors, own)]) {
    if (should === was) continue;
    const code =
      outputs.includes(was) && inputs.includes(should)
        ? 'output-for-input'
        : inputs.includes(was) && outputs.includes(should)
          ? 'input-for-output'
          : upstream.includes(should) && should === `d${was}`
            ? 'value-for-gradient'
            : upstream.includes(was) && was === `d${should}`
              ? 'gradient-for-value'
              : 'wrong-tensor';
    yield { code, by: name(should), values: { was, should } };
  }
};
const gradientsAmong = (tensors: readonly string[], own: string) =>
  tensors.map((each) => `d${each}`).filter((each) => each !== own);

/** A factor that is not there, or is there once too often. */
const factors: Rule = function* (at, { upstream, tensors, inputs, keeps }) {
  for (const each of upstream)
    yield { code: 'upstream-missing', by: binary('*', at, name(each)), values: { should: each } };
  if (at.kind === 'binary' && (at.operator === '*' || at.operator === '/')) {
    for (const [kept, lost] of [
      [at.left, at.right],
      [at.right, at.left],
    ] as const) {
      if (at.operator === '/' && kept === at.right) continue;
      const code =
        lost.kind === 'name' && upstream.includes(lost.name)
          ? 'upstream-twice'
          : isMask(lost)
            ? 'mask-extra'
            : 'factor-extra';
      yield { code, by: kept };
    }
    yield { code: 'divide', by: { ...at, operator: at.operator === '*' ? '/' : '*' } };
    if (at.operator === '*') yield { code: 'divide', by: { ...at, operator: '/', left: at.right, right: at.left } };
  }
  for (const each of [...inputs, ...keeps])
    yield { code: 'mask-missing', by: binary('*', at, binary('>', name(each), number(0))), values: { should: each } };
  for (const each of tensors) {
    if (upstream.includes(each)) continue;
    yield { code: 'factor-missing', by: binary('*', at, name(each)), values: { should: each } };
    yield { code: 'factor-missing', by: binary('/', at, name(each)), values: { should: each } };
    yield {
      code: 'factor-missing',
      by: binary('*', at, binary('-', number(1), name(each))),
      values: { should: `1 - ${each}` },
    };
  }
};

/** A count that is not divided by, or divided by once too often. */
const counts: Rule = function* (at, { root, tensors }) {
  if (at.kind === 'binary' && at.operator === '/') yield { code: 'over-count', by: at.left };
  if (!root) return;
  for (const each of tensors) {
    const property = (what: string): Expression => ({ kind: 'property', of: name(each), name: what, ...NOWHERE });
    const lengths: Expression[] = [property('size')];
    for (const axis of [0, 1, 2, 3])
      lengths.push({ kind: 'index', of: property('shape'), items: [{ kind: 'at', value: number(axis) }], ...NOWHERE });
    for (const length of lengths) {
      yield { code: 'count-missing', by: binary('/', at, length) };
      yield { code: 'over-count', by: binary('*', at, length) };
    }
  }
};

const TWINS: readonly (readonly string[])[] = [
  ['exp', 'log', 'expm1', 'log1p'],
  ['tanh', 'sigmoid'],
  ['sqrt', 'square'],
  ['maximum', 'minimum'],
  ['abs', 'sign'],
  ['max', 'min'],
];
const functions: Rule = function* (at) {
  if (at.kind !== 'call') return;
  for (const group of TWINS)
    if (group.includes(at.name))
      for (const each of group)
        if (each !== at.name)
          yield { code: 'function', by: { ...at, name: each }, values: { was: at.name, should: each } };
  if (at.items.length === 1 && at.named.length === 0)
    yield { code: 'function', by: at.items[0]!, values: { was: at.name, should: '' } };
};

/** A term that is not there, or should not be. */
const terms: Rule = function* (at, { tensors, root }) {
  if (at.kind === 'binary' && (at.operator === '+' || at.operator === '-')) {
    yield { code: 'term-extra', by: at.left };
    yield { code: 'term-extra', by: at.operator === '-' ? negated(at.right) : at.right };
  }
  if (root) return;
  yield { code: 'term-missing', by: binary('-', number(1), at) };
  yield { code: 'term-missing', by: binary('+', number(1), at) };
  for (const each of tensors) {
    yield { code: 'term-missing', by: binary('+', at, name(each)), values: { should: each } };
    yield { code: 'term-missing', by: binary('-', at, name(each)), values: { should: each } };
  }
};

/** From what is most often meant to what is most far-fetched: of several repairs that mend, the first names the slip. */
const RULES: readonly Rule[] = [
  signs,
  masks,
  sums,
  products,
  turns,
  functions,
  doubled,
  counts,
  missingSums,
  powers,
  constants,
  names,
  factors,
  terms,
];

/** Slips that are whole statements: overwritten, added twice, or changing what was given. */
function* ofStatements(program: Program, gradient: string, words: Vocabulary): Generator<Repair> {
  const { statements } = program;
  const given = new Set([...words.inputs, ...words.parameters, ...words.outputs, ...words.keeps, ...words.upstream]);
  for (const [i, statement] of statements.entries()) {
    const { target, value } = statement;
    const before = statements.findIndex((each, k) => k < i && each.target === target);
    if (given.has(target)) {
      const code = words.parameters.includes(target) ? 'updated' : 'changed-given';
      yield {
        code,
        at: value,
        values: { was: target },
        program: { ...program, statements: statements.toSpliced(i, 1) },
      };
    }
    if (target !== gradient || before < 0) continue;
    if (!statement.augmented)
      yield { code: 'overwrote', at: value, program: withValue(program, statement, binary('+', name(target), value)) };
    else if (value.kind === 'binary')
      yield { code: 'added-twice', at: value, program: withValue(program, statement, value.right) };
    yield { code: 'added-twice', at: value, program: { ...program, statements: statements.toSpliced(i, 1) } };
  }
}

/** The statements that the last value of a name depends on, the last first. */
function neededFor({ statements }: Program, gradient: string): readonly Statement[] {
  const wanted = new Set([gradient]);
  const needed: Statement[] = [];
  for (const statement of statements.toReversed()) {
    if (!wanted.has(statement.target)) continue;
    needed.push(statement);
    for (const at of placesIn(statement.value)) if (at.kind === 'name') wanted.add(at.name);
  }
  return needed;
}

/** Every expression of a tree, the whole first. */
function placesIn(value: Expression): readonly Expression[] {
  return [value, ...childrenOf(value).flatMap(placesIn)];
}

function withValue(program: Program, statement: Statement, value: Expression): Program {
  return {
    ...program,
    statements: program.statements.map((each) => (each === statement ? { ...each, value } : each)),
  };
}

/** A tree with one of its expressions, found by identity, in another form. */
function replaced(tree: Expression, at: Expression, by: Expression): Expression {
  if (tree === at) return by;
  const inside = (each: Expression) => replaced(each, at, by);
  switch (tree.kind) {
    case 'list':
      return { ...tree, items: tree.items.map(inside) };
    case 'unary':
    case 'property':
      return { ...tree, of: inside(tree.of) };
    case 'binary':
      return { ...tree, left: inside(tree.left), right: inside(tree.right) };
    case 'choice':
      return { ...tree, condition: inside(tree.condition), yes: inside(tree.yes), no: inside(tree.no) };
    case 'call':
      return {
        ...tree,
        items: tree.items.map(inside),
        named: tree.named.map((each) => ({ ...each, value: inside(each.value) })),
      };
    case 'index':
      return {
        ...tree,
        of: inside(tree.of),
        items: tree.items.map((item) => (item.kind === 'at' ? { ...item, value: inside(item.value) } : item)),
      };
    default:
      return tree;
  }
}
