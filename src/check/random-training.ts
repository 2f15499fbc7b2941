/* A small network that learns in random ways: every optimizer, schedule and way of making batches. */
import { type Address, DEFAULT_TRAINING, type Settings, type Training } from '../document/document.ts';
import type { Fields } from '../nodes/settings.ts';
import { OPTIMIZERS } from '../plan/optimizers.ts';
import { SCHEDULES } from '../plan/schedules.ts';
import type { TensorData } from '../tensor/tensor.ts';
import { Dice, type RandomGraph } from './random-graph.ts';

const VALUES: Readonly<Record<string, readonly number[]>> = {
  momentum: [0, 0, 0.5, 0.9],
  dampening: [0, 0.3],
  weightDecay: [0, 0.1],
  // Not so small that what is rounded of a small gradient is divided by its own size.
  eps: [1e-3, 0.1],
  alpha: [0.5, 0.99],
  lrDecay: [0, 0.1],
  initialAccumulatorValue: [0, 0.5],
  stepSize: [1, 3, 100],
  gamma: [0.5, 2],
  tMax: [4, 1000],
  etaMin: [0, 0.01],
  totalSteps: [7, 40, 1000],
  maxLr: [0, 0.02],
  pctStart: [0, 0.3, 1],
  baseMomentum: [0.85, 0.2],
  maxMomentum: [0.95, 0.4],
  divFactor: [25, 2],
  finalDivFactor: [1e4, 3],
  startFactor: [1 / 3, 0],
  endFactor: [1, 0.5],
  totalIters: [1, 5],
};

function chosen(fields: Fields, dice: Dice): Settings {
  const value = (name: string) => {
    const field = fields[name];
    if (field?.kind === 'flag') return dice.chance(0.5);
    if (field?.kind === 'choice') return dice.pick(Object.keys(field.choices));
    if (field?.kind === 'list') return dice.pick([[0.9, 0.999] as const, [0, 0.5] as const]);
    const values = VALUES[name];
    if (!values) throw new Error(`What may ${name} be?`);
    return dice.pick(values);
  };
  return Object.fromEntries(Object.keys(fields).map((name) => [name, value(name)]));
}

/** A way to learn that the plan accepts. */
function randomTraining(dice: Dice): Training {
  const type = dice.pick([...OPTIMIZERS.keys()]);
  const fields = OPTIMIZERS.get(type)?.settings ?? {};
  const settings = chosen(fields, dice);
  const nesterov = settings.nesterov && { momentum: settings.momentum || 0.5, dampening: 0 };
  const turning = dice.pick([...SCHEDULES.keys()]);
  const moves = 'momentum' in fields || 'betas' in fields;
  const turn = chosen(SCHEDULES.get(turning)?.settings ?? {}, dice);
  return {
    ...DEFAULT_TRAINING,
    optimizer: { type, settings: { ...settings, ...nesterov } },
    learningRate: dice.pick([0.02, 0.005]),
    schedule: {
      type: turning,
      every: dice.pick(['step', 'epoch']),
      settings: { ...turn, ...(turning === 'one-cycle' && !moves && { cycleMomentum: false }) },
    },
    batchSize: dice.pick(['full', 3, 5]),
    shuffle: dice.chance(0.7),
    split: { test: dice.pick([0, 0.3]), seed: dice.integer(0, 9) },
    // Near where the order of an epoch is drawn from 0 again, too.
    seed: dice.pick([0, 7, 2 ** 32 - 2, 2 ** 53 - 9]),
    zeroGradients: dice.chance(0.8),
    mode: dice.pick(['train', 'eval']),
    ...(dice.chance(0.5) && { clipNorm: dice.pick([0.05, 5]) }),
  };
}

/** Two layers and a norm that learn two numbers from twelve rows, of which no batch has a single one. */
export function randomLearning(seed: number): RandomGraph {
  const dice = new Dice(seed);
  const numbers = (size: number) => Float32Array.from({ length: size }, () => dice.number(-1.5, 1.5));
  const at = { position: { x: 0, y: 0 } };
  const input = (shape: number[]) => ({ ...at, type: 'input', settings: { shape, batched: true, kind: 'numbers' } });
  const frozen = dice.chance(0.3) && { frozen: ['linear1.b', 'linear2.W'] as Address[] };
  return {
    document: {
      ...{ format: 'chainrule', version: 1, title: '', training: randomTraining(dice), ...frozen },
      nodes: {
        input1: input([3]),
        input2: input([2]),
        linear1: { ...at, type: 'linear', settings: { features: 4 } },
        'batch-norm1': { ...at, type: 'batch-norm', settings: {} },
        tanh1: { ...at, type: 'tanh', settings: {} },
        linear2: { ...at, type: 'linear', settings: { features: 2 } },
        tanh2: { ...at, type: 'tanh', settings: {} },
        'mse-loss1': { ...at, type: 'mse-loss', settings: {} },
      },
      wires: {
        'linear1.A': 'input1.X',
        // Not before tanh1: there linear1.db would be all rounding, by whose size some optimizers divide.
        'tanh1.Z': 'linear1.Z',
        'batch-norm1.A': 'tanh1.A',
        'linear2.A': 'batch-norm1.Z',
        // However far an optimizer that ascends goes, the loss stays within bounds.
        'tanh2.Z': 'linear2.Z',
        'mse-loss1.Z': 'tanh2.A',
        'mse-loss1.y': 'input2.X',
      },
    },
    given: new Map<Address, TensorData>([
      ['input1.X', { shape: [12, 3], data: numbers(36) }],
      ['input2.X', { shape: [12, 2], data: numbers(24) }],
    ]),
  };
}
