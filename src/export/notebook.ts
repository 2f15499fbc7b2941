/* A notebook that builds the network twice, by hand in NumPy and in PyTorch, checks every gradient of the one against
   autograd's of the other, and trains. It has no outputs and no HTML. */
import { type Address, address, gradientOf, parts as partsOf } from '../document/document.ts';
import { type Code, plain, textOf } from './code.ts';
import { type Moment, type Program, programOf, rowsExpression, stepsOf } from './moment.ts';
import { numbersOf, numpyPieces } from './numpy.ts';
import { numpyName } from './numpy-passes.ts';
import { pyComment, pyFlag, pyNumber, pyText } from './python/python.ts';
import { functionalStatements, torchFunctionsFor, variable } from './torch.ts';

/** A cell: text for people, or code. */
export type Cell = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'code'; readonly code: Code };

export async function notebookCells(moment: Moment): Promise<readonly Cell[]> {
  const program = programOf(moment);
  const { nodes, functions, forward, backward, update, data } = numpyPieces(program);
  const text = (text: string): Cell => ({ kind: 'text', text });
  const code = (...codes: readonly (Code | string)[]): Cell => ({
    kind: 'code',
    code: codes.flatMap((each) => (typeof each === 'string' ? plain(each) : each)),
  });
  const { plan, check, step } = moment;
  const train = pyFlag(plan.mode === 'train');
  const looked = pyFlag(check.mode === 'train');
  return [
    text(
      `# A network from Chainrule\n\nThe network ${span(moment.document.title)} after ${step} updates: forward and backward by hand in NumPy, the same in PyTorch, and every gradient compared.`,
    ),
    code(
      `${pyComment(moment.document.title)}\nimport base64\nimport functools\nimport math\nimport zlib\n\nimport numpy as np\nimport torch\nimport torch.nn.functional as F`,
    ),
    text('## The numbers\n\nParameters and data, packed.'),
    code(await numbersOf(program)),
    text('## The tensors\n\nEvery tensor has its name in the editor: `linear1.Z`, and its gradient `linear1.dZ`.'),
    code(nodes, ...(functions.length > 0 ? ['\n', functions] : [])),
    code(data),
    text('## Forward'),
    code(forward),
    text('## Backward\n\nEach node once, in reverse. A tensor that several nodes read receives the sum.'),
    code(backward),
    text('## The first batch'),
    code(
      `load()\nlay(${rowsExpression(program, 'START')})\nloss = float(forward(${looked}))\nbackward(${looked})\nprint('loss', loss)\nassert abs(loss - ${pyNumber(check.loss)}) <= 1e-5 * max(1, abs(loss)), 'not the loss of the editor'`,
    ),
    text('## The same in PyTorch'),
    code(torchCell(program)),
    text('## Every gradient by hand against autograd'),
    code(comparison(program)),
    text('## Training'),
    code(update),
    code(
      `load()\nlosses = []\nfor step in range(START, START + ${stepsOf(moment)}):\n    run.step = step\n    lay(${rowsExpression(program, 'step')})\n    losses.append(float(forward(${train})))\n    backward(${train})\n    update(step)\nprint('first loss', losses[0], 'last loss', losses[-1])`,
    ),
  ];
}

/** Text in a code span, of characters that mean nothing in HTML or Markdown. */
function span(text: string): string {
  return `\`${text.replace(/[^A-Za-z0-9 _.-]+/g, ' ').trim() || 'network'}\``;
}

/** Outputs that carry a gradient: those of parts, and data that are numbers. */
function compared(program: Program): readonly Address[] {
  const { plan } = program.moment;
  const outputs = program.parts.flatMap(({ id, step: { type } }) =>
    type.outputs.filter((name) => !(name in type.parameters)).map((name) => address(id, name)),
  );
  return outputs.filter((place) => !plan.indices.has(place));
}

function torchCell(program: Program): Code {
  const { data, parameters, buffers, moment } = program;
  const statements = functionalStatements(program, pyFlag(moment.check.mode === 'train'));
  const own = program.parts.flatMap((part) => part.own?.traced?.code ?? []);
  const functions = [...torchFunctionsFor([...own, ...statements]), ...own];
  return [
    ...functions.slice(functions.findIndex(({ text }) => text !== '')),
    ...(functions.length > 0 ? plain('\n') : []),
    ...plain('load()\np = {'),
    ...[...parameters, ...buffers].map((place) => ({
      text: `    ${pyText(place)}: torch.tensor(${numpyName(program, place)}),`,
      node: partsOf(place).node,
    })),
    { text: '}' },
    ...plain(
      `for name in (${parameters.map((place) => `${pyText(place)},`).join(' ')}):\n    p[name].requires_grad_(True)`,
    ),
    ...data.map((place) => ({
      text: `${variable(program, place)} = torch.tensor(${numpyName(program, place)})${moment.plan.indices.has(place) ? '' : '.requires_grad_(True)'}`,
      node: partsOf(place).node,
    })),
    { text: '' },
    ...statements.map((line) => line),
    { text: '' },
    ...plain(`outputs = {`),
    ...compared(program).map((place) => ({
      text: `    ${pyText(place)}: ${variable(program, place)},`,
      node: partsOf(place).node,
    })),
    ...plain(`}
for tensor in outputs.values():
    if tensor.requires_grad:
        tensor.retain_grad()
total = ${moment.plan.losses.map((place) => `${variable(program, place)}.sum()`).join(' + ')}
if total.requires_grad:
    total.backward()
print('loss', total.item())`),
  ];
}

function comparison(program: Program): Code {
  const own = program.parameters.map((place) => [place, `p[${pyText(place)}]`] as const);
  const outputs = compared(program).map((place) => [place, `outputs[${pyText(place)}]`] as const);
  return [
    ...plain('pairs = ['),
    ...[...own, ...outputs].map(([place, tensor]) => ({
      text: `    (${pyText(gradientOf(place))}, ${numpyName(program, gradientOf(place))}, ${tensor}.grad),`,
      node: partsOf(place).node,
    })),
    ...plain(`]
for name, ours, theirs in pairs:
    if theirs is None:
        continue
    ours, theirs = np.asarray(ours), theirs.numpy()
    print(name, 'differs by at most', float(np.abs(ours - theirs).max()))
    assert np.allclose(ours, theirs, rtol=1e-4, atol=1e-5 * max(1, float(np.abs(theirs).max()))), name`),
  ];
}

/** The file: nbformat 4. */
export function notebookText(cells: readonly Cell[]): string {
  const lines = (text: string) => text.split('\n').map((line, i, all) => (i === all.length - 1 ? line : `${line}\n`));
  return `${JSON.stringify(
    {
      cells: cells.map((cell) =>
        cell.kind === 'text'
          ? { cell_type: 'markdown', metadata: {}, source: lines(cell.text) }
          : {
              ...{ cell_type: 'code', execution_count: null, metadata: {}, outputs: [] },
              source: lines(textOf(cell.code).trimEnd()),
            },
      ),
      metadata: {
        kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
        language_info: { name: 'python' },
      },
      ...{ nbformat: 4, nbformat_minor: 4 },
    },
    null,
    1,
  )}\n`;
}
