/* What a reader would write who knows JavaScript well: typed arrays made once, no allocation in a step, inner loops over
   neighbouring numbers, no library. W is kept as [in, out], so that every inner loop runs along rows. */
import { RATE } from './networks.mjs';

export function start({ batch, widths }, { X, y, layers }) {
  const classes = widths.at(-1);
  const net = layers.map(({ W, b, inputs, outputs }) => {
    const T = new Float32Array(inputs * outputs);
    for (let o = 0; o < outputs; o++) for (let i = 0; i < inputs; i++) T[i * outputs + o] = W[o * inputs + i];
    return {
      ...{ inputs, outputs, W: T, b: Float32Array.from(b) },
      Z: new Float32Array(batch * outputs),
      A: new Float32Array(batch * outputs),
      dZ: new Float32Array(batch * outputs),
      dW: new Float32Array(inputs * outputs),
      db: new Float32Array(outputs),
    };
  });
  let loss = 0;

  /** Z = A·W + b. */
  function forward({ inputs, outputs, W, b, Z }, A) {
    for (let n = 0; n < batch; n++) {
      const z = n * outputs;
      for (let o = 0; o < outputs; o++) Z[z + o] = b[o];
      for (let i = 0; i < inputs; i++) {
        const a = A[n * inputs + i];
        if (a === 0) continue;
        const w = i * outputs;
        for (let o = 0; o < outputs; o++) Z[z + o] += a * W[w + o];
      }
    }
  }

  /** dW = Aᵀ·dZ, db = Σ dZ. */
  function gradients({ inputs, outputs, dZ, dW, db }, A) {
    dW.fill(0);
    db.fill(0);
    for (let n = 0; n < batch; n++) {
      const z = n * outputs;
      for (let o = 0; o < outputs; o++) db[o] += dZ[z + o];
      for (let i = 0; i < inputs; i++) {
        const a = A[n * inputs + i];
        if (a === 0) continue;
        const w = i * outputs;
        for (let o = 0; o < outputs; o++) dW[w + o] += a * dZ[z + o];
      }
    }
  }

  /** dZ of the layer before: (dZ·Wᵀ) ⊙ (Z > 0). */
  function back({ inputs, outputs, W, dZ }, before) {
    for (let n = 0; n < batch; n++) {
      const z = n * outputs;
      for (let i = 0; i < inputs; i++) {
        if (before.Z[n * inputs + i] <= 0) {
          before.dZ[n * inputs + i] = 0;
          continue;
        }
        const w = i * outputs;
        let sum = 0;
        for (let o = 0; o < outputs; o++) sum += dZ[z + o] * W[w + o];
        before.dZ[n * inputs + i] = sum;
      }
    }
  }

  /** dZ = (softmax Z − Y)/N; the mean of −log P. */
  function judge({ Z, dZ }) {
    let total = 0;
    for (let n = 0; n < batch; n++) {
      const z = n * classes;
      let top = Z[z];
      for (let c = 1; c < classes; c++) if (Z[z + c] > top) top = Z[z + c];
      let sum = 0;
      for (let c = 0; c < classes; c++) {
        const e = Math.exp(Z[z + c] - top);
        dZ[z + c] = e;
        sum += e;
      }
      for (let c = 0; c < classes; c++) dZ[z + c] /= sum * batch;
      total -= Z[z + y[n]] - top - Math.log(sum);
      dZ[z + y[n]] -= 1 / batch;
    }
    return total / batch;
  }

  function step() {
    let A = X;
    for (let l = 0; l < net.length; l++) {
      const layer = net[l];
      forward(layer, A);
      if (l < net.length - 1) for (let i = 0; i < layer.Z.length; i++) layer.A[i] = Math.max(layer.Z[i], 0);
      A = layer.A;
    }
    loss = judge(net.at(-1));
    for (let l = net.length - 1; l >= 0; l--) {
      gradients(net[l], l === 0 ? X : net[l - 1].A);
      if (l > 0) back(net[l], net[l - 1]);
    }
    for (const { W, dW, b, db } of net) {
      for (let i = 0; i < W.length; i++) W[i] -= RATE * dW[i];
      for (let i = 0; i < b.length; i++) b[i] -= RATE * db[i];
    }
  }
  return { step, loss: () => loss };
}
