/* Every node that computes has its lines, and nothing else has. */
import { expect, it } from 'vitest';
import { catalogue } from '../../nodes/index.ts';
import { parametersOf } from '../../plan/resolve.ts';
import { linesOf } from './index.ts';

const computing = [...catalogue.values()].filter(({ source }) => !source);

it.each(computing)('$type has lines, and a module with names for its parameters', (node) => {
  const lines = linesOf(node.type);
  const tensors = [...parametersOf(node), ...Object.keys(node.buffers ?? {})];
  expect(Object.keys(lines.states ?? {}).toSorted()).toEqual(tensors.toSorted());
  if (tensors.length > 0) expect(lines.module).toBeDefined();
  expect(lines.onnx === 'none').toBe(node.category === 'loss');
});

it('says which type has none', () => expect(() => linesOf('digits')).toThrow('digits'));
