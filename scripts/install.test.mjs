/* Checks when node_modules counts as what the lock file asks for. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { matchesLock } from './install.mjs';
import { root } from './tools.mjs';

const react = { version: '19.3.1', integrity: 'sha512-a' };
const windowsOnly = { version: '1.0.0', integrity: 'sha512-b', optional: true };
const wanted = { '': { name: 'chainrule' }, 'node_modules/react': react, 'node_modules/windows-only': windowsOnly };

describe('node_modules', () => {
  it('is fresh when it holds what the lock file asks for, with or without what belongs to other systems', () => {
    expect(matchesLock(wanted, { 'node_modules/react': react })).toBe(true);
    expect(matchesLock(wanted, { 'node_modules/react': react, 'node_modules/windows-only': windowsOnly })).toBe(true);
  });

  it('is stale when a package is missing, too many, of another version or of other bytes', () => {
    expect(matchesLock(wanted, {})).toBe(false);
    expect(matchesLock(wanted, { 'node_modules/react': react, 'node_modules/left': react })).toBe(false);
    expect(matchesLock(wanted, { 'node_modules/react': { ...react, version: '19.3.0' } })).toBe(false);
    expect(matchesLock(wanted, { 'node_modules/react': { ...react, integrity: 'sha512-c' } })).toBe(false);
  });
});

describe('the lock file', () => {
  // A registry that lacks a package for another system leaves it out of the lock file, and then `npm ci` refuses it all.
  it('names every optional package that another one asks for, so that npm ci accepts it', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    const absent = Object.entries(packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter(
        (name) => !(`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages),
      ),
    );
    expect(absent).toEqual([]);
  });
});
