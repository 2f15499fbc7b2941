/* Every node of the catalogue against the contract: names, words, formulas, shapes. */
import { describe, expect, it } from 'vitest';
import { carryOut, givenShapes, randomValues, settingsOf } from '../check/trial.ts';
import { casesOf } from '../check/trial-cases.ts';
import type { AnyNodeType, Shapes } from './define.ts';
import { catalogue, nodeType } from './index.ts';
import type { Field } from './settings.ts';

const modes = ['train', 'eval'] as const;
const computing = [...catalogue.values()].filter((node) => !node.source);
const sources = [...catalogue.values()].filter((node) => node.source);

/** Every tensor name, inputs first; a wired-out parameter once. */
const namesOf = (node: AnyNodeType) => [
  ...node.inputs,
  ...(node.indices ?? []),
  ...[node.parameters, node.optional ?? {}, node.buffers ?? {}].flatMap(Object.keys),
  ...(node.keeps ?? []),
  ...node.outputs.filter((name) => !(name in node.parameters)),
];
/** Names that receive a gradient in backward. */
const learners = (node: AnyNodeType) => [
  ...node.inputs,
  ...Object.keys(node.parameters),
  ...Object.keys(node.optional ?? {}),
];
const line = (lines: readonly string[], name: string) =>
  lines.some((text) => text.startsWith(`${name} =`) || text.startsWith(`${name}[`));

const notation = new Set([
  'L',
  'N',
  'n',
  'W',
  'log',
  'exp',
  'max',
  'min',
  'sign',
  'var',
  'mean',
  'softmax',
  'tanh',
  'flatten',
  'reshape',
  'permute',
  'random',
  ...['unfold', 'fold', 'argmax', 'onehot', 'i', 'j', 'f'],
]);

describe('the catalogue', () => {
  it('finds each type by its name, in the order of the palette', () => {
    const order = ['data', 'layer', 'activation', 'combine', 'shape', 'function', 'loss'];
    const categories = [...catalogue.values()].map(({ category }) => order.indexOf(category));
    expect(categories).toEqual(categories.toSorted((a, b) => a - b));
    for (const [name, node] of catalogue) {
      expect(node.type).toBe(name);
      expect(nodeType(name)).toBe(node);
      expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
    }
    expect(nodeType('toString')).toBeUndefined();
  });

  it('holds the nodes of the catalogue, each once', () => {
    const types = [...catalogue.keys()];
    expect(types.toSorted()).toEqual(
      [
        ...['input', 'parameter', 'points', 'digits', 'iris', 'linear', 'batch-norm', 'dropout', 'embedding', 'relu'],
        ...['sigmoid', 'tanh', 'softmax', 'add', 'subtract', 'multiply', 'matmul', 'transpose', 'flatten', 'scale'],
        ...['exp', 'log', 'sum', 'mean', 'mse-loss', 'cross-entropy-loss'],
        ...['leaky-relu', 'elu', 'gelu', 'silu', 'softplus', 'divide', 'square', 'sqrt', 'reshape', 'permute', 'slice'],
        ...['concat', 'l1-loss', 'huber-loss', 'bce-with-logits-loss'],
        ...['conv2d', 'max-pool2d', 'avg-pool2d', 'layer-norm', 'causal-mask', 'attention', 'text', 'table'],
      ].toSorted(),
    );
  });
});

describe.each([...catalogue])('%s', (_, node) => {
  it('has tensor names that are unique and cannot be taken for a gradient', () => {
    const names = namesOf(node);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      expect(name).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
      expect(name.startsWith('d')).toBe(false);
    }
  });

  it('has its words in English and in Japanese', () => {
    const { en, ja } = node.words;
    for (const { name, help, also } of [en, ja]) {
      expect(name.trim()).not.toBe('');
      expect(help.length).toBeGreaterThan(8);
      for (const word of also ?? []) expect(word.trim()).not.toBe('');
    }
    expect(en.help).toMatch(/\.$/);
    expect(ja.help).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}].*。$/u);
    const fields = Object.values(node.settings).flatMap((field: Field) =>
      field.kind === 'found'
        ? []
        : field.kind === 'choice'
          ? [field.words, ...Object.values(field.choices)]
          : [field.words],
    );
    for (const words of fields) expect([words.en.trim(), words.ja.trim()]).not.toContain('');
  });

  it('accepts the initial values of its settings and refuses nonsense', () => {
    for (const field of Object.values(node.settings)) {
      expect(field.accepts(field.initial)).toEqual(field.initial);
      for (const wrong of [undefined, null, Number.NaN, field.kind === 'text' ? 7 : 'nonsense', {}, [-9]])
        expect(field.accepts(wrong)).toBeUndefined();
    }
  });

  it('says in PyTorch what it computes', () => {
    const names = new Map(namesOf(node).map((name) => [name, `some_${name}`]));
    const { title, trial } = casesOf(node)[0] ?? { title: '', trial: { inputs: {} } };
    const shown = node.pytorch(Object.fromEntries(names), settingsOf(node, trial));
    expect(shown, title).not.toMatch(/undefined|null|NaN|\[object|true\b|false\b/);
    for (const name of [...node.inputs, ...(node.indices ?? []), ...Object.keys(node.parameters)])
      expect(shown).toContain(`some_${name}`);
  });
});

describe.each(computing.map((node) => [node.type, node] as const))('%s', (_, node) => {
  it('has a formula for every output and every gradient, in known names', () => {
    const { forward, backward } = node.formula;
    for (const name of node.outputs) if (!(name in node.parameters)) expect(line(forward, name), name).toBe(true);
    for (const name of learners(node)) expect(line(backward, `d${name}`), `d${name}`).toBe(true);
    const known = new Set([
      ...namesOf(node),
      ...namesOf(node).map((name) => `d${name}`),
      ...Object.keys(node.settings),
      ...notation,
    ]);
    const used = [...forward, ...backward].flatMap((text) => text.match(/[A-Za-z]+/g) ?? []);
    expect(used.filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(modes)('gives in %s mode the shapes that it infers, and a gradient like each tensor', (mode) => {
    for (const { title, trial } of casesOf(node)) {
      const { shapes, given, returned, gradients } = carryOut(
        node,
        trial,
        mode,
        'f64',
        randomValues(node, trial, mode, 1),
      );
      const expected = [...node.outputs, ...(node.keeps ?? [])].filter((name) => !(name in node.parameters));
      for (const name of expected) expect(returned[name]?.shape, `${title}: ${name}`).toEqual(shapes[name]);
      for (const name in node.buffers)
        if (returned[name]) expect(returned[name].shape, `${title}: ${name}`).toEqual(shapes[name]);
      for (const name of learners(node))
        if (given[name]) expect(gradients[`d${name}`]?.shape, `${title}: d${name}`).toEqual(given[name].shape);
    }
  });

  it('names only what exists as mask, limit and prediction', () => {
    const names = new Set(namesOf(node));
    for (const [gradient, mask] of Object.entries(node.masks ?? {})) {
      expect(names.has(gradient.slice(1)) && names.has(mask)).toBe(true);
    }
    if (node.predicts) expect(names.has(node.predicts.logits) && names.has(node.predicts.target)).toBe(true);
    for (const { trial } of casesOf(node)) {
      const { shapes } = givenShapes(node, trial, 'train');
      const limits = node.limits?.(shapes as Shapes<string>, settingsOf(node, trial)) ?? {};
      expect(Object.keys(limits).toSorted()).toEqual([...(node.indices ?? [])].toSorted());
    }
  });
});

it('separates nodes that compute from nodes that only give', () => {
  expect(sources.map(({ type }) => type)).toEqual(['points', 'digits', 'iris', 'text', 'table', 'input']);
  for (const source of sources) expect([source.inputs, source.parameters, source.category]).toEqual([[], {}, 'data']);
});

it('gives Linear no bias when its setting says so', () => {
  const trial = { inputs: { A: [4, 3] }, settings: { bias: false } };
  const node = nodeType('linear');
  if (!node) throw new Error('no linear');
  const { shapes, given } = givenShapes(node, trial, 'train');
  expect([shapes.b, [...given.keys()]]).toEqual([undefined, ['A', 'W']]);
  expect(node.pytorch({ A: 'A', W: 'W', b: 'None' }, settingsOf(node, trial))).toBe('F.linear(A, W, None)');
});
