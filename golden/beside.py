"""Prints the losses of an example beside PyTorch's, both in float32 from the same seed:
`/usr/bin/python3 golden/beside.py character-gpt 200` (after `npm run build`)."""
import json
import subprocess
import sys
from pathlib import Path

import torch

from engine import Network

ROOT = Path(__file__).parent.parent
name, steps = sys.argv[1], int(sys.argv[2])

document = json.loads((ROOT / f'src/document/examples/{name}.json').read_text())
for node in document['nodes'].values():
    if node['type'] == 'text' and not node['settings'].get('text'):
        node['settings'] = {'length': 32, **node['settings'], 'text': (ROOT / 'src/data/tale.txt').read_text()}
run = ['node', ROOT / 'dist/cli.js', 'run', f'example:{name}', '--steps', str(steps), '--json']
ours = [json.loads(line)['loss'] for line in subprocess.check_output(run, text=True).splitlines()]
theirs = Network(document, document.get('values', {}), torch.float32).run(steps)['losses']

print(f'{"step":>6}  {"Chainrule":>12}  {"PyTorch":>12}  difference')
for step, (a, b) in enumerate(zip(ours, theirs), 1):
    if step == 1 or step == steps or step % max(1, steps // 20) == 0:
        print(f'{step:6}  {a:12.7f}  {b:12.7f}  {a - b:10.1e}')
print(f'largest difference of {len(theirs)} losses: {max(abs(a - b) for a, b in zip(ours, theirs)):.1e}')
