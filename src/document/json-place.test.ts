/* The place where a text stops being JSON, as JSON.parse itself finds it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPlace } from './json-place.ts';

test.each([
  ['', 1, 1],
  ['hello', 1, 1],
  ['{"a": 1,}', 1, 9],
  ['{"a": 1\n "b": 2}', 2, 2],
  ['[1, 2', 1, 6],
  ['[1, 02]', 1, 6],
  ['{"a"; 1}', 1, 5],
  ['{"a": tru}', 1, 7],
  ['[1]\n]', 2, 1],
  ['{"a": "b\nc"}', 1, 7],
  ['[1}', 1, 3],
  ['{a: 1}', 1, 2],
])('%j breaks off at line %i, column %i', (text, line, column) => {
  expect(jsonPlace(text)).toEqual({ line, column });
});

test('what stands before the place could begin a JSON text, and JSON that is whole breaks off behind its end', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom('', '}', ',', '"', '!', '1'), (json, at, put) => {
      expect(jsonPlace(json)).toEqual({ line: 1, column: json.length + 1 });
      const cut = at % (json.length + 1);
      const text = json.slice(0, cut) + put;
      const { column } = jsonPlace(text);
      expect(column).toBeLessThanOrEqual(text.length + 1);
      let whole = true;
      try {
        JSON.parse(text);
      } catch {
        whole = false;
      }
      // Whole texts, and only those, have nothing but room behind the place.
      if (whole) expect(text.slice(column - 1).trim()).toBe('');
    }),
  );
});
