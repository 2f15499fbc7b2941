/* Which commands stand in which menu, by their ids; what they are called and do is the registry's. */
import type { Session } from '../../store/session.ts';
import type { CommandId } from '../../words/commands.ts';

type Groups = readonly (readonly CommandId[])[];

export const mainMenu: Groups = [
  ['new', 'open', 'data', 'save', 'picture-svg', 'picture-png', 'documents', 'history', 'examples', 'share', 'export'],
  ['undo', 'redo', 'steps', 'find'],
  ['add', 'frame', 'note', 'mend', 'copy', 'paste', 'duplicate', 'delete', 'select-all', 'tidy'],
  ['train', 'step', 'iteration', 'reset', 'check-all'],
  ['fit-selection', 'fit-all', 'outline', 'map', 'snap', 'language', 'theme'],
  ['commands', 'help', 'about'],
];

export const contextMenus: Readonly<Record<NonNullable<Session['menu']>['of'], Groups>> = {
  canvas: [
    ['add', 'frame', 'note', 'paste'],
    ['select-all', 'find'],
    ['tidy', 'fit-all'],
  ],
  node: [
    ['mend', 'inspect', 'rename', 'replace', 'mute', 'collapse', 'frame'],
    ['cut', 'copy', 'duplicate', 'duplicate-wired'],
    ['until', 'breakpoint'],
    ['upstream', 'downstream', 'fit-selection', 'tidy'],
    ['delete', 'delete-plain'],
  ],
  wire: [['bend'], ['delete']],
};
