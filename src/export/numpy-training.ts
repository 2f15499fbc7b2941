/* How the network of a NumPy file trains: update, data, batches, the loop, the check. */
import { type Address, parts as partsOf } from '../document/document.ts';
import { about, type Code, definition, indented, plain } from './code.ts';
import { batchesOf, type Program, rowsExpression, stepsOf } from './moment.ts';
import { numpyName } from './numpy-passes.ts';
import { READ_NUMBERS } from './python/packed.ts';
import { pyAttribute, pyFlag, pyNumber, pyText } from './python/python.ts';
import { cycles, numpyRule, optimizerClass, rowsCode, turnCode } from './python/training.ts';

const RANDPERM = `def randperm(n, seed):
    """The order of torch.randperm(n) after torch.manual_seed(seed)."""
    order = np.arange(n)
    draws = np.random.RandomState(seed).randint(0, 2**32, n, dtype=np.uint32)
    for i in range(n - 1):
        j = i + int(draws[i]) % (n - i)
        order[i], order[j] = order[j], order[i]
    return order`;

export function updateCode(program: Program): Code {
  const { training, frozen = [] } = program.moment.document;
  const learned = program.parameters.filter((place) => !frozen.includes(place));
  const turn = turnCode(training, batchesOf(program.moment));
  const rate = turn
    ? cycles(training)
      ? 'rate, momentum = turn(step)'
      : 'rate = turn(step)'
    : `rate = ${pyNumber(training.learningRate)}`;
  const rule = numpyRule(training);
  const list = learned.map((place) => {
    const { node, name } = partsOf(place);
    return about(node, `    (${program.names.get(node)}, ${pyText(pyAttribute(name))}),`);
  });
  const carried = training.zeroGradients
    ? []
    : plain("    g = gradients[i] = gradients[i] + MEMORY[i].get('carried', 0)");
  const clipping =
    training.clipNorm === undefined
      ? []
      : plain(`norm = math.sqrt(sum(float((g * g).sum()) for g in gradients))
gradients = [g * min(1, ${pyNumber(training.clipNorm)} / (norm + 1e-6)) for g in gradients]`);
  return [
    ...(turn ? [...plain(turn), ...plain('\n')] : []),
    { text: 'PARAMETERS = [' },
    ...list,
    ...plain(
      `]
MEMORY = [{} for _ in PARAMETERS]


def update(step):
    """${optimizerClass(training)}: moves every parameter against its gradient."""
${/\bt\b/.test(rule.join(' ')) ? `    t = step - START + 1  # updates made here, this one counted` : ''}`.trimEnd(),
    ),
    ...indented([
      ...plain(rate),
      ...plain("gradients = [getattr(node, 'd' + name) for node, name in PARAMETERS]"),
      ...(carried.length > 0 ? [{ text: 'for i, g in enumerate(gradients):' }, ...carried] : []),
      ...clipping,
      ...(training.zeroGradients ? [] : plain("for m, g in zip(MEMORY, gradients):\n    m['carried'] = g")),
      { text: 'for (node, name), m, g in zip(PARAMETERS, MEMORY, gradients):' },
      { text: '    W = getattr(node, name)' },
      ...indented(rule.map((text) => ({ text }))),
      { text: '    setattr(node, name, W)' },
    ]),
  ];
}

export function dataCode(program: Program, masks: boolean): Code {
  const { moment, data, parameters, buffers } = program;
  const { plan, document } = moment;
  const { training } = document;
  const indices = data.filter((place) => plan.indices.has(place));
  const rows = plan.rows && data.some((place) => moment.rows.has(place)) ? plan.rows : undefined;
  const column = (place: Address) =>
    about(
      partsOf(place).node,
      `${numpyName(program, place)} = numbers(${pyText(place)})${moment.rows.has(place) ? '[rows]' : ''}`,
    );
  const load = [...parameters, ...buffers].map((place) =>
    about(partsOf(place).node, `${numpyName(program, place)} = numbers(${pyText(place)})`),
  );
  return [
    ...plain(indices.length === 0 ? 'INDICES = set()' : `INDICES = {${indices.map(pyText).join(', ')}}`),
    ...plain(`START = ${moment.step}  # updates made in the editor`),
    ...(rows
      ? plain(rowsCode(training, rows, 'randperm(len(TRAIN), (SEED + epoch) % 2**32)'))
      : masks
        ? plain(`SEED = ${pyNumber(training.seed % 2 ** 32)}`)
        : []),
    ...(rows && training.shuffle ? plain(`\n\n${RANDPERM}`) : []),
    ...plain(`\n\n${READ_NUMBERS}`),
    ...plain('\n\ndef load():\n    """Parameters and buffers as they were in the editor."""\n    run.step = START'),
    ...indented(load),
    ...plain(
      '\n\ndef lay(rows):\n    """Lays rows of the data, and what every batch sees whole, where the network reads them."""',
    ),
    ...indented(data.length > 0 ? data.map(column) : plain('pass')),
  ];
}

/** The check, a step, the test, and what carries them out. */
export function mainCode(program: Program): Code {
  const { moment } = program;
  const { plan, check, step } = moment;
  const train = pyFlag(plan.mode === 'train');
  const test = testCode(program);
  return [
    ...plain(`CHECK = ${pyNumber(check.loss)}  # the editor's loss of the next batch`),
    ...definition('check()', check.mode === plan.mode ? undefined : 'Without dropout.', [
      `lay(${rowsExpression(program, String(step))})`,
      `loss = float(forward(${pyFlag(check.mode === 'train')}))`,
      "print('loss here', loss, 'in the editor', CHECK)",
      'if not abs(loss - CHECK) <= 1e-5 * max(1, abs(CHECK)):',
      "    sys.exit('The losses differ.')",
    ]),
    ...definition('train_step(step)', 'One step; the loss before its update.', [
      'run.step = step',
      `lay(${rowsExpression(program, 'step')})`,
      `loss = float(forward(${train}))`,
      `backward(${train})`,
      'update(step)',
      'return loss',
    ]),
    ...test,
    ...definition('main()', undefined, [
      'load()',
      "if '--check' in sys.argv:",
      '    return check()',
      `for step in range(START, START + ${stepsOf(moment)}):`,
      '    loss = train_step(step)',
      `    if (step + 1) % ${Math.floor(stepsOf(moment) / 10)} == 0:`,
      "        print('step', step + 1, 'loss', loss)",
      ...(test.length > 0 ? ['test()'] : []),
    ]),
  ];
}

/** Loss and accuracy over the test rows; nothing without any. */
function testCode(program: Program): Code {
  const { plan, rows } = program.moment;
  if (!plan.rows?.test || !program.data.some((place) => rows.has(place))) return [];
  const judge = program.parts.find(({ step }) => step.type.predicts)?.step;
  const { logits = '', target = '' } = judge?.type.predicts ?? {};
  const [Z, y] = [judge?.sources.get(logits), judge?.sources.get(target)];
  return definition('test()', undefined, [
    'lay(TEST)',
    "print('test loss', float(forward(False)))",
    ...(Z && y
      ? [
          `right = ${numpyName(program, Z)}.argmax(axis=-1) == ${numpyName(program, y)}`,
          "print('test accuracy', float(right.mean()))",
        ]
      : []),
  ]);
}
