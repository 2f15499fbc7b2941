/* `npm start`: from a fresh clone to the page in the browser, saying each thing that it does. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installDependencies } from './install.mjs';
import { loadSite, portFrom, serveSite } from './server.mjs';
import { buildKernels } from './simd.mjs';
import { requireNode, root, tool } from './tools.mjs';

function opener(url) {
  if (process.env.CHAINRULE_NO_OPEN || process.env.CI) return undefined;
  if (process.platform === 'darwin') return ['open', [url]];
  if (process.platform === 'win32') return ['cmd', ['/c', 'start', '', url]];
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open', [url]] : undefined;
}

function open(url) {
  const command = opener(url);
  if (command === undefined) return;
  const child = spawn(command[0], command[1], { stdio: 'ignore', detached: true });
  child.on('error', () => console.log('No browser could be opened from here: please open the address yourself.'));
  child.unref();
}

async function start() {
  const port = portFrom(process.argv.slice(2));
  if (!installDependencies()) return 1;
  console.log('Building the kernels into dist/kernels, and the site into dist/site: asc, vite build');
  await buildKernels();
  if (tool('vite', 'vite', ['build', '--logLevel', 'warn']) !== 0) {
    console.error('The site could not be built; vite says above why.');
    return 1;
  }
  const { url } = await serveSite(await loadSite(join(root, 'dist', 'site')), port);
  console.log(`\nChainrule is at ${url}\nIt runs on this computer only; press Ctrl+C to stop it.`);
  open(url);
  return 0;
}

requireNode();
try {
  process.exitCode = await start();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
