/* Every sentence of the debugger's console, in both languages: fetched with it. */
import { faultSaid } from './language.ts';
import { filled, type Language, type Values } from './words.ts';

const en = {
  input: 'Command, or an expression over the tensors that are shown',
  output: 'Answers',
  welcome: 'pdb’s words: s n r c, p dW[1,0], w, b, until. h lists all of them; ↑ brings back what was typed.',
  help: [
    's  step in · n  step over · r  to the end of the phase · c  run, pause',
    'back  step back; back n, back r  likewise',
    'until NODE  run to a node · w  where it stands',
    'p EXPR  print: p dW[1,0] · p W - 0.1*dW · p (Z > 0).mean() · p delta.T @ A · p dW.shape',
    'b  all breakpoints · b NODE · b EXPR, such as b norm(dW) < 1e-7 or b loss > 3',
    'cl  remove all breakpoints; cl NUMBER one of them',
    'q  leave the debugger',
    'Letters are those of {node}; other tensors have addresses, such as {address}.',
  ].join('\n'),
  'here-none': 'Nothing is being stepped: s begins.',
  'at-begin': 'Iteration {step} begins.',
  at: '{phase} {done} of {of}, {node}: {what}',
  'next-is': 'next: {phase}, {node}: {what}',
  running: 'It runs until a breakpoint or a pause: c pauses.',
  paused: 'Paused.',
  left: 'The debugger is closed.',
  'break-set': 'Breakpoint {number}: {what}',
  'break-none': 'No breakpoints but the first NaN or ∞.',
  'break-gone': 'Removed: {what}',
  'break-all-gone': 'All breakpoints are removed.',
  'break-number': 'There is no breakpoint {number}. b lists them.',
  'no-node': 'There is no node “{name}”. It has: {known}.',
  'until-what': 'until needs a node, such as until {node}.',
  pending: '{tensor} has not been computed yet in this iteration. Step on, or leave the debugger.',
  'not-one': 'One number is needed here, not a tensor of shape {shape}. Reduce it, such as with .mean().',
} as const;

export type ConsoleKey = keyof typeof en;

const ja: Readonly<Record<ConsoleKey, string>> = {
  input: 'コマンド、または表示中のテンソルの式',
  output: '応答',
  welcome: 'pdb の言葉が使えます:s n r c、p dW[1,0]、w、b、until。一覧は h、↑ で入力の履歴。',
  help: [
    's  ステップイン · n  ステップオーバー · r  段階の終わりまで · c  実行・一時停止',
    'back  一つ戻る。back n、back r も同様',
    'until ノード  そのノードまで実行 · w  現在の位置',
    'p 式  表示:p dW[1,0] · p W - 0.1*dW · p (Z > 0).mean() · p delta.T @ A · p dW.shape',
    'b  ブレークポイントの一覧 · b ノード · b 式(例:b norm(dW) < 1e-7、b loss > 3)',
    'cl  すべてのブレークポイントを削除。cl 番号 で一つだけ',
    'q  デバッガを閉じる',
    '文字だけの名前は {node} のものです。ほかのテンソルは {address} のように書きます。',
  ].join('\n'),
  'here-none': 'まだ何もステップしていません。s で始めます。',
  'at-begin': '反復 {step} の始まりです。',
  at: '{phase} {of} 歩のうち {done}、{node}:{what}',
  'next-is': '次:{phase}、{node}:{what}',
  running: 'ブレークポイントか一時停止まで進みます。c で一時停止します。',
  paused: '一時停止しました。',
  left: 'デバッガを閉じました。',
  'break-set': 'ブレークポイント {number}:{what}',
  'break-none': '最初の NaN か ∞ のほかに、ブレークポイントはありません。',
  'break-gone': '削除:{what}',
  'break-all-gone': 'ブレークポイントをすべて削除しました。',
  'break-number': 'ブレークポイント {number} はありません。一覧は b です。',
  'no-node': '「{name}」というノードはありません。あるのは {known} です。',
  'until-what': 'until にはノードが要ります。例:until {node}。',
  pending: '{tensor} は、この反復ではまだ計算されていません。先へ進むか、デバッガを閉じてください。',
  'not-one': 'ここでは一つの数が要りますが、形状 {shape} のテンソルです。.mean() などで一つにしてください。',
};

export function consoleWord(language: Language, key: ConsoleKey, values: Values = {}): string {
  return filled((language === 'ja' ? ja : en)[key], values);
}

/** Why an expression gives nothing: most of that the language itself has a sentence for. */
export function refusalSaid(language: Language, { code, values }: { code: string; values: Values }): string {
  return code in en ? consoleWord(language, code as ConsoleKey, values) : faultSaid(language, { code, values });
}
