/* A read-only static server for the built site on the loopback interface: it reads the site's files once, at the start,
   and can answer with nothing else, whatever path it is asked for. */

import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { embedHeaders, siteHeaders } from './headers.mjs';

const compress = promisify(gzip);

const mediaTypes = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.webmanifest', 'application/manifest+json; charset=utf-8'],
  ['.svg', 'image/svg+xml; charset=utf-8'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.csv', 'text/csv; charset=utf-8'],
  ['.wasm', 'application/wasm'],
  ['.woff2', 'font/woff2'],
  ['.woff', 'font/woff'],
  ['.png', 'image/png'],
  ['.webp', 'image/webp'],
]);
const alreadyCompressed = new Set(['.woff2', '.woff', '.png', '.webp']);

async function loadFile(path, urlPath) {
  const body = await readFile(path);
  const extension = extname(urlPath);
  const zipped = alreadyCompressed.has(extension) ? body : await compress(body, { level: 9 });
  return {
    type: mediaTypes.get(extension) ?? 'application/octet-stream',
    body,
    ...(zipped.length < body.length ? { zipped } : {}),
    // The build puts a hash of the content into the names below assets/, so those never change.
    caching: urlPath.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}

/** Reads every plain file below `folder` into memory, keyed by its URL path; links and hidden files are left out. */
export async function loadSite(folder) {
  const files = new Map();
  const waiting = [['', folder]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [prefix, path] = next;
    for (const entry of await readdir(path, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const urlPath = `${prefix}/${entry.name}`;
      if (entry.isDirectory()) waiting.push([urlPath, join(path, entry.name)]);
      if (entry.isFile()) files.set(urlPath, await loadFile(join(path, entry.name), urlPath));
    }
  }
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
}

function refuse(response, status, sentence, more = {}) {
  const headers = { ...siteHeaders, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...more };
  response.writeHead(status, headers).end(`${sentence}\n`);
}

// A request with two Host headers is refused as well: proxies and servers disagree about which one counts.
function namesThisServer(request, hosts) {
  const named = request.headersDistinct.host ?? [];
  return named.length === 1 && hosts.has(named[0]);
}

function answer(files, hosts, request, response) {
  if (!namesThisServer(request, hosts)) return refuse(response, 403, 'This server answers to its own address only.');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(response, 405, 'This server only reads.', { Allow: 'GET, HEAD' });
  }
  // The path is looked up as it came, undecoded: every name in the build is plain ASCII, so `%2e%2e` finds nothing.
  const [path] = (request.url ?? '').split('?', 1);
  const file = files.get(path);
  if (file === undefined) return refuse(response, 404, 'There is no such file in the build.');
  const zip = file.zipped !== undefined && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const body = zip ? file.zipped : file.body;
  response.writeHead(200, {
    ...(path === '/embed.html' ? embedHeaders : siteHeaders),
    'Content-Type': file.type,
    'Content-Length': body.length,
    'Cache-Control': file.caching,
    Vary: 'Accept-Encoding',
    ...(zip ? { 'Content-Encoding': 'gzip' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(server.address().port);
    });
  });
}

async function listenFrom(server, first, attempts) {
  for (let port = first; ; port++) {
    try {
      return await listen(server, port);
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || port + 1 >= first + attempts) throw error;
    }
  }
}

/** Serves `files` on 127.0.0.1 at `port`, or at the next free one of the 20 that follow; port 0 is any free port. */
export async function serveSite(files, port) {
  const hosts = new Set();
  const server = createServer((request, response) => answer(files, hosts, request, response));
  server.headersTimeout = 10_000;
  server.requestTimeout = 20_000;
  const actual = await listenFrom(server, port, 20);
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) hosts.add(`${name}:${actual}`);
  return { server, port: actual, url: `http://127.0.0.1:${actual}/` };
}

/** The port that `--port N` names in the arguments, else 4173. Throws an Error with one sentence when N is no port. */
export function portFrom(args) {
  const at = args.indexOf('--port');
  if (at < 0) return 4173;
  const text = args[at + 1] ?? '';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`--port needs a number from 0 to 65535, not "${text}".`);
  return port;
}
