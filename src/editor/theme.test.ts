/* The colours of the phases can be read on every surface, by number (WCAG 2.2). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('theme.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('[data-theme="dark"]');
const tokensOf = (block: string) =>
  new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-fA-F]{6})/g)].map(([, name, value]) => [name, value]));
const themes = { light: tokensOf(light), dark: tokensOf(dark) };

function luminance(hex: string): number {
  const channel = (at: number) => {
    const x = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

test.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  for (const phase of ['fwd', 'bwd', 'upd', 'error', 'warn', 'text3'])
    for (const ground of ['canvas', 'surface', 'surface2']) {
      const lights = [phase, ground].map((name) => luminance(themes[theme].get(name)!) + 0.05);
      expect(Math.max(...lights) / Math.min(...lights), `${phase} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
});
