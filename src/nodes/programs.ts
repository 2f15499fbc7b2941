/* The backward of every node of the catalogue, written in the language: what stands in the editor when a node is opened to be
   rewritten. `src/check/programs.test.ts` holds each to the node's own, number by number. */

const picture = `planes = (A.shape[0] * A.shape[1], 1, A.shape[2], A.shape[3])
step = kernel if stride == 'kernel' else stride`;
const sumBack = (dA: string, dB: string) => `dA = sum_to_size(${dA}, A.shape)\ndB = sum_to_size(${dB}, B.shape)`;
const each = `n = Z.size if reduction == 'mean' else 1`;

export const backwardPrograms: Readonly<Record<string, string>> = {
  parameter: '# The gradient that arrives is the parameter’s.',

  linear: `dW = dZ.reshape(-1, features).T @ A.reshape(-1, W.shape[1])
db = dZ.reshape(-1, features).sum(0)
dA = dZ @ W`,
  conv2d: `rows = dZ.permute(0, 2, 3, 1).reshape(-1, channels)
dW = (rows.T @ U.reshape(-1, U.shape[3])).reshape(W.shape)
db = rows.sum(0)
dU = (rows @ W.reshape(channels, -1)).reshape(U.shape)
dA = fold(dU, A.shape, kernel, stride, padding)`,
  'max-pool2d': `${picture}
U = unfold(A.reshape(planes), kernel, step, padding, outside=-inf)
won = one_hot(argmax(U), U.shape[3])
dU = won * dZ.reshape(U.shape[:3] + [1])
dA = fold(dU, planes, kernel, step, padding).reshape(A.shape)`,
  'avg-pool2d': `${picture}
seen = unfold(A.reshape(planes), kernel, step, padding).shape
dU = (dZ / seen[3]).reshape(seen[:3] + [1]).expand(seen)
dA = fold(dU, planes, kernel, step, padding).reshape(A.shape)`,
  embedding: 'dW = scatter_add(dZ, X, tokens)',
  dropout: `gain = 0 if p == 1 else 1 / (1 - p)
dA = dZ * M * gain if training else dZ`,
  'batch-norm': `C = W.size
n = A.size / C
x = X.reshape(A.shape[0], C, -1)
d = dZ.reshape(A.shape[0], C, -1)
dW = (d * x).sum((0, 2))
db = d.sum((0, 2))
share = x * (dW / n).reshape(C, 1) + (db / n).reshape(C, 1)
dA = ((d - share if training else d) * (W * R).reshape(C, 1)).reshape(A.shape)`,
  'layer-norm': `dW = (dZ * X).reshape(-1, W.size).sum(0)
db = dZ.reshape(-1, W.size).sum(0)
dX = dZ * W
dA = R * (dX - dX.mean(-1, keepdims=True) - X * (X * dX).mean(-1, keepdims=True))`,
  attention: `q = Q.reshape(Q.shape[0], Q.shape[1], heads, -1).swapaxes(1, 2)
k = K.reshape(K.shape[0], K.shape[1], heads, -1).swapaxes(1, 2)
v = V.reshape(V.shape[0], V.shape[1], heads, -1).swapaxes(1, 2)
d = dZ.reshape(dZ.shape[0], dZ.shape[1], heads, -1).swapaxes(1, 2)
dP = d @ v.swapaxes(-2, -1)
dS = P * (dP - (P * dP).sum(-1, keepdims=True)) / sqrt(q.shape[3])
dQ = (dS @ k).swapaxes(1, 2).reshape(Q.shape)
dK = (dS.swapaxes(-2, -1) @ q).swapaxes(1, 2).reshape(K.shape)
dV = (P.swapaxes(-2, -1) @ d).swapaxes(1, 2).reshape(V.shape)`,

  relu: 'dZ = dA * (Z > 0)',
  'leaky-relu': 'dZ = dA * ((Z > 0) + slope * (Z <= 0))',
  elu: 'dZ = dA * ((Z > 0) + alpha * exp(minimum(Z, 0)) * (Z <= 0))',
  sigmoid: 'dZ = dA * A * (1 - A)',
  tanh: 'dZ = dA * (1 - A ** 2)',
  gelu: `slope = exp(-Z ** 2 / 2) / sqrt(2 * pi)
if_tanh = 2 * sqrt(2 / pi) * (1 + 3 * 0.044715 * Z ** 2) * P * (1 - P)
dZ = dA * (P + Z * (slope if approximate == 'none' else if_tanh))`,
  silu: 'dZ = dA * (S + A * (1 - S))',
  softplus: 'dZ = dA * maximum(sigmoid(Z), Z > 20)',
  softmax: 'dZ = A * (dA - (A * dA).sum(axis, keepdims=True))',

  add: sumBack('dC', 'dC'),
  subtract: sumBack('dC', '-dC'),
  multiply: sumBack('dC * B', 'dC * A'),
  divide: sumBack('dC / B', '-dC * C / B'),
  matmul: `X = A[None, :] if A.ndim == 1 else A
Y = B[:, None] if B.ndim == 1 else B
D = dC.reshape((X @ Y).shape)
dX = D @ Y.swapaxes(-2, -1)
rows = X.reshape(-1, X.shape[-1]).T
dY = rows @ D.reshape(-1, D.shape[-1]) if Y.ndim == 2 else X.swapaxes(-2, -1) @ D
dA = sum_to_size(dX, X.shape).reshape(A.shape)
dB = sum_to_size(dY, Y.shape).reshape(B.shape)`,

  flatten: 'dA = dZ.reshape(A.shape)',
  reshape: 'dA = dZ.reshape(A.shape)',
  transpose: 'dA = dZ.transpose(a, b)',
  permute: 'dA = dZ.permute(argsort(order % A.ndim))',
  slice: `n = A.shape[axis]
dA = scatter_add(dZ, arange(n)[start:n if end == 'size' else end:step], n, axis=axis)`,
  concat: `dA = take(dC, arange(A.shape[axis]), axis=axis)
dB = take(dC, arange(A.shape[axis], C.shape[axis]), axis=axis)`,

  scale: 'dA = factor * dZ',
  exp: 'dA = dZ * Z',
  log: 'dA = dZ / (A + epsilon)',
  square: 'dA = 2 * dZ * A',
  sqrt: 'dA = dZ / (2 * Z)',
  sum: 'dA = dZ.reshape(A.sum(axis, keepdims=True).shape).expand(A.shape)',
  mean: `n = A.size / dZ.size
dA = (dZ / n).reshape(A.sum(axis, keepdims=True).shape).expand(A.shape)`,
  'causal-mask': 'dA = dZ * M',

  'mse-loss': `N = Z.shape[0] if Z.ndim > 0 else 1
n = Z.size / 2 if reduction == 'mean' else 1 / 2 if reduction == 'sum' else N
dZ = (Z - y) * (dL / n)
dy = -dZ`,
  'l1-loss': `${each}
dZ = sign(Z - y) * (dL / n)
dy = -dZ`,
  'huber-loss': `${each}
dZ = C * (dL / n)
dy = -dZ`,
  'cross-entropy-loss': `n = P.size / P.shape[-1] if reduction == 'mean' else 1
dZ = (P - Y) * (dL / n)`,
  'bce-with-logits-loss': `${each}
dZ = (P - y) * (dL / n)
dy = -Z * (dL / n)`,
};
