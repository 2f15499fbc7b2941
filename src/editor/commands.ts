/* The one registry of commands: menus, keys and the help overlay read it, and nothing else lists them. */
import { tinykeys } from 'tinykeys';
import { exampleText } from '../document/examples.ts';
import type { Session } from '../store/session.ts';
import type { Store } from '../store/store.ts';
import type { Key } from '../words/words.ts';
import { canvasFit } from './canvas/drop.ts';
import { remember } from './preferences.ts';
import { chooseFile, saveFile } from './shell/files.ts';

export interface Command {
  readonly id: string;
  readonly label: Key;
  /** In tinykeys' writing; `$mod` is ⌘ on a Mac, else Ctrl. */
  readonly keys: readonly string[];
  readonly enabled: (session: Session) => boolean;
  readonly run: (store: Store) => void;
}

const always = () => true;
const command = (
  id: string,
  label: Key,
  keys: readonly string[],
  run: Command['run'],
  enabled: Command['enabled'] = always,
): Command => ({ id, label, keys, enabled, run });

export const commands: readonly Command[] = [
  command('new', 'command.new', [], (store) => store.newDocument()),
  command('open', 'command.open', ['$mod+o'], chooseFile),
  command('save', 'command.save', ['$mod+s'], saveFile),
  command('examples', 'command.examples', [], (store) => store.openDialog('examples')),
  command('share', 'command.share', [], (store) => store.openDialog('share')),
  command(
    'undo',
    'command.undo',
    ['$mod+z'],
    (store) => store.undo(),
    ({ history }) => history.past.length > 0,
  ),
  command(
    'redo',
    'command.redo',
    ['$mod+Shift+z', '$mod+y'],
    (store) => store.redo(),
    ({ history }) => history.future.length > 0,
  ),
  command(
    'delete',
    'command.delete',
    ['Delete', 'Backspace'],
    remove,
    ({ selection, wire }) => selection.size > 0 || wire !== null,
  ),
  command('select-all', 'command.select-all', ['$mod+a'], (store) =>
    store.select(Object.keys(store.session.getState().history.present.nodes)),
  ),
  command('add', 'command.add', ['/', 'Shift+A'], (store) =>
    store.startAdding({ x: Math.round(innerWidth / 2) - 140, y: Math.round(innerHeight / 4) }),
  ),
  command(
    'train',
    'command.train',
    ['Space', '$mod+Enter'],
    (store) => (store.session.getState().engine === 'running' ? store.pause() : store.train()),
    ({ plan }) => plan.ready,
  ),
  command(
    'step',
    'command.step',
    ['.'],
    (store) => store.step(),
    ({ plan, engine }) => plan.ready && engine !== 'running',
  ),
  command('reset', 'command.reset', [], (store) => store.reset()),
  command(
    'fit-selection',
    'command.fit-selection',
    ['f'],
    (store) => canvasFit(store.session.getState().selection),
    ({ selection }) => selection.size > 0,
  ),
  command('fit-all', 'command.fit-all', ['Home'], () => canvasFit()),
  command('language', 'command.language', [], (store) => prefer(store, 'language')),
  command('theme', 'command.theme', [], (store) => prefer(store, 'theme')),
  command('help', 'command.help', ['Shift+?'], (store) => store.openDialog('help')),
  command('about', 'command.about', [], (store) => store.openDialog('about')),
  command('first', 'command.first', [], (store) => store.openBytes(exampleText('moons') ?? '')),
];

export function commandOf(id: string): Command {
  const found = commands.find((each) => each.id === id);
  if (!found) throw new Error(`there is no command ${id}`);
  return found;
}

/** Listens for the keys of all commands until the answer is called. */
export function installKeys(store: Store): () => void {
  const bindings = commands.flatMap((each) =>
    each.keys.map((key) => {
      const act = (event: KeyboardEvent) => {
        const session = store.session.getState();
        if (isTaken(event, key) || session.dialog || !each.enabled(session)) return;
        event.preventDefault();
        each.run(store);
      };
      return [key, act] as const;
    }),
  );
  return tinykeys(window, Object.fromEntries(bindings));
}

/** Typing is never a command; a control's own keys are the control's; an input method is left alone. */
export function isTaken(event: KeyboardEvent, key: string): boolean {
  if (event.isComposing || event.defaultPrevented) return true;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('input, textarea, select, [contenteditable="true"]')) return true;
  return (
    key === 'Space' &&
    target?.closest('button, a, [role="button"], [role="menuitem"], summary') !== null &&
    target !== null &&
    target !== document.body
  );
}

/** A key as people read it: `Ctrl+Z`, `⌘Z`, `Space`. */
export function printedKey(key: string, mac = /Mac|iP(hone|ad)/.test(navigator.platform)): string {
  const names = key
    .replace('Shift+?', '?')
    .split('+')
    .map((part) =>
      part === '$mod'
        ? mac
          ? '⌘'
          : 'Ctrl'
        : part === 'Shift' && mac
          ? '⇧'
          : part.length === 1
            ? part.toUpperCase()
            : part,
    );
  return names.join(mac ? '' : '+');
}

function remove(store: Store): void {
  const { selection, wire } = store.session.getState();
  if (wire) store.disconnect(wire);
  else store.removeNodes(selection);
}

function prefer(store: Store, which: 'language' | 'theme'): void {
  const { language, theme } = store.session.getState();
  if (which === 'language') store.setLanguage(language === 'en' ? 'ja' : 'en');
  else store.setTheme(theme === 'light' ? 'dark' : 'light');
  const next = store.session.getState();
  remember({ language: next.language, theme: next.theme });
}
