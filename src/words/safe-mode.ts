/* The sentences of safe mode, both languages in one: it must not depend on anything that may have failed. */

export const safeMode = {
  en: {
    title: 'Chainrule, safe mode',
    why: 'The editor did not start properly twice in a row, so it was not started now. Nothing has been changed or cleared: what this browser has kept is listed here, and can be saved as it is.',
    failed: 'The editor could not start ({message}).',
    again: 'Start the editor again with the last document',
    other: 'Start the editor with an example',
    raw: 'Save the raw data',
    version: 'Save the version of {time}',
    none: 'This browser has kept no document.',
    unreadable: 'The storage of this browser cannot be read: {message}',
    untitled: 'Untitled',
  },
  ja: {
    title: 'Chainrule セーフモード',
    why: 'エディターが 2 回続けて正しく起動しなかったため、今回は起動していません。何も変更も消去もされていません。このブラウザに保存されている文書の一覧です。そのままファイルに保存できます。',
    failed: 'エディターを起動できませんでした({message})。',
    again: '最後の文書でもう一度エディターを起動',
    other: '例を開いてエディターを起動',
    raw: '生データを保存',
    version: '{time} のバージョンを保存',
    none: 'このブラウザに保存された文書はありません。',
    unreadable: 'このブラウザの保存領域を読めません: {message}',
    untitled: '無題',
  },
} as const;
