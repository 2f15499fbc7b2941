/* What the language refuses, and that no text makes it fail: programs by chance, read, given shapes and carried out. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Device } from '../kernels/device.ts';
import { Reference } from '../kernels/reference.ts';
import { backwardPrograms } from '../nodes/programs.ts';
import { NumpyStream } from '../tensor/numpy-random.ts';
import { size } from '../tensor/shape.ts';
import { kept } from '../tensor/tensor.ts';
import { howMany, isTorture, seed, tally } from '../torture.ts';
import { faultSaid } from '../words/language.ts';
import { compiled, givenNumbers } from './elaborate.ts';
import { Fault } from './fault.ts';
import { FUNCTIONS } from './functions.ts';
import { tokensOf } from './tokens.ts';
import { isNumbers, type Value } from './value.ts';

const SHAPES = { A: [4, 3], W: [2, 3], b: [2], Z: [4, 2], dZ: [4, 2], P: [2, 3, 4, 5], s: [], X: [4] };
const scope: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...Object.entries(SHAPES).map(([name, shape]) => [name, givenNumbers(name, shape, name === 'X')] as const),
  ['features', 2],
  ['training', true],
]);
/** More numbers than this are not computed here; the language's own limit is far above. */
const ROOM = 2e5;

const device = new Device(new Reference('f64'));
const given = Object.fromEntries(
  Object.entries(SHAPES).map(([name, shape]) => [
    name,
    kept(
      device,
      shape,
      Float64Array.from({ length: size(shape) }, (_, i) => (name === 'X' ? i % 2 : Math.sin(i + 1))),
    ),
  ]),
);

/** The shapes that a program gives: as they were foretold; or the code of what is wrong with it. */
function carriedOut(text: string): Readonly<Record<string, readonly number[]>> | Fault {
  try {
    const made = compiled(text, scope);
    const wanted = [...made.results].flatMap(([name, value]) => (isNumbers(value) && !scope.has(name) ? [name] : []));
    const pass = () => made.run({ device, given }, wanted);
    const needed = device.measure(pass, ROOM);
    device.begin(device.arena(needed));
    const shapes = Object.fromEntries(Object.entries(pass()).map(([name, { shape }]) => [name, shape]));
    for (const [name, shape] of Object.entries(shapes))
      expect([text, name, shape]).toEqual([text, name, (made.results.get(name) as { shape: unknown }).shape]);
    return shapes;
  } catch (error) {
    if (error instanceof Fault) return error;
    if (error instanceof RangeError && /the arena ends/.test(error.message)) return {};
    throw new Error(`seed ${seed}: ${JSON.stringify(text)}`, { cause: error });
  }
}

it.each<[text: string, code: string]>([
  ['dW = constructor', 'unknown-name'],
  ['dW = A.constructor', 'unknown-property'],
  ['dW = A.__proto__.x', 'unknown-property'],
  ['dW = toString(A)', 'unknown-function'],
  ['dW = A.hasOwnProperty(1)', 'unknown-function'],
  ['dW = eval("1")', 'unknown-function'],
  ['import os', 'not-an-assignment'],
  ['dW = A; print(dW)', 'not-an-assignment'],
  ['dW = dZ @ A', 'product-turn-left'],
  ['dW = A @ W', 'product-turn-right'],
  ['dW = A + W', 'broadcast'],
  ['dW = A.sum(2)', 'axis'],
  ['dW = zeros(65536, 65536)', 'too-large'],
  ['x = zeros(4096, 4096)\ny = x @ x\ndW = y @ x', 'too-slow'],
  [`dW = ${'('.repeat(40)}A${')'.repeat(40)}`, 'too-deep'],
  [`dW = ${'-'.repeat(200)}A`, 'too-deep'],
  ['dW = A'.padEnd(20_001), 'too-long'],
  [`x = [1]\n${'x = x + x\n'.repeat(60)}`, 'lists-too-long'],
  [`x = arange(65536)\n${'x = argsort(x)\n'.repeat(200)}`, 'lists-too-long'],
  [`dW = ${'A+'.repeat(1500)}A`, 'too-many-words'],
  ['dW = Z < A < Z', 'chained'],
  ['dW = A ？ 1', 'character'],
  ['dW = where(A, A, A)', 'wants-mask'],
  ['dW = take(A, dZ)', 'argument-index'],
  ['dW = A.any()', 'wants-mask'],
  ['dW = A * (Z > 0 and A.max() > 1)', 'wants-flag'],
])('refuses %j as %s, in both languages', (text, code) => {
  const fault = carriedOut(text);
  expect(fault instanceof Fault && fault.code).toBe(code);
  for (const language of ['en', 'ja'] as const)
    expect(faultSaid(language, fault as Fault)).not.toMatch(/\{\w+\}|undefined/);
});

it('has a page that names every function', () => {
  const page = readFileSync(new URL('../../docs/language.md', import.meta.url), 'utf8');
  const named = [...page.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(named).toEqual(expect.arrayContaining(Object.keys(FUNCTIONS)));
});

it("reads the notebook's names: W.grad_, W_, np., torch. and the words of both libraries", () => {
  expect(
    carriedOut('W.grad_ = Z.grad_.T @ A_\nb.grad = np.sum(dZ, axis=0)\nc = torch.sum(dZ, dim=1, keepdim=True)'),
  ).toEqual({
    dW: [2, 3],
    db: [2],
    c: [4, 1],
  });
});

const stream = new NumpyStream(seed);
const below = (n: number) => Math.floor(stream.random() * n);
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
const NAMES = [...Object.keys(SHAPES), 'features', 'training', 'pi', 'inf', 'y', 'constructor'];
const SIGNS = ['+', '-', '*', '/', '@', '**', '<', '>=', '==', '!=', '//', '%', 'and', 'or'];
const WORDS = [
  ...NAMES,
  ...SIGNS,
  ...Object.keys(FUNCTIONS),
  ...'( ) [ ] . , : = += None ... if else not -1 0 1 2 1e9 .5 \n ; "a" # é'.split(' '),
];

function expression(depth: number): string {
  if (depth === 0) return pick([...NAMES, '0', '1', '2', '-1', '0.5', '3']);
  const part = () => expression(below(depth));
  const list = () => Array.from({ length: below(4) }, part).join(', ');
  switch (below(10)) {
    case 0:
    case 1:
    case 2:
      return `${part()} ${pick(SIGNS)} ${part()}`;
    case 3:
      return `(${part()})`;
    case 4:
      return `${part()}.${pick(['T', 'shape', 'size', 'ndim'])}`;
    case 5:
      return `${pick(Object.keys(FUNCTIONS))}(${list()})`;
    case 6:
      return `${pick(NAMES)}.${pick(Object.keys(FUNCTIONS))}(${list()}${pick(['', ', axis=0', ', keepdims=True', ', kernel=2'])})`;
    case 7:
      return `${part()}[${pick([part(), `${below(3)}:`, ':2', 'None', '...', '::2', `${part()}:${part()}`])}]`;
    case 8:
      return `[${list()}]`;
    default:
      return `${part()} if ${part()} else ${part()}`;
  }
}

const written = () =>
  Array.from(
    { length: 1 + below(3) },
    () => `${pick(['y', 'dW', 'dA'])} ${pick(['=', '=', '+='])} ${expression(4)}`,
  ).join('\n');
const soup = () => Array.from({ length: below(30) }, () => pick(WORDS)).join(pick(['', ' ']));
const programs = Object.values(backwardPrograms);
function broken(): string {
  const text = pick(programs);
  const { from, to } = pick(tokensOf(text));
  return text.slice(0, from) + pick(['', pick(WORDS), text.slice(from, to).repeat(2)]) + text.slice(to);
}

it(
  'carries out or refuses whatever it is given, and foretells every shape',
  () => {
    const count = howMany(1500, 120_000);
    let ran = 0;
    for (let i = 0; i < count; i++) {
      const made = carriedOut(pick([written, written, soup, broken])());
      if (made instanceof Fault) for (const language of ['en', 'ja'] as const) faultSaid(language, made);
      else ran++;
    }
    expect(ran).toBeGreaterThan(count / 100);
    tally('programs by chance', count);
    tally('carried out', ran);
  },
  isTorture ? 3_600_000 : 30_000,
);
