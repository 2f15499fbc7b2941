/* NumPy from scratch: forward, explicit backward, loss and update in one file that needs only NumPy. Its names are the
   editor's addresses: linear1.Z, and the gradient linear1.dZ. */
import { about, type Code, type CodeLine, plain, textOf } from './code.ts';
import { type Moment, origin, type Program, programOf, stepsOf } from './moment.ts';
import { backwardCode, forwardCode } from './numpy-passes.ts';
import { dataCode, mainCode, updateCode } from './numpy-training.ts';
import { functionsFor } from './python/functions.ts';
import { packedNumbers } from './python/packed.ts';
import { pyComment, pyText } from './python/python.ts';

/** The whole file. */
export async function numpyScript(moment: Moment): Promise<Code> {
  const program = programOf(moment);
  const pieces = numpyPieces(program);
  return [
    ...plain(`${pyComment(moment.document.title)}
# ${origin(moment).join('\n# ')}
# Every tensor has its name in the editor: linear1.Z, its gradient linear1.dZ.
#
#     python3 FILE            trains on, ${stepsOf(moment)} steps
#     python3 FILE --check    compares the first loss with the editor's
import base64
import functools
import math
import sys
import zlib

import numpy as np
`),
    ...pieces.nodes,
    ...gap(pieces.functions),
    ...gap(pieces.forward),
    ...gap(pieces.backward),
    ...gap(pieces.update),
    ...gap(pieces.data),
    ...gap(mainCode(program)),
    ...gap(await numbersOf(program)),
    ...gap(plain("if __name__ == '__main__':\n    main()")),
  ];
}

const gap = (code: Code): Code => (code.length === 0 ? [] : [{ text: '' }, { text: '' }, ...code]);

/** The parts of the file; the notebook shows them one by one. */
export function numpyPieces(program: Program) {
  const [forward, backward] = [forwardCode(program), backwardCode(program)];
  const own = program.parts.flatMap(({ own }) => own?.numpy ?? []);
  const functions = functionsFor(textOf([...own, ...forward, ...backward]));
  const masks = functions.some((text) => text.startsWith('def mask'));
  return {
    nodes: nodesCode(program),
    functions: [
      ...(functions.length === 0 ? [] : plain(functions.join('\n\n\n'))),
      ...own.slice(functions.length === 0 ? 2 : 0),
    ],
    ...{ forward, backward },
    update: updateCode(program),
    data: dataCode(program, masks),
  };
}

export async function numbersOf({ moment, data, parameters, buffers }: Program): Promise<Code> {
  const wanted = new Set([...parameters, ...buffers, ...data]);
  const all = [...moment.values, ...moment.rows, ...moment.constants];
  return packedNumbers(new Map(all.filter(([place]) => wanted.has(place))), new Set(moment.plan.indices.keys()));
}

function nodesCode({ names, moment }: Program): Code {
  const nodes = [...names].map(([id, name]): CodeLine => {
    const label = moment.document.nodes[id]?.label;
    return about(id, `${name} = Node(${pyText(id)}${label ? `, ${pyText(label)}` : ''})`);
  });
  return [
    ...plain(`TITLE = ${pyText(moment.document.title)}


class Node:
    """The tensors of a node."""

    def __init__(self, id, label=''):
        self.id, self.label = id, label


run = Node('run')`),
    ...nodes,
  ];
}
