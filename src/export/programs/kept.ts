/* What a node of the catalogue keeps of its forward, as programs: a written backward may read it, and a script has it only
   where it is computed there. Held to the nodes' own by `src/export/parity.test.ts`. */

const picture = `planes = (A.shape[0] * A.shape[1], 1, A.shape[2], A.shape[3])
step = kernel if stride == 'kernel' else stride
seen = unfold(A.reshape(planes), kernel, step, padding, outside=-inf)`;
const batch = `rows = A.reshape(A.shape[0], W.size, -1)
R = 1 / sqrt((rows.var((0, 2)) if training else variance) + eps)`;
const heads = (X: string) => `${X}.reshape(${X}.shape[0], ${X}.shape[1], heads, -1).swapaxes(1, 2)`;
const scores = `q = ${heads('Q')}
k = ${heads('K')}
S = q @ k.swapaxes(-2, -1) / sqrt(q.shape[3])`;
const softmax = (of: string) => `P = exp(${of} - ${of}.max(-1, keepdims=True))
P = P / P.sum(-1, keepdims=True)`;

/** By type and by what is kept. Dropout's mask is drawn at random, and the share of a normal distribution is no function of the
    language: neither is here. */
export const keptPrograms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  conv2d: { U: 'U = unfold(A, kernel, stride, padding)' },
  'max-pool2d': {
    I: `${picture}\nI = argmax(seen).reshape(A.shape[0], A.shape[1], seen.shape[1], seen.shape[2])`,
    M: `${picture}\nM = fold(one_hot(argmax(seen), seen.shape[3]), planes, kernel, step, padding).reshape(A.shape)`,
  },
  'batch-norm': {
    R: batch,
    X: `${batch}
X = rows - (rows.mean((0, 2)) if training else mean).reshape(-1, 1)
X = (X * R.reshape(-1, 1)).reshape(A.shape)`,
  },
  'layer-norm': {
    R: 'R = 1 / sqrt(A.var(-1, keepdims=True) + eps)',
    X: 'X = (A - A.mean(-1, keepdims=True)) / sqrt(A.var(-1, keepdims=True) + eps)',
  },
  attention: {
    S: scores,
    P: `${scores}\nhidden = where(tril(ones_like(S)) > 0, S, -inf) if causal else S\n${softmax('hidden')}`,
  },
  silu: { S: 'S = sigmoid(Z)' },
  'causal-mask': { M: 'M = tril(ones_like(A))' },
  'huber-loss': { C: 'C = minimum(maximum(Z - y, -delta), delta)' },
  'bce-with-logits-loss': { P: 'P = sigmoid(Z)' },
  'cross-entropy-loss': {
    P: softmax('Z'),
    Y: 'Y = one_hot(y, Z.shape[-1]) * (1 - labelSmoothing) + labelSmoothing / Z.shape[-1]',
  },
};
