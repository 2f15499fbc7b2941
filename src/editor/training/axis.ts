/* Where the axes of the charts end and what is marked on them. Ends lie on round numbers, so that they stay while the
   curve moves a little. */

export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** What Train will fill: the axis of iterations before there are any. */
const FIRST_STEPS = 300;
const ROUND = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];
const MOST_TICKS = 5;
/** A loss that falls further than this would press the whole curve into the upper edge. */
const MOST_DECADES = 12;
/** Where a loss of exactly zero stands on a logarithmic axis: below what float32 leaves of a loss that is not. */
const NEARLY_ZERO = -18;

/** 0 … 300, 400, 500, 600, 800, 1000, 1500 …: at most a third of it is empty. The last tick is the end. */
export function stepAxis(step: number): Axis {
  const power = 10 ** Math.floor(Math.log10(Math.max(step, FIRST_STEPS)));
  const high = (ROUND.find((round) => round * power >= Math.max(step, FIRST_STEPS)) ?? 10) * power;
  const between = [0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5].map((each) => each * power);
  const apart =
    between.find((each) => high / each <= 5 && Number.isInteger(Math.round((high / each) * 1e6) / 1e6)) ?? high;
  return { low: 0, high, ticks: Array.from({ length: Math.round(high / apart) + 1 }, (_, i) => i * apart) };
}

/** Around values > 0, from one of … 0.1, 0.3, 1, 3 … to another, in `log10`: low, high and ticks are exponents. */
export function logAxis(values: readonly number[]): Axis {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  const [least, most] = positive.length > 0 ? [min(positive), max(positive)] : [1, 1];
  const high = upper(most);
  // Before training one point is all there is: a decade below it is where it will go.
  const zero = values.includes(0) && high > NEARLY_ZERO ? NEARLY_ZERO : high;
  const low = Math.max(Math.min(lower(least), high - 2, zero), high - 2 * MOST_DECADES);
  // Every half decade, or whole ones: 1, 0.1, 0.01 and never 3, 0.3, 0.03.
  const rough = Math.ceil((high - low) / (MOST_TICKS - 1));
  const every = rough === 1 ? 1 : 2 * Math.ceil(rough / 2);
  const ticks: number[] = [];
  for (let half = every === 1 ? high : 2 * Math.floor(high / 2); half >= low; half -= every)
    ticks.unshift(exponent(half));
  return { low: exponent(low), high: exponent(high), ticks };
}

/** Around values, zero among them. */
export function linearAxis(values: readonly number[]): Axis {
  const finite = values.filter(Number.isFinite);
  const [lowest, highest] = [Math.min(0, min(finite)), Math.max(0, max(finite))];
  // Values that are all but zero have no round numbers between them.
  const [least, most] = highest - lowest > 1e-30 ? [lowest, highest] : [0, 1];
  const rough = (most - least) / (MOST_TICKS - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const apart = ([1, 2, 2.5, 5].find((each) => each * power >= rough * 0.999) ?? 10) * power;
  const [first, last] = [Math.floor(least / apart + 1e-9), Math.ceil(most / apart - 1e-9)];
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * apart).toPrecision(12)));
  return { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1, ticks };
}

/** Half decades are counted by whole numbers: 2k is 10^k and 2k + 1 is 3 · 10^k, as they are printed. */
function exponent(half: number): number {
  return Math.floor(half / 2) + (half % 2 === 0 ? 0 : Math.log10(3));
}

function upper(value: number): number {
  let half = 2 * Math.floor(Math.log10(value)) - 1;
  while (10 ** exponent(half) < value * (1 - 1e-9)) half++;
  return half;
}

function lower(value: number): number {
  let half = 2 * Math.floor(Math.log10(value)) + 3;
  while (10 ** exponent(half) > value * (1 + 1e-9)) half--;
  return half;
}

const min = (values: readonly number[]) =>
  values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
const max = (values: readonly number[]) =>
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
