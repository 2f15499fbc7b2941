/* Colours of numbers: blue is plus, orange is minus, zero recedes into the ground, in a light and a dark theme. Stops
   and checks for colour-blind eyes: SHOWING-BACKPROP §2.2. */

export type Theme = 'light' | 'dark';
/** `diverging` for signed numbers, `sequential` for what cannot be negative, `grey` for images, `grey-signed` where these have
    numbers below 0, `categories` for names. */
export type Ramp = 'diverging' | 'sequential' | 'grey' | 'grey-signed' | 'categories';
/** sRGB, each 0–255. */
export type Colour = readonly [red: number, green: number, blue: number];

const STOPS: Readonly<Record<Theme, Readonly<Record<'minus' | 'plus' | 'sequential' | 'grey', string>>>> = {
  light: {
    minus: 'EEF0F3 F0D6C8 E7BFA8 DCA88A D0926D C37C50 B56631 A75001 8F4200',
    plus: 'EEF0F3 CCDEF3 AFCCEC 93B9E4 78A6DA 5D93CF 4281C3 246EB7 005BA8',
    sequential: 'F2F4F6 CFDCED AFC4E0 90ADD1 7395C1 577EB1 3A68A1 1C5190 003B7C',
    grey: 'F2F4F6 16191E',
  },
  dark: {
    minus: '2A2B2D 48382A 61462E 7A5533 936439 AD743F C88546 E2964E FDA856',
    plus: '2A2B2D 2B3E4B 305166 356481 3B779C 418BB7 489FD3 50B4F0 72C8FE',
    sequential: '252728 2F3C44 3C5360 4A6A7D 58829A 689BB8 78B4D7 89CEF7 BBE5FE',
    grey: '252728 ECEFF3',
  },
};

const CATEGORIES: Readonly<Record<Theme, string>> = {
  light: '1F5FD0 C2410C 047745 8A2BB8 7A5900 B0126A 0E7490 4A5361',
  dark: '7AB0FF FF9E64 73EEA7 CA8DEF E8C15A FF8FC2 5AD1E6 B4BCC8',
};

/** Colours of a picture that stand for no number; the variables of theme.css, which a canvas cannot read. */
export const INK = {
  light: { surface: '#ffffff', border: '#c9cfd8', frame: '#7c8694', hatch: '#76808e', ground: '#e4e8ee' },
  dark: { surface: '#1a1d22', border: '#3a414b', frame: '#7d8896', hatch: '#7d8896', ground: '#2d323a' },
} as const;

/** Not a number, in both themes. */
export const NAN = { ground: '#000000', mark: '#ffe600' } as const;

const MIDDLE = 128;
const ARM = 127;

/** Position of `x` in a ramp's table when full colour stands for `scale`; beyond it the end colour. Finite x only. */
export function rampIndex(x: number, scale: number, ramp: Ramp): number {
  if (ramp === 'categories') return ((Math.round(x) % 8) + 8) % 8;
  const t = Math.max(-1, Math.min(1, x / scale));
  return isSigned(ramp) ? MIDDLE + Math.round(t * ARM) : Math.round(Math.max(0, t) * 255);
}

export function isSigned(ramp: Ramp): boolean {
  return ramp === 'diverging' || ramp === 'grey-signed';
}

/** Small numbers drawn apart: ±√|x| of the scale. */
export function stretched(x: number, scale: number): number {
  return Math.sign(x) * Math.sqrt(Math.abs(x) / scale) * scale;
}

/** 256 × RGBA, made once for each theme. Entry 128 of `diverging` is zero; 1 and 255 are its ends. */
export function rampTable(theme: Theme, ramp: Ramp): Uint8ClampedArray {
  const key = `${theme} ${ramp}`;
  const known = tables.get(key);
  if (known) return known;
  const table = new Uint8ClampedArray(1024);
  for (let index = 0; index < 256; index++) table.set([...entry(theme, ramp, index), 255], index * 4);
  tables.set(key, table);
  return table;
}

const tables = new Map<string, Uint8ClampedArray>();

/** The colour at an index of a ramp's table. */
export function tableColour(table: Uint8ClampedArray, index: number): Colour {
  return [table[index * 4]!, table[index * 4 + 1]!, table[index * 4 + 2]!];
}

/** The colour of `x`, as CSS. */
export function colourOf(x: number, scale: number, ramp: Ramp, theme: Theme): string {
  return css(tableColour(rampTable(theme, ramp), rampIndex(x, scale, ramp)));
}

export function css([red, green, blue]: Colour): string {
  return `rgb(${red} ${green} ${blue})`;
}

/** Pure black or white, whichever can be read better on `colour`: at least 4.59 : 1 over every ramp. */
export function textOn(colour: Colour): '#000000' | '#ffffff' {
  const light = luminance(colour);
  return (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) ? '#000000' : '#ffffff';
}

/** Relative luminance, 0 black to 1 white (WCAG 2.2). */
export function luminance([red, green, blue]: Colour): number {
  const linear = (byte: number) => (byte <= 10.31475 ? byte / 3294.6 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function entry(theme: Theme, ramp: Ramp, index: number): Colour {
  const stops = STOPS[theme];
  if (ramp === 'categories') return parse(CATEGORIES[theme].split(' ')[index % 8]!);
  if (ramp !== 'diverging') return between(stops[ramp === 'sequential' ? ramp : 'grey'], index / 255);
  const t = Math.max(-1, (index - MIDDLE) / ARM);
  return t < 0 ? between(stops.minus, -t) : between(stops.plus, t);
}

/** Piecewise linear in sRGB: the stops are 4–8 ΔE apart, so the difference from OKLab cannot be seen. */
function between(stops: string, t: number): Colour {
  const list = stops.split(' ');
  const place = t * (list.length - 1);
  const from = Math.min(Math.floor(place), list.length - 2);
  const [a, b] = [parse(list[from]!), parse(list[from + 1]!)];
  const mix = (channel: 0 | 1 | 2) => Math.round(a[channel] + (b[channel] - a[channel]) * (place - from));
  return [mix(0), mix(1), mix(2)];
}

function parse(hex: string): Colour {
  const bits = Number.parseInt(hex, 16);
  return [bits >> 16, (bits >> 8) & 255, bits & 255];
}
