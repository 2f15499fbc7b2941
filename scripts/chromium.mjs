/* Finds the Chromium that the end-to-end tests drive, and installs one where none is found and installing is allowed. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { run, tool } from './tools.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The places where an installed Chrome or Chromium may be, best first: PATH, then each system's usual folders. */
export function usualPlaces(env, platform) {
  if (platform === 'darwin') {
    const folders = ['/Applications', ...(env.HOME ? [join(env.HOME, 'Applications')] : [])];
    return ['Google Chrome', 'Chromium'].flatMap((app) =>
      folders.map((at) => join(at, `${app}.app`, 'Contents', 'MacOS', app)),
    );
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    return ['Google\\Chrome', 'Chromium'].flatMap((app) =>
      folders.map((at) => `${at}\\${app}\\Application\\chrome.exe`),
    );
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = names.flatMap((name) => folders.map((at) => join(at, name)));
  return [...onPath, '/usr/bin/chromium', '/opt/google/chrome/chrome', '/snap/bin/chromium'];
}

// A browser without its system libraries, or a stub that only advertises a snap, is there and yet does not start.
// Windows and macOS have neither problem, and on Windows `--version` would open a window.
function starts(path) {
  if (!existsSync(path)) return false;
  if (process.platform !== 'linux') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

function playwrightsOwn() {
  try {
    return [createRequire(import.meta.url)('@playwright/test').chromium.executablePath()];
  } catch (error) {
    console.warn(`Playwright cannot say where its Chromium would be: ${error.message}`);
    return [];
  }
}

/**
 * The path of a Chromium that starts, or undefined: CHROMIUM_PATH, an installed one, Playwright's own download. A
 * CHROMIUM_PATH that does not start is an Error, since silently testing in another browser would be a surprise.
 */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) {
    if (starts(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new Error(`CHROMIUM_PATH is ${env.CHROMIUM_PATH}, but no browser starts from there.`);
  }
  return usualPlaces(env, process.platform).find(starts) ?? playwrightsOwn().find(starts);
}

function downloadWithPlaywright() {
  console.log('No Chrome or Chromium was found. Downloading one: npx playwright install chromium');
  // Where its servers are out of reach, Playwright's default timeouts would keep a newcomer waiting for minutes.
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  return tool('@playwright/test', 'playwright', ['install', 'chromium', '--no-shell'], { env, timeout: 300_000 }) === 0;
}

function installFromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log('Installing Debian’s Chromium, and a Japanese font: apt-get install chromium fonts-ipafont-gothic');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const packages = ['chromium', 'fonts-ipafont-gothic'];
  // An update that fails is no reason to stop: the lists that are there may do.
  run('apt-get', ['update', '-q'], { env });
  return run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env }) === 0;
}

/** The path of a Chromium, installing one if need be. Throws an Error with one sentence on what to do when there is none. */
export function ensureChromium(env = process.env) {
  const found = findChromium(env);
  if (found !== undefined) return found;
  if (!env.CHAINRULE_NO_INSTALL) {
    for (const install of [downloadWithPlaywright, installFromDebian]) {
      const path = install() ? findChromium(env) : undefined;
      if (path !== undefined) return path;
    }
  }
  const forbidden = env.CHAINRULE_NO_INSTALL ? ', and CHAINRULE_NO_INSTALL forbids installing one' : '';
  throw new Error(
    `The end-to-end tests found no Chromium${forbidden}: install Chrome or Chromium, or set CHROMIUM_PATH to one.`,
  );
}
