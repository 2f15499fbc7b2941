"""One engine of Python on one network: engine.py ENGINE NETWORK SECONDS, as engine.mjs.

torch-module-N is nn.Sequential with optim.SGD on N threads; numpy-N the notebook's own lines. BLAS is what Debian has.
"""

import json
import os
import sys
import time

name, network, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
kind, threads = name.rsplit("-", 1)
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = threads

import numpy as np  # noqa: E402  (after the number of threads)

RATE, CHECKED_STEPS = 0.05, 10
NETWORKS = {
    "tiny": ([2, 8, 8, 2], 32),
    "digits": ([64, 128, 64, 10], 64),
    "mnist": ([784, 512, 256, 10], 128),
    "wide": ([1024, 1024, 1024, 1024], 256),
}
widths, batch = NETWORKS[network]


def made_up():
    state = 12345

    def uniform(bound):
        nonlocal state
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        signed = state - (1 << 32) if state >= 1 << 31 else state
        return signed / 2**31 * bound

    def drawn(count, bound):
        return np.array([uniform(bound) for _ in range(count)], dtype=np.float32)

    X = drawn(batch * widths[0], 1).reshape(batch, widths[0])
    y = np.array([int((uniform(1) + 1) / 2 * widths[-1]) % widths[-1] for _ in range(batch)])
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        bound = 1 / inputs**0.5
        layers.append((drawn(outputs * inputs, bound).reshape(outputs, inputs), drawn(outputs, bound)))
    return X, y, layers


def torch_module(X, y, layers):
    import torch
    from torch import nn

    torch.set_num_threads(int(threads))
    parts = []
    for i, (W, b) in enumerate(layers):
        linear = nn.Linear(W.shape[1], W.shape[0])
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(W))
            linear.bias.copy_(torch.from_numpy(b))
        parts += [linear] + ([nn.ReLU()] if i < len(layers) - 1 else [])
    model = nn.Sequential(*parts)
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    criterion = nn.CrossEntropyLoss()
    X, y = torch.from_numpy(X), torch.from_numpy(y)

    def step():
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        return loss

    return step


def numpy_notebook(X, y, layers):
    net = [[W.copy(), b.copy()] for W, b in layers]
    rows = np.arange(batch)

    def step():
        A, kept = X, []
        for i, (W, b) in enumerate(net):
            Z = A @ W.T + b
            kept.append((A, Z))
            A = np.maximum(Z, 0) if i < len(net) - 1 else Z
        Z = A - A.max(axis=1, keepdims=True)
        e = np.exp(Z)
        total = e.sum(axis=1, keepdims=True)
        loss = -(Z[rows, y] - np.log(total[:, 0])).mean()
        dZ = e / total
        dZ[rows, y] -= 1
        dZ /= np.float32(batch)
        for i in range(len(net) - 1, -1, -1):
            W, b = net[i]
            A, _ = kept[i]
            dW, db = dZ.T @ A, dZ.sum(axis=0)
            if i > 0:
                dZ = (dZ @ W) * (kept[i - 1][1] > 0)
            W -= np.float32(RATE) * dW
            b -= np.float32(RATE) * db
        return loss

    return step


step = {"torch-module": torch_module, "numpy": numpy_notebook}[kind](*made_up())
begun = time.perf_counter()
losses = [float(step()) for _ in range(CHECKED_STEPS)]
one = (time.perf_counter() - begun) / CHECKED_STEPS
WINDOWS = 4
chunk = max(1, int(seconds / WINDOWS / 20 / one))
rates = []
for window in range(WINDOWS + 1):
    start, count = time.perf_counter(), 0
    while time.perf_counter() - start < seconds / WINDOWS:
        for _ in range(chunk):
            step()
        count += chunk
    if window > 0:
        rates.append(count / (time.perf_counter() - start))
print(json.dumps({"losses": losses, "rates": rates}))
