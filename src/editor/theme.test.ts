/* The colours of the phases, by number: to be told apart by eyes that see all colours and by eyes that do not. OKLab by
   B. Ottosson (2020), dichromacy by Machado, Oliveira and Fernandes (2009) at full severity. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

const css = readFileSync(new URL('theme.css', import.meta.url), 'utf8');
const dark = css.indexOf('[data-theme="dark"]');
const tokens = {
  light: tokensOf(css.slice(0, dark)),
  dark: tokensOf(css.slice(dark)),
};
/** Neighbouring stops of a ramp differ by 4 to 8. The weakest pair, green and purple in tritan vision, differs by 19.5. */
const LEAST = 19;
const EYES: Readonly<Record<string, Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function tokensOf(block: string): ReadonlyMap<string, string> {
  return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-fA-F]{6})/g)].map(([, name, value]) => [name!, value!]));
}

function linear(hex: string): Triple {
  const channel = (at: number) => {
    const x = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

const times = (matrix: Matrix, [r, g, b]: Triple): Triple =>
  matrix.map(([x, y, z]) => x * r + y * g + z * b) as unknown as Triple;

/** In OKLab, of light as the eye sees it. */
function lab(hex: string, eye: Matrix): Triple {
  const seen = times(eye, linear(hex)).map((x) => Math.max(0, Math.min(1, x))) as unknown as Triple;
  const cone = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    seen,
  ).map(Math.cbrt) as unknown as Triple;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cone,
  );
}

/** 100 × the distance. */
function difference(a: string, b: string, eye: Matrix): number {
  const [x, y] = [lab(a, eye), lab(b, eye)];
  return 100 * Math.hypot(...x.map((each, i) => each - y[i]!));
}

function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, bl] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

test.each(['light', 'dark'] as const)('forward and backward are told apart by every eye, in the %s theme', (theme) => {
  const { fwd, bwd } = Object.fromEntries(tokens[theme]) as { fwd: string; bwd: string };
  for (const [name, eye] of Object.entries(EYES)) expect(difference(fwd, bwd, eye), name).toBeGreaterThanOrEqual(LEAST);
});

test.each(['light', 'dark'] as const)(
  'the colours of the phases are read on every surface, in the %s theme',
  (theme) => {
    for (const phase of ['fwd', 'bwd', 'upd', 'error', 'warn', 'text3'])
      for (const ground of ['canvas', 'surface', 'surface2'])
        expect(
          contrast(tokens[theme].get(phase)!, tokens[theme].get(ground)!),
          `${phase} on ${ground}`,
        ).toBeGreaterThanOrEqual(4.5);
  },
);
