import { expect, it } from 'vitest';
import { verdict } from './audit.mjs';

it('an audit is clean, names every flaw, or says that nobody answered', () => {
  const metadata = { dependencies: { prod: 40 } };
  expect(verdict({ metadata, vulnerabilities: {} })).toEqual([
    0,
    'No flaw is known in the 40 packages of what is built.',
  ]);
  const flaw = { name: 'left', severity: 'high', range: '<1.2' };
  const [code, sentence] = verdict({ metadata, vulnerabilities: { left: flaw } });
  expect([code, sentence]).toEqual([1, expect.stringContaining('left <1.2: high')]);
  expect(verdict({ message: '405 Method Not Allowed' })).toEqual([2, expect.stringContaining('405')]);
});
