/* `node scripts/serve.mjs [--port N]`: serves the site that was built last, and nothing else. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadSite, portFrom, serveSite } from './server.mjs';
import { root } from './tools.mjs';

const folder = join(root, 'dist', 'site');

try {
  const port = portFrom(process.argv.slice(2));
  if (!existsSync(join(folder, 'index.html')))
    throw new Error('There is no built site in dist/site: run `npm run build` first.');
  const { url } = await serveSite(await loadSite(folder), port);
  console.log(`Chainrule is at ${url}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
