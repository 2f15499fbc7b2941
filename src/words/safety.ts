/* Every sentence about keeping documents, in both languages: fetched when one of them is needed. */
import { filled, type Language, type Values } from './words.ts';

const en = {
  'fault.full':
    'There is no room left for this page on this computer. What you edit is in this tab only; as soon as there is room it is saved by itself.',
  'fault.blocked':
    'This browser does not let the page keep anything (a private window, or blocked storage). What you edit is in this tab only.',
  'fault.newer':
    'A newer Chainrule has been open in this browser, and this one cannot use its storage. What you edit is in this tab only: save a file, then reload.',
  'fault.silent':
    'The browser’s storage does not answer. What you edit is in this tab only; it is tried again every few seconds.',
  'fault.broken':
    'The browser’s storage failed. What you edit is in this tab only; it is tried again every few seconds.',
  'save-file': 'Save as a file',
  following: 'Another tab edits this document. You see what it does.',
  'only-shown': 'A newer Chainrule made this document. Here it is only shown: it can be trained, not changed.',
  'edit-here': 'Edit here',
  'open-copy': 'Open a copy',
  unopened: 'The document “{title}” was not opened: {problem}',
  'save-raw': 'Save the raw data',
  'to-documents': 'All documents',
  close: 'Close',
  copy: '{title} (copy)',

  'documents-say': 'Everything lies in this browser only. An archive of all of it is a good second copy.',
  new: 'New',
  'open-file': 'Open a file…',
  'save-all': 'Save all as one archive',
  'no-documents': 'Nothing has been kept yet: a document is kept from its first edit on.',
  'not-listed':
    'The browser’s storage cannot be read, so there is nothing to list. Files can still be opened and saved.',
  'now-open': 'open now',
  nodes: 'nodes: {count}',
  open: 'Open {title}',
  duplicate: 'Duplicate {title}',
  rename: 'Rename {title}',
  delete: 'Delete {title}',
  'new-title': 'New title',
  'short-duplicate': 'Duplicate',
  'short-rename': 'Rename',
  'short-delete': 'Delete',
  deleted: '“{title}” is in the bin.',
  undo: 'Undo',
  bin: 'Bin ({count})',
  'put-back': 'Put back {title}',
  'short-put-back': 'Put back',
  erase: 'Erase {title} for ever',
  'short-erase': 'Erase for ever',
  'open-elsewhere': '“{title}” is open in another tab. Rename it there, or close that tab.',
  'cannot-open': 'cannot be opened',
  'saved-all': 'Saved: {count} documents.',
  'saved-some': 'Saved: {count} documents; {failed} cannot be put together and are in it as raw data.',

  'versions-say': 'Going back is an edit like any other: undo takes it back.',
  'version-name': 'Name of this version',
  'keep-version': 'Keep this version',
  kept: 'Kept: “{name}”.',
  'not-kept': 'This version could not be kept: the browser’s storage did not take it. Save a file instead.',
  automatic: 'kept by itself, after {seq} edits',
  'go-back': 'Go back to {name}',
  'short-go-back': 'Go back',
  'as-copy': 'Open {name} as a copy',
  'short-as-copy': 'As a copy',
  'no-versions': 'No version has been kept yet: the first is kept with the first edit.',
  'version-damaged': 'This version is damaged and cannot be opened. Choose another.',

  'mended-say': 'The file was not quite in order. These places were put right; everything else is as it was.',
  'and-more': '… and {count} more.',
  'save-original': 'Save the file as it was',

  broken: 'This part of the screen failed ({message}). The document is safe.',
  'broken-all': 'The editor failed while drawing this document ({message}). The document is safe.',
  'try-again': 'Try again',
  'undo-and-try': 'Undo the last edit and try again',
  'without-drawing': 'Close it and open a new document',
} as const;

export type SafetyKey = keyof typeof en;

const ja: Readonly<Record<SafetyKey, string>> = {
  'fault.full':
    'このコンピューターには、このページの保存に使える空きがありません。編集内容はこのタブだけにあります。空きができれば自動で保存されます。',
  'fault.blocked':
    'このブラウザでは保存が許可されていません(プライベートウィンドウ、または保存のブロック)。編集内容はこのタブだけにあります。',
  'fault.newer':
    'このブラウザで新しい版の Chainrule が開かれたため、この版では保存できません。編集内容はこのタブだけにあります。ファイルに保存してから再読み込みしてください。',
  'fault.silent': 'ブラウザの保存領域が応答しません。編集内容はこのタブだけにあります。数秒おきに再試行します。',
  'fault.broken': 'ブラウザの保存領域でエラーが起きました。編集内容はこのタブだけにあります。数秒おきに再試行します。',
  'save-file': 'ファイルに保存',
  following: 'この文書は別のタブで編集中です。その内容がここに表示されます。',
  'only-shown': 'この文書は新しい Chainrule で作られています。ここでは表示専用で、学習はできますが変更はできません。',
  'edit-here': 'ここで編集',
  'open-copy': 'コピーを開く',
  unopened: '文書「{title}」は開けませんでした。{problem}',
  'save-raw': '生データを保存',
  'to-documents': '文書の一覧',
  close: '閉じる',
  copy: '{title}(コピー)',

  'documents-say': '文書はすべて、このブラウザの中だけにあります。控えとして、全部を一つのアーカイブに保存できます。',
  new: '新規',
  'open-file': 'ファイルを開く…',
  'save-all': '全部をアーカイブに保存',
  'no-documents': 'まだ何も保存されていません。文書は最初の編集から保存されます。',
  'not-listed': 'ブラウザの保存領域を読めないため、一覧を表示できません。ファイルを開くことと保存はできます。',
  'now-open': '表示中',
  nodes: 'ノード数: {count}',
  open: '{title} を開く',
  duplicate: '{title} を複製',
  rename: '{title} の名前を変更',
  delete: '{title} を削除',
  'new-title': '新しい名前',
  'short-duplicate': '複製',
  'short-rename': '名前を変更',
  'short-delete': '削除',
  deleted: '「{title}」をごみ箱に入れました。',
  undo: '元に戻す',
  bin: 'ごみ箱({count})',
  'put-back': '{title} を戻す',
  'short-put-back': '戻す',
  erase: '{title} を完全に消去',
  'short-erase': '完全に消去',
  'open-elsewhere': '「{title}」は別のタブで開かれています。そのタブで名前を変えるか、タブを閉じてください。',
  'cannot-open': '開けません',
  'saved-all': '保存しました({count} 件)。',
  'saved-some': '保存しました({count} 件)。復元できない {failed} 件は生データのまま入っています。',

  'versions-say': '以前の状態に戻すことも一つの編集なので、元に戻せます。',
  'version-name': 'このバージョンの名前',
  'keep-version': 'このバージョンを残す',
  kept: '「{name}」を残しました。',
  'not-kept':
    'このバージョンを残せませんでした。ブラウザの保存領域に書き込めません。代わりにファイルに保存してください。',
  automatic: '自動保存({seq} 回目の編集の後)',
  'go-back': '{name} に戻す',
  'short-go-back': 'この状態に戻す',
  'as-copy': '{name} をコピーとして開く',
  'short-as-copy': 'コピーとして開く',
  'no-versions': 'まだバージョンがありません。最初の編集のときに残されます。',
  'version-damaged': 'このバージョンは壊れていて開けません。別のものを選んでください。',

  'mended-say': 'ファイルに正しくない箇所がありました。次の箇所を直しました。そのほかは元のままです。',
  'and-more': '… ほか {count} 件。',
  'save-original': '元のファイルを保存',

  broken: '画面のこの部分でエラーが起きました({message})。文書は無事です。',
  'broken-all': 'この文書の表示中にエラーが起きました({message})。文書は無事です。',
  'try-again': '再試行',
  'undo-and-try': '最後の編集を取り消して再試行',
  'without-drawing': '閉じて新しい文書を開く',
};

export function safetyWord(language: Language, key: SafetyKey, values: Values = {}): string {
  return filled((language === 'ja' ? ja : en)[key], values);
}
