/* Planted bugs: every small change that a slip of the hand could make, at every place of a node file that computes.
   A change is a piece of text for a range of the file; the file itself is never written. */
import { parseSync } from 'vite';

export interface Mutant {
  /** What was changed, in words: `12: add → sub`. */
  readonly what: string;
  readonly source: string;
}

interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}
type Edit = readonly [node: { readonly start: number; readonly end: number }, text: string, what: string];

/** What a node says of itself rather than computes. */
const SAYINGS = new Set(
  'type words category settings inputs indices parameters optional buffers keeps outputs formula masks axes predicts infinite source pytorch example'.split(
    ' ',
  ),
);
/** What gives shapes and limits, not tensors. */
const RULES = new Set(['shapes', 'limits', 'starts']);
/** Methods that are easily taken for one another. */
const CONFUSED: Readonly<Record<string, readonly string[]>> = {
  add: ['sub', 'mul'],
  sub: ['add'],
  mul: ['add', 'div'],
  div: ['mul'],
  maximum: ['minimum'],
  minimum: ['maximum'],
  sum: ['mean'],
  mean: ['sum'],
  exp: ['log'],
  log: ['exp'],
  relu: ['positive'],
  positive: ['relu'],
  sigmoid: ['tanh'],
  tanh: ['sigmoid'],
  square: ['sqrt'],
  sqrt: ['square'],
  zerosLike: ['onesLike'],
  onesLike: ['zerosLike'],
};
/** Methods whose operand and argument are easily exchanged. */
const ORDERED = new Set(['sub', 'div', 'matmul', 'concat']);
const OPERATORS: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '<': '>=',
  '>': '<=',
  '===': '!==',
  '!==': '===',
};

/** All mutants of a node file. */
export function mutantsOf(source: string): readonly Mutant[] {
  const { program } = parseSync('node.ts', source);
  const edits: Edit[] = [];
  walk(program as unknown as Syntax, source, [], false, edits);
  const made = edits.map(([{ start, end }, text, what]) => ({
    what: `${source.slice(0, start).split('\n').length}: ${what}`,
    source: source.slice(0, start) + text + source.slice(end),
  }));
  return [...new Map(made.map((mutant) => [mutant.source, mutant])).values()].filter(
    (mutant) => mutant.source !== source,
  );
}

/** `names`: the tensors that the function around gives to read; `rule`: it gives shapes. */
function walk(node: Syntax, source: string, names: readonly string[], rule: boolean, edits: Edit[]): void {
  if (node.type === 'ImportDeclaration' || node.type.startsWith('TS')) return;
  const key = node.type === 'Property' ? nameOf(node.key as Syntax) : undefined;
  if (key !== undefined && SAYINGS.has(key)) return;
  const ruling = rule || (key !== undefined && RULES.has(key));
  if (!(ruling && node.type === 'ObjectExpression')) edits.push(...editsOf(node, source, names));
  const inner = isFunction(node) ? [...names, ...tensorsOf(node)] : names;
  for (const [field, value] of Object.entries(node)) {
    // Names that are written, not read.
    if (
      field === 'params' ||
      field === 'id' ||
      (field === 'key' && !node.computed) ||
      (field === 'property' && !node.computed)
    )
      continue;
    for (const child of Array.isArray(value) ? value : [value])
      if (isSyntax(child)) walk(child, source, inner, ruling, edits);
  }
}

function editsOf(node: Syntax, source: string, names: readonly string[]): readonly Edit[] {
  const text = (part: unknown) => source.slice((part as Syntax).start, (part as Syntax).end);
  const whole = text(node);
  switch (node.type) {
    case 'CallExpression':
      return callEdits(node, text);
    case 'MemberExpression':
      return nameOf(node.property as Syntax) === 'T' ? [[node, text(node.object), `${whole} without T`]] : [];
    case 'Identifier': {
      const name = String(node.name);
      const others = names.filter((other) => other !== name);
      return names.includes(name) ? others.map((other) => [node, other, `${name} → ${other}`] as const) : [];
    }
    case 'BinaryExpression': {
      const operator = OPERATORS[String(node.operator)];
      if (!operator) return [];
      return [[node, `(${text(node.left)} ${operator} ${text(node.right)})`, `${node.operator} → ${operator}`]];
    }
    case 'LogicalExpression': {
      const operator = { '&&': '||', '||': '&&' }[String(node.operator)];
      if (!operator) return [];
      return [[node, `(${text(node.left)} ${operator} ${text(node.right)})`, `${node.operator} → ${operator}`]];
    }
    case 'IfStatement':
      return [[node, node.alternate ? text(node.alternate) : '{}', `without if (${text(node.test)})`]];
    case 'UnaryExpression':
      return node.operator === '-' || node.operator === '!'
        ? [[node, text(node.argument), `${whole} without ${node.operator}`]]
        : [];
    case 'ConditionalExpression':
      return [
        [node, `(${text(node.test)} ? ${text(node.alternate)} : ${text(node.consequent)})`, 'branches exchanged'],
      ];
    case 'Literal':
      if (typeof node.value !== 'number') return [];
      return [node.value + 1, 2 * node.value, -node.value].map((value) => [node, `(${value})`, `${whole} → ${value}`]);
    case 'ObjectExpression':
      return results(node, text);
    default:
      return [];
  }
}

function callEdits(node: Syntax, text: (part: unknown) => string): readonly Edit[] {
  const callee = node.callee as Syntax;
  if (callee.type !== 'MemberExpression') return [];
  const [method, object] = [nameOf(callee.property as Syntax), text(callee.object)];
  const given = (node.arguments as readonly Syntax[]).map(text);
  const edits: Edit[] = (CONFUSED[method] ?? []).map((other) => [
    callee.property as Syntax,
    other,
    `${method} → ${other}`,
  ]);
  edits.push([node, object, `without ${method}(${given})`]);
  const [only, ...more] = given;
  if (ORDERED.has(method) && only && more.length === 0) {
    if (Number.isNaN(Number(only)))
      edits.push([node, `(${only}).${method}(${object})`, `${method} the other way round`]);
    edits.push([node, only, `${only} alone`]);
  }
  if (method === 'matmul') edits.push([node, `${object}.matmul((${only}).T)`, `matmul by ${only}.T`]);
  return edits;
}

/** What a function gives back, by name: turned round, doubled, lost. */
function results(node: Syntax, text: (part: unknown) => string): readonly Edit[] {
  return (node.properties as readonly Syntax[]).flatMap((property): readonly Edit[] => {
    const value = property.value as Syntax | undefined;
    const name = property.key ? nameOf(property.key as Syntax) : '';
    if (!value || !/^d?[A-Z]$|^d?b$|^(mean|variance)$/.test(name) || /Function/.test(value.type)) return [];
    const say = (what: string) => `${name}: (${text(value)})${what}`;
    return ['.neg()', '.mul(2)', '.mul(0)'].map((what) => [property, say(what), `${name}${what}`]);
  });
}

/** The names of one or two letters, or with d before them, that a function's parameters take apart. */
function tensorsOf(node: Syntax): readonly string[] {
  return (node.params as readonly Syntax[]).flatMap((pattern) =>
    pattern.type === 'ObjectPattern'
      ? (pattern.properties as readonly Syntax[])
          .map(({ value }) => (value ? nameOf(value as Syntax) : ''))
          .filter((name) => /^d?[A-Z]$|^d?[by]$/.test(name))
      : [],
  );
}

const isFunction = ({ type }: Syntax) => /^(Arrow)?Function/.test(type);
const isSyntax = (value: unknown): value is Syntax =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
const nameOf = ({ name, value }: Syntax): string => String(name ?? value ?? '');
