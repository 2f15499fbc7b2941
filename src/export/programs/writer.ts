/* Expressions of the language as Python, over NumPy's arrays or torch's tensors: the learner's own lines, with what the two
   say otherwise. What is known before anything is computed has been found out by elaboration, so a list, a mask and a tensor
   can be told apart; what Python would not compute, such as 1 / 0, stands there as what it is. */
import type { Expression, Item, Statement } from '../../language/syntax.ts';
import { isNumber, isNumbers, type Value } from '../../language/value.ts';
import { pyFlag, pyText, pyTuple } from '../python/python.ts';
import { callAs } from './calls.ts';
import { atom, LEVEL, literal, type Text } from './text.ts';

export type Flavour = 'numpy' | 'torch';

const LEVELS: Readonly<Record<string, number>> = {
  ...{ or: LEVEL.or, and: LEVEL.and, '+': LEVEL.sum, '-': LEVEL.sum, '**': LEVEL.power },
  ...Object.fromEntries(['<', '<=', '>', '>=', '==', '!='].map((sign) => [sign, LEVEL.compare])),
  ...Object.fromEntries(['*', '/', '//', '%', '@'].map((sign) => [sign, LEVEL.term])),
};
const CONSTANTS: Readonly<Record<string, string>> = { pi: 'math.pi', e: 'math.e', inf: 'math.inf' };

export class Writer {
  readonly flavour: Flavour;
  readonly #values: ReadonlyMap<Expression, Value>;
  readonly #names: (name: string) => string;
  /** Names that hold whole numbers, or lists of them. */
  readonly #whole: Set<string>;
  readonly #assigned = new Set<string>();
  readonly #given: ReadonlySet<string>;
  /** A tensor that is there, for its device. */
  readonly near: string;

  constructor(context: {
    readonly flavour: Flavour;
    readonly values: ReadonlyMap<Expression, Value>;
    readonly names: (name: string) => string;
    readonly given: ReadonlySet<string>;
    readonly whole: ReadonlySet<string>;
    readonly near: string;
  }) {
    this.flavour = context.flavour;
    this.#values = context.values;
    this.#names = context.names;
    this.#given = context.given;
    this.#whole = new Set(context.whole);
    this.near = context.near;
  }

  statement({ target, value }: Statement): string {
    const line = `${this.#names(target)} = ${this.write(value).text}`;
    if (this.isWhole(value)) this.#whole.add(target);
    else this.#whole.delete(target);
    this.#assigned.add(target);
    return line;
  }

  value(expression: Expression): Value | undefined {
    return this.#values.get(expression);
  }
  /** Made by a comparison, so that Python has truths in it and no numbers. */
  isMask(expression: Expression): boolean {
    const value = this.value(expression);
    return value !== undefined && isNumbers(value) && value.mask === true;
  }
  isTensor(expression: Expression): boolean {
    const value = this.value(expression);
    return value === undefined || isNumbers(value);
  }
  isList(expression: Expression): boolean {
    return Array.isArray(this.value(expression));
  }
  #isFloats(expression: Expression): boolean {
    const value = this.value(expression);
    return value !== undefined && isNumbers(value) && value.mask !== true && value.below === undefined;
  }
  rank(expression: Expression): number | undefined {
    const value = this.value(expression);
    return value !== undefined && isNumbers(value) ? value.shape.length : undefined;
  }

  /** In brackets where it binds less tightly than its place asks. */
  at(expression: Expression, level: number): string {
    const { text, level: own } = this.write(expression);
    return own < level ? `(${text})` : text;
  }

  /** As a tensor of floats, since truths cannot be negated and integers not multiplied as matrices. */
  floats(expression: Expression): Text {
    const value = this.value(expression);
    const written = this.write(expression);
    if (value !== undefined && isNumber(value)) {
      if (this.flavour === 'numpy') return atom(`np.float32(${written.text})`);
      const float = /^-?(\d+\.\d+|math\.\w+)$/.test(written.text);
      return atom(`torch.tensor(${float ? written.text : `float(${written.text})`})`);
    }
    if (value === undefined || this.#isFloats(expression)) return written;
    if (this.flavour === 'numpy') return atom(`np.float32(${written.text})`);
    return { text: `${this.at(expression, LEVEL.term)} * 1.0`, level: LEVEL.term };
  }
  floatsAt(expression: Expression, level: number): string {
    const { text, level: own } = this.floats(expression);
    return own < level ? `(${text})` : text;
  }

  /** A number that must be whole in Python too. */
  whole(expression: Expression): string {
    return this.isWhole(expression) ? this.write(expression).text : `int(${this.write(expression).text})`;
  }
  /** A list of lengths, or one. */
  lengths(expressions: readonly Expression[]): string {
    const [only] = expressions;
    if (only && expressions.length === 1 && !isNumber(this.value(only) ?? ''))
      return this.isWhole(only) ? this.write(only).text : `tuple(int(each) for each in ${this.write(only).text})`;
    return pyTuple(expressions.map((each) => this.whole(each)));
  }

  isWhole(expression: Expression): boolean {
    switch (expression.kind) {
      case 'number':
        return Number.isInteger(expression.value);
      case 'name':
        return this.#whole.has(expression.name);
      case 'list':
        return expression.items.every((item) => this.isWhole(item));
      case 'unary':
        return expression.operator === '-' && this.isWhole(expression.of);
      case 'binary':
        return (
          '+ - * // %'.split(' ').includes(expression.operator) &&
          [expression.left, expression.right].every((each) => this.isWhole(each))
        );
      case 'choice':
        return this.isWhole(expression.yes) && this.isWhole(expression.no);
      case 'property':
        return expression.name !== 'T';
      case 'call':
        return ['len', 'arange', 'argsort'].includes(expression.name);
      case 'index':
        return this.isList(expression.of) && this.isWhole(expression.of);
      default:
        return false;
    }
  }

  write(expression: Expression): Text {
    const value = this.value(expression);
    if (typeof value === 'number' && expression.kind !== 'name') {
      const huge = Number.isInteger(value) && !Number.isSafeInteger(value);
      if (huge || !Number.isFinite(value)) return literal(value);
    }
    switch (expression.kind) {
      case 'number':
        return typeof expression.value === 'boolean' ? atom(pyFlag(expression.value)) : literal(expression.value);
      case 'text':
        return atom(pyText(expression.value));
      case 'name':
        return atom(this.#named(expression.name));
      case 'list':
        return atom(pyTuple(expression.items.map((item) => this.write(item).text)));
      case 'unary':
        return this.#sign(expression);
      case 'binary':
        // A text is no number, whatever Python says of it and an array.
        if (
          typeof value === 'boolean' &&
          [expression.left, expression.right].some((side) => this.isTensor(side) || this.isList(side))
        )
          return atom(pyFlag(value));
        return this.#binary(expression);
      case 'choice': {
        const condition = this.at(expression.condition, LEVEL.or);
        const text = `${this.at(expression.yes, LEVEL.or)} if ${condition} else ${this.write(expression.no).text}`;
        return { text, level: LEVEL.choice };
      }
      case 'property':
        return this.#property(expression.of, expression.name);
      case 'call':
        return callAs(this, expression);
      case 'index': {
        // A list in an index would be taken for several.
        const items = expression.items.map((item) => this.#item(item));
        const of = this.isPointing(expression.of)
          ? this.at(expression.of, LEVEL.atom)
          : this.floatsAt(expression.of, LEVEL.atom);
        return atom(`${this.isList(expression.of) ? this.at(expression.of, LEVEL.atom) : of}[${items.join(', ')}]`);
      }
    }
  }

  #named(name: string): string {
    const own = this.#given.has(name) || this.#assigned.has(name);
    return !own && Object.hasOwn(CONSTANTS, name) ? (CONSTANTS[name] as string) : this.#names(name);
  }

  /** Whole numbers that may stand in an index, which floats may not. */
  isPointing(expression: Expression): boolean {
    const value = this.value(expression);
    return value !== undefined && isNumbers(value) && value.below !== undefined;
  }

  #sign({ operator, of }: Expression & { kind: 'unary' }): Text {
    if (operator === '-') return { text: `-${this.floatsOrKnown(of, LEVEL.sign)}`, level: LEVEL.sign };
    if (this.isMask(of)) return { text: `~${this.at(of, LEVEL.sign)}`, level: LEVEL.sign };
    return { text: `not ${this.at(of, LEVEL.not)}`, level: LEVEL.not };
  }

  /** A number stays one. */
  floatsOrKnown(expression: Expression, level: number): string {
    return this.isTensor(expression) ? this.floatsAt(expression, level) : this.at(expression, level);
  }

  #binary({ operator, left, right }: Expression & { kind: 'binary' }): Text {
    const level = LEVELS[operator] as number;
    const known = ![left, right].some((each) => this.isTensor(each));
    if (this.isList(left)) {
      if (this.isList(right)) return atom(`(*${this.at(left, LEVEL.atom)}, *${this.at(right, LEVEL.atom)})`);
      return atom(`tuple(each ${operator} ${this.at(right, level + 1)} for each in ${this.at(left, LEVEL.or)})`);
    }
    if (operator === 'and' || operator === 'or') {
      if (known) return { text: `${this.at(left, level)} ${operator} ${this.at(right, level + 1)}`, level };
      const sign = operator === 'and' ? '&' : '|';
      // Signs between bits bind more tightly than comparisons.
      return { text: `${this.at(left, LEVEL.sum)} ${sign} ${this.at(right, LEVEL.sum)}`, level: LEVEL.bits };
    }
    if (level === LEVEL.compare)
      return { text: `${this.at(left, LEVEL.bits)} ${operator} ${this.at(right, LEVEL.bits)}`, level };
    const side = (each: Expression, other: Expression, at: number) => this.#side(operator, each, other, at);
    if (operator === '**')
      return { text: `${side(left, right, LEVEL.atom)} ** ${side(right, left, LEVEL.sign)}`, level };
    return { text: `${side(left, right, level)} ${operator} ${side(right, left, level + 1)}`, level };
  }

  /** A truth may be added to floats or multiplied with them; all else wants floats on both sides. */
  #side(operator: string, expression: Expression, other: Expression, level: number): string {
    if (operator === '@') return this.floatsAt(expression, level);
    const mixes = (operator === '*' || operator === '+') && this.#isFloats(other);
    return mixes ? this.at(expression, level) : this.floatsOrKnown(expression, level);
  }

  #property(of: Expression, name: string): Text {
    if (name === 'T') return this.turned(of);
    const owner = this.at(of, LEVEL.atom);
    return atom(name === 'size' && this.flavour === 'torch' ? `${owner}.numel()` : `${owner}.${name}`);
  }

  /** Torch turns only matrices by `.T`. */
  turned(of: Expression): Text {
    const rank = this.rank(of) ?? 2;
    if (rank < 2) return this.floats(of);
    const owner = this.floatsAt(of, LEVEL.atom);
    if (this.flavour === 'numpy' || rank === 2) return atom(`${owner}.T`);
    return atom(`${owner}.permute(${Array.from({ length: rank }, (_, axis) => rank - 1 - axis).join(', ')})`);
  }

  #item(item: Item): string {
    if (item.kind === 'new') return 'None';
    if (item.kind === 'rest') return '...';
    if (item.kind === 'at') return this.isPointing(item.value) ? this.write(item.value).text : this.whole(item.value);
    const [start = '', stop = '', step] = [item.start, item.stop, item.step].map((each) => each && this.whole(each));
    return `${start}:${stop}${step === undefined ? '' : `:${step}`}`;
  }
}
