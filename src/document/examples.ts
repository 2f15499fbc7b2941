/* The gallery: saved documents that are also fixtures and where end-to-end tests start. In the order of learning. Their
   names and titles are known at once; a file is loaded when it is opened. */
import type { GraphDocument, Words } from './document.ts';

export interface Example {
  readonly name: string;
  /** That of its card. */
  readonly title: Words;
  readonly load: () => Promise<{ readonly default: string }>;
}

export const examples: readonly Example[] = [
  {
    name: 'one-linear',
    title: { en: 'One Linear, by hand', ja: '手で追う Linear 一つ' },
    load: () => import('./examples/one-linear.json?raw'),
  },
  {
    name: 'batch-of-three',
    title: { en: 'A batch of three', ja: '三つのサンプルのバッチ' },
    load: () => import('./examples/batch-of-three.json?raw'),
  },
  {
    name: 'two-layers',
    title: { en: 'ReLU and two layers', ja: 'ReLU と二つの層' },
    load: () => import('./examples/two-layers.json?raw'),
  },
  {
    name: 'fork',
    title: { en: 'A fork adds', ja: '分岐では足し合わせる' },
    load: () => import('./examples/fork.json?raw'),
  },
  {
    name: 'moons',
    title: { en: 'Two moons', ja: '二つの月' },
    load: () => import('./examples/moons.json?raw'),
  },
  {
    name: 'xor',
    title: { en: 'XOR', ja: 'XOR' },
    load: () => import('./examples/xor.json?raw'),
  },
  {
    name: 'digits',
    title: { en: 'Digits 64-30-10', ja: '数字 64-30-10' },
    load: () => import('./examples/digits.json?raw'),
  },
  {
    name: 'residual-fork',
    title: { en: 'A residual fork', ja: '残差の分岐' },
    load: () => import('./examples/residual-fork.json?raw'),
  },
  {
    name: 'linear-apart',
    title: { en: 'Linear taken apart', ja: '分解した Linear' },
    load: () => import('./examples/linear-apart.json?raw'),
  },
  {
    name: 'residual-depth',
    title: { en: 'Twelve layers deep', ja: '12 層の深さ' },
    load: () => import('./examples/residual-depth.json?raw'),
  },
  {
    name: 'conv-digits',
    title: { en: 'One kernel, many places', ja: '一つのカーネル、多くの位置' },
    load: () => import('./examples/conv-digits.json?raw'),
  },
  {
    name: 'attention-look-up',
    title: { en: 'Attention: a soft look-up', ja: '注意機構:やわらかい表引き' },
    load: () => import('./examples/attention-look-up.json?raw'),
  },
  {
    name: 'character-gpt',
    title: { en: 'A one-block GPT', ja: '1 ブロックの GPT' },
    load: () => import('./examples/character-gpt.json?raw'),
  },
];

/** The file of an example; undefined when there is none of that name. */
export async function exampleText(name: string): Promise<string | undefined> {
  return (await examples.find((example) => example.name === name)?.load())?.default;
}

/** All of them, by name. */
export async function openExamples(): Promise<ReadonlyMap<string, GraphDocument>> {
  return new Map(await Promise.all(examples.map(async ({ name }) => [name, await openExample(name)] as const)));
}

/** An example as a document; undefined when there is none of that name. They are ours, and a test has held each to the
    one door, so the first screen need not bring the door along. */
export async function exampleDocument(name: string): Promise<GraphDocument | undefined> {
  const text = await exampleText(name);
  return text === undefined ? undefined : (JSON.parse(text) as GraphDocument);
}

/** There must be one of that name. */
export async function openExample(name: string): Promise<GraphDocument> {
  const document = await exampleDocument(name);
  if (!document) throw new Error(`there is no example ${name}`);
  return document;
}
