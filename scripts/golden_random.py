#!/usr/bin/python3
"""Writes what torch, numpy and scikit-learn draw for a few seeds, as golden files for the tests of src/tensor and src/data.

Run from the root of the repository with Python 3, torch 1.13, scikit-learn 1.2 and numpy 1.24, then format:
    python3 scripts/golden_random.py && npx biome format --write src/tensor/random.golden.json src/data/generators.golden.json
"""
import json
from pathlib import Path

import numpy as np
import torch
from sklearn.datasets import load_digits, load_iris, make_blobs, make_circles, make_moons
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

SEEDS = [0, 42, 2**32 - 1]


def short(values):
    """float32 with the fewest digits that round back to it; everything else as Python writes it"""
    array = values.detach().numpy() if isinstance(values, torch.Tensor) else np.asarray(values)
    flat = array.ravel()
    return [float(str(x)) for x in flat] if array.dtype == np.float32 else flat.tolist()


def after(seed, draw):
    torch.manual_seed(seed)
    return draw()


def torch_streams():
    def mixed():
        # an odd small draw leaves a spare value, which a large draw passes over and the next small one takes
        return [short(x) for x in (torch.randn(3), torch.randn(20), torch.rand(2), torch.randn(2), torch.randperm(5))]

    def linear(features_in, features_out):
        layer = torch.nn.Linear(features_in, features_out)
        return {'in': features_in, 'out': features_out, 'W': short(layer.weight), 'b': short(layer.bias)}

    def conv():
        layer = torch.nn.Conv2d(3, 4, 3)
        return {'W': short(layer.weight), 'b': short(layer.bias)}

    for seed in SEEDS:
        yield {
            'seed': seed,
            'uniform': [
                {'from': a, 'to': b, 'values': short(after(seed, lambda: torch.empty(20).uniform_(a, b)))}
                for a, b in [(0, 1), (-0.125, 0.125), (0.1, 0.7), (-3, 1e6)]
            ],
            'randn': [short(after(seed, lambda: torch.randn(n))) for n in (1, 2, 5, 15, 16, 17, 47, 128)],
            'normal': [short(after(seed, lambda: torch.empty(n).normal_(1.5, 0.02))) for n in (6, 24)],
            'mixed': after(seed, mixed),
            'randperm': [short(after(seed, lambda: torch.randperm(n))) for n in (0, 1, 2, 10, 700)],
            'linear': [after(seed, lambda: linear(*size)) for size in ((2, 8), (64, 10))],
            'conv': after(seed, conv),
        }

def numpy_streams():
    for seed in SEEDS:
        state = np.random.RandomState(seed)
        yield {
            'seed': seed,
            # one stream after another, so that the spare normal value is carried along
            'random': short(state.random_sample(5)),
            'normal': short(state.normal(2, 3, size=7)),
            'permutation': short(state.permutation(100)),
            'uniform': short(state.uniform(-10, 10, size=4)),
            'normalAgain': short(state.normal(size=4)),
        }


def splits():
    for n, test, seed in [(1797, 0.2, 42), (150, 0.25, 0), (200, 0.1, 7), (7, 0.3, 1), (2, 0.5, 3)]:
        train, held = train_test_split(np.arange(n), test_size=test, random_state=seed)
        yield {'rows': n, 'share': test, 'seed': seed, 'train': short(train), 'test': short(held)}


def halves(state, X, noise):
    """our own kinds end as make_moons does: shuffle, then noise"""
    order = np.arange(len(X))
    state.shuffle(order)
    y = np.repeat([0, 1], [len(X) // 2, len(X) - len(X) // 2])
    return X[order] + state.normal(scale=noise, size=X.shape), y[order]


def spirals(n, noise, seed):
    arms = []
    for label, count in enumerate((n // 2, n - n // 2)):
        radius = np.linspace(0, 2, count)
        angle = np.pi * (1.5 * radius + label)
        arms.append(np.c_[radius * np.cos(angle), radius * np.sin(angle)])
    return halves(np.random.RandomState(seed), np.vstack(arms), noise)


def xor(n, noise, seed):
    corners = [[(-1, -1), (1, 1)], [(-1, 1), (1, -1)]]
    X = [corners[label][i % 2] for label, count in enumerate((n // 2, n - n // 2)) for i in range(count)]
    return halves(np.random.RandomState(seed), np.array(X, float), noise)


def curve(height):
    def draw(n, noise, seed):
        state = np.random.RandomState(seed)
        x = state.uniform(-1, 1, n)
        return x, height(x) + state.normal(scale=noise, size=n)

    return draw


KINDS = {
    'moons': lambda n, noise, seed: make_moons(n, noise=noise, random_state=seed),
    'circles': lambda n, noise, seed: make_circles(n, noise=noise, random_state=seed),
    'gaussians': lambda n, noise, seed: make_blobs(n, centers=2, cluster_std=noise, random_state=seed),
    'spirals': spirals,
    'xor': xor,
    'line': curve(lambda x: 2 * x - 1),
    'sine': curve(lambda x: np.sin(np.pi * x)),
}


def generated():
    for kind, draw in KINDS.items():
        for n, noise, seed in [(200, 0.15, 0), (77, 0.3, 42), (3, 0.0, 5)]:
            X, y = draw(n, noise, seed)
            yield {'kind': kind, 'samples': n, 'noise': noise, 'seed': seed, 'X': short(X)[: 40 * X.ndim], 'y': short(y)[:40],
                   'sumX': float(X.sum()), 'sumY': float(y.sum())}


def sets():
    digits, iris = load_digits(), load_iris()
    rows = train_test_split(np.arange(150), test_size=0.2, random_state=42)[0]
    scaler = StandardScaler().fit(iris.data[rows])
    return {
        'digits': {'row1000': short(digits.data[1000] / 16), 'sums': short(digits.data.sum(0) / 16),
                   'counts': short(np.bincount(digits.target)), 'last': short(digits.target[-10:])},
        'iris': {'sums': short(iris.data.sum(0)), 'counts': short(np.bincount(iris.target)), 'mean': short(scaler.mean_),
                 'deviation': short(scaler.scale_), 'standardised': short(scaler.transform(iris.data)[::10])},
    }


def long():
    """past several twists of the 624 words, for a seed beyond 32 bits"""
    seed = 2**40 + 7
    return {'seed': seed, 'randperm': short(after(seed, lambda: torch.randperm(1437))),
            'randnEnd': short(after(seed, lambda: torch.randn(100003))[-40:])}


def write(path, value):
    Path(path).write_text(json.dumps(value) + '\n')


write('src/tensor/random.golden.json', {'torch': list(torch_streams()), 'long': long(), 'numpy': list(numpy_streams()), 'splits': list(splits())})
write('src/data/generators.golden.json', {'points': list(generated()), **sets()})
