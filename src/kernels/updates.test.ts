/* The optimisers' kernels against torch 1.13: W = torch.ones(1, dtype=torch.float64), an optimizer with lr=.1, and
   W.grad set by hand to 1, −2, 0.5. */
import { expect, test } from 'vitest';
import { kept, read } from '../tensor/tensor.ts';
import { Device } from './device.ts';
import { HYPER, UPDATE } from './kernels.ts';
import { Reference } from './reference.ts';

type Hyper = Partial<Record<Exclude<keyof typeof HYPER, 'length'>, number>>;

/** W after an update for each gradient. */
function updated(optimizer: keyof typeof UPDATE, hyper: Hyper, gradients: readonly number[]): number {
  const device = new Device(new Reference('f64'));
  const W = kept(device, [], [1]);
  const dW = kept(device, []);
  const memory = kept(device, [3]);
  const count = kept(device, []);
  const h = kept(device, [HYPER.length]);
  for (const [name, value] of Object.entries({ rate: 0.1, ...hyper }))
    device.data[h.pointer + HYPER[name as keyof typeof HYPER]] = value;
  for (const gradient of gradients) {
    device.data[dW.pointer] = gradient;
    device.data[count.pointer]! += 1;
    device.kernels.update(W.pointer, dW.pointer, memory.pointer, count.pointer, h.pointer, UPDATE[optimizer], 1);
  }
  return read(W)[0] ?? Number.NaN;
}

test.each<[keyof typeof UPDATE, string, Hyper, number]>([
  ['sgd', 'nothing else', {}, 1.05],
  ['sgd', 'momentum', { momentum: 0.9 }, 1.059],
  ['sgd', 'momentum and dampening', { momentum: 0.9, dampening: 0.3 }, 0.9600000000000001],
  ['sgd', 'Nesterov momentum', { momentum: 0.9, nesterov: 1 }, 1.1031],
  ['sgd', 'weight decay', { weightDecay: 0.2 }, 0.991152],
  ['sgd', 'everything', { momentum: 0.5, weightDecay: 0.1, nesterov: 1 }, 1.037712875],
  ['sgd', 'ascent', { momentum: 0.9, weightDecay: 0.1, maximize: 1 }, 0.8835890000000001],
  ['adam', 'its defaults', { beta1: 0.9, beta2: 0.999, eps: 1e-8 }, 0.9502794196738216],
  ['adam', 'weight decay', { beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0.1 }, 0.937642154937361],
  ['adam', 'AMSGrad', { beta1: 0.5, beta2: 0.6, eps: 1e-8, amsgrad: 1 }, 0.9683018311356664],
  ['adamw', 'weight decay', { beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0.1 }, 0.9222023161292007],
  ['rmsprop', 'its defaults', { eps: 1e-8, alpha: 0.99 }, 0.6758495053504888],
  ['rmsprop', 'centering', { eps: 1e-8, alpha: 0.99, centered: 1 }, 0.6716753891514788],
  [
    'rmsprop',
    'everything',
    { eps: 0.01, alpha: 0.5, centered: 1, momentum: 0.9, weightDecay: 0.1 },
    0.6957829943389113,
  ],
  ['adagrad', 'its defaults', { eps: 1e-10 }, 0.9676209300833447],
  [
    'adagrad',
    'everything',
    { eps: 0.01, lrDecay: 0.1, weightDecay: 0.1, initialAccumulatorValue: 0.5 },
    0.9703833676272168,
  ],
])('%s with %s steps as PyTorch does', (optimizer, _, hyper, wanted) => {
  expect(updated(optimizer, hyper, [1, -2, 0.5])).toBeCloseTo(wanted, 12);
});

test('centred RMSprop stays finite where a variance of rounding would be negative', () => {
  const constant = new Array<number>(100).fill(0.7);
  expect(updated('rmsprop', { eps: 1e-8, alpha: 0.5, centered: 1, rate: 1e-12 }, constant)).toSatisfy(Number.isFinite);
});

test.each(Object.keys(UPDATE) as (keyof typeof UPDATE)[])('%s keeps NaN', (optimizer) => {
  expect(updated(optimizer, { beta1: 0.9, beta2: 0.999, eps: 1e-8, alpha: 0.9 }, [1, Number.NaN, 1])).toBeNaN();
});
