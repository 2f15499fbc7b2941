/* The axes that clash are those that a reader of the sentence would point at. */
import { expect, test } from 'vitest';
import { clashOf } from './clash.ts';

const boxes = (code: string, values: Readonly<Record<string, string | number>>, Z?: readonly number[]) =>
  clashOf({ code, values }, () => Z).map(
    ({ name, shape, boxed }) =>
      `${name} ${shape.map((length, axis) => (boxed.has(axis) ? `<${length}>` : length)).join(' ')}`,
  );

test.each([
  ['matmul', { a: '[32, 64]', b: '[10, 30]', k: 64, l: 10 }, ['A 32 <64>', 'B <10> 30']],
  ['matmul', { a: '[3]', b: '[4]', k: 3, l: 4 }, ['A <3>', 'B <4>']],
  ['broadcast', { a: '[32, 1, 8]', b: '[4, 7]' }, ['A 32 1 <8>', 'B 4 <7>']],
  ['broadcast', { a: '[5, 3]', b: '[2, 5, 4]' }, ['A 5 <3>', 'B 2 5 <4>']],
  ['concat', { a: '[4, 3]', b: '[2, 5]', axis: -1 }, ['A <4> 3', 'B <2> 5']],
  ['concat', { a: '[4, 3]', b: '[4, 3, 1]', axis: 0 }, ['A 4 3', 'B 4 3 <1>']],
  ['no-broadcast', { Z: '[32, 1]', y: '[32]' }, ['Z 32 <1>', 'y 32']],
  ['targets', { Z: '[32, 8, 10]', y: '[32]', wanted: '[32, 8]' }, ['Z 32 <8> 10', 'y 32']],
  ['targets', { Z: '[32, 10]', y: '[29]', wanted: '[32]' }, ['Z <32> 10', 'y <29>']],
  ['attention', { Q: '[2, 3, 4]', K: '[2, 5, 6]', V: '[2, 5, 4]' }, ['Q 2 3 <4>', 'K 2 5 <6>', 'V 2 5 4']],
  ['attention', { Q: '[2, 3, 4]', K: '[2, 5, 4]', V: '[1, 6, 4]' }, ['Q <2> 3 4', 'K <2> <5> 4', 'V <1> <6> 4']],
  ['rank-of', { name: 'A', shape: '[32, 64]', ranks: '4' }, ['A <32> <64>']],
  ['square', { name: 'A', shape: '[2, 3, 4]' }, ['A 2 <3> <4>']],
  ['heads', { name: 'Q', shape: '[2, 3, 4]', heads: 3 }, ['Q 2 3 <4>']],
  ['setting-refused', { setting: 'kernel', value: '[0, 3]' }, []],
])('%s %o', (code, values, expected) => {
  expect(boxes(code, values)).toEqual(expected);
});

test('too many classes box the columns of what arrives at Z', () => {
  expect(boxes('too-many-classes', { classes: 10, limit: 8 }, [32, 8])).toEqual(['Z 32 <8>']);
});
