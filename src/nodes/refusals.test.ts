/* Shapes that a node refuses, and with which sentence. */
import { expect, it } from 'vitest';
import { refusal, refusals } from '../check/trial-refusals.ts';
import { catalogue } from './index.ts';

it.each(refusals)('%s refuses %o with %o: %s', (type, inputs, settings, code, values) => {
  const node = catalogue.get(type);
  if (!node) throw new Error(`no ${type}`);
  expect(refusal(node, inputs, settings)).toEqual([code, values]);
});

it('starts a parameter as its setting says', () => {
  const node = catalogue.get('parameter');
  const starts = ['zeros', 'normal', 'uniform', 'kaiming'].map((init) => node?.starts?.({ shape: [2, 2], init }));
  expect(starts).toEqual([{ W: 'zeros' }, { W: 'normal' }, { W: 'uniform' }, { W: 'kaiming' }]);
});
