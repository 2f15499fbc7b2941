"""Carries a Chainrule document out with PyTorch, independently of the engine in src/: torch's modules draw the starting
parameters, autograd differentiates, torch.optim updates. Only the format of the document is shared."""
import math
import re

import numpy as np
import torch
from sklearn.datasets import load_digits, make_moons
from sklearn.model_selection import train_test_split
from torch import nn
from torch.nn import functional as F
from torch.optim import lr_scheduler

torch.set_num_threads(1)


def snake(name):
    return {'tMax': 'T_max'}.get(name, re.sub('([A-Z])', lambda m: '_' + m[1].lower(), name))


def arguments(settings):
    return {snake(name): tuple(value) if isinstance(value, list) else value for name, value in settings.items()}


def natural(name):
    return [(0, int(part), '') if part.isdigit() else (1, 0, part) for part in re.findall(r'\d+|\D+', name)]


def every_axis(function):
    def apply(t, s, _):
        axis = s.get('axis', 'all')
        return function(t['A']) if axis == 'all' else function(t['A'], dim=axis, keepdim=s.get('keep', False))
    return apply


def mse(t, s, _):
    if s.get('reduction') == 'half':
        return F.mse_loss(t['Z'], t['y'], reduction='sum') / (2 * len(t['Z']))
    return F.mse_loss(t['Z'], t['y'], reduction=s.get('reduction', 'mean'))


def batch_norm(t, s, mode):
    return F.batch_norm(t['A'], t['mean'], t['variance'], t['W'], t['b'], training=mode == 'train',
                        momentum=s.get('momentum', .1), eps=s.get('eps', 1e-5))


def attention(t, s, _):
    heads = s.get('heads', 1)
    Q, K, V = (t[name].unflatten(2, (heads, -1)).transpose(1, 2) for name in 'QKV')
    scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if s.get('causal', False):
        scores = scores.masked_fill(torch.ones_like(scores).tril() == 0, -math.inf)
    return (scores.softmax(-1) @ V).transpose(1, 2).flatten(2)


def window(s):
    return {'stride': s.get('stride'), 'padding': s.get('padding', 0)}


def sliced(t, s, _):
    axis, end, A = s.get('axis', -1), s.get('end', 'size'), t['A']
    size = A.shape[axis]
    chosen = range(size)[s.get('start', 0):size if end == 'size' else end:s.get('step', 1)]
    return A.index_select(axis, torch.tensor(chosen))


# type → inputs, output, function of tensors by name, settings and mode
NODES = {
    'linear': ('A', 'Z', lambda t, s, m: F.linear(t['A'], t['W'], t.get('b'))),
    'embedding': ('X', 'Z', lambda t, s, m: F.embedding(t['X'], t['W'])),
    'batch-norm': ('A', 'Z', batch_norm),
    'conv2d': ('A', 'Z', lambda t, s, m: F.conv2d(t['A'], t['W'], t.get('b'), stride=s.get('stride', 1),
                                                  padding=s.get('padding', 0))),
    'max-pool2d': ('A', 'Z', lambda t, s, m: F.max_pool2d(t['A'], s.get('kernel', 2), **window(s))),
    'avg-pool2d': ('A', 'Z', lambda t, s, m: F.avg_pool2d(t['A'], s.get('kernel', 2), **window(s))),
    'layer-norm': ('A', 'Z', lambda t, s, m: F.layer_norm(t['A'], t['W'].shape, t['W'], t['b'], s.get('eps', 1e-5))),
    'causal-mask': ('A', 'Z', lambda t, s, m: t['A'].masked_fill(torch.ones_like(t['A']).tril() == 0, -math.inf)),
    'attention': ('QKV', 'Z', attention),
    'reshape': ('A', 'Z', lambda t, s, m: torch.reshape(t['A'], s['shape'])),
    'permute': ('A', 'Z', lambda t, s, m: torch.permute(t['A'], s['order'])),
    'slice': ('A', 'Z', sliced),
    'concat': ('AB', 'C', lambda t, s, m: torch.cat([t['A'], t['B']], dim=s.get('axis', -1))),
    'flatten': ('A', 'Z', lambda t, s, m: torch.flatten(t['A'], s.get('startAxis', 1))),
    'transpose': ('A', 'Z', lambda t, s, m: torch.transpose(t['A'], s.get('a', -2), s.get('b', -1))),
    'relu': ('Z', 'A', lambda t, s, m: F.relu(t['Z'])),
    'sigmoid': ('Z', 'A', lambda t, s, m: torch.sigmoid(t['Z'])),
    'tanh': ('Z', 'A', lambda t, s, m: torch.tanh(t['Z'])),
    'leaky-relu': ('Z', 'A', lambda t, s, m: F.leaky_relu(t['Z'], s.get('slope', .01))),
    'elu': ('Z', 'A', lambda t, s, m: F.elu(t['Z'], s.get('alpha', 1))),
    'gelu': ('Z', 'A', lambda t, s, m: F.gelu(t['Z'], approximate=s.get('approximate', 'none'))),
    'silu': ('Z', 'A', lambda t, s, m: F.silu(t['Z'])),
    'softplus': ('Z', 'A', lambda t, s, m: F.softplus(t['Z'])),
    'softmax': ('Z', 'A', lambda t, s, m: F.softmax(t['Z'], dim=s.get('axis', -1))),
    'add': ('AB', 'C', lambda t, s, m: t['A'] + t['B']),
    'subtract': ('AB', 'C', lambda t, s, m: t['A'] - t['B']),
    'multiply': ('AB', 'C', lambda t, s, m: t['A'] * t['B']),
    'divide': ('AB', 'C', lambda t, s, m: t['A'] / t['B']),
    'matmul': ('AB', 'C', lambda t, s, m: t['A'] @ t['B']),
    'scale': ('A', 'Z', lambda t, s, m: t['A'] * s.get('factor', 1) + s.get('offset', 0)),
    'exp': ('A', 'Z', lambda t, s, m: torch.exp(t['A'])),
    'log': ('A', 'Z', lambda t, s, m: torch.log(t['A'] + s.get('epsilon', 0))),
    'square': ('A', 'Z', lambda t, s, m: torch.square(t['A'])),
    'sqrt': ('A', 'Z', lambda t, s, m: torch.sqrt(t['A'])),
    'sum': ('A', 'Z', every_axis(torch.sum)),
    'mean': ('A', 'Z', every_axis(torch.mean)),
    'mse-loss': ('Zy', 'L', mse),
    'l1-loss': ('Zy', 'L', lambda t, s, m: F.l1_loss(t['Z'], t['y'], **s)),
    'huber-loss': ('Zy', 'L', lambda t, s, m: F.huber_loss(t['Z'], t['y'], **s)),
    'bce-with-logits-loss': ('Zy', 'L', lambda t, s, m: F.binary_cross_entropy_with_logits(t['Z'], t['y'], **s)),
    'cross-entropy-loss': ('Zy', 'L', lambda t, s, m: F.cross_entropy(
        t['Z'].reshape(-1, t['Z'].shape[-1]), t['y'].reshape(-1), reduction=s.get('reduction', 'mean'),
        label_smoothing=s.get('labelSmoothing', 0))),
}


class Parameter(nn.Module):
    INIT = {'zeros': nn.init.zeros_, 'normal': nn.init.normal_, 'uniform': nn.init.uniform_,
            'kaiming': lambda t: nn.init.kaiming_uniform_(t, a=math.sqrt(5))}

    def __init__(self, shape, init):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(shape))
        self.INIT[init](self.weight)


# type → torch's own module for the shape of its input: where starting parameters and buffers come from
MODULES = {
    'parameter': lambda s, A: Parameter(s['shape'], s['init']),
    'linear': lambda s, A: nn.Linear(A[-1], s.get('features', 8), bias=s.get('bias', True)),
    'embedding': lambda s, A: nn.Embedding(s.get('tokens', 10), s.get('features', 8)),
    'conv2d': lambda s, A: nn.Conv2d(A[1], s.get('channels', 8), s.get('kernel', 3), bias=s.get('bias', True)),
    'batch-norm': lambda s, A: (nn.BatchNorm2d if len(A) == 4 else nn.BatchNorm1d)(A[1]),
    'layer-norm': lambda s, A: nn.LayerNorm(A[-1]),
}
NAMES = {'weight': 'W', 'bias': 'b', 'running_mean': 'mean', 'running_var': 'variance'}
BUFFERS = ('mean', 'variance')

OPTIMIZERS = {'sgd': torch.optim.SGD, 'adam': torch.optim.Adam, 'adamw': torch.optim.AdamW,
              'rmsprop': torch.optim.RMSprop, 'adagrad': torch.optim.Adagrad}
SCHEDULES = {'step': lr_scheduler.StepLR, 'cosine': lr_scheduler.CosineAnnealingLR,
             'warm-up': lr_scheduler.LinearLR}


def columns(kind, settings):
    """What a data node loads: float64 numbers, integer classes."""
    if kind == 'digits':
        data = load_digits()
        X = data.data / 16
        return {'X': X.reshape(-1, 1, 8, 8) if settings.get('as') == 'images' else X, 'y': data.target}
    if kind == 'text':
        alphabet = sorted(set(settings['text']))
        tokens = torch.tensor([alphabet.index(character) for character in settings['text']])
        windows = tokens.unfold(0, settings['length'] + 1, settings['length'])
        return {'X': windows[:, :-1].numpy(), 'y': windows[:, 1:].numpy()}
    if kind == 'points':
        assert settings.get('kind', 'moons') == 'moons', settings
        X, y = make_moons(settings.get('samples', 200), noise=settings.get('noise', .15),
                          random_state=settings.get('seed', 0))
        return {'X': X, 'y': y}
    return {}


class Network:
    """A document being trained in one precision."""

    def __init__(self, document, tensors, dtype):
        self.document, self.dtype, self.training = document, dtype, document['training']
        self.nodes, self.ties = document['nodes'], document.get('ties', {})
        self.order = self.topological()
        self.given = {place: torch.tensor(t['data'], dtype=torch.float64).reshape(t['shape'])
                      for place, t in tensors.items()}
        self.columns, self.constants = {}, {}
        for node in self.order:
            self.load(node, **self.nodes[node])
        total = len(next(iter(self.columns.values()))) if self.columns else 0
        test, seed = self.training['split']['test'], self.training['split']['seed']
        self.train, self.test = np.arange(total), np.arange(0)
        if total and test:
            self.train, self.test = train_test_split(self.train, test_size=test, random_state=seed)
        size = self.training['batchSize']
        self.batch = len(self.train) if size == 'full' else min(size, len(self.train))
        self.per_epoch = math.ceil(len(self.train) / self.batch) if total else 1

        self.tensors = {}  # parameters and buffers by address, tied ones under both
        torch.manual_seed(self.training['seed'])
        with torch.no_grad():
            self.forward(self.rows(0), 'eval', draw=True)
        self.own = {place: t for place, t in self.tensors.items() if place not in self.ties}
        self.start = {place: t.clone() for place, t in self.own.items()}
        self.parameters = {place: t.requires_grad_() for place, t in self.own.items()
                           if place.split('.')[1] not in BUFFERS}
        for constant in self.constants.values():
            constant.requires_grad_(constant.is_floating_point())
        self.free = [t for place, t in self.parameters.items() if place not in document.get('frozen', [])]
        # torch makes no optimiser of nothing: a loss alone is carried out, not trained.
        self.optimizer, self.scheduler = self.rules() if self.free else (None, None)

    def topological(self):
        waiting, done = sorted(self.nodes, key=natural), []
        sources = {node: {output.split('.')[0] for port, output in self.document['wires'].items()
                          if port.split('.')[0] == node} for node in waiting}
        while waiting:
            node = next(node for node in waiting if sources[node] <= set(done))
            waiting.remove(node)
            done.append(node)
        return done

    def load(self, node, type, settings, **_):
        if type == 'input':
            kind = torch.long if settings.get('kind') == 'indices' else self.dtype
            place = self.columns if settings.get('batched') else self.constants
            place[f'{node}.X'] = self.given[f'{node}.X'].to(kind)
        for name, values in columns(type, settings).items():
            tensor = torch.tensor(values)
            self.columns[f'{node}.{name}'] = tensor.to(self.dtype) if tensor.is_floating_point() else tensor

    def rules(self):
        given, schedule = self.training['optimizer'], self.training['schedule']
        rate = self.training['learningRate']
        optimizer = OPTIMIZERS[given['type']](self.free, lr=rate, **arguments(given['settings']))
        settings = arguments(schedule['settings'])
        if schedule['type'] == 'one-cycle':
            return optimizer, lr_scheduler.OneCycleLR(optimizer, **{'max_lr': rate, **settings})
        rule = SCHEDULES.get(schedule['type'])
        return optimizer, rule and rule(optimizer, **settings)

    def rows(self, step):
        """Of a batch, numbered in the data set; epoch e goes through torch.randperm of a generator seeded seed + e."""
        epoch, place = divmod(step, self.per_epoch)
        order = self.train
        if self.training['shuffle']:
            generator = torch.Generator().manual_seed(self.training['seed'] + epoch)
            order = order[torch.randperm(len(order), generator=generator).numpy()]
        return order[place * self.batch:(place + 1) * self.batch]

    def draw(self, node, kind, settings, shape):
        """Starting values from torch's own module, in float32. A tied parameter is not drawn, one that is given is drawn
        and discarded."""
        tied = [place for place in self.ties if place.split('.')[0] == node]
        if not tied:
            module = MODULES[kind](settings, shape)
        else:
            with torch.random.fork_rng():
                module = MODULES[kind](settings, shape)
            if f'{node}.b' not in tied and getattr(module, 'bias', None) is not None:
                bound = 1 / math.sqrt(module.weight[0].numel())
                nn.init.uniform_(module.bias, -bound, bound)
        for name, drawn in {**dict(module.named_parameters()), **dict(module.named_buffers())}.items():
            if name not in NAMES:
                continue
            place = f'{node}.{NAMES[name]}'
            value = self.given.get(place, drawn.detach()).to(self.dtype).clone()
            self.tensors[place] = self.tensors[self.ties[place]] if place in self.ties else value

    def forward(self, rows, mode, draw=False):
        """Every tensor by address; at each input port a view of its own, whose gradient is that reader's addend."""
        seen, ports = dict(self.constants), {}
        for place, column in self.columns.items():
            seen[place] = column[rows].requires_grad_(torch.is_grad_enabled() and column.is_floating_point())
        for node in self.order:
            kind, settings = self.nodes[node]['type'], self.nodes[node]['settings']
            if draw and kind in MODULES:
                first = self.document['wires'].get(f'{node}.{NODES[kind][0][0]}') if kind in NODES else None
                self.draw(node, kind, settings, seen[first].shape if first else None)
            own = {place.split('.')[1]: t for place, t in self.tensors.items() if place.split('.')[0] == node}
            if kind == 'parameter':
                seen[f'{node}.W'] = own['W']
            if kind not in NODES:
                continue
            inputs, output, function = NODES[kind]
            for port in inputs:
                source = seen[self.document['wires'][f'{node}.{port}']]
                own[port] = source.view_as(source) if source.requires_grad else source
                if source.requires_grad:
                    own[port].retain_grad()
                    ports[f'{node}.{port}'] = own[port]
            result = function(own, settings, mode)
            if result.requires_grad:
                result.retain_grad()
            seen[f'{node}.{output}'] = result
        return seen, ports

    def losses(self):
        named = self.training.get('loss')
        return [named] if named else [f'{node}.L' for node in self.order if self.nodes[node]['type'].endswith('-loss')]

    def figures(self, seen):
        """The loss, and the share of rows classified rightly where a loss is over classes."""
        figures = {'loss': sum(seen[place] for place in self.losses()).item()}
        judges = [node for node in self.order if self.nodes[node]['type'] == 'cross-entropy-loss']
        if judges:
            Z, y = (seen[self.document['wires'][f'{judges[0]}.{port}']] for port in 'Zy')
            figures['accuracy'] = (Z.argmax(-1) == y).double().mean().item()
        return figures

    def run(self, steps):
        """Trains; gives the losses, the rates, the rows of each batch, the first pass, and what was learned."""
        story = {'losses': [], 'learningRates': [], 'rows': []}
        for step in range(max(1, steps)):
            if self.training['zeroGradients']:
                for t in [*self.parameters.values(), *self.constants.values()]:
                    t.grad = None
            rows = self.rows(step)
            seen, ports = self.forward(rows, self.training['mode'])
            total = sum(seen[place].sum() for place in self.losses())
            total.backward()
            story['losses'].append(total.item())
            story['rows'].append(rows.tolist())
            if step == 0:
                story['first'] = self.first(seen, ports)
            if steps == 0:
                break
            story['learningRates'].append(self.optimizer.param_groups[0]['lr'])
            if 'clipNorm' in self.training:
                nn.utils.clip_grad_norm_(self.free, self.training['clipNorm'])
            self.optimizer.step()
            at_end = (step + 1) % self.per_epoch == 0
            if self.scheduler and (self.training['schedule']['every'] == 'step' or at_end):
                self.scheduler.step()
        story['last'] = {place: t.detach().clone() for place, t in self.own.items()}
        if len(self.test):
            with torch.no_grad():
                story['test'] = self.figures(self.forward(self.test, 'eval')[0])
        return story

    def first(self, seen, ports):
        """All outputs, parameters, buffers, and every gradient, by address."""
        everything = {**seen, **ports, **self.tensors}
        values = {place: t for place, t in {**seen, **self.tensors}.items() if t.is_floating_point()}
        gradients = {place.replace('.', '.d', 1): t.grad for place, t in everything.items()
                     if t.requires_grad and t.grad is not None}
        return {place: t.detach().clone() for place, t in {**values, **gradients}.items()}
