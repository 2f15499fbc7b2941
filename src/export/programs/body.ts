/* A program of the language as the lines of a Python function: what it reads, its lines, and what it gives. */
import type { NodeId } from '../../document/document.ts';
import { baseOf } from '../../document/rewriting.ts';
import { elaborate } from '../../language/elaborate.ts';
import { parse } from '../../language/parse.ts';
import { childrenOf, type Expression, type Program } from '../../language/syntax.ts';
import { isNumbers, type Value } from '../../language/value.ts';
import { backwardScope } from '../../nodes/custom.ts';
import type { Mode } from '../../nodes/define.ts';
import type { Step } from '../../plan/plan.ts';
import type { Shape } from '../../tensor/shape.ts';
import { NotWritable } from '../not-writable.ts';
import { isPythonWord } from '../python/python.ts';
import { keptPrograms } from './kept.ts';
import { constant } from './text.ts';
import { type Flavour, Writer } from './writer.ts';

type Shapes = Readonly<Record<string, Shape>>;

/** A node with programs of its own. */
export interface Writing {
  readonly id: NodeId;
  /** Its identifier in generated code. */
  readonly name: string;
  readonly step: Step;
  readonly shapes: Shapes;
  /** The names of its programs as Python may have them. */
  readonly names: (name: string) => string;
}

export interface Body {
  /** Tensors by their letters in the program, and `training` where it asks for it. */
  readonly reads: readonly string[];
  readonly lines: readonly string[];
  /** An expression for each tensor that was wanted. */
  readonly results: readonly string[];
}

interface Wish {
  readonly text: string;
  /** What the program is given: of a forward no outputs. */
  readonly given: Shapes;
  readonly wanted: readonly string[];
  readonly flavour: Flavour;
  /** Tensors that the function is not given: it computes them anew where the program reads them. */
  readonly anew: readonly string[];
}

export function bodyOf({ id, step, names }: Writing, { text, given, wanted, flavour, anew }: Wish): Body {
  const { type, settings } = step;
  const scope = (mode: Mode) => backwardScope(type, given, settings, mode);
  const known = scope('train');
  const program = parse(text);
  const read = namesIn(program, known);
  const missing = anew.filter((keep) => read.has(keep));
  const [programs, needs]: [Program[], Set<string>] = [[], new Set([...read].filter((name) => !anew.includes(name)))];
  const lines: string[] = [];
  for (const keep of missing) {
    const [own, line] = [keptPrograms[baseOf(type.type)]?.[keep], flavour === 'torch' && shareLine(step, keep)];
    if (own === undefined && !line) throw new NotWritable('own-program', { node: id });
    if (line) lines.push(line);
    if (own !== undefined) programs.push(parse(own));
    for (const name of own === undefined ? ['Z'] : namesIn(programs.at(-1) as Program, known))
      if (!anew.includes(name)) needs.add(name);
  }
  const isSetting = (name: string) => name in settings && !(name in given);
  const asked = [...known.keys()].filter((name) => needs.has(name));
  const tensors = asked.filter((name) => name !== 'training' && !isSetting(name));
  const near = names(tensors.find((name) => name.startsWith('d')) ?? tensors[0] ?? '');
  const results = new Map<string, Value>();
  for (const each of [...programs, program]) {
    const values = new Map<Expression, Value>();
    // Some branches are taken only in training, others only in use.
    for (const mode of ['eval', 'train'] as const)
      for (const [name, value] of elaborate(each, scope(mode), values).results) results.set(name, value);
    const writer = new Writer({
      flavour,
      values,
      names,
      near,
      given: new Set(known.keys()),
      whole: wholeSettings(settings),
    });
    lines.push(...each.statements.map((statement) => writer.statement(statement)));
  }
  const constants = asked.filter(isSetting).map((name) => `${names(name)} = ${constant(settings[name])}`);
  const result = (name: string) => {
    const value = results.get(name);
    if (value === undefined || !isNumbers(value) || (!value.mask && value.below === undefined)) return names(name);
    return flavour === 'numpy' ? `np.float32(${names(name)})` : `${names(name)} * 1.0`;
  };
  return {
    reads: [...tensors, ...(needs.has('training') ? ['training'] : [])],
    lines: [...constants, ...lines],
    results: wanted.map(result),
  };
}

/** Names that a program reads and is given. */
function namesIn({ statements }: Program, known: ReadonlyMap<string, Value>): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (expression: Expression): void => {
    if (expression.kind === 'name' && known.has(expression.name)) found.add(expression.name);
    for (const child of childrenOf(expression)) look(child);
  };
  for (const { value } of statements) look(value);
  return found;
}

function wholeSettings(settings: Step['settings']): ReadonlySet<string> {
  const whole = (value: unknown): boolean => Number.isInteger(value) || (Array.isArray(value) && value.every(whole));
  return new Set(Object.keys(settings).filter((name) => whole(settings[name])));
}

/** The share of the normal distribution below Z, for which the language has no function. */
function shareLine({ type, settings }: Step, keep: string): string | undefined {
  if (baseOf(type.type) !== 'gelu' || keep !== 'P') return undefined;
  return settings.approximate === 'tanh'
    ? 'P = torch.sigmoid(2 * math.sqrt(2 / math.pi) * (Z + 0.044715 * Z ** 3))'
    : 'P = (1 + torch.erf(Z / math.sqrt(2))) / 2';
}

/** Names as Python may have them, no two alike. */
export function naming(): (name: string) => string {
  const chosen = new Map<string, string>();
  const used = new Set<string>();
  return (name) => {
    const before = chosen.get(name);
    if (before !== undefined) return before;
    let found = name.startsWith('__') ? `n${name}` : name;
    while (isPythonWord(found) || used.has(found)) found += '_';
    used.add(found);
    chosen.set(name, found);
    return found;
  };
}
