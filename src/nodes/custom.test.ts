/* A node type that a document defines by itself: two programs, a parameter and a setting, trained like every other. */
import { expect, it } from 'vitest';
import { mark } from '../check/mark.ts';
import { questionOf } from '../check/question.ts';
import type { GraphDocument, NodeId } from '../document/document.ts';
import { openExample } from '../document/examples.ts';
import { parseDocument } from '../document/file.ts';
import { serialise } from '../document/serialise.ts';
import { Trainer } from '../run/trainer.ts';
import { faultAfter } from './definition.ts';

const relu = {
  inputs: ['Z'],
  outputs: ['A'],
  parameters: { s: { shape: '(Z.shape[-1],)', start: 'zeros' } },
  settings: { slope: 0 },
  forward: 'M = Z > 0\nA = Z * (M + slope * (Z <= 0)) + s',
  backward: 'dZ = dA * (M + slope * (Z <= 0))\nds = dA.sum(0)',
};

async function withOwn(definition: object): Promise<GraphDocument> {
  const document = await openExample('two-layers');
  const node = { ...document.nodes['relu1' as NodeId]!, type: 'custom:gate' };
  return { ...document, nodes: { ...document.nodes, relu1: node }, definitions: { 'custom:gate': definition } };
}
async function loaded(document: GraphDocument): Promise<Trainer> {
  const trainer = await Trainer.load(document);
  if (!(trainer instanceof Trainer)) throw new Error(trainer.code);
  return trainer;
}

it('begins as the node that it does again, learns its own parameter, and is right', async () => {
  const document = await withOwn(relu);
  const [own, other] = [await loaded(document), await loaded(await openExample('two-layers'))];
  expect(own.plan.problems).toEqual([]);
  expect(own.plan.shapes.get('relu1.s')).toEqual([3]);
  const question = questionOf(own.plan, own.evaluate().pass, 'relu1' as NodeId)!;
  expect(mark(question, relu.backward)).toMatchObject({ right: true, diagnoses: [] });
  expect(mark(question, relu.backward.replace('.sum(0)', '.sum(0) / 2')).diagnoses[0]?.code).toBe('factor-two');
  expect(own.advance().loss).toBe(other.advance().loss);
  own.advance();
  expect([...own.network.learned.keys()]).toContain('relu1.s');
});

it('is kept in the file as it was written', async () => {
  const document = await withOwn(relu);
  const opened = parseDocument(serialise(document));
  expect('document' in opened && opened.document.definitions).toEqual(document.definitions);
});

it.each<[string, object, string]>([
  ['a backward that lacks a gradient', { ...relu, backward: 'dZ = dA' }, 'program'],
  ['a forward that is no program', { ...relu, forward: 'import os' }, 'program'],
  ['a backward with a blank', { ...relu, backward: 'dZ = ___' }, 'unwritten'],
  ['a field that is not as it must be', { ...relu, inputs: 'Z' }, 'bad-definition'],
  ['a category that is no text', { ...relu, category: { toString: 1 } }, 'bad-definition'],
  ['a start that is no text', { ...relu, parameters: { s: { shape: '1', start: { toString: 1 } } } }, 'bad-definition'],
  ['two tensors of one name', { ...relu, outputs: ['Z'] }, 'bad-definition'],
])('%s is a problem of its node', async (_, definition, code) => {
  const { plan } = await loaded(await withOwn(definition));
  expect(plan.ready).toBe(false);
  expect(plan.problems.map((problem) => [problem.code, problem.node])).toContainEqual([code, 'relu1']);
});

it.each<[Readonly<Record<string, unknown>>, string | null]>([
  [{ title: undefined, outputs: ['Y'], forward: 'no program' }, null],
  [{ title: 'a'.repeat(61) }, 'title'],
  [{ inputs: [] }, 'inputs'],
  [{ indices: ['1'] }, 'indices'],
  [{ outputs: [] }, 'outputs'],
  [{ parameters: { W: { shape: '1', start: 'none' } } }, 'parameters'],
  [{ settings: { slope: 'steep' } }, 'settings'],
  [{ settings: { Z: 1 } }, 'names'],
  [{ outputs: ['dZ'] }, 'names'],
  [{ forward: 'a'.repeat(20_001) }, 'forward'],
  [{ backward: 'a'.repeat(20_001) }, 'backward'],
])('of a sound definition, %j spoils %s', async (patch, field) => {
  expect(faultAfter(await withOwn(relu), 'custom:gate', patch)).toBe(field);
});
