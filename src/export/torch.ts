/* PyTorch, in the three styles in which people write it: an nn.Module, functions of a dict of tensors, nn.Sequential. */
import { type Address, address, parts as partsOf } from '../document/document.ts';
import { baseOf } from '../document/rewriting.ts';
import { inputsOf, parametersOf } from '../plan/resolve.ts';
import { about, type Code, type CodeLine, indented, plain, textOf } from './code.ts';
import { judges, type Moment, origin, type Part, type Program, programOf, stepsOf } from './moment.ts';
import { NotWritable } from './not-writable.ts';
import { numbersOf } from './numpy.ts';
import type { TorchFunction } from './programs/torch-function.ts';
import { pyComment, pyText } from './python/python.ts';
import { torchFunctions } from './python/torch-functions.ts';
import { trainingCode } from './torch-training.ts';
import type { TorchStyle } from './wishes.ts';

/** The whole file. */
export async function torchScript(moment: Moment, style: TorchStyle): Promise<Code> {
  const program = programOf(moment);
  return [
    ...plain(`${pyComment(moment.document.title)}
# ${origin(moment).join('\n# ')}
#
#     python3 FILE            trains on, ${stepsOf(moment)} steps
#     python3 FILE --check    compares the first loss with the editor's
import base64
import functools
import math
import sys
import zlib

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

TITLE = ${pyText(moment.document.title)}
`),
    ...modelCode(program, style),
    ...gap(trainingCode(program, style, flow(program))),
    ...gap(await numbersOf(program)),
    ...gap(plain("if __name__ == '__main__':\n    main()")),
  ];
}

const gap = (code: Code): Code => [{ text: '' }, { text: '' }, ...code];

/** The network: `predict` and `loss` of the style, the editor's addresses of its tensors. */
export function modelCode(program: Program, style: TorchStyle): Code {
  const code = { module: moduleCode, functional: functionalCode, sequential: sequentialCode }[style](program);
  const own = program.parts.flatMap((part) => part.own?.torch().code ?? []);
  return [...torchFunctionsFor([...own, ...code]), ...own, ...plain('\n'), ...code].slice(1);
}

/** What code calls and torch lacks, such as attention before PyTorch 2. */
export function torchFunctionsFor(code: Code): Code {
  const text = textOf(code);
  const attention = text.includes('F.scaled_dot_product_attention') ? [ATTENTION] : [];
  return [...torchFunctions(text), ...attention].flatMap((each) => plain(`\n\n${each}`));
}

/** May return the very tensor that they are given, which has one gradient where two are to be compared. */
const PASSES_ON = new Set(['dropout', 'flatten']);

/** Every part as a statement of functions that makes a tensor of its own, parameters from a dict `p`. Autograd goes back through
    all of them, whatever backward was written. */
export function functionalStatements(program: Program, training: string): Code {
  const root = (place: Address) => program.moment.plan.ties.get(place) ?? place;
  const naming: Naming = { program, parameter: (place) => `p[${pyText(root(place))}]`, training };
  return program.parts.flatMap((part) =>
    functionalLine(naming, part, part.own?.traced).map((line) =>
      PASSES_ON.has(baseOf(part.step.type.type)) ? { ...line, text: `${line.text}.clone()` } : line,
    ),
  );
}

const ATTENTION = `if not hasattr(F, 'scaled_dot_product_attention'):  # as PyTorch 2.0 has it

    def scaled_dot_product_attention(Q, K, V, is_causal=False):
        S = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
        if is_causal:
            S = S.masked_fill(torch.ones_like(S).tril() == 0, -math.inf)
        return S.softmax(-1) @ V

    F.scaled_dot_product_attention = scaled_dot_product_attention`;

/** How tensors are named: those computed and given by variables, parameters by the style. */
interface Naming {
  readonly program: Program;
  readonly parameter: (place: Address) => string;
  readonly training: string;
}

export function variable({ names }: Program, place: Address): string {
  const { node, name } = partsOf(place);
  // A learner's names may have underscores themselves; those of nodes have no capitals.
  return `${names.get(node)}_${name.replaceAll('_', 'X_')}`;
}

const isParameter = ({ moment }: Program, place: Address) => {
  const { node, name } = partsOf(place);
  const type = moment.plan.steps.find((step) => step.node === node)?.type;
  return type !== undefined && parametersOf(type).includes(name);
};

/** The statement of a part in terms of functions, or of the one that a learner wrote; none for a parameter by itself. */
function functionalLine(
  { program, parameter, training }: Naming,
  { id, step, place }: Part,
  own: TorchFunction | undefined,
): CodeLine[] {
  const { type, settings, sources } = step;
  if (type.inputs.length + (type.indices ?? []).length === 0) return [];
  const name = (place: Address) => (isParameter(program, place) ? parameter(place) : variable(program, place));
  const named = [...inputsOf(type), ...parametersOf(type)].map((port) => {
    const source = sources.get(port);
    return [port, source ? name(source) : 'None'] as const;
  });
  const buffers = Object.keys(type.buffers ?? {}).map((buffer) => [buffer, parameter(address(id, buffer))] as const);
  const names = new Map([...named, ...buffers]);
  const line =
    own?.call((tensor) => names.get(tensor) ?? tensor, training) ??
    type.pytorch({ ...Object.fromEntries([...named, ...buffers]), training } as never, settings, place.shapes);
  const results = type.outputs.map((output) => variable(program, address(id, output)));
  return [about(id, `${results.join(', ')} = ${safe(line)}`)];
}

/** Whole numbers beyond 64 bits, which only a setting can hold, as floats. */
const safe = (line: string) => line.replace(/(?<![\w.])\d{16,}(?![\w.])/g, '$&.0');

/** Which tensors go where: into the prediction, out of it, and with it into the loss. */
export function flow(program: Program) {
  const judging = judges(program);
  const predicting = program.parts.filter(({ id }) => !judging.has(id));
  const losing = program.parts.filter(({ id }) => judging.has(id));
  const reads = (parts: readonly Part[]) => [
    ...new Set(parts.flatMap(({ step }) => inputsOf(step.type).map((port) => step.sources.get(port) as Address))),
  ];
  const given = (parts: readonly Part[]) => reads(parts).filter((place) => program.data.includes(place));
  const computed = new Set(predicting.map(({ id }) => id));
  const predictions = reads(losing).filter(
    (place) => computed.has(partsOf(place).node) && !isParameter(program, place),
  );
  return { predicting, losing, inputs: given(predicting), targets: given(losing), predictions };
}

function lossesOf(program: Program, naming: Naming): string {
  const { plan } = program.moment;
  const one = (place: Address) => (isParameter(program, place) ? naming.parameter(place) : variable(program, place));
  return plan.losses.map((place) => `${one(place)}${plan.shapes.get(place)?.length === 0 ? '' : '.sum()'}`).join(' + ');
}

function moduleCode(program: Program): Code {
  const { predicting, losing, inputs, targets, predictions } = flow(program);
  const owners = [...program.parts, ...program.lenders].filter(({ lines }) => lines.states);
  // What is shared must be there before: owners of roots first, in the order of the network else.
  const ties = [...program.moment.plan.ties].filter(([place]) => owners.some(({ id }) => id === partsOf(place).node));
  const created = owners.map(({ id, name, lines, step, place }) =>
    about(id, `self.${name} = ${lines.module?.(step.settings, place)}`),
  );
  const shared = ties.map(([place, root]) =>
    about(partsOf(place).node, `${attribute(program, place)} = ${attribute(program, root)}`),
  );
  const naming: Naming = { program, parameter: (place) => attribute(program, place), training: 'self.training' };
  const body = (parts: readonly Part[]) =>
    parts.flatMap((part): CodeLine[] => {
      const { id, name, step, lines } = part;
      const line = functionalLine(naming, part, part.own?.torch());
      if (!lines.states || part.own || line.length === 0) return line;
      const given = inputsOf(step.type).map((port) => {
        const source = step.sources.get(port) as Address;
        return isParameter(program, source) ? naming.parameter(source) : variable(program, source);
      });
      return [
        about(
          id,
          `${variable(program, address(id, step.type.outputs[0] as string))} = self.${name}(${given.join(', ')})`,
        ),
      ];
    });
  const variables = (places: readonly Address[]) => places.map((place) => variable(program, place));
  return [
    ...plain('class Model(nn.Module):\n    def __init__(self):\n        super().__init__()'),
    ...indented([...created, ...shared], 2),
    ...plain(`\n    def forward(${['self', ...variables(inputs)].join(', ')}):`),
    ...indented([...body(predicting), ...plain(returned(variables(predictions)))], 2),
    ...plain(
      `\n    def loss(${['self', ...variables(predictions), ...variables(targets).filter((name) => !variables(predictions).includes(name))].join(', ')}):`,
    ),
    ...indented([...body(losing), ...plain(`return ${lossesOf(program, naming)}`)], 2),
    ...gap(tensorsCode(program, 'model', (place) => attribute(program, place, 'model'))),
  ];
}

const returned = (names: readonly string[]) => `return ${names.length === 1 ? names[0] : `(${names.join(', ')})`}`;

/** \`self.linear1.weight\` of linear1.W. */
function attribute(program: Program, place: Address, self = 'self'): string {
  const { node, name } = partsOf(place);
  const part = [...program.parts, ...program.lenders].find(({ id }) => id === node);
  const state = (part?.lines.states as Readonly<Record<string, string>> | undefined)?.[name];
  return `${self}.${program.names.get(node)}${state ? `.${state}` : ''}`;
}

/** `tensors(model)`: parameters and buffers by the editor's addresses. */
function tensorsCode({ parameters, buffers }: Program, argument: string, expression: (place: Address) => string): Code {
  const entries = [...parameters, ...buffers].map((place) =>
    about(partsOf(place).node, `        ${pyText(place)}: ${expression(place)},`),
  );
  return [
    ...plain(`def tensors(${argument}):\n    """Parameters and buffers by the editor's addresses."""\n    return {`),
    ...entries,
    { text: '    }' },
  ];
}

function functionalCode(program: Program): Code {
  const { predicting, losing, inputs, targets, predictions } = flow(program);
  const root = (place: Address) => program.moment.plan.ties.get(place) ?? place;
  const naming: Naming = { program, parameter: (place) => `p[${pyText(root(place))}]`, training: 'training' };
  const body = (parts: readonly Part[]) => parts.flatMap((part) => functionalLine(naming, part, part.own?.torch()));
  const variables = (places: readonly Address[]) => places.map((place) => variable(program, place));
  return [
    ...plain(`def predict(${['p', 'training', ...variables(inputs)].join(', ')}):`),
    ...indented([...body(predicting), ...plain(returned(variables(predictions)))]),
    ...plain(`\n\ndef loss(${['p', 'training', ...variables(predictions), ...variables(targets)].join(', ')}):`),
    ...indented([...body(losing), ...plain(`return ${lossesOf(program, naming)}`)]),
    ...gap(
      plain('def tensors(p):\n    """Parameters and buffers by the editor\'s addresses: p itself."""\n    return p'),
    ),
  ];
}

function sequentialCode(program: Program): Code {
  const { predicting, losing, inputs, targets, predictions } = flow(program);
  const [input] = inputs;
  let before = input;
  for (const part of predicting) {
    const { id, step, lines, own } = part;
    const [first, ...others] = inputsOf(step.type).map((port) => step.sources.get(port));
    if (own || !lines.module || first !== before || others.length > 0 || first === undefined)
      throw new NotWritable('not-a-chain', { node: id });
    before = address(id, step.type.outputs[0] as string);
  }
  const [last] = predictions;
  const own = losing.find(({ lines }) => lines.states);
  if (own || program.lenders.length > 0)
    throw new NotWritable('not-a-chain', { node: (own ?? program.lenders[0])?.id ?? '' });
  if (predicting.length === 0 || predictions.length !== 1 || last !== before)
    throw new NotWritable('not-a-chain', { node: losing[0]?.id ?? '' });
  const place = new Map(predicting.map(({ id }, i) => [id, i]));
  const item = (tensor: Address) => {
    const { node, name } = partsOf(tensor);
    const states = predicting[place.get(node) ?? 0]?.lines.states as Readonly<Record<string, string>> | undefined;
    return `model[${place.get(node)}].${states?.[name]}`;
  };
  const ties = [...program.moment.plan.ties].filter(([tied]) => place.has(partsOf(tied).node));
  const naming: Naming = { program, parameter: item, training: 'True' };
  const variables = (places: readonly Address[]) => places.map((each) => variable(program, each));
  return [
    { text: 'model = nn.Sequential(' },
    ...predicting.map(({ id, lines, step, place: of }) => about(id, `    ${lines.module?.(step.settings, of)},`)),
    { text: ')' },
    ...ties.map(([tied, root]) => about(partsOf(tied).node, `${item(tied)} = ${item(root)}`)),
    ...plain(`\n\ndef loss(${[...variables(predictions), ...variables(targets)].join(', ')}):`),
    ...indented([
      ...losing.flatMap((part) => functionalLine(naming, part, part.own?.torch())),
      ...plain(`return ${lossesOf(program, naming)}`),
    ]),
    ...gap(tensorsCode(program, 'model', item)),
  ];
}
