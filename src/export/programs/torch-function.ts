/* A node with a backward of its own as a torch.autograd.Function: forward as PyTorch has it, or as the learner wrote it;
   backward as it was written. */
import { inputsOf, parametersOf } from '../../plan/resolve.ts';
import { about, type Code, indented, plain } from '../code.ts';
import { NotWritable } from '../not-writable.ts';
import type { Body, Writing } from './body.ts';

export interface TorchFunction {
  readonly code: Code;
  /** Its call, by what each tensor is named there. */
  readonly call: (name: (tensor: string) => string, training: string) => string;
}

/** `linear1` → `Linear1`: identifiers are lower case, so no other name is this one. */
const classOf = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** `forward` is undefined where the type's own expression computes it. */
export function torchFunction(writing: Writing, forward: Body | undefined, backward: Body): TorchFunction {
  const { id, name, step, shapes, names } = writing;
  const { type, settings } = step;
  const takes = [...inputsOf(type), ...parametersOf(type), ...Object.keys(type.buffers ?? {})].filter(
    (each) => shapes[each],
  );
  const there = new Set([...takes, ...type.outputs, ...(forward ? (type.keeps ?? []) : [])]);
  const arriving = type.outputs.map((each) => `d${each}`);
  const saved = backward.reads.filter((each) => each !== 'training' && !arriving.includes(each));
  // A parameter without an input is no function of anything.
  if (inputsOf(type).length === 0 || saved.some((each) => !there.has(each)))
    throw new NotWritable('own-program', { node: id });
  const given = Object.fromEntries(takes.map((each) => [each, names(each)]));
  const results = type.outputs.map((each) => names(each));
  const computing = forward
    ? forward.lines
    : [
        `${results.join(', ')} = ${type.pytorch({ ...absent(writing), ...given, training: 'training' } as never, settings, shapes)}`,
      ];
  const learned = [...type.inputs, ...parametersOf(type)].filter((each) => shapes[each]);
  const gradients = takes.map((each) =>
    learned.includes(each) ? (backward.results[learned.indexOf(each)] as string) : 'None',
  );
  const kept = saved.map((each) => names(each));
  const asks = [...computing, ...(forward?.reads ?? []), ...backward.reads].some((each) => /\btraining\b/.test(each));
  const mode = asks ? ['training'] : [];
  const method = (head: string, lines: readonly string[]) => [
    '@staticmethod',
    `def ${head}:`,
    ...lines.map((line) => `    ${line}`),
  ];
  const lines = [
    `"""${name}, with the backward that was written in the editor."""`,
    '',
    ...method(`forward(ctx, ${[...Object.values(given), ...mode].join(', ')})`, [
      ...computing,
      `ctx.save_for_backward(${kept.join(', ')})`,
      ...mode.map(() => 'ctx.training = training'),
      `return ${(forward ? forward.results.slice(0, results.length) : results).join(', ')}`,
    ]),
    '',
    ...method(`backward(ctx, ${arriving.map((each) => names(each)).join(', ')})`, [
      ...(kept.length > 0 ? [`${kept.join(', ')}${kept.length === 1 ? ',' : ''} = ctx.saved_tensors`] : []),
      ...(backward.reads.includes('training') ? ['training = ctx.training'] : []),
      ...backward.lines,
      `return ${[...gradients, ...mode.map(() => 'None')].join(', ')}`,
    ]),
  ];
  return {
    code: [
      ...plain('\n'),
      about(id, `class ${classOf(name)}(torch.autograd.Function):`),
      ...indented(lines.map((line) => about(id, line))),
    ],
    call: (of, training) => `${classOf(name)}.apply(${[...takes.map(of), ...mode.map(() => training)].join(', ')})`,
  };
}

/** Optional parameters that the node does without. */
const absent = ({ step: { type }, shapes }: Writing) =>
  Object.fromEntries(parametersOf(type).flatMap((each) => (shapes[each] ? [] : [[each, 'None']])));
