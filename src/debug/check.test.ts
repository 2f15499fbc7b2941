/* The gradients of every example are right, a planted bug is seen, and what crosses a kink is not taken for a bug. */
import { afterEach, describe, expect, test } from 'vitest';
import { type Address, emptyDocument, type GraphDocument, type Settings } from '../document/document.ts';
import { examples, openExample } from '../document/examples.ts';
import { Reference } from '../kernels/reference.ts';
import type { AnyNodeType } from '../nodes/define.ts';
import { catalogue, nodeType } from '../nodes/index.ts';
import { Trainer } from '../run/trainer.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type CheckedTensor, Checker, spread } from './check.ts';

async function trainerOf(document: GraphDocument): Promise<Trainer> {
  const trainer = await Trainer.load(document);
  if (!(trainer instanceof Trainer)) throw new Error(JSON.stringify(trainer));
  return trainer;
}

/** What a check gives when it is carried out without a pause. */
function checked(checker: Checker, place?: Address, index?: readonly number[]): readonly CheckedTensor[] {
  const check = checker.check(place, index);
  for (;;) {
    const { done, value } = check.next();
    if (done) return value ?? [];
  }
}
function checkerFor(document: GraphDocument, trainer: Trainer): Checker {
  const checker = Checker.of(document, trainer);
  if (!(checker instanceof Checker)) throw new Error(checker.code);
  return checker;
}
const checkerOf = async (document: GraphDocument) => checkerFor(document, await trainerOf(document));
const one = (checker: Checker, place: Address, index?: readonly number[]) => checked(checker, place, index)[0]!;

describe('every example', () => {
  test.each(examples.map(({ name }) => name))('the gradients of %s are right', async (name) => {
    const document = await openExample(name);
    const trainer = await trainerOf(document);
    for (let i = 0; i < 3; i++) trainer.advance();
    const checker = checkerFor(document, trainer);
    const tensors = checked(checker);
    expect(tensors.map(({ address }) => address)).toEqual(checker.parameters);
    expect(tensors.filter(({ verdict }) => verdict !== 'right' && verdict !== 'fine')).toEqual([]);
    // No verdict rests on a few cells that happened to be comparable.
    for (const { address, cells } of tensors) {
      const size = trainer.plan.shapes.get(address)!.reduce((product, length) => product * length, 1);
      expect(cells.length, address).toBeGreaterThanOrEqual(Math.min(size, 3));
      expect(cells.filter(({ kink }) => !kink).length, address).toBeGreaterThanOrEqual(cells.length / 2);
    }
  });
});

describe('the kink of lesson 3', () => {
  const index = (row: number, column: number) => [row, column];

  test('rows 0 and 1 of W1 agree, row 2 crosses a kink', async () => {
    const { cells } = one(await checkerOf(await openExample('two-layers')), 'linear1.W');
    expect(cells.map(({ backprop }) => backprop)).toEqual([1, -0.5, 4, 8, 0, 0]);
    for (const [i, numeric] of [1, -0.5, 4, 8, -0.5, -1].entries()) expect(cells[i]?.numeric).toBeCloseTo(numeric, 4);
    expect(cells.map(({ kink }) => kink)).toEqual([false, false, false, false, true, true]);
    expect(Math.max(...cells.slice(0, 4).map(({ error }) => error))).toBeLessThan(1e-9);
  });

  test('a cell that crosses it is not comparable; the tensor is judged by the others', async () => {
    const checker = await checkerOf(await openExample('two-layers'));
    expect(one(checker, 'linear1.W', index(2, 0)).verdict).toBe('kink');
    expect(one(checker, 'linear1.W', index(1, 1)).verdict).toBe('right');
    expect(one(checker, 'linear1.W').verdict).toBe('right');
  });

  test('with b1[2] = −0.1 all agree', async () => {
    const document = await openExample('two-layers');
    const b = { shape: [3], data: [0, -0.5, -0.1] };
    const { cells, verdict } = one(
      await checkerOf({ ...document, values: { ...document.values, 'linear1.b': b } }),
      'linear1.W',
    );
    expect(cells.some(({ kink }) => kink)).toBe(false);
    expect(cells.slice(4).map(({ backprop, numeric }) => [backprop, numeric])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(verdict).toBe('right');
  });

  test('a winner that changes is a kink too', async () => {
    const node = (type: string, settings: Settings = {}) => ({ type, position: { x: 0, y: 0 }, settings });
    const input = (shape: number[]) => node('input', { shape, batched: false, kind: 'numbers' });
    const checker = await checkerOf({
      ...emptyDocument(''),
      nodes: {
        input1: input([1, 1, 2, 2]),
        input2: input([1, 1, 1, 1]),
        'max-pool2d1': node('max-pool2d', { kernel: 2 }),
        'mse-loss1': node('mse-loss'),
      },
      wires: { 'max-pool2d1.A': 'input1.X', 'mse-loss1.Z': 'max-pool2d1.Z', 'mse-loss1.y': 'input2.X' },
      values: {
        'input1.X': { shape: [1, 1, 2, 2], data: [3, 3, 1, 0] },
        'input2.X': { shape: [1, 1, 1, 1], data: [1] },
      },
    });
    const { cells } = one(checker, 'input1.X');
    // Of two equals the first wins, until one of them is moved.
    expect(cells.map(({ kink }) => kink)).toEqual([true, true, false, false]);
    expect(cells.map(({ backprop }) => backprop)).toEqual([4, 0, 0, 0]);
  });
});

describe('a planted bug', () => {
  const types = catalogue as Map<string, AnyNodeType>;
  let planted: AnyNodeType | undefined;
  afterEach(() => {
    if (planted) types.set(planted.type, planted);
    planted = undefined;
  });
  /** The node with what its backward gives changed. */
  function plant(type: string, change: (gradients: Record<string, Tensor>) => Record<string, Tensor>): void {
    planted = nodeType(type)!;
    const backward: AnyNodeType['backward'] = (...given) =>
      change(planted!.backward(...given) as Record<string, Tensor>);
    types.set(type, { ...planted, backward });
  }

  test.each([
    ['a ReLU that masks nothing', 'relu', ({ dZ }: Record<string, Tensor>) => ({ dZ: dZ!.mul(0).add(0.1) })],
    ['a Linear whose dW is doubled', 'linear', (d: Record<string, Tensor>) => ({ ...d, dW: d.dW!.mul(2) })],
    [
      'a Linear whose dW is a twentieth too large',
      'linear',
      (d: Record<string, Tensor>) => ({ ...d, dW: d.dW!.mul(1.05) }),
    ],
    [
      'a loss whose gradient is not divided by N',
      'cross-entropy-loss',
      (d: Record<string, Tensor>) => ({ ...d, dZ: d.dZ!.mul(200) }),
    ],
  ] as const)('%s is red', async (_, type, change) => {
    plant(type, change);
    const tensors = checked(await checkerOf(await openExample('moons')));
    expect(tensors.some(({ verdict }) => verdict === 'wrong')).toBe(true);
  });

  test('a lost bias gradient reddens the biases and nothing else', async () => {
    plant('linear', (d) => ({ ...d, db: d.db!.mul(0) }));
    const tensors = checked(await checkerOf(await openExample('moons')));
    const wrong = tensors.filter(({ verdict }) => verdict === 'wrong').map(({ address }) => address);
    expect(wrong).toEqual(['linear1.b', 'linear2.b', 'linear3.b']);
  });
});

describe('one number', () => {
  test('of lesson 1: w + 0.01 gives ΔL = −0.0398 where −0.04 is predicted', async () => {
    const checker = await checkerOf(await openExample('one-linear'));
    const found = checker.losses('linear1.W', [0, 0], [0.5, 0.51])!;
    expect(found.gradient).toBe(-4);
    expect(found.losses[0]).toBe(2);
    expect(found.losses[1]! - found.losses[0]!).toBeCloseTo(-0.0398, 10);
  });

  test('asking changes nothing, and follows training', async () => {
    const document = await openExample('digits');
    const trainer = await trainerOf(document);
    const checker = checkerFor(document, trainer);
    const before = checker.losses('linear1.W', [3, 20], [0])!;
    checked(checker, 'linear2.b');
    expect(checker.losses('linear1.W', [3, 20], [0])).toEqual(before);
    for (let i = 0; i < 45; i++) trainer.advance();
    checker.follow(trainer);
    const later = checker.losses('linear1.W', [3, 20], [0])!;
    expect(later.losses[0]).toBeLessThan(before.losses[0]!);
    // The double-precision gradient is the one that is trained by, but for rounding.
    const { pointer } = trainer.evaluate().pass.get('linear1.dW')!;
    expect(later.gradient).toBeCloseTo(trainer.network.device.data[pointer + 3 * 64 + 20]!, 5);
  });

  test('what has no gradient or does not exist is refused', async () => {
    const checker = await checkerOf(await openExample('digits'));
    for (const [place, index] of [
      ['digits1.y', [0]],
      ['linear9.W', [0, 0]],
      ['linear1.W', [30, 0]],
      ['linear1.W', [0]],
      ['linear1.dW', [0, 0]],
    ] as const) {
      expect(checker.check(place, index).next(), place).toEqual({ done: true, value: undefined });
      expect(checker.losses(place, index, [1]), place).toBeUndefined();
    }
  });

  test('any tensor that has a gradient is checked, not only parameters', async () => {
    const checker = await checkerOf(await openExample('two-layers'));
    expect(one(checker, 'input1.X').verdict).toBe('right');
    expect(one(checker, 'relu1.A').verdict).toBe('right');
    expect(one(checker, 'linear1.Z').cells.map(({ backprop }) => backprop + 0)).toEqual([0, 4, 0, 0.5, 0, 0]);
  });
});

test('gradients carried over from earlier passes are not part of what is checked', async () => {
  const document = await openExample('moons');
  const carrying = { ...document, training: { ...document.training, zeroGradients: false } };
  const trainer = await trainerOf(carrying);
  for (let i = 0; i < 3; i++) trainer.advance();
  const tensors = checked(checkerFor(carrying, trainer));
  expect(tensors.every(({ verdict }) => verdict === 'right' || verdict === 'fine')).toBe(true);
});

test('dropout keeps its mask while a number is moved', async () => {
  const document = await openExample('moons');
  const nodes = {
    ...document.nodes,
    dropout1: { type: 'dropout', position: { x: 0, y: 0 }, settings: { p: 0.5 } },
  };
  const wires = { ...document.wires, 'dropout1.A': 'relu1.A' as Address, 'linear2.A': 'dropout1.Z' as Address };
  const tensors = checked(await checkerOf({ ...document, nodes, wires }));
  expect(tensors.length).toBe(6);
  expect(tensors.every(({ verdict }) => verdict === 'right' || verdict === 'fine')).toBe(true);
});

describe('which cells', () => {
  test('all where there are few, else the same ones each time, without a cell twice', () => {
    expect(spread([1, 2, 3], 20)).toEqual([0, 1, 2]);
    const gradient = Float64Array.from({ length: 1000 }, (_, i) => (i % 10 === 0 ? 1 : 0));
    const chosen = spread(gradient, 20);
    expect(chosen).toEqual(spread(gradient, 20));
    expect(new Set(chosen).size).toBe(20);
    expect(chosen.filter((i) => gradient[i] !== 0).length).toBeGreaterThanOrEqual(15);
    expect(chosen.filter((i) => gradient[i] === 0).length).toBeGreaterThan(0);
  });

  test('also where every gradient is 0', () => {
    expect(spread(new Float64Array(500), 20)).toHaveLength(20);
  });
});

test('what the machine has no memory for is refused before any is taken', async () => {
  const document = await openExample('digits');
  const engine = new Reference('f64');
  engine.grow = () => {
    throw new RangeError('Array buffer allocation failed');
  };
  expect(Checker.of(document, await trainerOf(document), engine)).toMatchObject({ code: 'no-memory' });
});
