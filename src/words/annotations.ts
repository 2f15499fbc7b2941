/* Every sentence about what is on the canvas beside nodes (frames, notes, bends, the overview, what a wire carries), in both
   languages: fetched with the first of it. */
import { filled, type Language, type Values } from './words.ts';

const en = {
  frame: 'Frame',
  note: 'Note',
  'named-frame': 'Frame {text}',
  'named-note': 'Note {text}',
  'frame-title': 'Title of the frame',
  'note-text': 'Text of the note, in Markdown',
  'empty-note': 'Write here: **bold**, # heading, - list.',
  colour: 'Colour {number}',
  'no-colour': 'No colour',
  'delete-frame': 'Delete the frame, not what is in it',
  'delete-note': 'Delete the note',
  'area-help': 'Arrow keys move it, with Control they change its size, Enter writes, Delete removes it.',
  bend: 'Bend {number} of the wire to {input}',
  'bend-help': 'Arrow keys move it, Delete removes it.',
  'not-computed': 'not computed yet',
  'no-gradient': 'no gradient goes back',
  'one-of': 'One of {count} readers of {output}: its gradient is the sum of what they send back.',
  overview: 'Overview',
  'overview-help': 'Arrow keys move what is seen; a press goes there.',
} as const;

export type AnnotationKey = keyof typeof en;

const ja: Readonly<Record<AnnotationKey, string>> = {
  frame: '枠',
  note: 'メモ',
  'named-frame': '枠「{text}」',
  'named-note': 'メモ「{text}」',
  'frame-title': '枠の題名',
  'note-text': 'メモの文章(Markdown)',
  'empty-note': 'ここに書きます: **太字**、# 見出し、- 箇条書き',
  colour: '色 {number}',
  'no-colour': '色なし',
  'delete-frame': '枠を削除(中のものは残します)',
  'delete-note': 'メモを削除',
  'area-help': '矢印キーで移動、Ctrl+矢印キーで大きさの変更、Enter で編集、Delete で削除します。',
  bend: '{input} への配線の曲がり角 {number}',
  'bend-help': '矢印キーで移動、Delete で削除します。',
  'not-computed': '未計算',
  'no-gradient': '勾配は戻りません',
  'one-of': '{output} を読む {count} 個のうちの一つです。{output} の勾配は、それぞれが返す勾配の和です。',
  overview: '全体図',
  'overview-help': '矢印キーで表示位置を動かします。押した所へ移動します。',
};

const words: Readonly<Record<Language, Readonly<Record<AnnotationKey, string>>>> = { en, ja };

export function annotationWord(language: Language, key: AnnotationKey, values: Values = {}): string {
  return filled(words[language][key], values);
}
