/* How the network of a PyTorch file trains: data, batches, optimiser, the loop, the check. */
import type { Address } from '../document/document.ts';
import { type Code, definition, plain } from './code.ts';
import { batchesOf, type Program, rowsExpression, stepsOf } from './moment.ts';
import { READ_NUMBERS } from './python/packed.ts';
import { pyFlag, pyNumber, pyText, pyTuple } from './python/python.ts';
import { rowsCode, seedOf, torchOptimizer, torchTurn, turnCode } from './python/training.ts';
import type { flow } from './torch.ts';
import type { TorchStyle } from './wishes.ts';

const RANDPERM = 'torch.randperm(len(TRAIN), generator=torch.Generator().manual_seed(SEED + epoch)).numpy()';
const READ_TENSORS = READ_NUMBERS.replace(/return flat(.*)$/m, 'return torch.from_numpy(flat$1)');

/** What differs between the styles: how the model is made and called, and how it is told the mode. */
function dialect(style: TorchStyle, several: boolean) {
  const star = several ? '*' : '';
  if (style === 'functional')
    return {
      predict: 'predict(model, training, *inputs)',
      loss: `loss(model, training, ${star}predict(model, training, *inputs), *targets)`,
      make: 'model = {name: torch.zeros_like(numbers(name)) for name in STATE}',
      learned: '[model[name] for name in LEARNED]',
      mode: () => [],
    };
  return {
    predict: 'model(*inputs)',
    loss: style === 'module' ? `model.loss(${star}model(*inputs), *targets)` : 'loss(model(*inputs), *targets)',
    make: style === 'module' ? 'model = Model()' : undefined,
    learned: 'model.parameters()',
    mode: (training: boolean) => [`model.train(${pyFlag(training)})`],
  };
}

export function trainingCode(program: Program, style: TorchStyle, way: ReturnType<typeof flow>): Code {
  const { moment, data, parameters, buffers } = program;
  const { plan, document, step, check } = moment;
  const { training, frozen = [] } = document;
  const functional = style === 'functional';
  const { predict, loss, make, learned, mode } = dialect(style, way.predictions.length !== 1);
  const rows = plan.rows && data.some((place) => moment.rows.has(place)) ? plan.rows : undefined;
  const indices = data.filter((place) => plan.indices.has(place)).map(pyText);
  const turn = turnCode(training, batchesOf(moment));
  const column = (place: Address) => `numbers(${pyText(place)})${moment.rows.has(place) ? '[rows]' : ''}`;
  const learns = parameters.filter((place) => !frozen.includes(place));
  const still = parameters.filter((place) => frozen.includes(place));
  const train = plan.mode === 'train';
  // In the functional style the mode is an argument.
  const lossOf = (rows: string, training: boolean | string) =>
    `loss_of(model, ${rows}${functional ? `, ${typeof training === 'string' ? training : pyFlag(training)}` : ''})`;
  const list = (places: readonly Address[]) => pyTuple(places.map(pyText));
  return [
    ...plain(indices.length === 0 ? 'INDICES = set()' : `INDICES = {${indices.join(', ')}}`),
    ...(functional ? plain(`STATE = ${list([...parameters, ...buffers])}\nLEARNED = ${list(learns)}`) : []),
    ...plain(rows ? rowsCode(training, rows, RANDPERM) : `SEED = ${seedOf(training)}`),
    ...plain(`\n\n${READ_TENSORS}`),
    ...definition('batch_of(rows)', 'What the network reads: for the prediction, and with it for the loss.', [
      `return ${pyTuple(way.inputs.map(column))}, ${pyTuple(way.targets.map(column))}`,
    ]),
    ...definition(lossOf('rows', 'training'), undefined, ['inputs, targets = batch_of(rows)', `return ${loss}`]),
    ...(turn ? plain(`\n\n${turn}`) : []),
    ...definition('train_step(model, optimizer, step)', 'One step; the loss before its update.', [
      ...mode(train),
      `total = ${lossOf(rowsExpression(program, 'step'), train)}`,
      ...(learns.length === 0
        ? []
        : [
            ...(turn ? torchTurn(training) : []),
            ...(training.zeroGradients ? ['optimizer.zero_grad()'] : []),
            'total.backward()',
            ...(training.clipNorm === undefined
              ? []
              : [`nn.utils.clip_grad_norm_(${learned}, ${pyNumber(training.clipNorm)})`]),
            'optimizer.step()',
          ]),
      'return total.item()',
    ]),
    ...definition('load(model)', 'Parameters and buffers as they were in the editor.', [
      'with torch.no_grad():',
      '    for name, tensor in tensors(model).items():',
      '        tensor.copy_(numbers(name))',
      ...(functional ? ['for name in LEARNED:', '    model[name].requires_grad_(True)'] : []),
      ...(!functional && still.length > 0
        ? [`for name in ${list(still)}:  # frozen`, '    tensors(model)[name].requires_grad_(False)']
        : []),
    ]),
    ...plain(`\n\nCHECK = ${pyNumber(check.loss)}  # the editor's loss of the next batch`),
    ...definition(
      'check(model)',
      check.mode === plan.mode ? undefined : 'Without dropout, whose masks are drawn otherwise here.',
      [
        ...mode(check.mode === 'train'),
        `here = ${lossOf(rowsExpression(program, String(step)), check.mode === 'train')}.item()`,
        "print('loss here', here, 'in the editor', CHECK)",
        'if not abs(here - CHECK) <= 1e-5 * max(1, abs(CHECK)):',
        "    sys.exit('The losses differ.')",
      ],
    ),
    ...(rows?.test ? testCode(program, way, lossOf, mode, predict.replace('training', 'False')) : []),
    ...definition('make()', 'The model as it was in the editor, and its optimiser.', [
      ...(make ? [make] : []),
      'load(model)',
      `return model, ${learns.length > 0 ? torchOptimizer(training, learned) : 'None'}`,
    ]),
    ...definition('main()', undefined, [
      'torch.manual_seed(SEED)',
      'model, optimizer = make()',
      "if '--check' in sys.argv:",
      '    return check(model)',
      `for step in range(${step}, ${step + stepsOf(moment)}):`,
      '    total = train_step(model, optimizer, step)',
      `    if (step + 1) % ${Math.floor(stepsOf(moment) / 10)} == 0:`,
      "        print('step', step + 1, 'loss', total)",
      ...(rows?.test ? ['test(model)'] : []),
    ]),
  ];
}

function testCode(
  program: Program,
  { targets, predictions }: ReturnType<typeof flow>,
  lossOf: (rows: string, training: boolean) => string,
  mode: (training: boolean) => readonly string[],
  predict: string,
): Code {
  const judge = program.parts.find(({ step: { type } }) => type.predicts)?.step;
  const logits = judge?.sources.get(judge.type.predicts?.logits ?? '');
  const at = targets.indexOf(judge?.sources.get(judge.type.predicts?.target ?? '') as Address);
  const judged = at >= 0 && predictions.length === 1 && predictions[0] === logits;
  return definition('test(model)', undefined, [
    ...mode(false),
    'with torch.no_grad():',
    `    print('test loss', ${lossOf('TEST', false)}.item())`,
    ...(judged
      ? [
          '    inputs, targets = batch_of(TEST)',
          `    right = ${predict}.argmax(-1) == targets[${at}]`,
          "    print('test accuracy', right.float().mean().item())",
        ]
      : []),
  ]);
}
