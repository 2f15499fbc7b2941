"""Carries exported files out, for src/export/parity.test.ts: reads a list of cases from a JSON file, writes what each
file computed to another. A case has the text of a NumPy file and of PyTorch files by style, and how many steps to train."""
import contextlib
import io
import json
import math
import sys

import numpy as np
import torch
from torch.nn import functional as F

torch.set_num_threads(1)
np.seterr(all='ignore')
own_dropout = F.dropout


def plain(tensor):
    array = np.asarray(tensor.detach().numpy() if isinstance(tensor, torch.Tensor) else tensor)
    return {'shape': list(array.shape), 'data': [x if math.isfinite(x) else str(x) for x in array.astype(float).ravel().tolist()]}


def started(text, name, double):
    """In double precision, where asked, so that rounding hides no mistake: the same code with another type."""
    torch.set_default_dtype(torch.float64 if double else torch.float32)
    text = text.replace('np.float32', 'np.float64') if double else text
    space = {'__name__': name}
    exec(compile(text, name, 'exec'), space)
    return space


def checked(space, *arguments):
    """What --check says: nothing when the first loss is the editor's."""
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            space['check'](*arguments)
        except SystemExit as refusal:
            return str(refusal)
    return ''


def tensors_of(space):
    nodes = [node for node in space.values() if isinstance(node, space['Node']) and node is not space['run']]
    return nodes, {f'{node.id}.{name}': tensor for node in nodes for name, tensor in vars(node).items()
                   if name not in ('id', 'label')}


def numpy_file(case):
    space = started(case['numpy'], case['name'], case['double'])
    space['load']()
    answer = {'check': checked(space), 'losses': []}
    space['load']()
    rows = space['rows_of'](case['step']) if 'rows_of' in space else None
    space['lay'](rows)
    answer['evaluation'] = float(space['forward'](False))
    space['load']()
    update, masks = space['update'], []

    def watched(step):
        nodes, tensors = tensors_of(space)
        at = {node.id: node for node in nodes}
        masks.append([at[id].M for id in case['dropouts']])
        if 'first' not in answer:
            answer['first'] = {place: plain(tensor) for place, tensor in tensors.items()}
        update(step)

    space['update'] = watched
    for step in range(case['step'], case['step'] + case['steps']):
        answer['losses'].append(space['train_step'](step))
    answer['last'] = {place: plain(tensors_of(space)[1][place]) for place in case['learned']}
    return answer, masks


def torch_file(case, text, style, masks):
    """`masks` are NumPy's, which are the editor's: torch would draw others."""
    space = started(text, case['name'], case['double'])
    queue = []

    def dropout(A, p=.5, training=True, inplace=False):
        if not training or p == 0:
            return A
        M = torch.from_numpy(np.asarray(queue.pop(0)))
        return A * M / (1 - p) if p < 1 else A * 0

    F.dropout = dropout
    mode = ['False'] if style == 'functional' else []
    try:
        model, _ = space['make']()
        answer = {'check': checked(space, model), 'losses': []}
        model, optimizer = space['make']()
        if style == 'functional':
            evaluate = lambda rows: space['loss_of'](model, rows, False)
        else:
            model.train(False)
            evaluate = lambda rows: space['loss_of'](model, rows)
        with torch.no_grad():
            answer['evaluation'] = float(evaluate(space['rows_of'](case['step']) if 'rows_of' in space else None))
        for step in range(case['step'], case['step'] + case['steps']):
            queue[:] = masks[step - case['step']]
            answer['losses'].append(space['train_step'](model, optimizer, step))
        answer['last'] = {place: plain(tensor) for place, tensor in space['tensors'](model).items()}
        return answer
    finally:
        F.dropout = own_dropout


def notebook(case):
    """The cells one after another; each gradient is compared in them."""
    space = {'__name__': case['name']}
    torch.set_default_dtype(torch.float64 if case['double'] else torch.float32)
    with contextlib.redirect_stdout(io.StringIO()) as said:
        for cell in case['notebook']:
            cell = cell.replace('np.float32', 'np.float64') if case['double'] else cell
            exec(compile(cell, case['name'], 'exec'), space)
    return said.getvalue().count('differs by at most')


def carried_out(case):
    try:
        first, masks = numpy_file(case)
        others = {style: torch_file(case, text, style, masks) for style, text in case['torch'].items()}
        return {'compared': notebook(case), 'files': {'numpy': first, **others}}
    except Exception as error:
        return {'error': f'{type(error).__name__}: {error}'}


cases = json.load(open(sys.argv[1]))
json.dump([carried_out(case) for case in cases], open(sys.argv[2], 'w'))
