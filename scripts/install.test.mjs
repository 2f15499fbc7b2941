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

/** What the built site and the command line are made of. A name that is new here has been read first. */
const production = [
  ...['autocomplete', 'commands', 'language', 'lint', 'state', 'streamparser', 'view'].map(
    (name) => `@codemirror/${name}`,
  ),
  ...['@lezer/common', '@lezer/highlight', '@lezer/lr', '@marijn/find-cluster-break', 'crelt', 'style-mod'],
  'w3c-keyname',
  ...['@dagrejs/dagre', '@dagrejs/graphlib', '@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'],
  ...['@reduxjs/toolkit', '@standard-schema/spec', '@standard-schema/utils', '@xyflow/system', 'classcat', 'clsx'],
  ...['array', 'color', 'dispatch', 'drag', 'ease', 'format', 'interpolate', 'path', 'scale'].map(
    (name) => `d3-${name}`,
  ),
  ...['selection', 'shape', 'time', 'time-format', 'timer', 'transition', 'zoom'].map((name) => `d3-${name}`),
  ...['decimal.js-light', 'es-toolkit', 'eventemitter3', 'idb', 'immer', 'internmap', 'lucide-react', 'react'],
  ...['react-dom', 'react-is', 'react-redux', 'reactflow', 'recharts', 'redux', 'redux-thunk', 'reselect', 'scheduler'],
  ...['tiny-invariant', 'tinykeys', 'use-sync-external-store', 'victory-vendor', 'zustand'],
];

const REGISTRY = 'https://registry.npmjs.org/';

describe('the lock file', () => {
  it('brings into what is built only packages of this list, each with the sum of its bytes', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    const { '': _, ...all } = packages;
    const built = Object.entries(all).filter(([, { dev, devOptional }]) => !dev && !devOptional);
    const names = new Set(built.map(([path]) => path.replace(/^.*node_modules\//, '')));
    expect([...names].filter((name) => !name.startsWith('@types/')).sort()).toEqual([...production].sort());
    const unsigned = built.filter(([, { integrity }]) => !integrity);
    expect(unsigned.map(([path]) => path)).toEqual([]);
  });

  it('names no package that runs a script on installing, and none that comes from elsewhere than the registry', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    const isStrange = ({ hasInstallScript, resolved = REGISTRY }) => hasInstallScript || !resolved.startsWith(REGISTRY);
    const strange = Object.entries(packages).filter(([, entry]) => isStrange(entry));
    expect(strange.map(([path]) => path)).toEqual([]);
  });

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
