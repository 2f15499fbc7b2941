/* How a document trains, as Python: rows of each batch, the rate of each step, the update. */
import type { Training } from '../../document/document.ts';
import { settled } from '../../nodes/settings.ts';
import { OPTIMIZERS } from '../../plan/optimizers.ts';
import type { Rows } from '../../plan/rows.ts';
import { SCHEDULES } from '../../plan/schedules.ts';
import { pyFlag, pyNumber, pyText, pyTuple } from './python.ts';

type Named = Readonly<Record<string, number | boolean | string>>;
const MOST_SEED = 2 ** 32;

/** The optimiser's settings, complete; β₁ and β₂ apart. */
function optimizerSettings({ optimizer }: Training): Named {
  const { betas, ...settings } = settled(OPTIMIZERS.get(optimizer.type)?.settings ?? {}, optimizer.settings);
  const [beta1, beta2] = Array.isArray(betas) ? (betas as number[]) : [];
  return { ...(settings as Named), ...(beta1 !== undefined && beta2 !== undefined && { beta1, beta2 }) };
}

function scheduleSettings({ schedule }: Training): Named {
  return settled(SCHEDULES.get(schedule.type)?.settings ?? {}, schedule.settings) as Named;
}

/** Whether the schedule moves the momentum too. */
export function cycles(training: Training): boolean {
  return training.schedule.type === 'one-cycle' && scheduleSettings(training).cycleMomentum === true;
}

/** Whether a step depends on earlier ones by more than the parameters that they left. */
export function remembers(training: Training): boolean {
  const { momentum } = optimizerSettings(training);
  return !training.zeroGradients || training.optimizer.type !== 'sgd' || momentum !== 0 || cycles(training);
}

/** The seed of rows and dropout, as the generators take it. */
export function seedOf({ seed }: Training): string {
  return pyNumber(seed % MOST_SEED);
}

/** The split and `rows_of(step)`; `randperm` is an expression of n and seed that gives the order of an epoch. */
export function rowsCode({ split, shuffle, seed }: Training, rows: Rows, randperm: string): string {
  const order = shuffle ? `TRAIN[${randperm}]` : 'TRAIN';
  const divide =
    rows.test > 0
      ? `ORDER = np.random.RandomState(${pyNumber(split.seed % MOST_SEED)}).permutation(${rows.total})
TEST, TRAIN = ORDER[:${rows.test}], ORDER[${rows.test}:]`
      : `TEST, TRAIN = np.arange(0), np.arange(${rows.total})`;
  return `# The rows as scikit-learn's train_test_split(test_size=${pyNumber(split.test)}, random_state=${pyNumber(split.seed)}) divides them.
${divide}
BATCH, BATCHES = ${rows.batch}, ${rows.batches}
SEED = ${pyNumber(seed % MOST_SEED)}


def rows_of(step):
    """The rows of a step's batch. Each epoch has an order of its own${shuffle ? ", torch.randperm's for the seed SEED + epoch" : ': the rows as they are'}."""
    epoch, place = divmod(step, BATCHES)
    return ${order}[place * BATCH:(place + 1) * BATCH]`;
}

/** \`turn(step)\`: the learning rate, and the momentum where the schedule moves it. Undefined: the rate stays. */
export function turnCode(training: Training, batches: number): string | undefined {
  const { schedule, learningRate } = training;
  const s = scheduleSettings(training);
  const rate = pyNumber(learningRate);
  const n = (name: string) => pyNumber(s[name] as number);
  const count = schedule.every === 'epoch' ? `step // ${batches}` : 'step';
  switch (schedule.type) {
    case 'step':
      return `def turn(step):
    """StepLR: the learning rate of a step."""
    return ${rate} * ${n('gamma')} ** (${count === 'step' ? 'step' : `(${count})`} // ${n('stepSize')})`;
    case 'cosine':
      return `def turn(step):
    """CosineAnnealingLR: the learning rate of a step."""
    share = (${count}) / ${n('tMax')}
    return ${n('etaMin')} + (${rate} - ${n('etaMin')}) * (1 + math.cos(math.pi * share)) / 2`;
    case 'warm-up':
      return `def turn(step):
    """LinearLR: the learning rate of a step."""
    share = min(1, (${count}) / ${n('totalIters')})
    return ${rate} * (${n('startFactor')} + (${n('endFactor')} - ${n('startFactor')}) * share)`;
    case 'one-cycle':
      return oneCycle(s, learningRate, count);
    default:
      return undefined;
  }
}

function oneCycle(s: Named, learningRate: number, count: string): string {
  const [total, up] = [s.totalSteps as number, s.pctStart as number];
  const top = (s.maxLr as number) || learningRate;
  const first = top / (s.divFactor as number);
  const last = first / (s.finalDivFactor as number);
  const [low, high] = [s.baseMomentum as number, s.maxMomentum as number];
  const phases: readonly (readonly number[])[] = s.threePhase
    ? [
        [up * total - 1, first, top, high, low],
        [2 * up * total - 2, top, first, low, high],
        [total - 1, first, last, high, high],
      ]
    : [
        [up * total - 1, first, top, high, low],
        [total - 1, top, last, low, high],
      ];
  const between =
    s.annealStrategy === 'linear' ? 'a + (b - a) * share' : 'b + (a - b) * (1 + math.cos(math.pi * share)) / 2';
  return `# Each phase of the cycle: its end, the learning rate from and to, the momentum from and to.
PHASES = (
${phases.map((phase) => `    ${pyTuple(phase.map(pyNumber))},`).join('\n')}
)


def between(a, b, share):
    return ${between}


def turn(step):
    """OneCycleLR: the learning rate${s.cycleMomentum ? ' and the momentum' : ''} of a step."""
    at, start = min(${count}, ${total - 1}), 0
    for end, r0, r1, m0, m1 in PHASES:
        if at <= end:
            break
        start = end
    share = (at - start) / (end - start) if end > start else 1
    return ${s.cycleMomentum ? 'between(r0, r1, share), between(m0, m1, share)' : 'between(r0, r1, share)'}`;
}

/** The body of NumPy's update of one parameter `W` along its gradient \`g\`; \`m\` is what is remembered of it, a dict. */
export function numpyRule(training: Training): readonly string[] {
  const s = optimizerSettings(training);
  const n = (name: string) => pyNumber(s[name] as number);
  const moved = cycles(training);
  const momentum = moved ? 'momentum' : pyNumber((s.momentum as number | undefined) ?? 0);
  const decay = s.weightDecay && training.optimizer.type !== 'adamw' ? [`g = g + ${n('weightDecay')} * W`] : [];
  const sign = s.maximize ? ['g = -g'] : [];
  switch (training.optimizer.type) {
    case 'sgd': {
      if (!moved && s.momentum === 0) return [...sign, ...decay, 'W = W - rate * g'];
      const share = s.dampening ? `(1 if t == 1 else 1 - ${n('dampening')}) * g` : 'g';
      const v = `v = m['v'] = ${momentum} * m.get('v', np.zeros_like(W)) + ${share}`;
      return [...sign, ...decay, v, `W = W - rate * ${s.nesterov ? `(g + ${momentum} * v)` : 'v'}`];
    }
    case 'adam':
    case 'adamw': {
      const beta1 = moved ? 'momentum' : n('beta1');
      const apart = training.optimizer.type === 'adamw' ? [`W = W * (1 - rate * ${n('weightDecay')})`] : [];
      return [
        ...[...sign, ...decay, ...apart],
        `v = m['mean'] = ${beta1} * m.get('mean', np.zeros_like(W)) + (1 - ${beta1}) * g`,
        `s = m['square'] = ${n('beta2')} * m.get('square', np.zeros_like(W)) + (1 - ${n('beta2')}) * g * g`,
        ...(s.amsgrad ? ["s = m['largest'] = np.maximum(m.get('largest', np.zeros_like(W)), s)"] : []),
        `W = W - rate / (1 - ${beta1} ** t) * v / (np.sqrt(s) / math.sqrt(1 - ${n('beta2')} ** t) + ${n('eps')})`,
      ];
    }
    case 'rmsprop':
      return [
        ...[...sign, ...decay],
        `s = m['square'] = ${n('alpha')} * m.get('square', np.zeros_like(W)) + (1 - ${n('alpha')}) * g * g`,
        ...(s.centered
          ? [
              `v = m['mean'] = ${n('alpha')} * m.get('mean', np.zeros_like(W)) + (1 - ${n('alpha')}) * g`,
              's = np.maximum(0, s - v * v)',
            ]
          : []),
        `g = g / (np.sqrt(s) + ${n('eps')})`,
        ...(moved || s.momentum !== 0
          ? [`g = m['velocity'] = ${momentum} * m.get('velocity', np.zeros_like(W)) + g`]
          : []),
        'W = W - rate * g',
      ];
    default:
      return [
        ...[...sign, ...decay],
        `s = m['squares'] = m.get('squares', np.full_like(W, ${n('initialAccumulatorValue')})) + g * g`,
        `W = W - rate / (1 + (t - 1) * ${n('lrDecay')}) * g / (np.sqrt(s) + ${n('eps')})`,
      ];
  }
}

const CLASSES: Readonly<Record<string, string>> = {
  sgd: 'SGD',
  adam: 'Adam',
  adamw: 'AdamW',
  rmsprop: 'RMSprop',
  adagrad: 'Adagrad',
};

/** The name of its class in torch.optim. */
export function optimizerClass({ optimizer }: Training): string {
  return CLASSES[optimizer.type] ?? '';
}

/** The optimiser of torch.optim over `parameters`; what is PyTorch's default is left out. */
export function torchOptimizer(training: Training, parameters: string): string {
  const { betas, ...settings } = settled(
    OPTIMIZERS.get(training.optimizer.type)?.settings ?? {},
    training.optimizer.settings,
  );
  const fields = OPTIMIZERS.get(training.optimizer.type)?.settings ?? {};
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const written = (value: unknown) =>
    typeof value === 'boolean' ? pyFlag(value) : typeof value === 'number' ? pyNumber(value) : pyText(String(value));
  const differs = Object.entries(settings).filter(([name, value]) => fields[name]?.initial !== value);
  const pair =
    Array.isArray(betas) && String(betas) !== String(fields.betas?.initial) ? [`betas=${pyTuple(betas)}`] : [];
  const rest = differs.map(([name, value]) => `${snake(name)}=${written(value)}`);
  const named = [`lr=${pyNumber(training.learningRate)}`, ...pair, ...rest];
  return `torch.optim.${optimizerClass(training)}(${[parameters, ...named].join(', ')})`;
}

/** Sets the rate of a step, and the momentum, in a PyTorch optimiser. */
export function torchTurn(training: Training): readonly string[] {
  const group = 'optimizer.param_groups[0]';
  if (!cycles(training)) return [`${group}['lr'] = turn(step)`];
  const s = optimizerSettings(training);
  return [
    `${group}['lr'], momentum = turn(step)`,
    'beta1' in s ? `${group}['betas'] = (momentum, ${pyNumber(s.beta2 as number)})` : `${group}['momentum'] = momentum`,
  ];
}
