/* Programs of the language carried out by NumPy and torch: every function and every sign gives what the engine gives. */
import { expect, it } from 'vitest';
import { Dice, type RandomGraph } from '../../check/random-graph.ts';
import { answers, compare, question, torch } from '../../cli/carried-out.ts';
import { type Address, address, DEFAULT_TRAINING, type GraphDocument, type NodeId } from '../../document/document.ts';
import { openExample } from '../../document/examples.ts';
import { FUNCTIONS } from '../../language/functions.ts';
import type { TensorData } from '../../tensor/tensor.ts';
import { writable } from './calls.ts';

/** What a program is given: two matrices, a row, pictures, indices below 3, two settings. Each must leave a tensor Z. */
const SHAPES = { A: [3, 4], B: [3, 4], r: [4], P: [2, 2, 4, 3] } as const;

const PROGRAMS: readonly string[] = [
  // Signs.
  'Z = A + B * 2 - B / (1 + B ** 2)',
  'Z = -A ** 2 + (B * B) ** 0.5 + (1 + B * B) ** -1',
  'Z = A @ B.T',
  'Z = r @ A.T @ (A @ r) * A',
  'Z = A.T @ (A > 0)',
  'Z = (A > 0) * A + (B <= 0) + (A > B) * (A < 2)',
  'Z = (A > 0) + (B > 0) - (A >= B)',
  'Z = -(A != B) / 2 + (A == A)',
  'Z = ((A > 0) * 3) ** 2 * r',
  'm = A > 0\nZ = A * m\nZ += m\nZ *= 1 - m / 4',
  'Z = A * (0 if features > 5 else 1)',
  'Z = A * (1 / 0 if False else 2) + (-inf < 0)',
  'Z = where(A.max() > 0 and not B.max() > 100, A, B)',
  'Z = A if training else 2 * A',
  'Z = A * (7 // 2) + (7 % 4) * e - pi + 2 ** 3',
  // Number by number.
  'Z = abs(A) + exp(A) + expm1(B) + log(1 + A * A) + log1p(B * B)',
  'Z = sqrt(A * A + 1) + square(B) + sign(A) + tanh(B) + sigmoid(A) + relu(B)',
  'Z = maximum(A, 0.5) + minimum(B, 0) + maximum(A, B) + minimum(1, B) + maximum(A, A > 0)',
  'Z = where(A > 0, A, 0) + where(B > 0, 1, A) + where(isnan(A), 0, 1)',
  'Z = A * sqrt(features) * square(3) * exp(0) / abs(-2) + maximum(1, 2)',
  // Over axes.
  'Z = A.sum(0) + A.mean(0) + B.var(0) + B.std(0) + A.max(0) + A.min(0) + A.norm(0)',
  'Z = A.sum(1, keepdims=True) * A + A.mean(-1, keepdim=True) + A.var(dim=1, keepdims=True)',
  'Z = A * A.sum() + A.mean() * A.var() + A.std() + A.norm() - A.min() * A.max()',
  'Z = P.sum((0, 2, 3)) + P.mean([0, 2, 3]) + P.max((0, 2, 3)) + P.var((0, 2, 3)) + P.min((0, 3, 2)) + P.norm((0, 2, 3))',
  "Z = A + A.sum('all', keepdims=True) + A.max(axis='all')",
  'Z = A * any(A > 0, axis=0) + all(B > -9, 1, keepdims=True) * A + any(A > 0)',
  'Z = one_hot(argmax(A), 4) * A + argmax(B, 0)',
  'Z = sum_to_size(A, 1, 4) + sum_to_size(A * B, r.shape) + A.sum_to_size((3, 4))',
  // Shapes.
  'Z = A.reshape(4, 3) @ B.reshape(A.size / 4, -1) + A.reshape([4, 3]).sum()',
  'Z = P.permute(1, 0, 3, 2).transpose(0, 1).swapaxes(2, 3).reshape(P.shape) + P.transpose((0, 1)).transpose(0, 1)',
  'Z = P.T.sum(3) + A.transpose().sum()',
  'Z = P.transpose([]).T * P',
  'Z = r.expand(A.shape) + broadcast_to(r, (3, 4)) + A[0].expand(3, 4)',
  'Z = concatenate([A, B], axis=1) @ concatenate((r, r))',
  'Z = concatenate([A, B, A]).tril() + tril(A).sum()',
  'Z = P.permute(argsort([2, 0, 3, 1])).permute([2, 0, 3, 1])',
  'Z = P.sum(0).permute((argsort([1, 0, 2]) + [3])[:3])',
  'Z = zeros(3, 4) + ones((3, 4)) + zeros_like(A) + ones_like(B) + A * ones_like(A > 0)',
  // Places.
  'Z = A[1:, ::2] * A[0, 1] + B[-2:, None, :1].sum() + B[..., -1].sum() + A[:2, 1:4:2]',
  'Z = A[I] + take(B, I) * take(A, [0, 2, 1][0:1]) + B[argmax(A.T, 1)[:2]].sum()',
  'Z = take(A, arange(1, 4), axis=1) + take(A, arange(0, 3, 1), axis=-1) + A.take([-1], axis=1)',
  'Z = scatter_add(A[I], I, 3) + scatter_add(A, arange(3), n=3)',
  'Z = scatter_add(A[:, :2], arange(4)[1:4:2], 4, axis=1) + len(A) + len([1, 2]) + A.ndim',
  'Z = A[I.reshape(2, 1)] + one_hot(I, 3).sum() + I.sum() + one_hot(I.reshape(-1), 5)[0, 1]',
  'U = unfold(P, 2)\nZ = fold(U * U, P.shape, 2)',
  'U = unfold(P, (2, 3), stride=(2, 1), padding=(1, 0), outside=-1)\nZ = fold(U, P.shape, [2, 3], (2, 1), [1, 0])',
  'U = unfold(P, kernel_size=3, padding=1)\nZ = U.reshape(U.shape[:3] + [1, -1]).sum(-1) * (len(U.shape[1:]) % 2)',
  'n = [2 * 3, 4] + A.shape\nZ = A.reshape(n[0] // 2, n[1]) * n[3]',
  'k = [5, 6, 7] % 4\nZ = A * k[0] + k[1] - k[2]',
  'F = A\nlambda_ = 2\nself = F * lambda_\nnp_ = self\n__x = np_\nZ = __x + B',
];

function documentOf(forward: string, number: number): RandomGraph {
  const dice = new Dice(number);
  const given = new Map<Address, TensorData>();
  const nodes: Record<string, GraphDocument['nodes'][string]> = {};
  const wires: Record<Address, Address> = {};
  const position = { x: 0, y: 0 };
  const feed = (port: Address, id: string, tensor: TensorData, kind = 'numbers') => {
    nodes[id] = { type: 'input', position, settings: { shape: [...tensor.shape], kind } };
    wires[port] = address(id, 'X');
    given.set(address(id, 'X'), tensor);
  };
  for (const [name, shape] of Object.entries(SHAPES)) {
    const length = shape.reduce((product, each) => product * each, 1);
    feed(address('own1', name), `input-${name}`, { shape, data: Array.from({ length }, () => dice.number(-2, 2)) });
  }
  feed(address('own1', 'I'), 'input-I', { shape: [2], data: [2, 0] }, 'indices');
  nodes.own1 = { type: 'custom:try', position, settings: {} };
  nodes.square1 = { type: 'square', position, settings: {} };
  nodes.mean1 = { type: 'mean', position, settings: {} };
  wires['square1.A'] = 'own1.Z';
  wires['mean1.A'] = 'square1.Z';
  const inputs = Object.keys(SHAPES);
  const definition = {
    ...{ inputs, indices: ['I'], outputs: ['Z'], settings: { features: 3 }, forward },
    backward: inputs.map((name) => `d${name} = zeros_like(${name}) * dZ.sum() + Z.sum()`).join('\n'),
  };
  const document: GraphDocument = {
    ...{ format: 'chainrule', version: 1, title: forward.slice(0, 40), nodes, wires },
    definitions: { 'custom:try': definition },
    training: { ...DEFAULT_TRAINING, loss: 'mean1.Z' as Address },
  };
  return { document, given };
}

it('can write every function of the language', () => {
  expect([...writable].sort()).toEqual(Object.keys(FUNCTIONS).sort());
  const said = PROGRAMS.join('\n');
  expect(Object.keys(FUNCTIONS).filter((name) => !new RegExp(`\\b${name}\\(`).test(said))).toEqual(['matmul']);
});

it.skipIf(!torch)('gives in NumPy and torch what it gives in the editor', { timeout: 120_000 }, async () => {
  const questions = [];
  for (const [number, program] of PROGRAMS.entries()) {
    const one = await question(program, documentOf(program, number), 1, 'f64');
    // The backwards here are none, and the notebook would say so.
    questions.push({ ...one, asked: { ...one.asked, notebook: [] } });
  }
  const answered = answers(questions);
  const found = questions.flatMap((each, i) => compare(each, answered[i]!));
  expect(found.filter(({ share }) => !(share <= 1))).toEqual([]);
  expect(new Set(found.map(({ language }) => language))).toEqual(new Set(['numpy', 'module', 'functional']));
});

it.skipIf(!torch)('trains a node of one’s own, with a parameter, as the editor does', { timeout: 60_000 }, async () => {
  const document = await openExample('two-layers');
  const gate = {
    ...{ inputs: ['Z'], outputs: ['A', 'H'], settings: { slope: 0.1 } },
    parameters: { s: { shape: '(Z.shape[-1],)', start: 'ones' } },
    forward: 'M = Z > 0\nH = Z * (M + slope * (Z <= 0))\nA = H * s',
    backward: 'ds = (dA * H).sum(0)\ndZ = (dA * s + dH) * (M + slope * (Z <= 0))',
  };
  const nodes = { ...document.nodes, relu1: { ...document.nodes['relu1' as NodeId]!, type: 'custom:gate' } };
  const own = { ...document, nodes, definitions: { 'custom:gate': gate } };
  const one = await question('gate', { document: own, given: new Map() }, 20, 'f64');
  expect(one.ours.last['relu1.s']?.data).not.toEqual([1, 1, 1]);
  const [answer] = answers([one]);
  expect(compare(one, answer!).filter(({ share }) => !(share <= 1))).toEqual([]);
  expect(Object.keys(answer!.files).sort()).toEqual(['functional', 'module', 'numpy']);
  expect(answer!.compared).toBeGreaterThan(5);
});
