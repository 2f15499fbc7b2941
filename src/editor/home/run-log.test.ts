/* A log as a run: pieces of any length, half lines, restarts, and what is no log. */
import { expect, test } from 'vitest';
import { RunLog } from './run-log.ts';

const line = (event: string, step: number, loss?: number | string) =>
  `{"event": "${event}", "step": ${step}, "world": 2${loss === undefined ? '' : `, "loss": ${loss}`}}\n`;

test('losses stand before their updates, and after a restart the later line of a step counts', () => {
  const log = new RunLog('log.jsonl');
  const text = [
    line('start', 5),
    line('step', 6, 2.5),
    line('step', 7, 2.25),
    line('step', 8, 2),
    line('resume', 7),
    line('step', 8, 1.5),
    line('step', 9, 1.25),
    line('end', 9),
  ].join('');
  expect(log.take(text)).toBeUndefined();
  const { name, steps, losses } = log.run;
  expect([name, [...(steps as Int32Array)], [...losses]]).toEqual(['log.jsonl', [5, 6, 7, 8], [2.5, 2.25, 1.5, 1.25]]);
});

test('it is the same whichever pieces it comes in, and half a line waits for the rest', () => {
  const text = [
    line('start', 0),
    line('step', 1, 3),
    line('step', 2, 'NaN'),
    line('step', 3, '-Infinity'),
    line('step', 4, 1),
  ].join('');
  for (let length = 1; length < 60; length++) {
    const log = new RunLog('log.jsonl');
    for (let at = 0; at < text.length; at += length) expect(log.take(text.slice(at, at + length))).toBeUndefined();
    expect([...(log.run.steps as Int32Array)]).toEqual([0, 3]);
  }
  const log = new RunLog('log.jsonl');
  expect(log.take(text.slice(0, -4))).toBeUndefined();
  expect(log.length).toBe(1);
});

test('the first line that is none of a log is named', () => {
  for (const wrong of ['hello', '{"event": 3, "step": 1}', '{"event": "step", "step": -1}', 'null', '[]', '']) {
    const log = new RunLog('notes.txt');
    expect(log.take(`${line('step', 1, 3)}${wrong}\n${line('step', 2, 3)}`)).toEqual({
      code: 'log-line',
      values: { file: 'notes.txt', line: 2 },
    });
  }
});
