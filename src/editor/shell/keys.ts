/* Keys: which press means which writing, when a press belongs to what has the focus instead, and how a key is printed. */
import { parseKeybinding } from 'tinykeys';

/** What of a keyboard event decides. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const MODIFIERS = { Control: 'ctrlKey', Meta: 'metaKey', Alt: 'altKey', Shift: 'shiftKey' } as const;
/** Where an input method or a modifier makes another sign of it, the place of the key speaks: `。` is the full stop. */
const PLACES: Readonly<Record<string, string>> = { Period: '.', Comma: ',' };
export const isSign = (key: string) => key.length === 1 && !/[\p{L}\p{N} ]/u.test(key);

/** Whether a press is the key written in tinykeys' way: `$mod+Shift+z`, `Space`, `/`. */
export function matches(press: Press, written: string): boolean {
  const [[modifiers, key] = [[], '']] = parseKeybinding(written);
  if (typeof key !== 'string') return false;
  if (!means(press, key, modifiers.includes('Shift'))) return false;
  return Object.entries(MODIFIERS).every(
    // A sign says itself whether it needs Shift: `/` is Shift+7 on a German keyboard.
    ([name, held]) => press[held] === modifiers.includes(name) || (name === 'Shift' && isSign(key)),
  );
}

function means({ key, code }: Press, wanted: string, shifted: boolean): boolean {
  const place = PLACES[code];
  // With Shift a sign may be another one that is a key of its own: `/` on a French keyboard.
  if (wanted in PLACES) return wanted === code && !(shifted && /^[.,/?]$/.test(key));
  if (wanted === code) return true;
  // Where the layout has other letters (Greek, Cyrillic), the place of the key speaks; elsewhere the letter on it does.
  const foreign = /^\p{L}$/u.test(key) && !/^[a-z]$/i.test(key);
  const other = place !== undefined && !/^[\x20-\x7e]$/.test(key);
  const sign = foreign ? code.replace(/^Key/, '') : other ? place : key;
  return wanted.toLowerCase() === sign.toLowerCase();
}

const TYPING = 'input, textarea, select, [contenteditable=""], [contenteditable="true"]';
/** What takes every key as long as it has the focus. */
const CLOSED = '[role="menu"], [role="listbox"], dialog';
const PRESSED =
  'button, a[href], summary, [role="button"], [role="link"], [role="tab"], [role="switch"], [role="checkbox"], [role="radio"], [role="slider"], [role="option"], [role="gridcell"]';
const MOVED = '[role="tablist"], [role="slider"], [role="grid"], [role="radiogroup"]';

/** Whether it happens in a field. */
export function isTyped({ target }: Event): boolean {
  return target instanceof Element && target.closest(TYPING) !== null;
}

/** Typing is never a command; a control's own keys are the control's; an input method is left alone. */
export function isTaken(event: KeyboardEvent): boolean {
  if (event.isComposing || event.key === 'Process' || event.defaultPrevented) return true;
  const within = (selector: string) => event.target instanceof Element && event.target.closest(selector) !== null;
  // The field of a number takes it, then training begins.
  const trains = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && within('input[inputmode="decimal"]');
  if ((isTyped(event) && !trains) || within(CLOSED)) return true;
  if (event.ctrlKey || event.metaKey) return false;
  if (event.code === 'Space' || event.key === 'Enter') return within(PRESSED);
  return event.key === 'Home' && within(MOVED);
}

export const isMac = () => /Mac|iP(hone|ad)/.test(navigator.platform);

const PLAIN = new Map([
  ['$mod', 'Ctrl'],
  ['Delete', 'Del'],
  ['Period', '.'],
  ['Comma', ','],
]);
const MAC = new Map([
  ['$mod', '⌘'],
  ['Shift', '⇧'],
  ['Enter', '↩'],
  ['Delete', '⌦'],
  ['Backspace', '⌫'],
  ['Alt', '⌥'],
  ['Period', '.'],
  ['Comma', ','],
]);

/** A key as people read it: `Ctrl+Z`, `⇧⌘Z`, `Space`. */
export function printedKey(key: string, mac = isMac()): string {
  const names = key
    .split('+')
    .map((part) => (mac ? MAC : PLAIN).get(part) ?? (part.length === 1 ? part.toUpperCase() : part));
  // Apple writes ⌥ before ⇧ before ⌘, and all before the key.
  return mac ? names.sort((a, b) => '⌘⇧⌥'.indexOf(b) - '⌘⇧⌥'.indexOf(a)).join('') : names.join('+');
}
