/* Every computing node against PyTorch: its own `pytorch` line is evaluated by torch, and autograd differentiates it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Case, carryOut, gap, outputWeights, peak, randomValues, settingsOf } from '../check/trial.ts';
import { casesOf, titleOf } from '../check/trial-cases.ts';
import { extremes } from '../check/trial-extremes.ts';
import { read, type Tensor } from '../tensor/tensor.ts';
import type { AnyNodeType, Mode } from './define.ts';
import { catalogue } from './index.ts';

const modes = ['train', 'eval'] as const;
const python = '/usr/bin/python3';
const torch = spawnSync(python, ['-c', 'import torch']).status === 0;
if (!torch) console.warn(`\n!!! ${python} cannot import torch: NO NODE WAS COMPARED WITH PYTORCH !!!\n`);

const oracle = `
import json, math, sys, torch
import torch.nn.functional as F

def number(x): return x if math.isfinite(x) else str(x)
def plain(t): return {'shape': list(t.shape), 'data': [number(x) for x in t.detach().reshape(-1).tolist()]}

if not hasattr(F, 'scaled_dot_product_attention'):  # new in torch 2.0; its documentation defines it so
    def attention(Q, K, V, is_causal):
        S = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
        if is_causal: S = S.masked_fill(torch.ones_like(S).tril() == 0, -math.inf)
        return S.softmax(-1) @ V
    F.scaled_dot_product_attention = attention
batch_norm = F.batch_norm

def answer(case):
    F.batch_norm = lambda *tensors, training, **more: batch_norm(*tensors, training=case['mode'] == 'train', **more)
    names = {}
    for name, t in case['tensors'].items():
        kind = torch.long if name in case['indices'] else torch.float64
        names[name] = torch.tensor(t['data'], dtype=kind).reshape(t['shape'])
        names[name].requires_grad_(name in case['learners'])
    if 'mask' in case:  # torch draws other masks: it is given ours
        M = torch.tensor(case['mask']['data'], dtype=torch.float64).reshape(case['mask']['shape'])
        kept = lambda A, p: A * M / (1 - p) if p < 1 else A * 0
        F.dropout = kept if case['mode'] == 'train' else lambda A, p: A
    value = eval(case['expression'], {'torch': torch, 'F': F}, names)
    (value * torch.tensor(case['weights'], dtype=torch.float64).reshape(value.shape)).sum().backward()
    return {'value': plain(value), 'buffers': {b: plain(names[b]) for b in case['buffers']},
            'gradients': {n: plain(names[n].grad) for n in case['learners']}}

cases = json.load(open(sys.argv[1]))
json.dump([answer(case) for case in cases], open(sys.argv[2], 'w'))
`;

interface Plain {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
/** What the oracle writes where JSON has no number. */
const INFINITIES = new Map<unknown, number>([
  ['inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['nan', Number.NaN],
]);
interface Answer {
  readonly value: Plain;
  readonly buffers: Readonly<Record<string, Plain>>;
  readonly gradients: Readonly<Record<string, Plain>>;
}

function ask(node: AnyNodeType, trial: Case, mode: Mode, values = randomValues(node, trial, mode, 3)) {
  const ours = carryOut(node, trial, mode, 'f64', values);
  const plain = (name: string, tensors = ours.given) => {
    const tensor = tensors[name];
    return tensor ? { shape: tensor.shape, data: [...read(tensor)] } : { shape: [], data: [] };
  };
  const given = Object.keys(ours.given);
  const optional = Object.keys(node.optional ?? {});
  const names = [...given, ...optional].map((name) => [name, name in ours.given ? name : 'None']);
  const [output = ''] = node.outputs;
  const question = {
    expression: node.pytorch(Object.fromEntries(names), settingsOf(node, trial), ours.shapes),
    tensors: Object.fromEntries(given.map((name) => [name, plain(name)])),
    indices: node.indices ?? [],
    learners: [...node.inputs, ...Object.keys(node.parameters), ...optional].filter((name) => name in ours.given),
    buffers: Object.keys(node.buffers ?? {}),
    weights: [...outputWeights(ours.shapes[output] ?? [], 0)],
    mode,
    ...(node.type === 'dropout' ? { mask: plain('M', ours.returned) } : {}),
  };
  return { question, ours, output };
}

/** PyTorch's answers, in the order of the questions. */
function answers(questions: readonly unknown[]): readonly Answer[] {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-pytorch-'));
  try {
    const [asked, answered] = [join(folder, 'asked.json'), join(folder, 'answered.json')];
    writeFileSync(asked, JSON.stringify(questions));
    const { status, stderr } = spawnSync(python, ['-c', oracle, asked, answered], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(readFileSync(answered, 'utf8'), (_, x) => INFINITIES.get(x) ?? x) as readonly Answer[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it.skipIf(!torch)(
  'gives the values and gradients of PyTorch within 1e-9, for every node and case',
  { timeout: 60_000 },
  () => {
    const computing = [...catalogue.values()].filter((node) => !node.source);
    const asked = computing.flatMap((node) =>
      casesOf(node).flatMap(({ title, trial }) =>
        modes.map((mode) => ({ place: `${node.type} ${title} ${mode}`, node, ...ask(node, trial, mode) })),
      ),
    );
    const answered = answers(asked.map(({ question }) => question));
    expect(answered.length).toBe(asked.length);
    asked.forEach(({ place, ours, output, question }, i) => {
      const theirs = answered[i] as Answer;
      const compare = (name: string, tensor: (typeof ours.given)[string] | undefined, wanted: Plain | undefined) => {
        if (!tensor || !wanted) throw new Error(`${place}: no ${name}`);
        expect(tensor.shape, `${place}: ${name}`).toEqual(wanted.shape);
        const error = gap(read(tensor), wanted.data);
        expect(error, `${place}: ${name} of ${question.expression}`).toBeLessThanOrEqual(
          1e-9 * Math.max(1, peak(wanted.data)),
        );
      };
      compare(output, ours.returned[output] ?? ours.given[output], theirs.value);
      for (const name of question.learners) compare(`d${name}`, ours.gradients[`d${name}`], theirs.gradients[name]);
      for (const name of question.buffers) compare(name, ours.returned[name] ?? ours.given[name], theirs.buffers[name]);
    });
  },
);

it.skipIf(!torch)(
  'gives PyTorch’s numbers in both precisions at logits of ±10,000, at corners, in a batch of one',
  () => {
    const asked = extremes.map(({ type, trial, values }) => {
      const node = catalogue.get(type) as AnyNodeType;
      return {
        place: `${type} ${titleOf(trial)} ${values.Z}`,
        node,
        trial,
        values,
        ...ask(node, trial, 'train', values),
      };
    });
    const answered = answers(asked.map(({ question }) => question));
    asked.forEach(({ place, node, trial, values, ours, output, question }, i) => {
      const theirs = answered[i] as Answer;
      const single = carryOut(node, trial, 'train', 'f32', values);
      for (const name of [output, ...question.learners]) {
        const wanted = name === output ? theirs.value : theirs.gradients[name];
        if (!wanted) throw new Error(`${place}: no ${name}`);
        const of = ({ returned, gradients }: typeof ours) => (name === output ? returned[name] : gradients[`d${name}`]);
        const [double, float] = [ours, single].map((outcome) => of(outcome) as Tensor).map(read);
        wanted.data.forEach((x, j) => {
          const at = `${place}: ${name}[${j}] = ${x}`;
          expect(Math.abs((double?.[j] ?? Number.NaN) - x), at).toBeLessThanOrEqual(1e-9 * Math.max(1e-3, Math.abs(x)));
          expect(Math.abs((float?.[j] ?? Number.NaN) - x), at).toBeLessThanOrEqual(2e-6 + 1e-5 * Math.abs(x));
        });
      }
    });
  },
);
