/* What a single part of a document may hold; opening a file and editing ask the same questions here. */
import type { Position, Setting, Settings, Training, Values } from './document.ts';
import { LIMITS } from './limits.ts';
import { isAddress, isReserved } from './names.ts';

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LIMITS.text;
const isSeed = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;

/** A finite number, a flag, a text, or an array of only numbers or only texts. */
export function isSetting(value: unknown): value is Setting {
  if (Array.isArray(value)) return value.length <= LIMITS.values && (value.every(isNumber) || value.every(isText));
  return typeof value === 'boolean' || isNumber(value) || isText(value);
}

export function isSettings(value: unknown): value is Settings {
  return isRecord(value) && Object.entries(value).every(([name, each]) => !isReserved(name) && isSetting(each));
}

/** As many finite numbers as the shape says, within the limit. */
export function isValues(value: unknown): value is Values {
  if (!isRecord(value) || !Array.isArray(value.shape) || !Array.isArray(value.data)) return false;
  if (value.data.length > LIMITS.values || !value.data.every(isNumber)) return false;
  // At most 20,000 numbers are left by now, so a product that overflows can only be unequal.
  return value.shape.every(isDimension) && value.shape.reduce((a: number, b: number) => a * b, 1) === value.data.length;
}

function isDimension(value: unknown): value is number {
  return isNumber(value) && Number.isInteger(value) && value >= 1 && value <= LIMITS.dimension;
}

/** The nearest place that the canvas can show. */
export function reachable({ x, y }: Position): Position {
  const within = (value: number) => Math.max(-LIMITS.reach, Math.min(LIMITS.reach, value));
  return { x: within(x), y: within(y) };
}

export function isPosition(value: unknown): value is Position {
  if (!isRecord(value) || !isNumber(value.x) || !isNumber(value.y)) return false;
  return Math.abs(value.x) <= LIMITS.reach && Math.abs(value.y) <= LIMITS.reach;
}

/** A title or a label: short enough to show on one line. Or the text of a note. */
export function shortened(text: string, limit: number = LIMITS.label): string {
  return text.length > limit ? text.slice(0, limit).toWellFormed() : text;
}

/** A test for each field of the training; whether an optimiser's type exists is the plan's to say. */
export const TRAINING_FIELDS: { readonly [Field in keyof Training]-?: (value: unknown) => boolean } = {
  loss: isAddress,
  optimizer: (value) => isRecord(value) && isText(value.type) && isSettings(value.settings),
  learningRate: (value) => isNumber(value) && value >= 0,
  schedule: (value) =>
    isRecord(value) &&
    isText(value.type) &&
    isSettings(value.settings) &&
    (value.every === 'step' || value.every === 'epoch'),
  clipNorm: (value) => isNumber(value) && value > 0,
  batchSize: (value) => value === 'full' || (Number.isSafeInteger(value) && Number(value) >= 1),
  shuffle: (value) => typeof value === 'boolean',
  split: (value) => isRecord(value) && isNumber(value.test) && value.test >= 0 && value.test < 1 && isSeed(value.seed),
  seed: isSeed,
  zeroGradients: (value) => typeof value === 'boolean',
  mode: (value) => value === 'train' || value === 'eval',
};

const isWords = (value: unknown) => isRecord(value) && isText(value.en) && isText(value.ja);

export function isCard(value: unknown): boolean {
  if (!isRecord(value) || !isWords(value.title) || !isWords(value.says) || !Array.isArray(value.try)) return false;
  return value.try.every(
    (task) => isRecord(task) && isWords(task.text) && ['string', 'undefined'].includes(typeof task.holds),
  );
}
