"""Runs exported projects for src/export/project.test.ts, each command as a program of its own: one Python for all, since
starting PyTorch takes longer than they do. Prints for each how it ended and what it said, as JSON.

/usr/bin/python3 golden/programs.py COMMANDS TYPE   COMMANDS: a JSON file, a list of lists of words, the first a file of Python;
                                                    TYPE: float32, or float64, so that rounding hides no mistake"""
import contextlib
import io
import json
import os
import sys
from pathlib import Path

import torch

TYPE = sys.argv[2]


def ended(words):
    """What the program ended with, 0 or the refusal in words, and what it said before."""
    said = io.StringIO()
    sys.argv = words
    sys.path[0] = os.path.dirname(words[0])
    sys.modules.pop('model', None)
    text = Path(words[0]).read_text().replace('torch.float32', f'torch.{TYPE}')
    with contextlib.redirect_stdout(said):
        try:
            exec(compile(text, words[0], 'exec'), {'__name__': '__main__', '__file__': words[0]})
            status = 0
        except SystemExit as end:
            status = end.code or 0
    return {'status': status, 'said': said.getvalue()}


with open(sys.argv[1]) as file:
    commands = json.load(file)
torch.set_default_dtype(getattr(torch, TYPE))
print(json.dumps([ended(words) for words in commands]))
