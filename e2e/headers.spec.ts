/* A closed world, from our own server by headers and from a static host that sends none by the page itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { metaPolicy, siteHeaders } from '../scripts/headers.mjs';

const site = join(import.meta.dirname, '../dist/site');
const files = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name).slice(site.length + 1));

test('every file of the build comes with every header, and nothing else is served', async ({ request }) => {
  expect(files.length).toBeGreaterThan(40);
  for (const file of files.filter((name) => name !== 'embed.html' && !name.startsWith('_'))) {
    const response = await request.get(`/${file}`);
    expect(response.status(), file).toBe(200);
    expect(response.headers(), file).toMatchObject(
      Object.fromEntries(Object.entries(siteHeaders).map(([name, value]) => [name.toLowerCase(), value])),
    );
    expect(response.headers()['access-control-allow-origin'], file).toBeUndefined();
  }
  for (const path of ['/package.json', '/../package.json', '/.git/config', '/assets/', '/src/main.tsx'])
    expect((await request.get(path)).status(), path).toBe(404);
});

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** Any static host: a folder of it, types by endings, and no header of ours. */
function host(): Promise<Server> {
  const server = createServer(({ url = '' }, response) => {
    const name = decodeURIComponent(new URL(url, 'http://x').pathname).replace(/^\/a\/course\//, '') || 'index.html';
    if (!files.includes(name)) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' });
    response.end(readFileSync(join(site, name)));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

test('from a folder of a static host without headers it trains, and the page itself lets nothing else run', async ({
  page,
}) => {
  const server = await host();
  try {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    await page.goto(`http://127.0.0.1:${address.port}/a/course/?example=xor`);
    expect(await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')).toBe(metaPolicy);
    await page.getByRole('button', { name: /^Train/ }).click();
    await expect(page.getByTestId('measure.iteration')).toHaveText(/[1-9]/);
    const refused = await page.evaluate(async () => {
      const violations = new Set<string>();
      const both = new Promise<void>((resolve) =>
        document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
          violations.add(violatedDirective);
          if (violations.size === 2) resolve();
        }),
      );
      const script = document.createElement('script');
      const attempts: Record<string, () => unknown> = {
        'a text as markup': () => document.createElement('p').setHTMLUnsafe('<b>x</b>'),
        'a text as script': () => {
          script.text = 'globalThis.ran = true';
        },
        'another worker': () => new Worker('/other.js'),
      };
      const thrown = Object.entries(attempts).map(([name, attempt]) => {
        try {
          attempt();
          return `${name} was let in`;
        } catch (error) {
          return `${name}: ${(error as Error).name}`;
        }
      });
      const fetched = await fetch('http://localhost:9/').then(
        () => 'fetched',
        () => 'not fetched',
      );
      await both;
      return { thrown, fetched, violations: [...violations].sort() };
    });
    expect(refused).toEqual({
      thrown: ['a text as markup: TypeError', 'a text as script: TypeError', 'another worker: TypeError'],
      fetched: 'not fetched',
      violations: ['connect-src', 'require-trusted-types-for'],
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
