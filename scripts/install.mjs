/* Installs the dependencies when node_modules is missing or is not what package-lock.json asks for, and says so. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, root } from './tools.mjs';

/**
 * Whether what npm recorded in node_modules (`installed`) is what the lock file (`wanted`) asks for; both are the
 * `packages` table of a lock file. npm's own record is compared rather than a stamp of ours, so that an `npm ci` typed
 * by hand counts too: repeating it would delete a working node_modules on a machine that is off-line.
 */
export function matchesLock(wanted, installed) {
  const have = new Map(Object.entries(installed));
  const want = Object.entries(wanted).filter(([path]) => path !== '');
  const known = new Set(want.map(([path]) => path));
  for (const [path, entry] of want) {
    const found = have.get(path);
    // What belongs to another system (a Windows binary on Linux) is optional and stays away.
    if (found === undefined && entry.optional !== true && entry.devOptional !== true) return false;
    if (found !== undefined && (found.version !== entry.version || found.integrity !== entry.integrity)) return false;
  }
  return [...have.keys()].every((path) => known.has(path));
}

function isFresh() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  return matchesLock(packages(join(root, 'package-lock.json')), packages(record));
}

/** Brings node_modules up to date without running any package's install script. Returns whether it is. */
export function installDependencies() {
  if (isFresh()) return true;
  const why = existsSync(join(root, 'node_modules'))
    ? 'node_modules differs from package-lock.json'
    : 'node_modules is missing';
  console.log(`Installing the dependencies (${why}): npm ci --ignore-scripts`);
  if (npm(['ci', '--ignore-scripts']) === 0) return true;
  console.error('The dependencies could not be installed; npm says above why.');
  return false;
}
