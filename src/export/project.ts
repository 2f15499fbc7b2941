/* A folder that trains the network on one machine or many: what is the network's own is in model.py and config.json,
   everything else is the same in every project. */
import type { Address } from '../document/document.ts';
import { serialise } from '../document/serialise.ts';
import { writeSafetensors } from '../tensor/safetensors.ts';
import type { TensorData } from '../tensor/tensor.ts';
import { type Code, definition, plain, textOf } from './code.ts';
import { batchesOf, type Moment, origin, programOf, stepsOf } from './moment.ts';
import { NotWritable } from './not-writable.ts';
import cluster from './project/job.k8s.yaml?raw';
import job from './project/job.sbatch?raw';
import launch from './project/launch.py?raw';
import ray from './project/ray_train.py?raw';
import train from './project/train.py?raw';
import { pyComment, pyFlag, pyText, pyTuple } from './python/python.ts';
import { rowsCode, seedOf, torchOptimizer, torchTurn, turnCode } from './python/training.ts';
import { divisionOf } from './rowwise.ts';
import { flow, modelCode } from './torch.ts';

/** Files by their names in the folder. Throws NotWritable where nothing is trained. */
export function projectFiles(moment: Moment): ReadonlyMap<string, string | Uint8Array> {
  const { document, plan, check, step } = moment;
  const program = programOf(moment);
  if (program.parameters.every((place) => document.frozen?.includes(place)))
    throw new NotWritable('nothing-to-learn', {});
  const columns = new Map([...moment.rows, ...moment.constants].filter(([place]) => program.data.includes(place)));
  const config = {
    ...{ title: document.title, step, steps: stepsOf(moment), mode: plan.mode, check },
    clipNorm: document.training.clipNorm ?? null,
  };
  return new Map<string, string | Uint8Array>([
    ['model.py', textOf(networkCode(moment))],
    ['train.py', train],
    ['launch.py', launch],
    ['config.json', `${JSON.stringify(config, null, 2)}\n`],
    ['weights.safetensors', writeSafetensors(floats(moment.values))],
    ['data.safetensors', writeSafetensors(floats(columns))],
    ['document.json', serialise(document)],
    ['job.sbatch', job],
    ['job.k8s.yaml', cluster],
    ['ray_train.py', ray],
    ['requirements.txt', 'numpy>=1.21\ntorch>=1.13\n'],
    ['README.md', readme(moment)],
  ]);
}

/** In single precision, as PyTorch keeps them. */
export function floats(tensors: ReadonlyMap<Address, TensorData>) {
  return new Map([...tensors].map(([place, { shape, data }]) => [place, { shape, data: Float32Array.from(data) }]));
}

/** model.py: the network, its rows and its optimiser. */
export function networkCode(moment: Moment): Code {
  const program = programOf(moment);
  const { plan, document, step } = moment;
  const { training, frozen = [] } = document;
  const { inputs, targets } = flow(program);
  const { reduction, statistics } = divisionOf(program);
  const rows = plan.rows && program.data.some((place) => moment.rows.has(place)) ? plan.rows : undefined;
  const places = (list: readonly Address[]) =>
    `[${list.map((place) => pyTuple([pyText(place), pyFlag(moment.rows.has(place))])).join(', ')}]`;
  const turn = turnCode(training, batchesOf(moment));
  const judge = program.parts.find(({ step: { type } }) => type.predicts)?.step;
  const target = judge?.sources.get(judge.type.predicts?.target ?? '');
  const judged = target && moment.rows.has(target) && flow(program).predictions.length === 1;
  const indices = program.data.filter((place) => plan.indices.has(place)).map(pyText);
  const randperm = 'torch.randperm(len(TRAIN), generator=torch.Generator().manual_seed(SEED + epoch)).numpy()';
  return [
    ...plain(`${pyComment(document.title)}\n# The network, its rows and its optimiser.\n# ${origin(moment).join('\n# ')}
import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

INPUTS, TARGETS = ${places(inputs)}, ${places(targets)}
INDICES = ${pyTuple(indices)}
TARGET = ${judged ? pyText(target) : 'None'}
FROZEN = ${pyTuple(frozen.filter((place) => program.parameters.includes(place)).map(pyText))}
START = ${step}
ZERO_GRADIENTS = ${pyFlag(training.zeroGradients)}
# How a batch's loss comes from its rows, and which nodes look at all rows of a batch.
REDUCTION, MIXES = ${pyText(reduction)}, ${pyText(statistics.join(', '))}
`),
    ...plain(
      rows
        ? rowsCode(training, rows, randperm)
        : `SEED = ${seedOf(training)}\nTEST, BATCHES = np.arange(0), 1\n\n\ndef rows_of(step):\n    return np.arange(1)`,
    ),
    ...modelCode(program, 'module'),
    ...(turn ? plain(`\n\n${turn}`) : []),
    ...definition('make_optimizer(parameters)', undefined, [`return ${torchOptimizer(training, 'parameters')}`]),
    ...definition(
      'turn_optimizer(optimizer, step)',
      'Sets the learning rate of a step.',
      turn ? torchTurn(training) : ['pass'],
    ),
  ];
}

function readme(moment: Moment): string {
  const { check } = moment;
  return `# A network from Chainrule

\`\`\`
python3 train.py --check                        # the loss here and in the editor: ${check.loss}
python3 train.py                                # one process
torchrun --nproc_per_node=2 train.py            # two; with PyTorch 1.13 and Python 3.11: python3 launch.py --nproc_per_node=2 train.py
torchrun --nnodes=2 --nproc_per_node=8 --max_restarts=3 --rdzv_id=JOB --rdzv_backend=c10d \\
  --rdzv_endpoint=HOST:29500 train.py --out /shared/run    # the same on each of two machines
\`\`\`

${origin(moment).join(' ')} It goes on from there and writes into \`run/\`: \`log.jsonl\`, a line a step (after a restart the later line of a step counts),
\`checkpoint.pt\`, and \`trained.safetensors\`, whose names are the editor's: \`node cli.js run document.json --parameters run/trained.safetensors\`.

A small network is slower on several processes than in the browser: each step waits for all of them. It pays from about 100 million
multiplications a step; that number is a guess.

Run by its makers: one to three processes of one machine, killed and resumed. Not run: several machines, GPUs, \`job.sbatch\` (Slurm), \`job.k8s.yaml\` (Kubernetes), \`ray_train.py\` (Ray).
`;
}
