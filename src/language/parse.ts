/* From text to tree, by recursive descent: Python's grammar of assignments and expressions, as far as docs/language.md
   says. It evaluates nothing. */
import { Fault, type Place } from './fault.ts';
import type { Expression, Item, Operator, Program, Statement } from './syntax.ts';
import { MOST, type NameAt, type Token, tokensOf } from './tokens.ts';

/** Written before a function, they say nothing: `np.sum(x)` is `sum(x)`. */
const MODULES = new Set(['np', 'numpy', 'torch', 'F']);
const KEYWORDS = new Set(['if', 'else', 'and', 'or', 'not', 'True', 'False', 'None']);
/** Python that is no assignment. */
const STATEMENTS = new Set('def return for while import from class with del print lambda assert pass raise'.split(' '));
const AUGMENTED = new Map<string, Operator>([
  ['+=', '+'],
  ['-=', '-'],
  ['*=', '*'],
  ['/=', '/'],
  ['@=', '@'],
]);
/** From the loosest to the tightest; those of one row are carried out from the left. */
const LEVELS: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['<', '<=', '>', '>=', '==', '!='],
  ['+', '-'],
  ['*', '/', '//', '%', '@'],
];
const COMPARING = 2;

export function parse(text: string): Program {
  return { text, statements: new Parser(tokensOf(text)).program() };
}

/** One expression, without a name for what it gives. */
export function parseExpression(text: string, nameAt?: NameAt): Expression {
  return new Parser(tokensOf(text, nameAt)).alone();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  program(): readonly Statement[] {
    const statements: Statement[] = [];
    while (!this.#sees('end')) {
      if (this.#next.kind === 'line' || this.#next.text === ';') this.#at++;
      else {
        statements.push(this.#statement());
        const after = this.#next;
        if (after.kind !== 'line' && after.kind !== 'end' && after.text !== ';') throw this.#unexpected();
      }
    }
    return statements;
  }

  alone(): Expression {
    const found = this.#expression();
    if (!this.#sees('end')) throw this.#unexpected();
    return found;
  }

  #statement(): Statement {
    const { from, text } = this.#next;
    if (STATEMENTS.has(text)) throw new Fault('not-an-assignment', this.#next, { word: text });
    const target = this.#expression();
    const sign = this.#next;
    const operator = AUGMENTED.get(sign.text);
    if (sign.text !== '=' && !operator) {
      if (sign.kind !== 'line' && sign.kind !== 'end' && sign.text !== ';') throw this.#unexpected();
      throw new Fault('no-target', target);
    }
    if (target.kind !== 'name') throw new Fault('bad-target', target);
    this.#at++;
    const value = this.#expression();
    if (this.#next.text === '=') throw new Fault('two-targets', this.#next);
    const place = { from, to: value.to };
    return operator
      ? {
          ...place,
          target: target.name,
          augmented: true,
          value: { kind: 'binary', operator, left: target, right: value, ...place },
        }
      : { ...place, target: target.name, augmented: false, value };
  }

  #expression(): Expression {
    if (++this.#depth > MOST.depth) throw new Fault('too-deep', this.#next, { limit: MOST.depth });
    const yes = this.#level(0);
    if (!this.#accept('if')) return this.#rise(yes);
    const condition = this.#level(0);
    this.#expect('else');
    const no = this.#expression();
    return this.#rise({ kind: 'choice', condition, yes, no, from: yes.from, to: no.to });
  }

  #rise<T>(value: T): T {
    this.#depth--;
    return value;
  }

  #level(level: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.#sign();
    let left = this.#level(level + 1);
    for (let count = 0; operators.includes(this.#next.text) && this.#next.kind !== 'text'; count++) {
      // Python reads a < b < c as two comparisons, NumPy refuses it.
      if (level === COMPARING && count > 0) throw new Fault('chained', this.#next);
      const operator = this.#take().text as Operator;
      const right = this.#level(level + 1);
      left = { kind: 'binary', operator, left, right, from: left.from, to: right.to };
    }
    return left;
  }

  #sign(): Expression {
    const { from, text, kind } = this.#next;
    if (kind === 'text' || (text !== '-' && text !== '+' && text !== 'not')) return this.#power();
    this.#at++;
    if (++this.#depth > MOST.depth) throw new Fault('too-deep', this.#next, { limit: MOST.depth });
    const of = this.#rise(text === 'not' ? this.#level(COMPARING) : this.#sign());
    return text === '+' ? of : { kind: 'unary', operator: text, of, from, to: of.to };
  }

  #power(): Expression {
    const left = this.#postfix();
    if (!this.#accept('**')) return left;
    if (++this.#depth > MOST.depth) throw new Fault('too-deep', this.#next, { limit: MOST.depth });
    const right = this.#rise(this.#sign());
    return { kind: 'binary', operator: '**', left, right, from: left.from, to: right.to };
  }

  #postfix(): Expression {
    let of = this.#atom();
    for (let links = 0; ; links++) {
      if (links > MOST.depth) throw new Fault('too-deep', this.#next, { limit: MOST.depth });
      if (this.#accept('.')) of = this.#member(of);
      else if (this.#accept('[')) {
        const items = this.#until(']', () => this.#item());
        of = { kind: 'index', of, items, from: of.from, to: this.#last.to };
      } else if (this.#sees('(') && of.kind === 'name') {
        this.#at++;
        of = this.#call(of.name, [], of.from);
      } else return of;
    }
  }

  #member(of: Expression): Expression {
    const name = this.#name();
    const { from } = of;
    const { to } = this.#last;
    if (of.kind === 'name' && (name === 'grad' || name === 'grad_'))
      return { kind: 'name', name: `d${bare(of.name)}`, from, to };
    const silent = of.kind === 'name' && MODULES.has(of.name);
    if (this.#accept('(')) return this.#call(name, silent ? [] : [of], from);
    return silent ? { kind: 'name', name, from, to } : { kind: 'property', of, name, from, to };
  }

  #call(name: string, on: readonly Expression[], from: number): Expression {
    const items: Expression[] = [...on];
    const named: { name: string; value: Expression }[] = [];
    this.#until(')', () => {
      const key = this.#next;
      if (key.kind === 'name' && this.#tokens[this.#at + 1]?.text === '=') {
        this.#at += 2;
        if (named.some((each) => each.name === key.text)) throw new Fault('argument-twice', key, { name: key.text });
        named.push({ name: key.text, value: this.#expression() });
      } else if (named.length > 0) throw new Fault('position-after-name', key);
      else items.push(this.#expression());
    });
    return { kind: 'call', name, method: on.length > 0, items, named, from, to: this.#last.to };
  }

  #item(): Item {
    if (this.#accept('...')) return { kind: 'rest' };
    if (this.#accept('None')) return { kind: 'new' };
    const ends = () => [':', ',', ']'].includes(this.#next.text);
    const start = ends() ? undefined : this.#expression();
    if (!this.#accept(':')) {
      if (!start) throw this.#unexpected();
      return { kind: 'at', value: start };
    }
    const stop = ends() ? undefined : this.#expression();
    const step = this.#accept(':') && !ends() ? this.#expression() : undefined;
    return { kind: 'span', ...(start && { start }), ...(stop && { stop }), ...(step && { step }) };
  }

  #atom(): Expression {
    const token = this.#take();
    const { from, to, text } = token;
    if (token.kind === 'number') return { kind: 'number', value: Number(text), from, to };
    if (token.kind === 'text') return { kind: 'text', value: text.slice(1, -1), from, to };
    if (text === 'True' || text === 'False') return { kind: 'number', value: text === 'True', from, to };
    if (token.kind === 'name' && !KEYWORDS.has(text)) return { kind: 'name', name: bare(text), from, to };
    if (text === '[') return this.#list(']', from);
    if (text !== '(') {
      this.#at--;
      throw this.#unexpected();
    }
    const list = this.#list(')', from);
    // One in round brackets is that one, unless a comma follows it: (3,) is a list.
    const alone = list.kind === 'list' && list.items.length === 1 && this.#tokens[this.#at - 2]?.text !== ',';
    return alone ? list.items[0]! : list;
  }

  #list(close: string, from: number): Expression {
    const items = this.#until(close, () => this.#expression());
    return { kind: 'list', items, from, to: this.#last.to };
  }

  #until<T>(close: string, read: () => T): readonly T[] {
    const items: T[] = [];
    while (!this.#accept(close)) {
      items.push(read());
      if (!this.#sees(close)) this.#expect(',');
    }
    return items;
  }

  get #next(): Token {
    return this.#tokens[this.#at]!;
  }
  get #last(): Place {
    return this.#tokens[this.#at - 1]!;
  }
  #take(): Token {
    const token = this.#next;
    if (token.kind !== 'end') this.#at++;
    else throw this.#unexpected();
    return token;
  }
  #sees(what: string): boolean {
    const { kind, text } = this.#next;
    return kind === 'end' ? what === 'end' : kind !== 'text' && text === what;
  }
  #accept(text: string): boolean {
    const seen = this.#sees(text);
    if (seen) this.#at++;
    return seen;
  }
  #expect(text: string): void {
    if (!this.#accept(text)) throw new Fault('expected', this.#next, { wanted: text, found: this.#found });
  }
  #name(): string {
    if (this.#next.kind !== 'name') throw this.#unexpected();
    return this.#take().text;
  }
  get #found(): string {
    const { kind, text } = this.#next;
    return kind === 'end' ? '∎' : kind === 'line' ? '⏎' : text;
  }
  #unexpected(): Fault {
    if (this.#sees('end')) return new Fault('unfinished', this.#next);
    return new Fault('unexpected', this.#next, { found: this.#found });
  }
}

/** The notebook writes W_ for its tensors: the underscore at the end is no part of a name. */
const bare = (name: string) => (name.length > 1 && name.endsWith('_') ? name.slice(0, -1) : name);
