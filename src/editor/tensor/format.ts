/* Numbers as the editor prints them, the same in every language: SHOWING-BACKPROP §2.6. The minus is U+2212; exponents
   keep the hyphen that a programming language reads. */
import type { Statistics } from '../../worker/view.ts';

/** Three significant digits: `0` `7` `0.0123` `1.23` `1230` `1.2e-7`, never `0.00` for what is not zero. With `bare`,
    zeros at the end are left out: `0.5`. */
export function fmt(x: number, bare = false): string {
  return special(x) ?? minus(isShort(x) ? String(x) : rounded(x, 3, 1, bare));
}

/** A loss: four significant digits. */
export function fmtLoss(x: number): string {
  return special(x) ?? minus(rounded(x, 4, 3, false));
}

/** For the probe: nine significant digits, which tell every two float32 numbers apart. */
export function fmtFull(x: number): string {
  return special(x) ?? minus(String(Number(x.toPrecision(9))));
}

/** A share 0…1 as `41.5%`. */
export function fmtAccuracy(share: number): string {
  return special(share) && share !== 0 ? '–' : `${(share * 100).toFixed(1)}%`;
}

/** A whole number in groups of three, parted by a thin space that does not break. */
export function fmtCount(count: number): string {
  return minus(String(count)).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** Text for a cell, at most `width` characters: no zero before the point, digits dropped as needed. Empty where not
    even one digit fits; six characters hold every float32. */
export function fmtCell(x: number, width = 6): string {
  const whole = fmt(x);
  const tries = [whole];
  if (whole.includes('e')) tries.push(x.toExponential(0));
  else if (special(x) === undefined) tries.push(fixed(x, 2), fixed(x, 1));
  return tries.map(squeezed).find((text) => text.length <= width) ?? '';
}

/** `μ 0.31, σ 1.2, ‖·‖ 3.9, −2…3, 0% 33`, and first of all what is not finite. */
export function fmtStatistics(statistics: Statistics): string {
  const { count, zeros, masked, mean, std, norm, min, max, dead, saturated } = statistics;
  const percent = (part: number) => Math.round((100 * part) / count);
  return [
    ...flagsOf(statistics),
    `μ ${fmt(mean)}`,
    `σ ${fmt(std)}`,
    `‖·‖ ${fmt(norm)}`,
    `${fmt(min)}…${fmt(max)}`,
    zeros > 0 ? `0% ${percent(zeros)}` : '',
    masked > 0 ? `mask ${percent(masked)}%` : '',
    dead > 0 ? `dead ${dead}` : '',
    saturated > 0 ? `sat ${percent(saturated)}%` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** What is abnormal, in words: errors, and numbers that are all the same. */
export function flagsOf({ count, zeros, nan, infinite, masked, min, max }: Statistics): readonly string[] {
  const flags = [nan > 0 ? `NaN ${nan}` : '', infinite > 0 ? `Inf ${infinite}` : ''];
  const plain = nan + infinite === 0 && masked < count;
  if (plain && count > 0 && zeros === count) flags.push('all zero');
  else if (plain && count > 1 && min === max) flags.push('const');
  return flags.filter((flag) => flag !== '');
}

/** Characters of a number where there is little room. */
const SHORT = 4;

/** A number must not be missing: where even one digit needs more room, it takes as much as it needs. */
function short(x: number): string {
  return fmtCell(x, SHORT) || fmtCell(x, Number.POSITIVE_INFINITY);
}

/** What has room beside a picture, in the order in which it is dropped from the end: `NaN 2` `μ .31` `σ 1.2` `‖·‖ 3.9`. */
export function fmtShortly(statistics: Statistics): readonly string[] {
  const { count, zeros, mean, std, norm, dead, saturated } = statistics;
  const percent = (part: number) => Math.round((100 * part) / count);
  return [
    ...flagsOf(statistics),
    `μ ${short(mean)}`,
    `σ ${short(std)}`,
    ...(dead > 0 ? [`dead ${dead}`] : []),
    ...(saturated > 0 ? [`sat ${percent(saturated)}%`] : []),
    `‖·‖ ${short(norm)}`,
    ...(zeros > 0 ? [`0% ${percent(zeros)}`] : []),
  ];
}

function special(x: number): string | undefined {
  if (Number.isNaN(x)) return 'NaN';
  if (x === 0) return '0';
  return Number.isFinite(x) ? undefined : x > 0 ? '+∞' : '−∞';
}

/** Whole numbers that are printed exactly. */
function isShort(x: number): boolean {
  return Number.isInteger(x) && Math.abs(x) <= 9999;
}

/** Fixed point for 1e-3 ≤ |x| < 1e4, else one digit, `decimals` more and an exponent. */
function rounded(x: number, digits: number, decimals: number, bare: boolean): string {
  const text = Math.abs(x) < 1e-3 ? '' : fixed(x, digits);
  if (text === '' || Math.abs(Number(text)) >= 1e4) return x.toExponential(decimals).replace(/\.?0+e/, 'e');
  return bare && text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** `digits` significant ones without an exponent; 1234 at three digits is 1230. */
function fixed(x: number, digits: number): string {
  const value = Number(x.toPrecision(digits));
  const whole = Math.floor(Math.log10(Math.abs(value))) + 1;
  return value.toFixed(Math.max(0, digits - whole));
}

/** Without what a narrow cell can spare: `−.500` for −0.500 is as clear, and 1e5 for 1e+5. */
function squeezed(text: string): string {
  return minus(text)
    .replace(/^(−?)0\./, '$1.')
    .replace('e+', 'e');
}

function minus(text: string): string {
  return text.startsWith('-') ? `−${text.slice(1)}` : text;
}
