"""PyTorch on a network of IDX files: epochs.py IMAGES LABELS THREADS EPOCHS BATCH prints images a second and the last loss.

784-128-10 by plain SGD, batches drawn anew each epoch, as bench-data.mjs has this project do.
"""

import json
import sys
import time

import numpy as np
import torch
from torch import nn

images, labels, threads, epochs, batch = *sys.argv[1:3], *map(int, sys.argv[3:])
torch.set_num_threads(threads)
torch.manual_seed(0)
X = torch.from_numpy(np.fromfile(images, np.uint8, offset=16).reshape(-1, 784).astype(np.float32) / 255)
y = torch.from_numpy(np.fromfile(labels, np.uint8, offset=8).astype(np.int64))
model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
criterion = nn.CrossEntropyLoss()


def epoch():
    for rows in torch.randperm(len(X)).split(batch):
        if len(rows) < batch:
            continue
        optimizer.zero_grad()
        loss = criterion(model(X[rows]), y[rows])
        loss.backward()
        optimizer.step()
    return loss.item()


begun = time.perf_counter()
for _ in range(epochs):
    loss = epoch()
print(json.dumps({"images": epochs * (len(X) // batch) * batch / (time.perf_counter() - begun), "loss": loss}))
