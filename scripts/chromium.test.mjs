/* Checks where a Chromium is looked for, in which order, and what is said when there is none. */

import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, usualPlaces } from './chromium.mjs';

let folder;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chainrule-chromium-'));
  const scripts = { chromium: 'exit 1', 'chromium-browser': 'exit 0', mine: 'exit 0' };
  for (const [name, body] of Object.entries(scripts)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${body}\n`);
    await chmod(join(folder, name), 0o755);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the usual places', () => {
  it('are PATH first on Linux, one name after another', () => {
    const places = usualPlaces({ PATH: ['/a', '/b'].join(delimiter) }, 'linux');
    expect(places.slice(0, 3)).toEqual([
      join('/a', 'chromium'),
      join('/b', 'chromium'),
      join('/a', 'chromium-browser'),
    ]);
    expect(places).toContain('/opt/google/chrome/chrome');
  });

  it('are the applications on macOS and the program folders on Windows, also when variables are missing', () => {
    expect(usualPlaces({ HOME: '/Users/me' }, 'darwin')[0]).toContain('Google Chrome.app');
    expect(usualPlaces({}, 'darwin')).toHaveLength(2);
    expect(usualPlaces({ LOCALAPPDATA: 'C:\\Me' }, 'win32')[0]).toBe('C:\\Me\\Google\\Chrome\\Application\\chrome.exe');
    expect(usualPlaces({}, 'win32')).toEqual([]);
  });
});

describe.runIf(process.platform === 'linux')('the Chromium that is found', () => {
  it('is CHROMIUM_PATH before any other', () => {
    const mine = join(folder, 'mine');
    expect(findChromium({ CHROMIUM_PATH: mine, PATH: folder })).toBe(mine);
  });

  it('is never another one than CHROMIUM_PATH names', () => {
    const absent = join(folder, 'absent');
    expect(() => findChromium({ CHROMIUM_PATH: absent, PATH: folder })).toThrow(`CHROMIUM_PATH is ${absent}`);
  });

  it('is one that starts, not a stub that only has the name', () => {
    expect(findChromium({ PATH: folder })).toBe(join(folder, 'chromium-browser'));
  });
});
