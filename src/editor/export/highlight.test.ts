/* Pieces of Python: nothing of a line is lost, and each piece has its kind. */
import { expect, test } from 'vitest';
import { highlighted } from './highlight.ts';

const kinds = (...lines: string[]) =>
  highlighted(lines).map((pieces) => pieces.map(({ text, kind }) => (kind ? `${kind} ${text}` : text)));

test('a line is cut into comments, texts, words, numbers, names and gradients', () => {
  expect(kinds("    linear1.dW = linear1.dZ.T @ points1.X  # 'sum'")).toEqual([
    ['    ', 'gradient linear1.dW', ' = ', 'gradient linear1.dZ', '.T @ points1.X  ', "comment # 'sum'"],
  ]);
  expect(kinds('def sum_to(d, shape):', 'rate = 1e-05 if x2 else -0.5', "print('it\\'s # no comment', 3)")).toEqual([
    ['word def', ' ', 'name sum_to', '(d, shape):'],
    ['rate = ', 'number 1e-05', ' ', 'word if', ' x2 ', 'word else', ' -', 'number 0.5'],
    ['print(', "text 'it\\'s # no comment'", ', ', 'number 3', ')'],
  ]);
});

test('what three quotes begin goes on to the next three', () => {
  expect(kinds('"""One line."""', '    """Two', 'lines"""  # and on', 'x = 1')).toEqual([
    ['text """One line."""'],
    ['    ', 'text """Two'],
    ['text lines"""', '  ', 'comment # and on'],
    ['x = ', 'number 1'],
  ]);
});

test('no letter of any line is lost', () => {
  const lines = ['def f(a=1, *b):', "  s = '''", '', 'if x: """a', 'b""" + "c" # d', 'np.dtype(dZ.dtype)', '\'"#'];
  expect(highlighted(lines).map((pieces) => pieces.map(({ text }) => text).join(''))).toEqual(lines);
});
