/* The one registry of commands: keys, menus, the palette of commands and the help overlay read it, and nothing else says
   what a command does. */
import { lastChange, nextChange } from '../store/by-hand.ts';
import type { Session } from '../store/session.ts';
import type { Store } from '../store/store.ts';
import type { CommandId } from '../words/commands.ts';
import { loadLanguage, loadLater } from '../words/words.ts';
import { canvasFit, canvasPlace, canvasZoom } from './canvas/drop.ts';
import type { verbs } from './editing/verbs.ts';
import { remember } from './preferences.ts';
import { isTaken, isTyped, matches } from './shell/keys.ts';

export interface Command {
  /** Its names are in `words/commands.ts`. */
  readonly id: CommandId;
  /** By default, in tinykeys' writing; `$mod` is ⌘ on a Mac, else Ctrl. `keysOf` knows what the user made of them. */
  readonly keys: readonly string[];
  readonly enabled: (session: Session) => boolean;
  readonly run: (store: Store) => unknown;
}

const always = () => true;
const hasPast = (session: Session) => lastChange(session) !== undefined;
const hasFuture = (session: Session) => nextChange(session) !== undefined;
const isSelected = ({ selection, wire }: Session) => selection.size > 0 || wire !== null;
const hasNodes = ({ selection }: Session) => selection.size > 0;
const hasOne = ({ selection }: Session) => selection.size === 1;
const isDrawn = ({ history }: Session) => Object.keys(history.present.nodes).length > 0;
const canTrain = ({ plan }: Session) => plan.ready;
const canCheck = ({ plan, checking }: Session) => plan.ready && checking === null;
const canStep = ({ plan, engine }: Session) => plan.ready && engine !== 'running';
const canStepBack = ({ debug, engine }: Session) => debug !== null && engine !== 'running';
const canStopAt = ({ plan, selection }: Session) => plan.ready && selection.size === 1;
const command = (
  id: CommandId,
  keys: readonly string[],
  run: Command['run'],
  enabled: Command['enabled'] = always,
): Command => ({ id, keys, enabled, run });

/** What changes the drawing is fetched when it is first used. */
const later = (name: keyof typeof verbs) => async (store: Store) => {
  const [module] = await Promise.all([import('./editing/verbs.ts'), loadLater()]);
  await module.verbs[name](store);
};

const picture = (kind: 'svg' | 'png') => async (store: Store) =>
  (await import('./picture/save.ts')).savePicture(store, kind);

/** By what they concern: the document, its edits, the run, the view, the page, help. */
export const commands: readonly Command[] = [
  command('new', [], (store) => store.newDocument()),
  command('open', ['$mod+o'], async (store) => (await import('./safety/files.ts')).chooseFile(store)),
  command('data', [], later('data')),
  command('save', ['$mod+s'], async (store) => (await import('./safety/files.ts')).saveFile(store)),
  command('picture-svg', [], picture('svg'), isDrawn),
  command('picture-png', [], picture('png'), isDrawn),
  command('documents', [], (store) => store.openDialog('documents')),
  command('history', [], (store) => store.openDialog('history')),
  command('examples', [], (store) => store.openDialog('examples')),
  command('share', [], (store) => store.openDialog('share')),
  command('export', [], (store) => store.showExport(true), canTrain),

  command('undo', ['$mod+z'], (store) => store.undo(), hasPast),
  command('redo', ['$mod+Shift+z', '$mod+y'], (store) => store.redo(), hasFuture),
  command('add', ['/', 'Shift+A'], search),
  command('cut', ['$mod+x'], later('cut'), hasNodes),
  command('copy', ['$mod+c'], later('copy'), hasNodes),
  command('paste', ['$mod+v'], later('paste')),
  command('paste-wired', ['$mod+Shift+v'], later('paste-wired')),
  command('duplicate', ['$mod+d'], later('duplicate'), hasNodes),
  command('duplicate-wired', ['$mod+Shift+d'], later('duplicate-wired'), hasNodes),
  command('replace', ['Shift+s'], replace, hasOne),
  command('mend', ['$mod+.'], later('mend'), ({ plan, notice }) => plan.problems.length > 0 || !!notice?.wire),
  command('delete', ['Delete', 'Backspace'], later('delete'), isSelected),
  command('delete-plain', ['Alt+Delete', 'Alt+Backspace'], later('delete-plain'), isSelected),
  command('mute', ['m', '$mod+b'], later('mute'), hasNodes),
  command('rewrite', [], later('rewrite'), hasNodes),
  command('own-node', [], later('own-node')),
  command('collapse', ['h'], later('collapse'), hasNodes),
  command('frame', ['c'], later('frame')),
  command('note', ['n'], later('note')),
  command('bend', ['r'], later('bend'), ({ wire }) => wire !== null),
  command('rename', ['F2'], later('rename'), hasOne),
  command('tidy', ['l', '$mod+Shift+f'], later('tidy'), isDrawn),
  command(
    'steps',
    [],
    (store) => store.openDialog('steps'),
    (session) => hasPast(session) || hasFuture(session),
  ),
  command('find', ['$mod+f'], (store) => store.openDialog('find'), isDrawn),
  command('inspect', ['i'], later('inspect'), hasNodes),
  command('upstream', ['['], later('upstream'), hasNodes),
  command('downstream', [']'], later('downstream'), hasNodes),
  command('select-all', ['$mod+a'], (store) =>
    store.select(Object.keys(store.session.getState().history.present.nodes)),
  ),

  command('train', ['Space', '$mod+Enter'], trainOrPause, canTrain),
  command('step', ['.'], (store) => store.walk({ by: 'part' }), canStep),
  command('step-over', ['Shift+Period'], (store) => store.walk({ by: 'node' }), canStep),
  command('finish', ['Alt+Period'], (store) => store.walk({ by: 'phase' }), canStep),
  command('iteration', [], (store) => store.walk({ by: 'iteration' }), canStep),
  command('back', [','], (store) => store.walk({ by: 'part', back: true }), canStepBack),
  command('back-over', ['Shift+Comma'], (store) => store.walk({ by: 'node', back: true }), canStepBack),
  command('back-phase', ['Alt+Comma'], (store) => store.walk({ by: 'phase', back: true }), canStepBack),
  command('until', ['Shift+B'], (store) => void debugging('until', store), canStopAt),
  command('breakpoint', ['F9'], (store) => void debugging('breakpoint', store), canStopAt),
  command('console', ['`'], (store) => void debugging('console', store), canTrain),
  command('reset', [], (store) => store.reset()),
  command('check-all', [], (store) => void store.check(), canCheck),

  command('fit-selection', ['f'], showSelection, hasNodes),
  command('fit-all', ['Home'], () => canvasFit()),
  command('zoom-in', ['='], () => canvasZoom(1.25)),
  command('zoom-out', ['-'], () => canvasZoom(1 / 1.25)),
  command('zoom-full', ['0'], () => canvasZoom(null)),
  command('outline', ['o'], (store) => store.showOutline(!store.session.getState().outline)),
  command('map', ['Shift+m'], later('map')),
  command('snap', ['Shift+g'], later('snap')),
  command('language', [], (store) => void prefer(store, 'language')),
  command('theme', [], (store) => void prefer(store, 'theme')),

  command('commands', ['$mod+k'], (store) => store.openDialog('commands')),
  command('help', ['?'], (store) => store.openDialog('help')),
  command('about', [], (store) => store.openDialog('about')),
];

/** Whether it can be done now; what an embedded page hides cannot. */
export function isEnabled({ id, enabled }: Command, session: Session): boolean {
  return !session.hidden.has(id) && enabled(session);
}

/** The keys of a command: the user's own, else those of the registry. */
export function keysOf({ id, keys }: Command, { keys: own }: Pick<Session, 'keys'>): readonly string[] {
  return own[id] ?? keys;
}

export function commandOf(id: CommandId): Command {
  const found = commands.find((each) => each.id === id);
  if (!found) throw new Error(`there is no command ${id}`);
  return found;
}

/** Listens for the keys of all commands until the answer is called. */
export function installKeys(store: Store): () => void {
  /** Space is down; held until it repeats, or with the pointer pressed meanwhile, it pans the canvas and trains nothing. */
  let tapped = false;
  let wired = false;
  const pasted = async (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain');
    if (!text || store.session.getState().dialog || isTyped(event)) return;
    event.preventDefault();
    const { pasteText } = await import('./editing/copying.ts');
    pasteText(store, text, wired, pointer);
  };
  const perform = (command: Command) => {
    const session = store.session.getState();
    if (!session.dialog && isEnabled(command, session)) command.run(store);
  };
  const down = (event: KeyboardEvent) => {
    const session = store.session.getState();
    if (session.dialog || isTaken(event)) return;
    const wanted = commands.find((each) => keysOf(each, session).some((key) => matches(event, key)));
    if (!wanted) return;
    // Text that is marked is copied as text; a paste is the browser's own, which asks nobody.
    if (/^(copy|cut)$/.test(wanted.id) && !getSelection()?.isCollapsed) return;
    if (wanted.id.startsWith('paste') && event.code === 'KeyV') {
      wired = wanted.id === 'paste-wired';
      return;
    }
    event.preventDefault();
    if (event.code !== 'Space') perform(wanted);
    else tapped = !event.repeat;
  };
  const up = (event: KeyboardEvent) => {
    if (event.code !== 'Space' || !tapped) return;
    tapped = false;
    perform(commandOf('train'));
  };
  const pointed = ({ clientX, clientY }: PointerEvent) => {
    pointer = { x: clientX, y: clientY };
  };
  const pressed = () => {
    tapped = false;
  };
  const listening = new AbortController();
  const { signal } = listening;
  window.addEventListener('keydown', down, { signal });
  window.addEventListener('keyup', up, { signal });
  window.addEventListener('paste', (event) => void pasted(event), { signal });
  window.addEventListener('pointermove', pointed, { signal, passive: true });
  window.addEventListener('pointerdown', pressed, { signal, capture: true });
  window.addEventListener('blur', pressed, { signal });
  return () => listening.abort();
}

/** Where the pointer was last: the search-add opens there. */
let pointer: { readonly x: number; readonly y: number } | null = null;

function search(store: Store): void {
  const middle = { x: Math.round(innerWidth / 2) - 140, y: Math.round(innerHeight / 4), free: true };
  store.startAdding(pointer && canvasPlace(pointer.x, pointer.y) ? pointer : middle);
}

function trainOrPause(store: Store): void {
  if (store.session.getState().debug) void debugging('run', store);
  else if (store.session.getState().engine === 'running') store.pause();
  else store.train();
}

/** What only the debugger needs is fetched with it. */
async function debugging(which: 'run' | 'until' | 'breakpoint' | 'console', store: Store): Promise<void> {
  const { debugVerbs } = await import('./debug/verbs.ts');
  debugVerbs[which](store);
}

function showSelection(store: Store): void {
  canvasFit(store.session.getState().selection);
}

/** Opens the search for what is to stand in place of the selected node, on it. */
function replace(store: Store): void {
  const [node = ''] = store.session.getState().selection;
  const { left = 0, top = 0 } = document.querySelector(`[data-id="${node}"]`)?.getBoundingClientRect() ?? {};
  store.startAdding({ x: left, y: top, replacing: node });
}

async function prefer(store: Store, which: 'language' | 'theme'): Promise<void> {
  const { language, theme } = store.session.getState();
  if (which === 'theme') store.setTheme(theme === 'light' ? 'dark' : 'light');
  else {
    const wanted = language === 'en' ? 'ja' : 'en';
    await loadLanguage(wanted);
    store.setLanguage(wanted);
  }
  remember(store.session.getState());
}
