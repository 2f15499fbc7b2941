"""How far exported files are from the editor, for scripts/exports.mjs: reads a folder with a folder for each example (dump.json
of a run, double.json of one in double precision, numpy.py, module.py, functional.py, sequential.py, notebook.ipynb, project/), carries everything out, prints JSON."""
import contextlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch

torch.set_num_threads(1)


def module(path, kind='np.float32'):
    space = {'__name__': path.stem}
    exec(compile(path.read_text().replace('np.float32', kind), path.name, 'exec'), space)
    return space


def farthest(ours, theirs):
    """A loss that is nowhere to be found is infinitely far."""
    return max(abs(a - b) for a, b in zip(ours, theirs)) if len(ours) == len(theirs) else float('inf')


def numpy_losses(path, steps, kind='np.float32'):
    space = module(path, kind)
    space['load']()
    return [space['train_step'](step) for step in range(steps)]


def torch_losses(path, steps):
    space = module(path)
    model, optimizer = space['make']()
    return [space['train_step'](model, optimizer, step) for step in range(steps)]


def notebook_gradients(path):
    """The largest difference between a gradient by hand and autograd's."""
    space = {'__name__': path.stem}
    with contextlib.redirect_stdout(io.StringIO()) as said:
        for cell in json.loads(path.read_text())['cells']:
            if cell['cell_type'] == 'code':
                exec(compile(''.join(cell['source']), path.name, 'exec'), space)
    return max(map(float, re.findall(r'differs by at most (\S+)', said.getvalue())))


def project_losses(folder, steps):
    subprocess.run([sys.executable, 'train.py', '--steps', str(steps), '--every', str(steps)], cwd=folder, check=True)
    lines = [json.loads(line) for line in (folder / 'run/log.jsonl').read_text().splitlines()]
    return [line['loss'] for line in lines if line['event'] == 'step']


found = {}
for folder in sorted(Path(sys.argv[1]).iterdir()):
    ours = json.loads((folder / 'dump.json').read_text())['losses']
    one = found[folder.name] = {'numpy': farthest(ours, numpy_losses(folder / 'numpy.py', len(ours)))}
    for style in ('module', 'functional', 'sequential'):
        if (folder / f'{style}.py').exists():
            one[style] = farthest(ours, torch_losses(folder / f'{style}.py', len(ours)))
    double = json.loads((folder / 'double.json').read_text())['losses']
    one['double'] = farthest(double, numpy_losses(folder / 'numpy.py', len(double), 'np.float64'))
    if (folder / 'project').exists():
        one['project'] = farthest(ours, project_losses(folder / 'project', len(ours)))
    one['notebook'] = notebook_gradients(folder / 'notebook.ipynb')
print(json.dumps(found))
