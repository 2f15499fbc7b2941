// @vitest-environment happy-dom
/* The registry of commands and its keys: one meaning for each key, and none of them while somebody types. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { emptyDocument } from '../document/document.ts';
import { type Session, started } from '../store/session.ts';
import type { Store } from '../store/store.ts';
import { commandWords } from '../words/commands.ts';
import { commands, installKeys, keysOf } from './commands.ts';
import { matches, type Press, printedKey } from './shell/keys.ts';
import { isReserved, writtenKey } from './shell/rebinding.ts';

const press = (key: string, code: string, held: Partial<Press> = {}): Press => ({
  ...{ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...held,
});
const shift = { shiftKey: true };
const alt = { altKey: true };
const ctrl = { ctrlKey: true };

test('ids and keys are unique and every label has its words', () => {
  const ids = commands.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const keys = commands.flatMap((each) => each.keys.map((key) => key.toLowerCase()));
  expect(keys.length).toBeGreaterThan(10);
  expect(new Set(keys).size).toBe(keys.length);
  for (const language of ['en', 'ja'] as const)
    expect(Object.keys(commandWords[language]).sort()).toEqual([...ids].sort());
});

test.each<[string, Press, string | undefined]>([
  ['Ctrl+Z', press('z', 'KeyZ', ctrl), 'undo'],
  ['Ctrl+Z with caps lock', press('Z', 'KeyZ', ctrl), 'undo'],
  ['Ctrl+Z on a Russian keyboard', press('я', 'KeyZ', ctrl), 'undo'],
  ['Ctrl+Z on a German keyboard', press('z', 'KeyY', ctrl), 'undo'],
  ['Ctrl+Shift+Z', press('Z', 'KeyZ', { ...ctrl, ...shift }), 'redo'],
  ['Ctrl+Y', press('y', 'KeyY', ctrl), 'redo'],
  ['AltGr+Y, which types a letter in places', press('y', 'KeyY', { ...ctrl, altKey: true }), undefined],
  ['Space', press(' ', 'Space'), 'train'],
  ['Shift+Space', press(' ', 'Space', shift), undefined],
  ['Ctrl+Enter', press('Enter', 'Enter', ctrl), 'train'],
  ['the full stop', press('.', 'Period'), 'step'],
  ['the full stop on a French keyboard', press('.', 'Comma', shift), 'step'],
  ['the full stop of a Japanese input method', press('。', 'Period'), 'step'],
  ['Shift and the full stop', press('>', 'Period', shift), 'step-over'],
  ['Shift and the full stop on a German keyboard', press(':', 'Period', shift), 'step-over'],
  ['/ on a French keyboard', press('/', 'Period', shift), 'add'],
  ['Alt and the full stop', press('.', 'Period', alt), 'finish'],
  ['Alt and the full stop on a Mac', press('≥', 'Period', alt), 'finish'],
  ['the comma', press(',', 'Comma'), 'back'],
  ['the comma of a Japanese input method', press('、', 'Comma'), 'back'],
  ['Shift and the comma', press('<', 'Comma', shift), 'back-over'],
  ['Alt and the comma', press(',', 'Comma', alt), 'back-phase'],
  ['F9', press('F9', 'F9'), 'breakpoint'],
  ['Shift+B', press('B', 'KeyB', shift), 'until'],
  ['/', press('/', 'Slash'), 'add'],
  ['/ on a German keyboard', press('/', 'Digit7', shift), 'add'],
  ['?', press('?', 'Slash', shift), 'help'],
  ['Shift+A', press('A', 'KeyA', shift), 'add'],
  ['A', press('a', 'KeyA'), undefined],
  ['Ctrl+A', press('a', 'KeyA', ctrl), 'select-all'],
  ['F', press('f', 'KeyF'), 'fit-selection'],
  ['Ctrl+F', press('f', 'KeyF', ctrl), 'find'],
  ['Ctrl+Shift+V', press('V', 'KeyV', { ...ctrl, ...shift }), 'paste-wired'],
  ['M of an input method', press('Process', 'KeyM'), undefined],
  ['Ctrl+P, which is the browser’s', press('p', 'KeyP', ctrl), undefined],
  ['Home', press('Home', 'Home'), 'fit-all'],
])('%s means one command or none', (_, pressed, id) => {
  const meant = commands.filter(({ keys }) => keys.some((key) => matches(pressed, key)));
  expect(meant.map((each) => each.id)).toEqual(id === undefined ? [] : [id]);
});

test('no key of the registry belongs to the browser, and those that do are known', () => {
  expect(commands.flatMap(({ keys }) => keys).filter(isReserved)).toEqual([]);
  for (const key of ['$mod+w', '$mod+T', 'F5', 'F11', '$mod+1', 'Tab', '$mod+Shift+Delete'])
    expect(isReserved(key), key).toBe(true);
});

test.each<[string, Press, string | null]>([
  ['Ctrl+Shift+Z', press('Z', 'KeyZ', { ...ctrl, ...shift }), '$mod+Shift+z'],
  ['a full-width letter of an input method', press('ｍ', 'KeyM'), 'm'],
  ['a Russian letter', press('ь', 'KeyM'), 'm'],
  ['?', press('?', 'Slash', shift), '?'],
  ['Space', press(' ', 'Space'), 'Space'],
  ['Alt+Delete', press('Delete', 'Delete', { altKey: true }), 'Alt+Delete'],
  ['Shift alone', press('Shift', 'ShiftLeft', shift), null],
])('%s is written so that it is recognised again', (_, pressed, written) => {
  expect(writtenKey(pressed, false)).toBe(written);
  if (written && !pressed.key.startsWith('ｍ')) expect(matches(pressed, written)).toBe(true);
});

test('a command answers to the key that the user gave it, and no longer to its own', () => {
  const [step] = commands.filter(({ id }) => id === 'step');
  session.setState({ keys: { step: ['q'] } });
  expect(step && keysOf(step, session.getState())).toEqual(['q']);
  tap(document.body, '.', 'Period');
  expect(done).toEqual([]);
  tap(document.body, 'q', 'KeyQ');
  expect(done).toEqual(['step']);
  session.setState({ keys: {} });
});

test('keys are printed as each system prints them', () => {
  expect(printedKey('$mod+Shift+z', false)).toBe('Ctrl+Shift+Z');
  expect(printedKey('$mod+Shift+z', true)).toBe('⇧⌘Z');
  expect(printedKey('Space', false)).toBe('Space');
});

const present = emptyDocument('');
const session = createStore<Session>(() => {
  const begun = started(present, { language: 'en', theme: 'light', exact: false, keys: {}, aids: [] });
  return { ...begun, plan: { ...begun.plan, ready: true }, engine: 'idle' };
});
const done: string[] = [];
const verbs: Pick<Store, 'session' | 'train' | 'walk' | 'openDialog'> = {
  session,
  train: () => void done.push('train'),
  walk: () => void done.push('step'),
  openDialog: (dialog) => session.setState({ dialog }),
};
let stop = () => {};

beforeEach(() => {
  done.length = 0;
  session.setState({ dialog: null });
  // Only the verbs that these keys reach.
  stop = installKeys(verbs as Store);
});
afterEach(() => stop());

function tap(target: EventTarget, key: string, code: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const down = new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(down);
  target.dispatchEvent(new KeyboardEvent('keyup', { key, code, bubbles: true, ...more }));
  return down;
}
function placed(html: string): Element {
  document.body.innerHTML = html;
  const target = document.body.querySelector('[data-here]') ?? document.body.firstElementChild;
  if (!target) throw new Error('nothing was placed');
  return target;
}

test('a key on the page does its command and not what the browser would do', () => {
  expect(tap(document.body, '.', 'Period').defaultPrevented).toBe(true);
  expect(done).toEqual(['step']);
});

test('Space trains when it is tapped, not while it is held', () => {
  const space = (type: string, repeat = false) =>
    document.body.dispatchEvent(new KeyboardEvent(type, { key: ' ', code: 'Space', bubbles: true, repeat }));
  space('keydown');
  space('keydown', true);
  space('keyup');
  expect(done).toEqual([]);
  space('keydown');
  expect(done).toEqual([]);
  space('keyup');
  expect(done).toEqual(['train']);
});

test('Space with the pointer pressed pans and trains nothing', () => {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', code: 'Space', bubbles: true }));
  document.body.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true }));
  document.body.dispatchEvent(new KeyboardEvent('keyup', { key: ' ', code: 'Space', bubbles: true }));
  expect(done).toEqual([]);
});

test.each([
  '<input>',
  '<textarea></textarea>',
  '<select></select>',
  '<p contenteditable="true"></p>',
  '<div role="menu"><button data-here></button></div>',
])('typing in %s never triggers a command', (html) => {
  const target = placed(html);
  for (const [key, code] of [
    ['.', 'Period'],
    [' ', 'Space'],
    ['?', 'Slash'],
  ] as const)
    expect(tap(target, key, code).defaultPrevented).toBe(false);
  expect(done).toEqual([]);
  expect(session.getState().dialog).toBeNull();
});

test.each([
  '<button></button>',
  '<a href="#x"></a>',
  '<div role="tab"></div>',
  '<div role="button"><b data-here></b></div>',
])('Space on %s is the control’s own, other keys are not', (html) => {
  const target = placed(html);
  expect(tap(target, ' ', 'Space').defaultPrevented).toBe(false);
  expect(done).toEqual([]);
  tap(target, '.', 'Period');
  expect(done).toEqual(['step']);
});

test('nothing happens while a word is composed, when somebody else took the key, or behind a dialog', () => {
  tap(document.body, '.', 'Period', { isComposing: true });
  const taken = placed('<div></div>');
  taken.addEventListener('keydown', (event) => event.preventDefault());
  tap(taken, '.', 'Period');
  tap(document.body, '?', 'Slash', { shiftKey: true });
  expect(session.getState().dialog).toBe('help');
  tap(document.body, '.', 'Period');
  expect(done).toEqual([]);
});
