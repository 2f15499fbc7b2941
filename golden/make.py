#!/usr/bin/python3
"""Writes the golden files: what PyTorch computes of small documents, for src/run/golden.test.ts to compare with.

Debian's Python 3 with torch 1.13 and scikit-learn 1.2, from anywhere:  /usr/bin/python3 golden/make.py [FOLDER]

A file holds a document, the tensors given to it, the starting parameters that torch draws (float32), the rows of each
batch, the rate and the loss of each step in both precisions, and in float64 every value and gradient of the first pass,
the parameters after the last step, and the figures on the test rows. All numbers given are dyadic, so that they are the
same in either precision and in decimals."""
import json
import math
import sys
from pathlib import Path

import numpy as np
import torch

from engine import Network

DEFAULTS = {'optimizer': {'type': 'sgd', 'settings': {}}, 'learningRate': .1,
            'schedule': {'type': 'constant', 'every': 'step', 'settings': {}}, 'batchSize': 'full', 'shuffle': True,
            'split': {'test': 0, 'seed': 42}, 'seed': 0, 'zeroGradients': True, 'mode': 'train'}


def document(title, nodes, wires, training={}, **more):
    """`nodes`: id → settings, the type being the id without its number; `wires`: 'output > input input, …'."""
    records = {node: {'type': node.rstrip('0123456789'), 'position': {'x': 200 * i, 'y': 0}, 'settings': settings}
               for i, (node, settings) in enumerate(nodes.items())}
    pairs = (wire.split('>') for wire in wires.split(','))
    joined = {port: output.strip() for output, ports in pairs for port in ports.split()}
    return {'format': 'chainrule', 'version': 1, 'title': title, 'nodes': records, 'wires': joined, **more,
            'training': {**DEFAULTS, **training}}


def given(shape, seed=0, least=-2, most=2):
    """Multiples of 1/64."""
    numbers = np.random.RandomState(seed).randint(64 * least, 64 * most + 1, shape) / 64
    return {'shape': list(shape), 'data': numbers.ravel().tolist()}


def indices(shape, below, seed=0):
    return {'shape': list(shape), 'data': np.random.RandomState(seed).randint(0, below, shape).ravel().tolist()}


def optimizer(name, **settings):
    return {'optimizer': {'type': name, 'settings': settings}}


def schedule(name, every='step', **settings):
    return {'schedule': {'type': name, 'every': every, 'settings': settings}}


CASES = {}


def case(name, steps, graph, **tensors):
    CASES[name] = (steps, graph, {place.replace('_', '.'): tensor for place, tensor in tensors.items()})


# Networks.
CHAIN = 'linear1.Z > relu1.Z, relu1.A > linear2.A, linear2.Z > cross-entropy-loss1.Z'
case('digits', 45, document(
    'The notebook’s network', {'digits1': {}, 'linear1': {'features': 30}, 'relu1': {}, 'linear2': {'features': 10},
                               'cross-entropy-loss1': {}},
    f'digits1.X > linear1.A, digits1.y > cross-entropy-loss1.y, {CHAIN}',
    {'learningRate': .03125, 'batchSize': 32, 'split': {'test': .2, 'seed': 42}}))
case('moons-momentum', 60, document(
    'Momentum on moons', {'points1': {'kind': 'moons'}, 'linear1': {'features': 8}, 'relu1': {},
                          'linear2': {'features': 2}, 'cross-entropy-loss1': {}},
    f'points1.X > linear1.A, points1.y > cross-entropy-loss1.y, {CHAIN}',
    {**optimizer('sgd', momentum=.9), 'batchSize': 16, 'seed': 3, 'split': {'test': .25, 'seed': 7}}))
case('regression-adam', 50, document(
    'Regression with Adam', {'input1': {'shape': [3], 'batched': True}, 'input2': {'shape': [2], 'batched': True},
                             'linear1': {'features': 6}, 'tanh1': {}, 'linear2': {'features': 2}, 'mse-loss1': {}},
    'input1.X > linear1.A, linear1.Z > tanh1.Z, tanh1.A > linear2.A, linear2.Z > mse-loss1.Z, input2.X > mse-loss1.y',
    {**optimizer('adam'), 'learningRate': .0625, 'batchSize': 8, 'seed': 11, 'split': {'test': .2, 'seed': 1}}),
    input1_X=given((30, 3)), input2_X=given((30, 2), 1))
case('diamonds', 30, document(
    'Paths that branch and rejoin',
    {'input1': {'shape': [5, 4]}, 'input2': {'shape': [5, 2]}, 'linear1': {'features': 4}, 'tanh1': {},
     'linear2': {'features': 4}, 'add1': {}, 'sigmoid1': {}, 'multiply1': {}, 'subtract1': {}, 'linear10': {'features': 2},
     'mse-loss1': {}},
    'input1.X > linear1.A subtract1.B, linear1.Z > tanh1.Z add1.A, tanh1.A > linear2.A, linear2.Z > add1.B,'
    'add1.C > sigmoid1.Z multiply1.A, sigmoid1.A > multiply1.B, multiply1.C > subtract1.A, subtract1.C > linear10.A,'
    'linear10.Z > mse-loss1.Z, input2.X > mse-loss1.y'), input1_X=given((5, 4)), input2_X=given((5, 2), 1))
case('three-readers', 30, document(
    'One tensor that three read', {'input1': {'shape': [4, 3]}, 'linear1': {'features': 3}, 'tanh1': {},
                                   'matmul1': {}, 'transpose1': {}, 'multiply1': {}, 'mean1': {}, 'sum1': {}, 'add1': {}},
    'input1.X > linear1.A, linear1.Z > tanh1.Z multiply1.A multiply1.B transpose1.A, tanh1.A > matmul1.A,'
    'transpose1.Z > matmul1.B, multiply1.C > mean1.A, matmul1.C > sum1.A, mean1.Z > add1.A, sum1.Z > add1.B',
    {'learningRate': .0078125, 'loss': 'add1.C'}), input1_X=given((4, 3)))
case('linear-twice', 30, document(
    'One Linear, used twice', {'input1': {'shape': [5, 4]}, 'linear1': {'features': 4}, 'tanh1': {},
                               'linear2': {'features': 4}, 'input2': {'shape': [5, 4]}, 'mse-loss1': {}},
    'input1.X > linear1.A, linear1.Z > tanh1.Z, tanh1.A > linear2.A, linear2.Z > mse-loss1.Z, input2.X > mse-loss1.y',
    optimizer('sgd', momentum=.5), ties={'linear2.W': 'linear1.W', 'linear2.b': 'linear1.b'}),
    input1_X=given((5, 4)), input2_X=given((5, 4), 1))
case('tied-embedding', 40, document(
    'An embedding that also reads out', {'input1': {'shape': [4], 'kind': 'indices', 'batched': True},
                                         'input2': {'shape': [4], 'kind': 'indices', 'batched': True},
                                         'embedding1': {'tokens': 7, 'features': 5}, 'linear1': {'features': 5},
                                         'tanh1': {}, 'linear2': {'features': 7}, 'cross-entropy-loss1': {}},
    'input1.X > embedding1.X, embedding1.Z > linear1.A, linear1.Z > tanh1.Z, tanh1.A > linear2.A,'
    'linear2.Z > cross-entropy-loss1.Z, input2.X > cross-entropy-loss1.y',
    {**optimizer('adamw'), 'learningRate': .03125, 'batchSize': 3}, ties={'linear2.W': 'embedding1.W'}),
    input1_X=indices((8, 4), 7), input2_X=indices((8, 4), 7, 1))
for mode in ('train', 'eval'):
    case(f'batch-norm-{mode}', 30, document(
        f'Batch norm, {mode}', {'input1': {'shape': [3], 'batched': True}, 'input2': {'shape': [2], 'batched': True},
                                'linear1': {'features': 4}, 'batch-norm1': {'momentum': .25}, 'relu1': {},
                                'linear2': {'features': 2}, 'mse-loss1': {}},
        'input1.X > linear1.A, linear1.Z > batch-norm1.A, batch-norm1.Z > relu1.Z, relu1.A > linear2.A,'
        'linear2.Z > mse-loss1.Z, input2.X > mse-loss1.y', {'mode': mode, 'batchSize': 8, 'split': {'test': .2, 'seed': 5}}),
        input1_X=given((25, 3)), input2_X=given((25, 2), 1), **{
            'batch-norm1_mean': given((4,), 2), 'batch-norm1_variance': given((4,), 3, 1, 3)})
case('taken-apart', 30, document(
    'Softmax and its logarithm, written out', {
        'input1': {'shape': [6, 4]}, 'input2': {'shape': [6, 3]}, 'parameter1': {'shape': [4, 3], 'init': 'kaiming'},
        'parameter2': {'shape': [3], 'init': 'zeros'}, 'matmul1': {}, 'add1': {}, 'softmax1': {}, 'scale1': {'factor': .5,
        'offset': .25}, 'log1': {}, 'multiply1': {}, 'sum1': {'axis': 1}, 'exp1': {}, 'mean1': {}},
    'input1.X > matmul1.A, parameter1.W > matmul1.B, matmul1.C > add1.A, parameter2.W > add1.B, add1.C > softmax1.Z,'
    'softmax1.A > scale1.A, scale1.Z > log1.A, log1.Z > multiply1.A, input2.X > multiply1.B, multiply1.C > sum1.A,'
    'sum1.Z > exp1.A, exp1.Z > mean1.A', {'loss': 'mean1.Z'}), input1_X=given((6, 4)), input2_X=given((6, 3), 1))

case('activations', 30, document(
    'Every smooth activation', {
        'input1': {'shape': [6, 4]}, 'input2': {'shape': [6, 3]}, 'linear1': {'features': 5}, 'gelu1': {},
        'linear2': {'features': 5}, 'gelu2': {'approximate': 'tanh'}, 'linear3': {'features': 5}, 'elu1': {'alpha': .75},
        'linear4': {'features': 5}, 'silu1': {}, 'linear5': {'features': 5}, 'leaky-relu1': {'slope': .125},
        'linear6': {'features': 3}, 'softplus1': {}, 'mse-loss1': {}},
    'input1.X > linear1.A, linear1.Z > gelu1.Z, gelu1.A > linear2.A, linear2.Z > gelu2.Z, gelu2.A > linear3.A,'
    'linear3.Z > elu1.Z, elu1.A > linear4.A, linear4.Z > silu1.Z, silu1.A > linear5.A, linear5.Z > leaky-relu1.Z,'
    'leaky-relu1.A > linear6.A, linear6.Z > softplus1.Z, softplus1.A > mse-loss1.Z, input2.X > mse-loss1.y',
    {**optimizer('adam'), 'learningRate': .03125}), input1_X=given((6, 4)), input2_X=given((6, 3), 1))
case('shapes', 30, document(
    'Reshape, permute, slice, join', {
        'input1': {'shape': [4, 6]}, 'linear1': {'features': 6}, 'reshape1': {'shape': [4, -1, 2]},
        'permute1': {'order': [1, 2, 0]}, 'slice1': {'axis': 0, 'start': 1}, 'slice2': {'axis': 0, 'end': -1, 'step': 2},
        'concat1': {'axis': 0}, 'square1': {}, 'scale1': {'offset': 1}, 'sqrt1': {}, 'divide1': {}, 'flatten1': {},
        'input2': {'shape': [3, 8]}, 'huber-loss1': {'delta': .5}},
    'input1.X > linear1.A, linear1.Z > reshape1.A, reshape1.Z > permute1.A, permute1.Z > slice1.A slice2.A,'
    'slice1.Z > concat1.A, slice2.Z > concat1.B, concat1.C > square1.A divide1.A, square1.Z > scale1.A,'
    'scale1.Z > sqrt1.A, sqrt1.Z > divide1.B, divide1.C > flatten1.A, flatten1.Z > huber-loss1.Z,'
    'input2.X > huber-loss1.y'), input1_X=given((4, 6)), input2_X=given((3, 8), 1))
for name, window in {'plain': {}, 'stride-and-padding': {'stride': 2, 'padding': 1}}.items():
    case(f'convolution-{name}', 30, document(
        f'Convolution and pooling, {name}', {
            'input1': {'shape': [2, 8, 8], 'batched': True}, 'input2': {'shape': [], 'kind': 'indices', 'batched': True},
            'conv2d1': {'channels': 3, **window}, 'batch-norm1': {}, 'relu1': {}, 'max-pool2d1': {},
            'conv2d2': {'channels': 4, 'kernel': [2, 1], 'padding': [1, 0], 'bias': False}, 'avg-pool2d1': {'stride': 1}, 'flatten1': {},
            'linear1': {'features': 3}, 'cross-entropy-loss1': {}},
        'input1.X > conv2d1.A, conv2d1.Z > batch-norm1.A, batch-norm1.Z > relu1.Z, relu1.A > max-pool2d1.A,'
        'max-pool2d1.Z > conv2d2.A, conv2d2.Z > avg-pool2d1.A, avg-pool2d1.Z > flatten1.A, flatten1.Z > linear1.A,'
        'linear1.Z > cross-entropy-loss1.Z, input2.X > cross-entropy-loss1.y',
        {**optimizer('sgd', momentum=.5), 'learningRate': .03125, 'batchSize': 3}),
        input1_X=given((8, 2, 8, 8)), input2_X=indices((8,), 3))
case('max-pool-of-equals', 30, document(
    'Max-pool where many are equal', {
        'input1': {'shape': [2, 1, 6, 6]}, 'input2': {'shape': [2, 1, 3, 3]}, 'conv2d1': {'channels': 1, 'kernel': 1},
        'relu1': {}, 'max-pool2d1': {}, 'mse-loss1': {}},
    'input1.X > conv2d1.A, conv2d1.Z > relu1.Z, relu1.A > max-pool2d1.A, max-pool2d1.Z > mse-loss1.Z,'
    'input2.X > mse-loss1.y'), input1_X=indices((2, 1, 6, 6), 3), input2_X=given((2, 1, 3, 3), 1))
case('attention-apart', 30, document(
    'Causal attention, written out', {
        'input1': {'shape': [2, 4, 3]}, 'input2': {'shape': [2, 4, 3]}, 'linear1': {'features': 3},
        'linear2': {'features': 3}, 'linear3': {'features': 3}, 'transpose1': {}, 'matmul1': {}, 'scale1': {'factor': .5},
        'causal-mask1': {}, 'softmax1': {}, 'matmul2': {}, 'mse-loss1': {}},
    'input1.X > linear1.A linear2.A linear3.A, linear1.Z > matmul1.A, linear2.Z > transpose1.A, transpose1.Z > matmul1.B,'
    'matmul1.C > scale1.A, scale1.Z > causal-mask1.A, causal-mask1.Z > softmax1.Z, softmax1.A > matmul2.A,'
    'linear3.Z > matmul2.B, matmul2.C > mse-loss1.Z, input2.X > mse-loss1.y'),
    input1_X=given((2, 4, 3)), input2_X=given((2, 4, 3), 1))
case('layer-norm', 30, document(
    'Layer norm', {'input1': {'shape': [5, 4]}, 'input2': {'shape': [5, 3]}, 'linear1': {'features': 6},
                   'layer-norm1': {}, 'tanh1': {}, 'linear2': {'features': 3}, 'layer-norm2': {'eps': .125},
                   'mse-loss1': {}},
    'input1.X > linear1.A, linear1.Z > layer-norm1.A, layer-norm1.Z > tanh1.Z, tanh1.A > linear2.A,'
    'linear2.Z > layer-norm2.A, layer-norm2.Z > mse-loss1.Z, input2.X > mse-loss1.y', {'learningRate': .03125}),
    input1_X=given((5, 4)), input2_X=given((5, 3), 1))
for approximate in ('none', 'tanh'):
    case(f'layer-norm-gelu-{approximate}', 30, document(
        f'Layer norm and GELU, {approximate}', {
            'input1': {'shape': [5, 4]}, 'input2': {'shape': [5, 3]}, 'linear1': {'features': 6}, 'layer-norm1': {},
            'gelu1': {'approximate': approximate}, 'linear2': {'features': 3}, 'mse-loss1': {}},
        'input1.X > linear1.A, linear1.Z > layer-norm1.A, layer-norm1.Z > gelu1.Z, gelu1.A > linear2.A,'
        'linear2.Z > mse-loss1.Z, input2.X > mse-loss1.y'), input1_X=given((5, 4)), input2_X=given((5, 3), 1))
TEXT = 'she sells sea shells by the sea shore; the shells she sells are sea shells, sure as the sea is deep. ' * 2
case('gpt', 60, document(
    'A GPT of one block', {
        'text1': {'text': TEXT, 'length': 8}, 'embedding1': {'tokens': len(set(TEXT)), 'features': 8},
        'parameter1': {'shape': [8, 8], 'init': 'normal'}, 'add1': {}, 'layer-norm1': {},
        **{f'linear{i}': {'features': 8, 'bias': False} for i in (1, 2, 3)}, 'attention1': {'heads': 2, 'causal': True},
        'linear4': {'features': 8}, 'add2': {}, 'layer-norm2': {}, 'linear5': {'features': 16}, 'gelu1': {},
        'linear6': {'features': 8}, 'add3': {}, 'layer-norm3': {},
        'linear7': {'features': len(set(TEXT)), 'bias': False}, 'cross-entropy-loss1': {}},
    'text1.X > embedding1.X, embedding1.Z > add1.A, parameter1.W > add1.B, add1.C > layer-norm1.A add2.A,'
    'layer-norm1.Z > linear1.A linear2.A linear3.A, linear1.Z > attention1.Q, linear2.Z > attention1.K,'
    'linear3.Z > attention1.V, attention1.Z > linear4.A, linear4.Z > add2.B, add2.C > layer-norm2.A add3.A,'
    'layer-norm2.Z > linear5.A, linear5.Z > gelu1.Z, gelu1.A > linear6.A, linear6.Z > add3.B, add3.C > layer-norm3.A,'
    'layer-norm3.Z > linear7.A, linear7.Z > cross-entropy-loss1.Z, text1.y > cross-entropy-loss1.y',
    {**optimizer('adamw', weightDecay=.125), **schedule('cosine', tMax=60), 'learningRate': .015625, 'clipNorm': 1,
     'batchSize': 4, 'split': {'test': .2, 'seed': 42}}, ties={'linear7.W': 'embedding1.W'}))

# One small network for the optimisers and the schedules; two batches an epoch.
def small(title, training={}, steps=50, **more):
    name = title.replace(' ', '-')
    case(name, steps, document(
        title, {'input1': {'shape': [3], 'batched': True}, 'input2': {'shape': [2], 'batched': True},
                'linear1': {'features': 4}, 'tanh1': {}, 'linear2': {'features': 2}, 'mse-loss1': {}},
        'input1.X > linear1.A, linear1.Z > tanh1.Z, tanh1.A > linear2.A, linear2.Z > mse-loss1.Z, input2.X > mse-loss1.y',
        {'learningRate': .0625, 'batchSize': 4, **training}, **more),
        input1_X=given((7, 3)), input2_X=given((7, 2), 1))


small('sgd')
small('sgd momentum', optimizer('sgd', momentum=.9))
small('sgd dampening', optimizer('sgd', momentum=.75, dampening=.25))
small('sgd nesterov', optimizer('sgd', momentum=.75, nesterov=True, weightDecay=.125))
small('sgd maximize', {**optimizer('sgd', maximize=True, weightDecay=1), 'learningRate': .03125})
small('adam', optimizer('adam'))
small('adam weight decay', optimizer('adam', weightDecay=.125, betas=[.75, .875], eps=.0078125))
small('adam amsgrad', optimizer('adam', amsgrad=True, betas=[.5, .625]))
small('adamw', optimizer('adamw'))
small('adamw amsgrad', optimizer('adamw', amsgrad=True, weightDecay=.25, betas=[.875, .75]))
small('rmsprop', {**optimizer('rmsprop'), 'learningRate': .015625})
small('rmsprop momentum', {**optimizer('rmsprop', momentum=.5, weightDecay=.125, alpha=.875), 'learningRate': .015625})
small('rmsprop centered', {**optimizer('rmsprop', centered=True, momentum=.25, eps=.0078125), 'learningRate': .015625})
small('adagrad', optimizer('adagrad'))
small('adagrad decay', optimizer('adagrad', lrDecay=.125, weightDecay=.0625, initialAccumulatorValue=.5, eps=.0078125))

small('step', schedule('step', stepSize=10, gamma=.5))
small('step by epochs', schedule('step', 'epoch', stepSize=4))
small('cosine', schedule('cosine', tMax=20, etaMin=.0078125))
small('cosine by epochs', {**schedule('cosine', 'epoch', tMax=10), **optimizer('adam')})
small('one cycle', {**schedule('one-cycle', totalSteps=50), 'learningRate': .125})
small('one cycle linear', {**schedule('one-cycle', totalSteps=60, annealStrategy='linear', pctStart=.25,
                                      cycleMomentum=False, divFactor=10, finalDivFactor=100), 'learningRate': .25})
small('one cycle adam', {**schedule('one-cycle', totalSteps=50, threePhase=True, baseMomentum=.75, maxMomentum=.875),
                         **optimizer('adam')})
small('one cycle epochs', {**schedule('one-cycle', 'epoch', totalSteps=25, maxLr=.015625), **optimizer('rmsprop')})
small('warm up', schedule('warm-up'))
small('warm up by epochs', {**schedule('warm-up', 'epoch', startFactor=.125, endFactor=.75, totalIters=12),
                            **optimizer('adamw')})

small('clipping', {'clipNorm': .25, **optimizer('sgd', momentum=.5)})
small('clipping adam', {'clipNorm': .0625, **optimizer('adam', eps=.125)})
small('clipping but frozen', {'clipNorm': .125}, frozen=['linear1.W', 'linear2.b'])
small('clipping carried gradients', {'clipNorm': .25, 'zeroGradients': False, 'learningRate': .03125})


# Losses far out, and of a single row.
def loss(kind, name, settings={}, classes=False):
    for rows in (1, 4):
        far = given((rows, 3), rows, -10000, 10000)
        far['data'][:3] = [10000, -10000, 0]
        y = indices((rows,), 3) if classes else given((rows, 3), 5)
        case(f'{name}-of-{rows}', 0, document(
            f'{name} of {rows}', {'input1': {'shape': [rows, 3]},
                                  'input2': {'shape': [rows], 'kind': 'indices'} if classes else {'shape': [rows, 3]},
                                  f'{kind}1': settings},
            f'input1.X > {kind}1.Z, input2.X > {kind}1.y'), input1_X=far, input2_X=y)


for reduction in ('mean', 'sum', 'half'):
    loss('mse-loss', f'mse-{reduction}', {'reduction': reduction})
for reduction in ('mean', 'sum'):
    loss('cross-entropy-loss', f'cross-entropy-{reduction}', {'reduction': reduction}, True)
loss('cross-entropy-loss', 'cross-entropy-smoothed', {'labelSmoothing': .125}, True)
for reduction in ('mean', 'sum'):
    for kind in ('l1-loss', 'huber-loss', 'bce-with-logits-loss'):
        loss(kind, f'{kind[:-5]}-{reduction}', {'reduction': reduction})
loss('huber-loss', 'huber-wide', {'delta': 20000})


def numbers(values):
    """float32 with the fewest digits that round back to it; float64 as Python writes it."""
    array = values.detach().numpy().ravel()
    plain = [float(str(x)) for x in array] if array.dtype == np.float32 else array.tolist()
    return [x if math.isfinite(x) else str(x).replace('inf', 'Infinity') for x in plain]


def written(value):
    """Tensors on a line each."""
    if isinstance(value, torch.Tensor):
        return json.dumps({'shape': list(value.shape), 'data': numbers(value)}, separators=(',', ':'))
    if isinstance(value, dict) and value and '.' in next(iter(value)):
        return '{\n' + ',\n'.join(f'  {json.dumps(place)}: {written(t)}' for place, t in sorted(value.items())) + '\n}'
    return json.dumps(value, separators=(',', ':'), ensure_ascii=False)


def story(steps, graph, tensors):
    single = Network(graph, tensors, torch.float32)
    double = Network(graph, tensors, torch.float64)
    start = {place: t for place, t in single.start.items() if place not in tensors}
    full = double.run(steps)
    rows = {'rows': full['rows']} if double.columns else {}
    test = {'test': full['test']} if 'test' in full else {}
    return {'document': graph, 'steps': steps, 'tensors': tensors, 'start': start, **rows,
            'learningRates': full['learningRates'], 'float32': single.run(steps)['losses'], 'float64': full['losses'],
            **test, 'first': full['first'], 'last': full['last']}


folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
for name, parts in CASES.items():
    fields = (f'{json.dumps(field)}: {written(value)}' for field, value in story(*parts).items())
    (folder / f'{name}.json').write_text('{\n' + ',\n'.join(fields) + '\n}\n')
print(f'{len(CASES)} golden files in {folder}')
