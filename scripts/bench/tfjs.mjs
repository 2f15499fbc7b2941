/* TensorFlow.js with its WebAssembly backend. The reverse pass is written out, which spares it the bookkeeping of its
   own gradients; plain SGD. */
import { fileURLToPath } from 'node:url';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { RATE } from './networks.mjs';

export async function start({ batch, widths }, { X, y, layers }) {
  setWasmPaths(fileURLToPath(new URL('node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url)));
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly backend of TensorFlow.js does not start');
  await tf.ready();
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw new Error('TensorFlow.js runs without SIMD');
  const input = tf.tensor2d(X, [batch, widths[0]]);
  const target = tf.oneHot(tf.tensor1d(y, 'int32'), widths.at(-1));
  const net = layers.map(({ W, b, inputs, outputs }) => ({
    W: tf.variable(tf.tensor2d(W, [outputs, inputs])),
    b: tf.variable(tf.tensor1d(b)),
  }));
  const scale = tf.scalar(1 / batch);
  const rate = tf.scalar(RATE);
  let last;
  function step() {
    const next = tf.tidy(() => {
      const kept = [];
      let A = input;
      for (const [l, { W, b }] of net.entries()) {
        const Z = tf.add(tf.matMul(A, W, false, true), b);
        kept.push([A, Z]);
        A = l < net.length - 1 ? tf.relu(Z) : Z;
      }
      const shifted = tf.sub(A, tf.max(A, 1, true));
      const e = tf.exp(shifted);
      const total = tf.sum(e, 1, true);
      const loss = tf.mul(tf.neg(tf.sum(tf.mul(target, tf.sub(shifted, tf.log(total))))), scale);
      let dZ = tf.mul(tf.sub(tf.div(e, total), target), scale);
      for (let l = net.length - 1; l >= 0; l--) {
        const { W, b } = net[l];
        const [given] = kept[l];
        const dW = tf.matMul(dZ, given, true, false);
        const db = tf.sum(dZ, 0);
        if (l > 0) dZ = tf.mul(tf.matMul(dZ, W), tf.cast(tf.greater(kept[l - 1][1], 0), 'float32'));
        W.assign(tf.sub(W, tf.mul(dW, rate)));
        b.assign(tf.sub(b, tf.mul(db, rate)));
      }
      return loss;
    });
    last?.dispose();
    last = next;
  }
  return { step, loss: () => last.dataSync()[0] };
}
