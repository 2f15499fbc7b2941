"""Runs `train.py --check` of exported projects, each as a program of its own, for src/export/project.test.ts: one Python
for all, since starting PyTorch takes longer than a check. Prints for each how it ended and what it said, as JSON.

/usr/bin/python3 golden/checked.py PROJECT…"""
import contextlib
import io
import json
import runpy
import sys

import torch  # noqa: F401: what every project begins with


def ended(project):
    """What the program ended with, 0 or the refusal in words, and what it said before."""
    said = io.StringIO()
    sys.argv = [f'{project}/train.py', '--check']
    sys.path[0] = project
    sys.modules.pop('model', None)
    with contextlib.redirect_stdout(said):
        try:
            runpy.run_path(sys.argv[0], run_name='__main__')
            status = 0
        except SystemExit as end:
            status = end.code or 0
    return {'status': status, 'said': said.getvalue()}


print(json.dumps([ended(project) for project in sys.argv[1:]]))
