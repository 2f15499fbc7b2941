/* Costs as they are printed: whole numbers while they are short, then three digits and a unit. */
import type { Cost } from '../../plan/cost.ts';
import type { EditingKey } from '../../words/editing.ts';

const UNITS = ['', 'k', 'M', 'G', 'T'];

/** `950`, `1.95 k`, `61.4 k`, `12.3 M`. */
export function fmtLarge(count: number): string {
  return scaled(count).join('\u00a0').trim();
}

/** `512 B`, `31.1 kB`. */
export function fmtBytes(bytes: number): string {
  const [number, unit] = scaled(bytes);
  return `${number}\u00a0${unit}B`;
}

function scaled(count: number): readonly [string, string] {
  let [rest, place] = [count, 0];
  while (Number(rest.toPrecision(3)) >= 1000 && place < UNITS.length - 1) {
    rest /= 1000;
    place++;
  }
  return [place === 0 || rest >= 1000 ? String(Math.round(rest)) : rest.toPrecision(3), UNITS[place] ?? ''];
}

/** `1 950 parameters`, `61.4 k multiply-adds`, `31.1 kB`; what is none is left out. */
export function costItems(cost: Cost): readonly (readonly [EditingKey, Readonly<Record<string, string>>])[] {
  const { parameters, multiplyAdds, bytes } = cost;
  return [
    ...(parameters > 0 ? [['cost-parameters', { count: fmtLarge(parameters) }] as const] : []),
    ...(multiplyAdds > 0 ? [['cost-products', { count: fmtLarge(multiplyAdds) }] as const] : []),
    ...(bytes > 0 ? [['cost-memory', { bytes: fmtBytes(bytes) }] as const] : []),
  ];
}
