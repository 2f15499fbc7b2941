/* Every sentence of looking at samples and their predictions, in both languages: fetched with that pane. */
import { filled, type Language, type Values } from './words.ts';

const en = {
  title: 'Confusion matrix',
  'test-wrong': '{wrong} of {rows} test rows are taken for something else',
  'training-wrong': '{wrong} of {rows} training rows are taken for something else; there are no test rows',
  close: 'Back to the chart',
  matrix: 'What is taken for what',
  actual: 'is',
  predicted: 'taken for',
  cell: '{count} of class {actual} taken for {predicted}',
  'of-cell': 'Is {actual}, taken for {predicted}',
  mistakes: 'Mistakes, the surest first',
  none: 'There is none.',
  row: 'Row {row}',
  says: 'is {actual}, taken for {predicted} ({share} %)',
  trace: 'Trace',
  'trace-row': 'Trace row {row} through the network',
  tracing: 'Row {row} is the first row of every tensor of the network now, until you train or step.',
  leave: 'Leave',
  more: 'Show more',
} as const;

export type SampleKey = keyof typeof en;

const ja: Readonly<Record<SampleKey, string>> = {
  title: '混同行列',
  'test-wrong': 'テストデータ {rows} 行のうち {wrong} 行が別のクラスと予測されています',
  'training-wrong': '訓練データ {rows} 行のうち {wrong} 行が別のクラスと予測されています(テストデータなし)',
  close: 'グラフに戻る',
  matrix: '何を何と予測したか',
  actual: '正解',
  predicted: '予測',
  cell: 'クラス {actual} を {predicted} と予測したもの {count} 個',
  'of-cell': '正解 {actual}、予測 {predicted}',
  mistakes: '誤り(自信の高いものから)',
  none: 'ありません。',
  row: '{row} 行め',
  says: '正解 {actual}、予測 {predicted}({share} %)',
  trace: 'たどる',
  'trace-row': '{row} 行めをネットワークでたどる',
  tracing: 'いま {row} 行めが、すべてのテンソルの先頭の行です。訓練かステップを始めると元に戻ります。',
  leave: '戻る',
  more: 'さらに表示',
};

export function sampleWord(language: Language, key: SampleKey, values: Values = {}): string {
  return filled((language === 'ja' ? ja : en)[key], values);
}
