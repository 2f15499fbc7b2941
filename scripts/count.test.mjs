/* Checks that the count of `npm test` cannot be better than the truth. */

import { describe, expect, it } from 'vitest';
import {
  countAlone,
  countCheck,
  countPlaywright,
  countVitest,
  failedOfPlaywright,
  failedOfVitest,
  summary,
} from './count.mjs';

const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
const playwright = { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 } };

describe('the count', () => {
  it('is what the reports say when all is well', () => {
    expect(countVitest(vitest, 0)).toEqual({ passed: 5, failed: 0, skipped: 0 });
    expect(countPlaywright(playwright, 0)).toEqual({ passed: 3, failed: 0, skipped: 0 });
    expect(countCheck(0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  });

  it('has a failure for a suite that crashed, wrote no report, or ran nothing', () => {
    expect(countVitest(vitest, 1).failed).toBe(1);
    expect(countVitest(undefined, 0).failed).toBe(1);
    expect(countVitest({ ...vitest, numPassedTests: 0 }, 0).failed).toBe(1);
    expect(countPlaywright(playwright, 1).failed).toBe(1);
    expect(countPlaywright(undefined, 0).failed).toBe(1);
    expect(countPlaywright({ stats: { ...playwright.stats, expected: 0 } }, 0).failed).toBe(1);
    expect(countCheck(2)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('has a failure for each test file that did not load, and for each flaky test', () => {
    const unloaded = { ...vitest, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(countVitest(unloaded, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(countPlaywright({ stats: { ...playwright.stats, flaky: 2, skipped: 1 } }, 0)).toEqual({
      passed: 3,
      failed: 2,
      skipped: 1,
    });
  });

  it('takes a story that fails beside others for passed where it passes alone, and says so', () => {
    const first = { passed: 9, failed: 2, skipped: 0 };
    expect(countAlone(first, { passed: 2, failed: 0, skipped: 0 })).toEqual({
      passed: 11,
      failed: 0,
      skipped: 0,
      alone: 2,
    });
    expect(countAlone(first, { passed: 1, failed: 1, skipped: 0 })).toEqual({
      passed: 10,
      failed: 1,
      skipped: 0,
      alone: 1,
    });
    // One that did not run again, and a runner that crashed after it.
    expect(countAlone(first, { passed: 1, failed: 0, skipped: 0 }).failed).toBe(1);
    expect(countAlone(first, countPlaywright({ stats: { ...playwright.stats, expected: 2 } }, 1)).failed).toBe(1);
    expect(countAlone(first, countPlaywright(undefined, 1)).failed).toBe(2);
  });
});

describe('the summary', () => {
  const rows = [
    { name: 'lint', passed: 1, failed: 0, skipped: 0, seconds: 0.44 },
    { name: 'unit', passed: 120, failed: 2, skipped: 1, seconds: 61.26 },
  ];

  it('says suite, count and seconds, and what failed or was skipped', () => {
    expect(summary(rows).split('\n').slice(0, 4)).toEqual([
      'suite         passed   seconds',
      'lint               1       0.4',
      'unit             120      61.3  2 failed, 1 skipped',
      'all              121      61.7',
    ]);
  });

  it('says how many passed only alone', () => {
    expect(summary([{ ...rows[0], alone: 2 }]).split('\n')[1]).toBe('lint               1       0.4  2 only alone');
  });

  it('names what failed and how its complaint begins, before the table', () => {
    const files = [
      { name: 'a.test.ts', status: 'failed', message: 'no such file', assertionResults: [] },
      {
        name: 'b.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'holds' },
          { status: 'failed', fullName: 'adds', failureMessages: ['\u001b[31m1 is not 2\u001b[0m\nat b\nat c\nat d'] },
        ],
      },
    ];
    const results = [{ error: { message: 'no button' } }];
    const specs = [
      { file: 'e.spec.ts', title: 'opens', tests: [{ status: 'expected', results: [{}] }] },
      { file: 'e.spec.ts', title: 'closes', tests: [{ status: 'unexpected', results }] },
    ];
    expect(failedOfVitest({ testResults: files })).toEqual([
      'a.test.ts\n      no such file',
      'b.test.ts: adds\n      1 is not 2\n      at b\n      at c',
    ]);
    expect(failedOfPlaywright({ suites: [{ suites: [{ specs }] }] })).toEqual(['e.spec.ts: closes\n      no button']);
    const complaints = failedOfVitest({ testResults: files });
    expect(summary([{ ...rows[1], complaints }])).toMatch(
      /^unit: a\.test\.ts\n {6}no such file\nunit: b\.test\.ts: adds\n/,
    );
  });

  it('closes with the plain line', () => {
    expect(summary(rows).split('\n').at(-1)).toBe('121 passed, 2 failed');
  });
});
