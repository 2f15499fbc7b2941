/* The sentences of the surfaces that open over the editor: help, commands, history, find. Fetched with them. */
import { filled, type Language, type Values } from './words.ts';

const en = {
  'find-command': 'Find a command',
  commands: 'Commands',
  'no-command': 'No command is called “{query}”.',
  gestures: 'By mouse and finger',
  keys: 'Keys',
  rebind: 'Another key for “{command}”',
  press: 'Press the new key. Escape leaves it as it is.',
  reset: 'The usual key for “{command}”',
  taken: '{key} means “{command}” already. Choose another key.',
  reserved: '{key} belongs to the browser. Choose another key.',
  'needs-key': 'A modifier alone is no key: hold it and press another.',
  'do-drag': 'Add a node',
  'how-drag': 'drag from the palette, or double-click',
  'do-wire': 'Wire two ports',
  'how-wire': 'drag from one to the other',
  'do-box': 'Select several',
  'how-box': 'Shift-drag, Ctrl-click',
  'do-pan': 'Move the canvas',
  'how-pan': 'drag it; wheel zooms',
  'do-port': 'Wire by key',
  'how-port': 'Enter on a port, Enter on another',
  'do-probe': 'Question a number',
  'how-probe': 'rest on a cell; a click pins it, arrows move, Escape clears',
} as const;

export type EditingKey = keyof typeof en;

const ja: Readonly<Record<EditingKey, string>> = {
  'find-command': 'コマンドを探す',
  commands: 'コマンド',
  'no-command': '「{query}」というコマンドはありません。',
  gestures: 'マウスと指の操作',
  keys: 'キー',
  rebind: '「{command}」のキーを変える',
  press: '新しいキーを押してください。Escape で元のままにします。',
  reset: '「{command}」を元のキーに戻す',
  taken: '{key} は「{command}」で使われています。別のキーを選んでください。',
  reserved: '{key} はブラウザーのキーです。別のキーを選んでください。',
  'needs-key': '修飾キーだけでは使えません。押したまま別のキーを押してください。',
  'do-drag': 'ノードを追加',
  'how-drag': 'パレットからドラッグ、またはダブルクリック',
  'do-wire': 'ポートをつなぐ',
  'how-wire': '一方から他方へドラッグ',
  'do-box': '複数を選択',
  'how-box': 'Shift+ドラッグ、Ctrl+クリック',
  'do-pan': 'キャンバスを動かす',
  'how-pan': 'ドラッグ(ホイールで拡大縮小)',
  'do-port': 'キーでつなぐ',
  'how-port': 'ポートで Enter、別のポートで Enter',
  'do-probe': '値の出どころを調べる',
  'how-probe': 'マスを指す。クリックで固定、矢印で移動、Escape で解除',
};

const words: Readonly<Record<Language, Readonly<Record<EditingKey, string>>>> = { en, ja };

export function editingWord(language: Language, key: EditingKey, values: Values = {}): string {
  return filled(words[language][key], values);
}
