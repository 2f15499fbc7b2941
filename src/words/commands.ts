/* What every command is called, in both languages: fetched with the menus, not with the first screen. */
import type { Language } from './words.ts';

const en = {
  new: 'New',
  open: 'Open a file…',
  save: 'Save as a file',
  examples: 'Examples',
  share: 'Share',
  undo: 'Undo',
  redo: 'Redo',
  add: 'Add a node',
  delete: 'Delete',
  'select-all': 'Select all',
  train: 'Train or pause',
  step: 'One step',
  reset: 'Begin again',
  'check-all': 'Check all gradients',
  'fit-selection': 'Show the selection',
  'fit-all': 'Show everything',
  language: '日本語で表示',
  theme: 'Light or dark',
  commands: 'All commands',
  help: 'Keys and gestures',
  about: 'About',
} as const;

export type CommandId = keyof typeof en;

const ja: Readonly<Record<CommandId, string>> = {
  new: '新規',
  open: 'ファイルを開く…',
  save: 'ファイルに保存',
  examples: '例',
  share: '共有',
  undo: '元に戻す',
  redo: 'やり直す',
  add: 'ノードを追加',
  delete: '削除',
  'select-all': 'すべて選択',
  train: '学習・一時停止',
  step: '1 ステップ',
  reset: 'リセット',
  'check-all': 'すべての勾配を確認',
  'fit-selection': '選択を表示',
  'fit-all': '全体を表示',
  language: 'Show in English',
  theme: '明暗を切り替え',
  commands: 'すべてのコマンド',
  help: 'キーと操作',
  about: 'このアプリについて',
};

export const commandWords: Readonly<Record<Language, Readonly<Record<CommandId, string>>>> = { en, ja };
