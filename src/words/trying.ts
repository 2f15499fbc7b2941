/* Every sentence of trying a network on a sample of one's own, in both languages: fetched with that pane. */
import { filled, type Language, type Values } from './words.ts';

const en = {
  title: 'Try it',
  close: 'Back to the chart',
  board: 'Your picture, {side} × {side} pixels',
  help: 'Draw here. Keys: arrows move, Space sets the pen down or lifts it, Delete erases.',
  'pen-up': 'Row {row}, column {column}, pen up',
  'pen-down': 'Row {row}, column {column}, pen down',
  erase: 'Erase',
  clear: 'Clear',
  row: 'Row of the data',
  take: 'Take it',
  paint: 'Paint the gradient on it',
  gradient:
    '∂{output}[{name}]/∂{input}: more of what is blue raises it, of what is orange lowers it. Full size is ±{scale}.',
  lengths: 'The darker a character, the more {output}[{name}] hangs on it. Darkest is {scale}.',
  answers: 'What the network says, live',
  class: '{name}: {share} %',
  number: '{name}: {value}',
  numbers: 'Your numbers',
  cell: '{input}, place {place}',
  'cell-gradient': '∂ {value}',
  standardised: 'Standardised as the training rows are: 0 is their mean, 1 is one standard deviation.',
  text: 'Your text',
  unknown: 'Left out, because the network has never read it: {characters}',
  long: 'The network reads the last {length} characters.',
  'write-on': 'Write on by {count} characters',
  writing: 'Writing… {count}',
} as const;

export type TryKey = keyof typeof en;

const ja: Readonly<Record<TryKey, string>> = {
  title: '試す',
  close: 'グラフに戻る',
  board: 'あなたの絵({side} × {side} 画素)',
  help: 'ここに描きます。キー:矢印で移動、スペースでペンの上げ下げ、Delete で消去。',
  'pen-up': '{row} 行 {column} 列、ペンは上',
  'pen-down': '{row} 行 {column} 列、ペンは下',
  erase: '消しゴム',
  clear: '全部消す',
  row: 'データの行',
  take: '取り込む',
  paint: '勾配を重ねる',
  gradient:
    '∂{output}[{name}]/∂{input}:青いところを増やすと上がり、橙のところを増やすと下がります。最大の大きさは ±{scale}。',
  lengths: '濃い文字ほど {output}[{name}] に効いています。最も濃いところが {scale}。',
  answers: 'ネットワークの答え(随時更新)',
  class: '{name}:{share} %',
  number: '{name}:{value}',
  numbers: '入力する数値',
  cell: '{input} の {place} 番',
  'cell-gradient': '∂ {value}',
  standardised: '訓練データと同じく標準化した値です。0 が平均、1 が標準偏差 1 つ分です。',
  text: '入力する文章',
  unknown: 'ネットワークが読んだことのない文字は除きました:{characters}',
  long: 'ネットワークは最後の {length} 文字を読みます。',
  'write-on': '続きを {count} 文字書く',
  writing: '書いています… {count}',
};

export function tryWord(language: Language, key: TryKey, values: Values = {}): string {
  return filled((language === 'ja' ? ja : en)[key], values);
}
