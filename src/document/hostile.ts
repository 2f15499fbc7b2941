/* For tests: files that are wrong in every way that files go wrong. Each follows from a number, so what fails once can be
   had again. */

/** Throws that follow from a seed (mulberry32): ten million files are made of them. */
export class Dice {
  private state: number;
  constructor(seed: number) {
    this.state = seed >>> 0;
  }
  /** From 0 up to, not including, `limit`. */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }
  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

/** The documents themselves, and three neighbours of each: as small as a file may be and still have everything. A hundred
    thousand whole ones would be half a gigabyte. */
export function varied(texts: readonly string[], most: number): readonly string[] {
  const found = [...texts];
  for (const text of texts) {
    const ids = Object.keys(JSON.parse(text).nodes);
    for (const [first] of ids.entries()) {
      const raw = JSON.parse(text);
      const chosen = new Set(ids.slice(first, first + 3));
      const isWithin = (address: unknown) => chosen.has(String(address).split('.')[0] ?? '');
      for (const field of ['nodes', 'wires', 'ties', 'values'])
        for (const [key, value] of Object.entries(raw[field] ?? {}))
          if (!isWithin(key) || (typeof value === 'string' && !isWithin(value)))
            Reflect.deleteProperty(raw[field], key);
      if (!isWithin(raw.training.loss)) Reflect.deleteProperty(raw.training, 'loss');
      // Its sentences are half of an example's letters.
      if (first % 4 !== 0) Reflect.deleteProperty(raw, 'card');
      if (first % 4 === 1) program(raw);
      found.push(JSON.stringify(raw, null, first % 3));
    }
  }
  return found.slice(0, most);
}

/** A backward written anew, and a node type that is all a document's own. */
const DEFINITIONS = {
  'linear:mine': { title: 'Mine', backward: 'dW = dZ.T @ A\ndb = dZ.sum(0)\ndA = dZ @ W' },
  'custom:gate': {
    ...{ category: 'activation', inputs: ['Z'], outputs: ['A'], settings: { slope: 0.5 } },
    parameters: { s: { shape: '(Z.shape[-1],)', start: 'zeros' } },
    ...{ forward: 'M = Z > 0\nA = Z * (M + slope * (Z <= 0)) + s', backward: 'dZ = dA * M\nds = dA.sum(0)' },
  },
};
/** Programs that would compute for ever, fill any memory, or are none. */
const PROGRAMS = [
  `x = [1]\n${'x = x + x\n'.repeat(99)}dW = x`,
  `x = arange(65536)\n${'x = argsort(x)\n'.repeat(200)}`,
  `x = ${'('.repeat(999)}A`,
  `x = A${'[0]'.repeat(500)}`,
  `dA = ${'A @ '.repeat(400)}A`,
  ...[
    'dW = zeros(65536, 65536)',
    'import os',
    'dZ = dZ.constructor',
    'x = (x, x)',
    '__proto__ = 1',
    'dW = 9 ** 9 ** 9',
  ],
];

/** Gives a document both, and each the first node that can have it. */
function program(raw: { nodes: Record<string, { type: string }>; definitions?: unknown }): void {
  for (const type of Object.keys(DEFINITIONS)) {
    const base = type.startsWith('custom') ? 'relu' : 'linear';
    const node = Object.values(raw.nodes).find((each) => each.type === base);
    if (node) node.type = type;
  }
  raw.definitions = copied(DEFINITIONS);
}

const BYTES = [0, 10, 13, 34, 39, 44, 45, 46, 48, 57, 58, 91, 92, 93, 101, 123, 125, 127, 128, 192, 237, 240, 255];

/** Up to eight bytes changed, inserted, taken out, or a piece copied elsewhere; sometimes cut short. */
export function byBytes(text: string, dice: Dice): Uint8Array {
  let bytes = new TextEncoder().encode(text);
  for (let left = 1 + dice.below(8); left > 0; left--) {
    const at = dice.below(bytes.length + 1);
    const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
    switch (dice.below(5)) {
      case 0:
        if (at < bytes.length) bytes[at] = dice.of(BYTES);
        break;
      case 1:
        bytes = joined(head, Uint8Array.of(dice.of(BYTES)), tail);
        break;
      case 2:
        bytes = joined(head, tail.subarray(1 + dice.below(12)));
        break;
      case 3:
        bytes = joined(head, head.subarray(Math.max(0, at - dice.below(60))), tail);
        break;
      default:
        if (dice.below(4) === 0) bytes = bytes.slice(0, at);
    }
  }
  return bytes;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}

/** What stands where something else should. Texts between guillemets are written as they are, without quotes. */
const JUNK: readonly unknown[] = [
  ...[null, true, 0, -1, 7.5, -0, 2 ** 53, 1e308, '', 'x', 'NaN', '1e999', '__proto__', 'constructor', 'a'.repeat(201)],
  ...['\ud800', '\u0000', '\u202e', '«1e400»', '«-1e999»', '«1E+2»', [], {}, [null], [[]], { a: {} }, [1, 'a']],
  ...[{ toString: 1 }, '«{"__proto__":{"polluted":1}}»', new Array(9).fill({})],
];
/** What stands in these places is carried out. */
const PROGRAM = new Set(['forward', 'backward', 'shape']);
const KEYS = ['__proto__', 'constructor', 'toString', 'a.b', '', 'nodes', 'x'.repeat(70), 'é', '1a', 'later'];

interface Spot {
  readonly holder: Record<string, unknown>;
  readonly key: string;
  /** From the top down to it. */
  readonly steps: readonly string[];
}

/** Some place of a JSON value, lists included: down from the top until a throw says that it is far enough. */
function spot(root: Record<string, unknown>, dice: Dice): Spot {
  const steps: string[] = [];
  for (let holder = root; ; ) {
    const key = dice.of(Object.keys(holder));
    steps.push(key);
    const value = holder[key];
    if (typeof value !== 'object' || value === null || dice.below(4) === 0 || Object.keys(value).length === 0)
      return { holder, key, steps };
    holder = value as Record<string, unknown>;
  }
}

/** Parts taken away, doubled, exchanged, or put in the place of others, which no editor does. */
export function byStructure(text: string, dice: Dice): string {
  const raw = JSON.parse(text);
  for (let left = 1 + dice.below(3); left > 0; left--) {
    if (Object.keys(raw).length === 0) break;
    const [here, there] = [spot(raw, dice), spot(raw, dice)];
    switch (dice.below(5)) {
      case 0:
        Reflect.deleteProperty(here.holder, here.key);
        break;
      case 1:
        put(here.holder, dice.of(KEYS), copied(here.holder[here.key]));
        break;
      case 2:
        put(here.holder, here.key, copied(there.holder[there.key]));
        break;
      default:
        put(here.holder, here.key, copied(dice.of(PROGRAM.has(here.key) ? PROGRAMS : JUNK)));
    }
  }
  return written(raw);
}

/** A document with junk in one place, and which place. */
export function byOneElement(text: string, dice: Dice): { readonly text: string; readonly steps: Spot['steps'] } {
  const raw = JSON.parse(text);
  // Without these two it is no document at all.
  const { format, version, ...elements } = raw;
  const { holder, key, steps } = spot(elements, dice);
  put(holder, key, copied(dice.of(JUNK)));
  return { text: written({ format, version, ...elements }), steps };
}

/** As JSON.parse would, also where the key is `__proto__`. */
function put(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
}

const copied = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));
const written = (value: unknown) =>
  JSON.stringify(value).replace(/"«(.*?)»"/g, (_, raw: string) => raw.replaceAll('\\"', '"'));

const OWN = ['linear:mine', 'custom:gate', 'custom:', 'constructor:x', 'no-such:type', ':'];
const TYPES = [...OWN, 'linear', 'relu', 'points', 'digits', 'add', 'dropout', 'cross-entropy-loss', 'no-such-type'];
const NUMBERS = ['0', '-0', '1', '1.50', '1e0', '0.1E-3', '3.0e+2', '9007199254740993', '1e-320', '-7'];

/** A file as another program might write it: keys in any order, any room between, odd numbers, letters escaped. */
export function byGrammar(dice: Dice): string {
  const ids = Array.from({ length: dice.below(8) }, (_, index) => `${dice.of(['a', 'linear', 'B_', 'x-'])}${index}`);
  const room = () => dice.of(['', '', ' ', '\n', '\t ', '\r\n']);
  const letters = (words: string) =>
    dice.below(4) === 0
      ? words.replace(/./su, (letter) => `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0').slice(-4)}`)
      : words;
  const quoted = (words: string) => `"${letters(words)}"`;
  const record = (fields: readonly (readonly [string, string])[]) => {
    const mixed = fields.map((field) => [dice.below(1000), field] as const).sort(([a], [b]) => a - b);
    return `{${mixed.map(([, [key, value]]) => `${room()}${quoted(key)}${room()}:${room()}${value}`).join(',')}${room()}}`;
  };
  const number = () => dice.of(NUMBERS);
  const address = () => `${dice.of(ids.length > 0 ? ids : ['a0'])}.${dice.of(['A', 'Z', 'W', 'X', 'b'])}`;
  const some = <T>(make: (index: number) => T) => Array.from({ length: dice.below(5) }, (_, index) => make(index));
  const wired = new Map(some(() => [address(), quoted(address())] as const));
  const nodes = ids.map((id) => {
    const settings = record([['features', number()] as const, ['bias', 'true'] as const].slice(dice.below(3)));
    const position = record([
      ['x', number()],
      ['y', number()],
    ]);
    const fields = [['type', quoted(dice.of(TYPES))] as const, ['position', position] as const];
    return [
      id,
      record([...fields, ['settings', settings], ...(dice.below(3) ? [] : [['label', quoted('名前')] as const])]),
    ] as const;
  });
  const definitions = dice.below(10)
    ? []
    : OWN.map(
        (type) => [type, record([...PROGRAM].map((field) => [field, JSON.stringify(dice.of(PROGRAMS))]))] as const,
      );
  return record([
    ['format', quoted('chainrule')],
    ['version', '1'],
    ['title', quoted(dice.of(['', 'A net', '網', '😀']))],
    ['nodes', record(nodes)],
    ['wires', record([...wired])],
    ['definitions', record(definitions)],
    ['training', record([['learningRate', dice.of(['0', '0.1', '1e-3'])]])],
  ]);
}
