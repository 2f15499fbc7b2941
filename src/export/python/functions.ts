/* The functions that lines of nodes call, as Python; a script gets those that it uses. */

export interface Source {
  readonly text: string;
  readonly needs?: readonly string[];
}

export const functions: Readonly<Record<string, Source>> = {
  sigmoid: {
    text: `def sigmoid(Z):
    e = np.exp(-np.abs(Z))
    return np.where(Z >= 0, 1 / (1 + e), e / (1 + e))`,
  },
  softmax: {
    text: `def softmax(Z, axis=-1):
    e = np.exp(Z - Z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)`,
  },
  log_softmax: {
    text: `def log_softmax(Z):
    Z = Z - Z.max(axis=-1, keepdims=True)
    return Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True))`,
  },
  phi: {
    text: `def phi(Z):
    """The share of the normal distribution below Z."""
    return np.vectorize(lambda z: math.erfc(-z / math.sqrt(2)) / 2, otypes=[np.float32])(Z)`,
  },
  sum_to: {
    text: `def sum_to(d, shape):
    """Sums over the axes along which an operand of this shape was repeated."""
    d = d.sum(axis=tuple(range(d.ndim - len(shape))))
    repeated = tuple(axis for axis, n in enumerate(shape) if n == 1 and d.shape[axis] != 1)
    return d.sum(axis=repeated, keepdims=True)`,
  },
  placed: {
    text: `def placed(dZ, A, places):
    """Zeros like A, with dZ at the places that were taken of it."""
    dA = np.zeros_like(A)
    dA[places] = dZ
    return dA`,
  },
  add_rows: {
    text: `def add_rows(dZ, X, shape):
    """Each row of dZ is added to the row of a table that X names."""
    dW = np.zeros(shape, dZ.dtype)
    np.add.at(dW, X, dZ)
    return dW`,
  },
  windows: {
    text: `def windows(A, kernel, stride, padding, fill=0.0):
    """What a window sees at each place of pictures [N, C, H, W], channel by channel: [N, C, h, w, kh * kw]."""
    (sh, sw), (ph, pw) = stride, padding
    padded = np.pad(A, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=fill)
    seen = np.lib.stride_tricks.sliding_window_view(padded, kernel, axis=(2, 3))[:, :, ::sh, ::sw]
    return seen.reshape(*seen.shape[:4], -1)`,
  },
  scatter: {
    text: `def scatter(dU, shape, kernel, stride, padding):
    """The way back of windows: every number is added where it was seen."""
    (kh, kw), (sh, sw), (ph, pw) = kernel, stride, padding
    N, C, H, W = shape
    h, w = dU.shape[2:4]
    dA = np.zeros((N, C, H + 2 * ph, W + 2 * pw), dU.dtype)
    for k in range(kh * kw):
        i, j = divmod(k, kw)
        dA[:, :, i:i + sh * h:sh, j:j + sw * w:sw] += dU[..., k]
    return dA[:, :, ph:ph + H, pw:pw + W]`,
  },
  unfold: {
    needs: ['windows'],
    text: `def unfold(A, kernel, stride, padding, fill=0.0):
    """What a window sees at each place, all channels in a row: [N, h, w, C * kh * kw]."""
    seen = windows(A, kernel, stride, padding, fill).transpose(0, 2, 3, 1, 4)
    return seen.reshape(*seen.shape[:3], -1)`,
  },
  fold: {
    needs: ['scatter'],
    text: `def fold(dU, shape, kernel, stride, padding):
    """The way back of unfold."""
    dU = dU.reshape(*dU.shape[:3], shape[1], -1).transpose(0, 3, 1, 2, 4)
    return scatter(dU, shape, kernel, stride, padding)`,
  },
  scatter_add: {
    text: `def scatter_add(x, index, n, axis=0):
    """Zeros, n along the axis, and each slice of x added where the index sends it."""
    index, x = np.asarray(index), np.moveaxis(x, axis, 0)
    table = np.zeros((n, *x.shape[index.ndim:]), x.dtype)
    np.add.at(table, index, x)
    return np.moveaxis(table, 0, axis)`,
  },
  argsort: {
    text: `def argsort(order):
    """The inverse of an order of axes."""
    return sorted(range(len(order)), key=lambda i: order[i])`,
  },
  split_heads: {
    text: `def split_heads(X, heads):
    """[N, T, F] as [N, heads, T, F / heads]."""
    return X.reshape(*X.shape[:2], heads, -1).transpose(0, 2, 1, 3)`,
  },
  join_heads: {
    text: `def join_heads(X):
    X = X.transpose(0, 2, 1, 3)
    return X.reshape(*X.shape[:2], -1)`,
  },
  scramble: {
    text: `def scramble(x):
    x = (x ^ (x >> 16)) * 0x85EBCA6B & 0xFFFFFFFF
    x = (x ^ (x >> 13)) * 0xC2B2AE35 & 0xFFFFFFFF
    return x ^ (x >> 16)`,
  },
  mask: {
    needs: ['scramble'],
    text: `def mask(shape, p, node):
    """0 at a share p of the places, else 1: the editor's own hash of seed, step, node and place."""
    h = 0x811C9DC5
    for letter in node.encode():
        h = (h ^ letter) * 0x01000193 & 0xFFFFFFFF
    key = scramble(scramble(scramble(SEED & 0xFFFFFFFF) ^ h) ^ run.step)
    places = np.arange(math.prod(shape), dtype=np.uint64) ^ np.uint64(key)
    return (scramble(places) / 2**32 >= np.float32(p)).astype(np.float32).reshape(shape)`,
  },
};

/** The functions that a code calls, and those that they call, in an order in which Python may read them. */
export const functionsFor = (code: string): readonly string[] => calledIn(code, functions);

/** Those of a table that a code calls. */
export function calledIn(code: string, table: Readonly<Record<string, Source>>): readonly string[] {
  const wanted = new Set<string>();
  for (const [name, { needs = [] }] of Object.entries(table))
    if (new RegExp(`(?<!\\.)\\b${name}\\(`).test(code)) for (const each of [...needs, name]) wanted.add(each);
  return Object.entries(table).flatMap(([name, { text }]) => (wanted.has(name) ? [text] : []));
}
