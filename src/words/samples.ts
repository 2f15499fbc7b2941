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
  fit: 'Predictions and residuals',
  'test-fit': '{rows} test rows: rms residual {rms}, R² {share}',
  'training-fit': '{rows} training rows: rms residual {rms}, R² {share}; there are no test rows',
  target: 'target',
  prediction: 'prediction',
  residual: 'residual',
  'fit-picture': 'Each prediction over its target; on the dotted line it is met. {figures}',
  'residual-picture': 'What is left between target and prediction, over the prediction; at most {apart}',
  furthest: 'Furthest off',
  missed: '{actual}, predicted {predicted}: {residual} left',
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
  fit: '予測と残差',
  'test-fit': 'テストデータ {rows} 行:残差 RMS {rms}、R² {share}',
  'training-fit': '訓練データ {rows} 行:残差 RMS {rms}、R² {share}(テストデータなし)',
  target: '目標',
  prediction: '予測',
  residual: '残差',
  'fit-picture': '目標に対する予測。点線の上なら一致しています。{figures}',
  'residual-picture': '予測に対する残差(目標 − 予測)。最大 {apart}',
  furthest: 'もっとも離れているもの',
  missed: '目標 {actual}、予測 {predicted}、残差 {residual}',
};

export function sampleWord(language: Language, key: SampleKey, values: Values = {}): string {
  return filled((language === 'ja' ? ja : en)[key], values);
}
