/* Every sentence about the network as code, in both languages: fetched with the pane that shows it. */
import { filled, type Language, type Values } from './words.ts';

const en = {
  title: 'The network as code',
  close: 'Put the code away',
  as: 'Write as',
  numpy: 'NumPy, by hand',
  pytorch: 'PyTorch',
  notebook: 'Notebook (.ipynb)',
  project: 'Project for many machines',
  onnx: 'ONNX',
  safetensors: 'safetensors',
  style: 'Style',
  module: 'nn.Module',
  functional: 'Functions',
  sequential: 'nn.Sequential',
  file: 'File',
  'numpy-says':
    'Forward, every backward and the update, one statement a tensor, by its name on the canvas. Needs only NumPy.',
  'pytorch-says': 'The same network, data, batches and step; --check compares its first loss with the one here.',
  'notebook-says': 'By hand and in PyTorch side by side: every gradient is compared with autograd’s.',
  'project-says':
    'Trains with python3 or torchrun, goes on after a crash, writes log.jsonl and trained.safetensors. Open both here to see them.',
  'onnx-says': 'The network as it is used, opset 17: predictions, no loss, no dropout. Opens here again as it was.',
  'safetensors-says': 'Parameters and buffers by their addresses. Open the file here to bring them back.',
  'numpy-ran': 'Run by our tests with NumPy 1.24: the editor’s losses and gradients.',
  'pytorch-ran': 'Run by our tests with PyTorch 1.13 on a CPU. Not run: PyTorch 2, GPUs.',
  'notebook-ran': 'Run by our tests under nbconvert with PyTorch 1.13 on a CPU. Not run: PyTorch 2, GPUs.',
  'project-ran':
    'Run by our tests: 1, 2 and 3 processes of one machine, killed and resumed. Not run: several machines, GPUs, PyTorch 2, Slurm, Kubernetes, Ray.',
  'onnx-ran': 'Checked by our tests with onnx.checker, and run by onnxruntime: the editor’s predictions.',
  'safetensors-ran': 'Written and read by our tests.',
  slower:
    'One step here is about {work} multiplications. Below some 100 million (a guess) several processes are slower than this page: each step waits for all of them.',
  quicker:
    'One step here is about {work} multiplications. From some 100 million on (a guess) several processes can be quicker than this page.',
  dropout:
    'Its dropout is on. NumPy draws the masks of this page; PyTorch draws its own, so its losses differ from these. Checks compare without dropout.',
  after: 'With the parameters after {step} updates.',
  anew: 'What the optimizer remembers of them is not written: it begins anew, and the losses differ from the second on. After a Reset they are equal.',
  renew: 'Take those of now',
  writing: 'Writing…',
  broken: 'This network cannot be trained yet, so there is no code. Mend what is under Problems.',
  lines: '{file}: {count} lines',
  packed: '… {count} lines of packed numbers',
  hint: 'Click a line to select its node; select a node to mark its lines.',
  'of-node': '{node}: {count} lines',
  copy: 'Copy',
  copied: 'Copied.',
  'not-copied': 'The browser does not allow copying. Download the file instead.',
  download: 'Download {file}',
} as const;

export type ExportingKey = keyof typeof en;

const ja: Readonly<Record<ExportingKey, string>> = {
  title: 'コードで見るネットワーク',
  close: 'コードを閉じる',
  as: '形式',
  numpy: 'NumPy(手書き)',
  pytorch: 'PyTorch',
  notebook: 'ノートブック(.ipynb)',
  project: '複数マシン用プロジェクト',
  onnx: 'ONNX',
  safetensors: 'safetensors',
  style: '書き方',
  module: 'nn.Module',
  functional: '関数',
  sequential: 'nn.Sequential',
  file: 'ファイル',
  'numpy-says':
    '順伝播、すべての逆伝播、更新を、テンソルごとに一行ずつ、キャンバスと同じ名前で書きます。必要なのは NumPy だけです。',
  'pytorch-says':
    '同じネットワーク、データ、バッチ、ステップから始まります。--check で最初の損失をこの画面の値と比べられます。',
  'notebook-says': '手書きと PyTorch を並べ、すべての勾配を autograd の値と比べます。',
  'project-says':
    'python3 でも torchrun でも学習でき、落ちても続きから再開します。log.jsonl と trained.safetensors ができ、どちらもここで開けます。',
  'onnx-says':
    '使うときの形(opset 17)です。予測だけで、損失とドロップアウトはありません。ここで元の文書として開けます。',
  'safetensors-says': 'パラメータとバッファをアドレスごとに収めます。ここで開くと元に戻せます。',
  'numpy-ran': 'テストで実行済み(NumPy 1.24): 損失も勾配もこの画面と一致します。',
  'pytorch-ran': 'テストで実行済み(PyTorch 1.13、CPU)。未実行: PyTorch 2、GPU。',
  'notebook-ran': 'テストで nbconvert により実行済み(PyTorch 1.13、CPU)。未実行: PyTorch 2、GPU。',
  'project-ran':
    'テストで実行済み: 1 台のマシンで 1、2、3 プロセス、強制終了と再開。未実行: 複数のマシン、GPU、PyTorch 2、Slurm、Kubernetes、Ray。',
  'onnx-ran': 'テストで onnx.checker により検査し、onnxruntime で実行済み: 予測はこの画面と一致します。',
  'safetensors-ran': 'テストで書き出しと読み込みを確認済み。',
  slower:
    'このネットワークの 1 ステップは、およそ {work} 回の掛け算です。1 億回ほど(推測)までは、各ステップで全プロセスを待つため、複数プロセスのほうがこのページより遅くなります。',
  quicker:
    'このネットワークの 1 ステップは、およそ {work} 回の掛け算です。1 億回ほど(推測)を超えると、複数プロセスのほうが速くなることがあります。',
  dropout:
    'ドロップアウトが有効です。NumPy はこのページと同じマスクを使いますが、PyTorch は独自のマスクを使うため、損失は一致しません。確認はドロップアウトなしで行います。',
  after: '{step} 回更新した後のパラメータです。',
  anew: '最適化手法がそれまでについて覚えている値(モメンタムなど)は書き出されません。書き出し先では最初からになるので、2 つ目の損失からは一致しません。リセットしてから書き出せば一致します。',
  renew: '今の値を取り込む',
  writing: '書き出し中…',
  broken: 'このネットワークはまだ学習できないため、コードがありません。「問題」の内容を直してください。',
  lines: '{file}: {count} 行',
  packed: '… 圧縮した数値 {count} 行',
  hint: '行をクリックするとそのノードが選ばれ、ノードを選ぶとその行に印が付きます。',
  'of-node': '{node}: {count} 行',
  copy: 'コピー',
  copied: 'コピーしました。',
  'not-copied': 'ブラウザがコピーを許可していません。代わりにダウンロードしてください。',
  download: '{file} をダウンロード',
};

export function exportingWord(language: Language, key: ExportingKey, values: Values = {}): string {
  return filled((language === 'ja' ? ja : en)[key], values);
}
