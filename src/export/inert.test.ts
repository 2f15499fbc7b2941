/* What is exported is inert: whatever the texts of a document hold, the Python parses, keeps to what the templates use,
   gives the texts back exactly, and touches nothing but numbers. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { Dice } from '../check/random-graph.ts';
import { type Address, address, DEFAULT_TRAINING, type GraphDocument } from '../document/document.ts';
import { isNodeId } from '../document/names.ts';
import { serialise } from '../document/serialise.ts';
import { Reference } from '../kernels/reference.ts';
import { snapshotOf } from '../run/snapshot.ts';
import { Trainer } from '../run/trainer.ts';
import { readSafetensors, writeSafetensors } from '../tensor/safetensors.ts';
import { howMany, seed, tally } from '../torture.ts';
import { textOf } from './code.ts';
import type { Moment } from './moment.ts';
import { notebookCells, notebookText } from './notebook.ts';
import { numpyScript } from './numpy.ts';
import { onnxModel } from './onnx/model.ts';
import { documentInOnnx } from './onnx/reading.ts';
import { floats, projectFiles } from './project.ts';
import { identifiers, pyComment, pyNumber, pyText } from './python/python.ts';
import { torchScript } from './torch.ts';

const python = '/usr/bin/python3';
const torch = spawnSync(python, ['-c', 'import torch']).status === 0;
if (!torch) console.warn(`\n!!! ${python} cannot import torch: NO EXPORTED FILE WAS JUDGED !!!\n`);
const count = howMany(1000, 100_000);
const runs = howMany(20, 2000);
const BATCH = 500;

const PIECES = [
  ...[
    "'",
    '"',
    '\\',
    '\r',
    '\n',
    '\0',
    '"""',
    "'''",
    '{}',
    '{x!r}',
    '%s',
    '#',
    ';',
    '\\\n',
    '\\N{DIGIT ONE}',
    '\u2028',
  ],
  ...[
    '\u0085',
    '\v',
    '\f',
    '\ud800',
    '\udfff',
    '𝔱𝔢',
    '\u202e',
    '\u200b',
    'ﬁ',
    'Å',
    '# -*- coding: utf-7 -*-',
    '\ufeff',
  ],
  ...["__import__('os').system('touch /tmp/pwned')", 'eval(', 'exec("x")', '\t', '</script>', '`', '$(reboot)', '..'],
  ...['"); import os #', "'); import os #", '月', 'é', 'title', '\u001a', '\x7f', '\x1b[31m', 'lambda: 0', 'None'],
];
const IDS = [
  ...[
    'class',
    'None',
    'print',
    'np',
    'F',
    'nn',
    'self',
    'forward',
    'training',
    'T_destination',
    'register_buffer',
    'type',
  ],
  ...[
    'a-b',
    'a_b',
    'A-B',
    'a__b',
    'main',
    'Node',
    'run',
    'load',
    'numbers',
    'x'.repeat(64),
    `${'x'.repeat(40)}y`,
    'match',
  ],
  ...['lambda', 'True', 'softmax', 'W', 'lay', 'check', 'loss', 'model', 'p', 'total', 'here', 'e', 'm', 'g', 'eval'],
];

/** What a learner may call a tensor, a setting or a result in between. */
const LETTERS = [
  ...[
    'lambda',
    'id',
    'label',
    'np',
    'torch',
    'F',
    'self',
    'ctx',
    'class',
    'None',
    'training_',
    'print',
    '__class__',
    '_',
  ],
  ...[
    'each',
    'range',
    'tuple',
    'math',
    'sigmoid',
    'unfold',
    'os',
    '__import__',
    'eval',
    'open',
    'Node',
    'node',
    'run',
    'A_b',
  ],
];

/** A node of the document's own that passes on what arrives, under hostile names. */
function ownNode(dice: Dice, text: () => string) {
  const fits = (name: string) =>
    /^[A-Za-z]\w*[A-Za-z0-9]$|^[A-Za-z]$/.test(name) && !['training', 'None'].includes(name);
  const begins = (name: string) => !['class', 'lambda', 'print'].includes(name);
  const output = dice.pick(LETTERS.filter((name) => fits(name) && begins(name)));
  const [input = '', setting = ''] = dice.shuffled(LETTERS.filter((name) => fits(name) && name !== output));
  const between = dice.pick(
    LETTERS.filter((name) => begins(name) && !['_', 'None', 'training_', input, output, setting].includes(name)),
  );
  const forward = `${between} = ${input} * ${setting} if training else ${input} * ${setting} # ${text().replaceAll('\n', ' ')}\n${output} = ${between} + 0`;
  return {
    ...{ title: text().slice(0, 60), inputs: [input], outputs: [output], settings: { [setting]: 2 }, forward },
    backward: `${between} = d${output} * ${setting}\nd${input} = where(${output} == '${text().replace(/['\n]/g, '')}', 1, ${between})`,
  };
}

/** A chain with hostile texts in every place that takes one. */
function hostile(number: number): GraphDocument {
  const dice = new Dice(number);
  const text = () =>
    Array.from({ length: dice.integer(1, 5) }, () => dice.pick(PIECES))
      .join('')
      .slice(0, 100);
  const names = dice.shuffled(IDS.filter(isNodeId)).slice(0, 5);
  const [source = '', linear = '', relu = '', other = '', loss = ''] = names;
  const own = number % 2 === 1 ? ownNode(dice, text) : undefined;
  const kind = own ? `custom:${text()}` : 'relu';
  const types = { [source]: 'input', [linear]: 'linear', [relu]: kind, [other]: 'linear', [loss]: 'mse-loss' };
  const settings: Record<string, GraphDocument['nodes'][string]['settings']> = {
    [source]: { shape: [2, 3] },
    [linear]: { features: 4 },
    [other]: { features: 3 },
  };
  const nodes = Object.fromEntries(
    Object.entries(types).map(([id, type]) => [
      id,
      { type, position: { x: 0, y: 0 }, label: text(), settings: settings[id] ?? {} },
    ]),
  );
  const wires: Record<Address, Address> = {
    [address(linear, 'A')]: address(source, 'X'),
    [address(relu, own?.inputs[0] ?? 'Z')]: address(linear, 'Z'),
    [address(other, 'A')]: address(relu, own?.outputs[0] ?? 'A'),
    [address(loss, 'Z')]: address(other, 'Z'),
    [address(loss, 'y')]: address(source, 'X'),
  };
  const optimizer = { type: dice.pick(['sgd', 'adam']), settings: {} };
  return {
    ...{ format: 'chainrule', version: 1, title: text(), nodes, wires },
    ...(own && { definitions: { [kind]: own } }),
    training: {
      ...DEFAULT_TRAINING,
      optimizer,
      seed: dice.pick([0, 2 ** 53 - 1, 7]),
      learningRate: dice.pick([0.1, 1e-7, 1e20]),
    },
  };
}

/** The names of tensors in a file. */
function writtenNames(bytes: Uint8Array): readonly string[] {
  const tensors = readSafetensors(bytes);
  if (!(tensors instanceof Map)) throw new Error('the file cannot be read again');
  return [...tensors.keys()];
}

interface Judged {
  /** Each with the texts of the document that must be in it. */
  readonly files: readonly { readonly text: string; readonly strings: readonly string[] }[];
  readonly layers: number;
  readonly run: boolean;
}

/** A document in every language. */
async function exported(number: number): Promise<Judged> {
  const document = hostile(number);
  const own = document.definitions !== undefined;
  const trainer = await Trainer.load(document, new Map(), new Reference('f32'));
  if (!(trainer instanceof Trainer)) throw new Error('no data');
  const moment: Moment = {
    document,
    plan: trainer.plan,
    ...(await snapshotOf(document, trainer, new Reference('f32'))),
  };
  expect(moment.plan.ready, JSON.stringify(moment.plan.problems)).toBe(true);
  const cells = await notebookCells(moment);
  const notebook = JSON.parse(notebookText(cells));
  const source = notebook.cells.flatMap((cell: { cell_type: string; source: string[]; outputs?: unknown[] }) => {
    if (cell.cell_type === 'code') expect(cell.outputs).toEqual([]);
    else expect(cell.source.join('')).toMatch(/^[\w\s#`.,:;'/()-]*$/);
    return cell.cell_type === 'code' ? [cell.source.join('')] : [];
  });
  const texts = [document.title, ...Object.values(document.nodes).map(({ label }) => label ?? '')];
  const project = projectFiles(moment);
  const files = [
    { text: textOf(await numpyScript(moment)), strings: texts },
    { text: textOf(await torchScript(moment, 'module')), strings: [document.title] },
    { text: textOf(await torchScript(moment, 'functional')), strings: [document.title] },
    ...(own ? [] : [{ text: textOf(await torchScript(moment, 'sequential')), strings: [document.title] }]),
    { text: String(project.get('model.py')), strings: [] },
    { text: source.join('\n'), strings: texts },
  ];
  // Nothing but printable ASCII and line ends.
  for (const { text } of [...files, { text: String(project.get('README.md')) }])
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
  expect(JSON.parse(String(project.get('config.json'))).title).toBe(document.title);
  expect(project.get('document.json')).toBe(serialise(document));
  // A lone surrogate has no UTF-8, in which the model keeps its document.
  if (own) expect(() => onnxModel(moment)).toThrow('own-program');
  else expect(documentInOnnx(onnxModel(moment))).toBe(serialise(document).toWellFormed());
  const names = writtenNames(writeSafetensors(floats(moment.values)));
  expect(names.every((name) => /^[A-Za-z][\w-]*\.\w+$/.test(name))).toBe(true);
  return { files, layers: Object.keys(document.nodes).length, run: number - seed < runs };
}

function judge(cases: readonly Judged[]): readonly (readonly string[])[] {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-inert-'));
  try {
    const [asked, answered] = [join(folder, 'asked.json'), join(folder, 'answered.json')];
    writeFileSync(asked, JSON.stringify(cases));
    const driver = resolve(import.meta.dirname, '../../golden/inert.py');
    const { status, stderr } = spawnSync(python, [driver, asked, answered], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(readFileSync(answered, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it.skipIf(!torch)(
  `${count} hostile documents are inert, ${runs} of them carried out`,
  { timeout: 60_000 + 300 * count },
  async () => {
    for (let first = seed; first < seed + count; first += BATCH) {
      const cases: Judged[] = [];
      for (let each = first; each < Math.min(first + BATCH, seed + count); each++) cases.push(await exported(each));
      const found = judge(cases).flatMap((faults, i) => faults.map((fault) => `document ${first + i}: ${fault}`));
      expect(found).toEqual([]);
    }
    tally('hostile documents, exported', count);
  },
);

it('writes texts as literals of printable ASCII, numbers as finite ones', () => {
  expect(pyText("it's \\ \r\n\u2028月𝔱\ud800")).toBe("'it\\'s \\\\ \\u000d\\u000a\\u2028\\u6708\\U0001d531\\ud800'");
  expect(pyComment('a\rimport os')).toBe('# a\\u000dimport os');
  expect(pyComment('x'.repeat(200)).length).toBe(80);
  expect([pyNumber(1e20), pyNumber(-0), pyNumber(0.1), pyNumber(3)]).toEqual(['1e+20', '-0.0', '0.1', '3']);
  expect(() => pyNumber(Number.NaN)).toThrow(RangeError);
});

it('gives every id an identifier of its own that is no word of Python’s, torch’s or the scripts’', () => {
  const found = [...identifiers(IDS).values()];
  expect(new Set(found).size).toBe(IDS.length);
  for (const name of found) expect(name).toMatch(/^[a-z][a-z0-9_]{0,30}$/);
  for (const taken of ['class', 'none', 'print', 'np', 'self', 'forward', 'training', 'type', 'load', 'main'])
    expect(found).not.toContain(taken);
});
