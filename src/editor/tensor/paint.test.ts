/* Tests that special cells are drawn unlike each other, on a canvas that only writes down what it was told. */
import { describe, expect, test } from 'vitest';
import { paintBars } from './bars.ts';
import { INK, NAN } from './colour.ts';
import { type Blit, type Pen, type Picture, paintCells, paintGhost, type Style } from './paint.ts';

/** A pen whose calls, with the inks they were made in, can be read afterwards. */
function recorder(): { readonly pen: Pen; readonly blit: Blit; readonly log: string[] } {
  const log: string[] = [];
  const told =
    (name: string) =>
    (...values: unknown[]) => {
      log.push(`${name}(${values.map((value) => JSON.stringify(value)).join(' ')})`);
    };
  const inked =
    (name: string) =>
    (...values: unknown[]) =>
      told(`${pen.fillStyle} ${pen.strokeStyle} ${name}`)(...values);
  const pen: Pen = {
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 1,
    font: '',
    textAlign: 'left',
    textBaseline: 'top',
    globalAlpha: 1,
    arc: told('arc'),
    beginPath: told('beginPath'),
    clearRect: told('clearRect'),
    clip: told('clip'),
    fill: inked('fill'),
    fillRect: inked('fillRect'),
    fillText: inked('fillText'),
    lineTo: told('lineTo'),
    moveTo: told('moveTo'),
    rect: told('rect'),
    restore: told('restore'),
    save: told('save'),
    setLineDash: told('setLineDash'),
    setTransform: told('setTransform'),
    stroke: inked('stroke'),
    strokeRect: inked('strokeRect'),
  };
  return { pen, blit: (rgba, columns) => told('blit')([...rgba], columns), log };
}

function row(
  values: readonly number[],
  masked: readonly number[] = [],
  pool: readonly [number, number] = [1, 1],
): Picture {
  const cells = Float64Array.from(values);
  const mask = Uint8Array.from(values, (_, index) => (masked.includes(index) ? 1 : 0));
  return { rows: 1, columns: values.length, cells, mask, pool, origin: [0, 0] };
}

function styleOf(theme: 'light' | 'dark', side: number, columns = 1, numbers = false): Style {
  const plain = { zoom: 1, unit: 1, stretch: false, signs: false };
  return { width: side * columns, height: side, ratio: 1, theme, ramp: 'diverging', scale: 1, numbers, ...plain };
}

function painted(picture: Picture, style: Style): string {
  const { pen, blit, log } = recorder();
  paintCells(pen, blit, picture, picture.columns, style);
  return log.join('\n');
}

function ghost(style: Style): string {
  const { pen, log } = recorder();
  paintGhost(pen, 1, 1, style);
  return log.join('\n');
}

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test('zero, masked, pending, NaN, both infinities, clipped and full are eight pictures and more', () => {
    const style = styleOf(theme, 7);
    const pictures = [0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5, -5, 1, -1, 0.5].map((x) =>
      painted(row([x]), style),
    );
    const all = [...pictures, painted(row([0], [0]), style), ghost(style)];
    expect(new Set(all).size).toBe(all.length);
  });

  test('small cells keep zero, masked, pending, full and error apart', () => {
    const style = styleOf(theme, 4);
    const all = [row([0]), row([0], [0]), row([Number.NaN]), row([1])].map((picture) => painted(picture, style));
    all.push(ghost(style));
    expect(new Set(all).size).toBe(all.length);
    expect(painted(row([Number.NaN]), styleOf(theme, 1))).toContain(`${NAN.mark}  fillRect(0 0 2 2)`);
  });

  test('with numbers in them, too', () => {
    const style = styleOf(theme, 34, 1, true);
    const values = [0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5, 1e-9];
    const all = [...values.map((x) => painted(row([x]), style)), painted(row([0], [0]), style), ghost(style)];
    expect(new Set(all).size).toBe(all.length);
    expect(painted(row([1e-9]), style)).toContain('1e-9');
  });

  test('bars show zero, masked, NaN, infinite and clipped apart', () => {
    const all = [row([0]), row([0], [0]), row([Number.NaN]), row([Number.POSITIVE_INFINITY]), row([5]), row([1])].map(
      (picture) => {
        const { pen, log } = recorder();
        paintBars(pen, picture, styleOf(theme, 16));
        return log.join('\n');
      },
    );
    expect(new Set(all).size).toBe(all.length);
  });

  test('masked cells are hatched in the colours of the theme', () => {
    const text = painted(row([0, 1], [0]), styleOf(theme, 7, 2));
    expect(text).toContain(INK[theme].ground);
    expect(text).toContain(`${INK[theme].hatch} stroke`);
  });
});

test('minus zero is zero', () => {
  expect(painted(row([-0]), styleOf('light', 34, 1, true))).toBe(painted(row([0]), styleOf('light', 34, 1, true)));
});

test('NaN shows through a mask', () => {
  const style = styleOf('light', 7);
  expect(painted(row([Number.NaN], [0]), style)).toBe(painted(row([Number.NaN]), style));
});

test('a pooled cell bears no number', () => {
  const style = styleOf('light', 34, 1, true);
  expect(painted(row([0.5], [], [2, 1]), style)).not.toContain('fillText');
  expect(painted(row([0.5]), style)).toContain('fillText');
});

test('a wrapped strip leaves the end of its last row empty', () => {
  const { pen, blit, log } = recorder();
  paintCells(pen, blit, row([1, 1, 1]), 2, styleOf('light', 4));
  const bytes = log.find((line) => line.startsWith('blit'));
  expect(bytes).toMatch(/,0,0,0,0\] 2\)$/);
});
