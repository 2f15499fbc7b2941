/* Giving a command another key: how a press is written, and which keys are the browser's. Fetched with the help. */
import { isMac, isSign, type Press } from './keys.ts';

/** What browsers keep for themselves, or what their users need of them: tabs, reload, address, print, zoom, tools. */
const BROWSERS = new Set(
  (
    '$mod+w $mod+t $mod+n $mod+q $mod+r $mod+l $mod+p $mod+j $mod+h $mod+u $mod+= $mod+- $mod+0 $mod+Tab $mod+Shift+Tab ' +
    '$mod+Shift+w $mod+Shift+t $mod+Shift+n $mod+Shift+p $mod+Shift+r $mod+Shift+i $mod+Shift+j $mod+Shift+c ' +
    '$mod+Shift+q $mod+Shift+delete $mod+pageup $mod+pagedown $mod+f4 alt+f4 alt+arrowleft alt+arrowright alt+home ' +
    'f1 f3 f5 f6 f7 f11 f12 tab escape shift+tab'
  )
    .toLowerCase()
    .split(' '),
);

/** Whether a browser, or moving about the page by keyboard, needs this key. */
export function isReserved(key: string): boolean {
  return BROWSERS.has(key.toLowerCase()) || /^\$mod\+\d$/.test(key);
}

/** A press in tinykeys' writing; null for a modifier alone. */
export function writtenKey(press: Press, mac = isMac()): string | null {
  if (['Control', 'Meta', 'Alt', 'Shift', 'Dead', 'Process'].includes(press.key)) return null;
  const [main, other] = mac ? ([press.metaKey, press.ctrlKey] as const) : ([press.ctrlKey, press.metaKey] as const);
  const sign = press.key.normalize('NFKC');
  const name = sign === ' ' ? 'Space' : /^[\x21-\x7e]$/.test(sign) ? sign.toLowerCase() : named(press);
  const held = [
    main && '$mod',
    other && (mac ? 'Control' : 'Meta'),
    press.altKey && 'Alt',
    press.shiftKey && !isSign(name) && 'Shift',
  ];
  return [...held, name].filter((part) => part !== false).join('+');
}

/** By its place where the layout, or Alt on a Mac, makes a letter of it that is none of the 26. */
function named({ key, code }: Press): string {
  return key.length === 1 ? code.replace(/^Key|^Digit/, '').toLowerCase() : key;
}
