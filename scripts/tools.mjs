/* Runs the repository's tools and npm as child processes, the same way on Linux, macOS and Windows and without a shell
   where that is possible; imports nothing outside node:, because it runs before node_modules exists. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The absolute path of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Ends the process with one sentence when this Node is older than the project supports. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Chainrule needs Node 20.19 or newer; this is Node ${process.versions.node}. Get one at https://nodejs.org.`,
  );
  process.exit(1);
}

/** Runs a program in the repository with its output shown here. Returns its exit code; 1 when it could not start or was killed. */
export function run(program, args, options = {}) {
  const { env = {}, ...rest } = options;
  const child = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...rest, env: { ...process.env, ...env } });
  if (child.error) console.error(`${program} could not be run: ${child.error.message}`);
  return child.status ?? 1;
}

/** Runs npm: the very copy that started this script where npm names it, else the one on PATH. Returns its exit code. */
export function npm(args) {
  const own = process.env.npm_execpath;
  if (own?.endsWith('npm-cli.js')) return run(process.execPath, [own, ...args]);
  // npm is a .cmd file on Windows, which only a shell can start; the arguments are constants of these scripts.
  return run('npm', args, { shell: process.platform === 'win32' });
}

/** Runs the program `name` of an installed package through this Node, so that no shell shim is involved. Returns its exit code. */
export function tool(packageName, name, args, options) {
  const folder = join(root, 'node_modules', packageName);
  let bin;
  try {
    bin = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).bin;
  } catch (error) {
    console.error(`${name} is not installed: ${error.message}`);
    return 1;
  }
  return run(process.execPath, [join(folder, typeof bin === 'string' ? bin : bin[name]), ...args], options);
}
