/* Counts what each suite of `npm test` passed and failed, strictly: a suite that crashed, or that ran nothing, failed. */

import { stripVTControlCharacters } from 'node:util';

// Whatever a report says, a runner that ended with an error failed, and so did one in which nothing ran.
function strictly(passed, failed, skipped, code) {
  const broken = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
  return { passed, failed: failed + broken, skipped };
}

// The first lines of what a test said, without the colours of a terminal.
const firstLines = (text) =>
  stripVTControlCharacters(text ?? '')
    .split('\n')
    .slice(0, 3)
    .join('\n      ');

/** The count of a tool that is one check in itself, by its exit code. */
export function countCheck(code) {
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** The count of a Vitest JSON report (undefined when none was written); a file that failed to load counts as one test. */
export function countVitest(report, code) {
  if (report === undefined) return countCheck(1);
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const skipped = report.numPendingTests + report.numTodoTests;
  return strictly(report.numPassedTests, report.numFailedTests + unloaded.length, skipped, code);
}

/** The count of a Playwright JSON report (undefined when none was written). */
export function countPlaywright(report, code) {
  if (report === undefined) return countCheck(1);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return strictly(expected, unexpected + flaky, skipped, code);
}

/**
 * The count of stories that ran beside others, and then of what failed of them, alone: `alone` is how many passed only
 * so. What failed there too, or did not run there, failed.
 */
export function countAlone(first, again) {
  const alone = Math.min(again.passed, first.failed);
  return { ...first, passed: first.passed + alone, failed: Math.max(first.failed - alone, again.failed), alone };
}

/** What failed in a Vitest report, a text for each: its name and how its complaint begins. */
export function failedOfVitest(report) {
  return (report?.testResults ?? []).flatMap(({ name, message, status, assertionResults }) => [
    ...(status === 'failed' && assertionResults.length === 0 ? [`${name}\n      ${firstLines(message)}`] : []),
    ...assertionResults
      .filter((each) => each.status === 'failed')
      .map((each) => `${name}: ${each.fullName}\n      ${firstLines(each.failureMessages[0])}`),
  ]);
}

/** What failed in a Playwright report, likewise; a test that passed only at its second try among them. */
export function failedOfPlaywright(report) {
  const within = (suite) => [
    ...(suite.suites ?? []).flatMap(within),
    ...(suite.specs ?? [])
      .filter((spec) => spec.tests.some((test) => test.status === 'unexpected' || test.status === 'flaky'))
      .map((spec) => {
        const errors = spec.tests.flatMap((test) => test.results.flatMap((result) => result.error?.message ?? []));
        return `${spec.file}: ${spec.title}\n      ${firstLines(errors[0])}`;
      }),
  ];
  return (report?.suites ?? []).flatMap(within);
}

/** What failed (if only beside others: what was said there), the table of suites, counts and seconds, and the closing line `N passed, N failed`. */
export function summary(rows) {
  const cells = rows.map(({ name, passed, failed, skipped, alone = 0, seconds }) => {
    const notes = Object.entries({ failed, skipped, 'only alone': alone })
      .filter(([, count]) => count > 0)
      .map(([what, count]) => `${count} ${what}`);
    return [name, String(passed), seconds.toFixed(1), notes.join(', ')];
  });
  const line = ([name, passed, seconds, notes]) =>
    `${name.padEnd(12)}${passed.padStart(8)}${seconds.padStart(10)}  ${notes}`.trimEnd();
  const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
  const whole = ['all', String(total('passed')), total('seconds').toFixed(1), ''];
  const table = [['suite', 'passed', 'seconds', ''], ...cells, whole].map(line).join('\n');
  const complaints = rows.flatMap(({ name, complaints = [] }) => complaints.map((each) => `${name}: ${each}\n`));
  return `${complaints.join('')}${table}\n\n${total('passed')} passed, ${total('failed')} failed`;
}
