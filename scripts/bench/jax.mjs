/* jax-js on its WebAssembly backend: one jitted step of value and gradient, plain SGD; the loss is read at each step,
   because without that it only queues. */
import { defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { RATE } from './networks.mjs';

export async function start({ batch, widths }, { X, y, layers }) {
  await init('wasm');
  defaultDevice('wasm');
  const classes = widths.at(-1);
  const hot = new Float32Array(batch * classes);
  for (let n = 0; n < batch; n++) hot[n * classes + y[n]] = 1;
  const input = np.array(X).reshape([batch, widths[0]]);
  const target = np.array(hot).reshape([batch, classes]);
  let parameters = layers.flatMap(({ W, b, inputs, outputs }) => [np.array(W).reshape([outputs, inputs]), np.array(b)]);
  const cost = (given, A, Y) => {
    let out = A;
    for (let l = 0; l < given.length; l += 2) {
      out = np.matmul(out, np.transpose(given[l])).add(given[l + 1]);
      if (l + 2 < given.length) out = nn.relu(out);
    }
    return nn
      .logSoftmax(out, -1)
      .mul(Y)
      .sum()
      .mul(-1 / batch);
  };
  const update = jit((given, A, Y) => {
    const [value, gradient] = valueAndGrad(cost)(
      given.map((each) => each.ref),
      A,
      Y,
    );
    return [value, given.map((each, i) => each.sub(gradient[i].mul(RATE)))];
  });
  let loss = 0;
  return {
    step() {
      const [value, next] = update(parameters, input.ref, target.ref);
      parameters = next;
      loss = value.dataSync()[0];
    },
    loss: () => loss,
  };
}
