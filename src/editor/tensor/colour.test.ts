/* Tests of the colour tables, and that the style sheet and the canvases use the same colours. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Colour, colourOf, INK, luminance, NAN, rampIndex, rampTable, tableColour, textOn } from './colour.ts';

const themes = ['light', 'dark'] as const;

test('the ends and the middle of the signed ramp are the stops of the paper', () => {
  expect([-9, 0, 9].map((x) => colourOf(x, 2, 'diverging', 'light'))).toEqual([
    'rgb(143 66 0)',
    'rgb(238 240 243)',
    'rgb(0 91 168)',
  ]);
  expect([-2, 0, 2].map((x) => colourOf(x, 2, 'diverging', 'dark'))).toEqual([
    'rgb(253 168 86)',
    'rgb(42 43 45)',
    'rgb(114 200 254)',
  ]);
});

test('the one-signed ramp runs from its ground to its end and takes what is negative for zero', () => {
  expect([-1, 0, 1].map((x) => colourOf(x, 1, 'sequential', 'light'))).toEqual([
    'rgb(242 244 246)',
    'rgb(242 244 246)',
    'rgb(0 59 124)',
  ]);
});

test('equal numbers of unlike sign lie equally far from zero', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 3, noNaN: true }), (x) => {
      expect(rampIndex(x, 2, 'diverging') - 128).toBe(128 - rampIndex(-x, 2, 'diverging'));
    }),
  );
});

describe.each(themes)('in the %s theme', (theme) => {
  test('text can be read on every colour of both ramps', () => {
    for (const ramp of ['diverging', 'sequential'] as const)
      for (let index = 0; index < 256; index++)
        expect(contrastOfText(tableColour(rampTable(theme, ramp), index))).toBeGreaterThanOrEqual(4.5);
  });

  test('the variables of theme.css are the colours of the canvases', () => {
    const sheet = readFileSync(new URL('../theme.css', import.meta.url), 'utf8');
    const [light = '', dark = ''] = sheet.split('[data-theme="dark"]');
    const block = theme === 'light' ? light : dark;
    const { surface, border, frame, hatch, ground } = INK[theme];
    const pairs = { surface, border, 'border-strong': frame, 'hatch-fg': hatch, 'hatch-bg': ground };
    for (const [name, colour] of Object.entries(pairs)) expect(block).toContain(`--${name}: ${colour};`);
    expect(light).toContain(`--nan-bg: ${NAN.ground};`);
    expect(light).toContain(`--nan-fg: ${NAN.mark};`);
  });
});

test('names of classes get eight colours, over and over', () => {
  const colours = Array.from({ length: 9 }, (_, index) => colourOf(index, 1, 'categories', 'light'));
  expect(new Set(colours).size).toBe(8);
  expect(colours[8]).toBe(colours[0]);
});

function contrastOfText(colour: Colour): number {
  const [light, text] = [luminance(colour), textOn(colour) === '#000000' ? 0 : 1];
  return (Math.max(light, text) + 0.05) / (Math.min(light, text) + 0.05);
}
