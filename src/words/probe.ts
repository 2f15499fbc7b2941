/* Every sentence about a number that is looked at closely, in both languages: fetched with the probe, not with the first
   screen. */
import { filled, type Language, type Values } from './words.ts';

const en = {
  cell: '{tensor} row {row} column {column}',
  place: '{tensor} place {place}',
  index: '{tensor} index {index}',
  'sum-of': '{cell}, {value}, sum of {count} products',
  'made-of': '{cell}, {value}',
  'given-as': '{cell}, {value}, given',
  'cell-pending': '{cell}, not computed yet',
  row: 'Sample {n} of the batch: its row is framed in every tensor that has one.',
  'row-missed': 'Row {row} of the data is not in this batch.',
  hint: 'Point at a cell, or focus the picture and press an arrow key: here stands the sum behind it.',
  given: 'Given: no formula makes it.',
  pending: 'Not computed yet.',
  adds: 'Adds to {targets}',
  'adds-many': '{tensor} ({count} cells)',
  mask: 'mask',
  more: '… {count} more, sum {sum}',
  pick: 'Show {tensor}',
  bars: 'The sum, one bar per product',
  'bars-samples': 'The sum, one bar per sample',
  product: 'product',
  'rest-products': '{count} more products',
  'rest-samples': '{count} more samples',
  class: 'a {class}',
  sample: 'Sample {n} of the batch',
  negative: 'Negative: raising {tensor} lowers the loss.',
  positive: 'Positive: raising {tensor} raises the loss.',
  zero: 'Zero: this batch does not ask {tensor} to change.',
  contribute: 'The samples of class {class} in this batch ({count}) contribute {sum}.',
} as const;

export type ProbeKey = keyof typeof en;

const ja: Readonly<Record<ProbeKey, string>> = {
  cell: '{tensor} の {row} 行 {column} 列',
  place: '{tensor} の {place} 番',
  index: '{tensor} の [{index}]',
  'sum-of': '{cell}、{value}、{count} 個の積の和',
  'made-of': '{cell}、{value}',
  'given-as': '{cell}、{value}、与えられた値',
  'cell-pending': '{cell}、未計算',
  row: 'バッチのサンプル {n}:行をもつすべてのテンソルで、その行を囲んでいます。',
  'row-missed': 'データの {row} 行めは、今のバッチに入っていません。',
  hint: 'マスを指すか、図にフォーカスして矢印キーを押すと、その値のもとになった和がここに出ます。',
  given: '与えられた値で、計算式はありません。',
  pending: 'まだ計算されていません。',
  adds: '足す先:{targets}',
  'adds-many': '{tensor}({count} マス)',
  mask: 'マスク',
  more: '… ほか {count} 個、和 {sum}',
  pick: '{tensor} を表示',
  bars: '和の内訳(棒 1 本が積 1 個)',
  'bars-samples': '和の内訳(棒 1 本がサンプル 1 個)',
  product: '積',
  'rest-products': 'ほか {count} 個の積',
  'rest-samples': 'ほか {count} 個のサンプル',
  class: '「{class}」',
  sample: 'バッチのサンプル {n}',
  negative: '負の値です。{tensor} を増やすと損失は下がります。',
  positive: '正の値です。{tensor} を増やすと損失は上がります。',
  zero: 'ゼロです。このバッチは {tensor} の変更を求めていません。',
  contribute: 'このバッチのクラス {class} のサンプル({count} 個)の寄与は {sum} です。',
};

export function probeWord(language: Language, key: ProbeKey, values: Values = {}): string {
  return filled((language === 'ja' ? ja : en)[key], values);
}
