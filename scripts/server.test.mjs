/* Asks a real server, over real sockets, for a site in a temporary folder, in the ways that an attacker would. */

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embedHeaders, headersFile, metaPolicy, siteHeaders } from './headers.mjs';
import { loadSite, portFrom, serveSite } from './server.mjs';

const page = `<!doctype html>${'<p>A page long enough to be worth compressing.</p>'.repeat(50)}`;
const secret = 'what nobody may read';
let folder;
let site;
const servers = [];

async function serve(files, port) {
  const served = await serveSite(files, port);
  servers.push(served.server);
  return served;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chainrule-server-'));
  await mkdir(join(folder, 'site', 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), secret);
  await writeFile(join(folder, 'site', 'index.html'), page);
  await writeFile(join(folder, 'site', 'embed.html'), page);
  await writeFile(join(folder, 'site', '.hidden'), secret);
  await writeFile(join(folder, 'site', 'assets', 'main-1a2b.js'), 'export const one = 1;\n');
  await writeFile(join(folder, 'site', 'assets', 'kernel-3c4d.wasm'), Buffer.from([0, 97, 115, 109]));
  await symlink(join(folder, 'secret.txt'), join(folder, 'site', 'link.txt'));
  site = await serve(await loadSite(join(folder, 'site')), 0);
});

afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await rm(folder, { recursive: true, force: true });
});

/** Sends exactly these lines and returns the status, the header names in lower case, and the body's bytes. */
function ask(lines) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    const socket = connect(site.port, '127.0.0.1', () =>
      socket.end(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`),
    );
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const all = Buffer.concat(chunks);
      const cut = all.indexOf('\r\n\r\n');
      const [status = '', ...head] = all.subarray(0, cut).toString('latin1').split('\r\n');
      const headers = new Map(
        head.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
      );
      resolve({ status: Number(status.split(' ')[1]), headers, body: all.subarray(cut + 4) });
    });
  });
}

const get = (path, host = `127.0.0.1:${site.port}`, ...more) => ask([`GET ${path} HTTP/1.1`, `Host: ${host}`, ...more]);

function expectSecurityHeaders({ headers }) {
  for (const [name, value] of Object.entries(siteHeaders)) expect(headers.get(name.toLowerCase())).toBe(value);
  expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
}

describe('what the server gives', () => {
  it('gives the page at / and at its name, with every security header', async () => {
    for (const path of ['/', '/index.html', '/?document=abc']) {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      expect(answer.body.toString()).toBe(page);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expectSecurityHeaders(answer);
    }
  });

  it('names the types of scripts and of WebAssembly, and lets hashed files be kept', async () => {
    const script = await get('/assets/main-1a2b.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toContain('immutable');
    const wasm = await get('/assets/kernel-3c4d.wasm');
    expect(wasm.headers.get('content-type')).toBe('application/wasm');
    expect([...wasm.body]).toEqual([0, 97, 115, 109]);
    expect((await get('/')).headers.get('cache-control')).toBe('no-cache');
  });

  it('compresses for those who ask for it', async () => {
    const answer = await get('/', undefined, 'Accept-Encoding: gzip, deflate');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.body.length).toBeLessThan(page.length / 4);
    expect(gunzipSync(answer.body).toString()).toBe(page);
  });

  it('answers HEAD with the headers alone', async () => {
    const answer = await ask(['HEAD / HTTP/1.1', `Host: 127.0.0.1:${site.port}`]);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-length')).toBe(String(page.length));
    expect(answer.body.length).toBe(0);
  });

  it('says the policy of the paper, and says frame-ancestors in the header only', () => {
    expect(siteHeaders['Content-Security-Policy']).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
        "img-src 'self' data: blob:; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; " +
        "require-trusted-types-for 'script'; trusted-types nn-worker; frame-ancestors 'none'",
    );
    expect(metaPolicy).not.toContain('frame-ancestors');
  });
});

describe('what a course may frame', () => {
  it('is embed.html and nothing else', async () => {
    const { headers, status } = await get('/embed.html?example=xor');
    expect(status).toBe(200);
    for (const [name, value] of Object.entries(embedHeaders)) expect(headers.get(name.toLowerCase())).toBe(value);
    expect(headers.get('content-security-policy')).toContain('frame-ancestors *');
    const others = ['/', '/index.html', '/embed', '/embed.html/', '//embed.html', '/assets/main-1a2b.js'];
    for (const path of others)
      expect((await get(path)).headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
  });

  it('is told to static hosts in the file that they read, with all that differs taken off first', () => {
    const [all, , embed] = headersFile().split(/^(?=\/)/m);
    for (const [name, value] of Object.entries(siteHeaders)) expect(all).toContain(`  ${name}: ${value}\n`);
    expect(embed).toMatch(/^\/embed.html\n {2}! Content-Security-Policy\n {2}! Cross-Origin-Resource-Policy\n/);
    expect(embed).toContain('frame-ancestors *');
  });
});

describe('what the server refuses', () => {
  it('answers to its own three names and to no other host', async () => {
    const { port } = site;
    for (const host of ['127.0.0.1', 'localhost', '[::1]'])
      expect((await get('/', `${host}:${port}`)).status).toBe(200);
    const others = ['evil.com', `evil.com:${port}`, 'localhost', `localhost:${port + 1}`, `localhost.evil.com:${port}`];
    others.push(`127.0.0.1.nip.io:${port}`, `localhost.:${port}`, `LOCALHOST:${port}`, `0.0.0.0:${port}`, '');
    for (const host of others) {
      const answer = await get('/', host);
      expect(answer.status, `Host: ${host}`).toBe(403);
      expect(answer.body.toString()).not.toContain('<p>');
      expectSecurityHeaders(answer);
    }
  });

  it('refuses a request with two hosts or with none', async () => {
    const own = `Host: 127.0.0.1:${site.port}`;
    expect((await ask(['GET / HTTP/1.1', own, 'Host: evil.com'])).status).toBeGreaterThanOrEqual(400);
    expect((await ask(['GET / HTTP/1.1', own, own])).status).toBeGreaterThanOrEqual(400);
    expect((await ask(['GET / HTTP/1.1'])).status).toBe(400);
    expect((await ask(['GET / HTTP/1.0'])).status).toBe(403);
  });

  it('only reads', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']) {
      const answer = await ask([`${method} / HTTP/1.1`, `Host: 127.0.0.1:${site.port}`, 'Origin: http://evil.com']);
      expect(answer.status, method).toBe(405);
      expect(answer.headers.get('allow')).toBe('GET, HEAD');
      expectSecurityHeaders(answer);
    }
  });

  it('gives no permission to other origins, whichever they say they are', async () => {
    for (const origin of ['null', 'http://evil.com', `http://127.0.0.1:${site.port}`]) {
      expectSecurityHeaders(await get('/', undefined, `Origin: ${origin}`));
    }
  });

  it('gives no byte of a file outside the build, whatever the path', async () => {
    const paths = [
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e%2fsecret.txt',
    ];
    paths.push('/..\\secret.txt', '//secret.txt', `${folder}/secret.txt`, `//${folder}/secret.txt`, '/@fs/etc/passwd');
    paths.push(
      '/link.txt',
      '/.hidden',
      '/.git/config',
      '/assets',
      '/assets/',
      '/%00',
      '/index.html%00.js',
      '/__proto__',
    );
    paths.push('/constructor', `http://127.0.0.1:${site.port}/secret.txt`, 'secret.txt', '*', `/${'a'.repeat(8000)}`);
    for (const path of paths) {
      const answer = await get(path);
      expect([400, 404], path).toContain(answer.status);
      expect(answer.body.toString()).not.toContain(secret);
    }
    expect((await get(`/${'a'.repeat(65_536)}`)).status).toBe(431);
  });

  it('stays reachable while 200 others hold half-written requests open', async () => {
    const slow = Array.from({ length: 200 }, () => connect(site.port, '127.0.0.1'));
    await Promise.all(slow.map((socket) => new Promise((resolve) => socket.write('GET / HTTP/1.1\r\nHos', resolve))));
    expect((await get('/')).status).toBe(200);
    for (const socket of slow) socket.destroy();
  });
});

describe('where the server listens', () => {
  it('is the loopback interface', () => {
    expect(servers[0].address()).toMatchObject({ address: '127.0.0.1', port: site.port });
    expect(site.url).toBe(`http://127.0.0.1:${site.port}/`);
  });

  it('moves on to a later port when the asked one is taken', async () => {
    const second = await serve(new Map(), site.port);
    expect(second.port).toBeGreaterThan(site.port);
    expect(second.port).toBeLessThan(site.port + 20);
  });

  it('takes the port from --port, 4173 without it, and no nonsense', () => {
    expect(portFrom([])).toBe(4173);
    expect(portFrom(['--port', '8080'])).toBe(8080);
    for (const bad of ['', 'x', '-1', '70000', '1e3'])
      expect(() => portFrom(['--port', bad])).toThrow('--port needs a number');
    expect(() => portFrom(['--port'])).toThrow('--port needs a number');
  });
});
