"""Rehearses an exported project on this machine: one, two and three processes give the same losses; killed with -9, a
worker, the first process, and everything, it resumes and the losses stay the same. Prints a table.

/usr/bin/python3 golden/rehearse.py PROJECT [STEPS]      (chainrule export example:digits --to project --out PROJECT)
/usr/bin/python3 golden/rehearse.py PROJECT STEPS OUT    only two processes of which one is killed; what they leave is in OUT"""
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT, STEPS = Path(sys.argv[1]).resolve(), sys.argv[2] if len(sys.argv) > 2 else '90'
OUT = Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp(prefix='chainrule-rehearsal-'))
EVERY = 7
LIMIT = 240


def command(world, out, restarts=0):
    train = [str(PROJECT / 'train.py'), '--out', str(out), '--steps', STEPS, '--every', str(EVERY)]
    if world == 1:
        return [sys.executable, *train]
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        port = free.getsockname()[1]
    return [sys.executable, str(PROJECT / 'launch.py'), f'--nproc_per_node={world}', f'--max_restarts={restarts}',
            '--rdzv_backend=c10d', f'--rdzv_endpoint=localhost:{port}', *train]


def start(words):
    environment = {**os.environ, 'OMP_NUM_THREADS': '1', 'GLOO_SOCKET_IFNAME': 'lo', 'PYTHONUNBUFFERED': '1'}
    return subprocess.Popen(words, env=environment, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                            start_new_session=True)


def finished(process):
    _, said = process.communicate(timeout=LIMIT)
    if process.returncode != 0:
        sys.exit('%s\nended with %s' % (said.decode()[-3000:], process.returncode))


def lines(out):
    path = out / 'log.jsonl'
    # A killed writer may leave half a line; it was not told.
    text = path.read_text() if path.exists() else ''
    return [json.loads(line) for line in text[:text.rfind('\n') + 1].splitlines() if line.endswith('}')]


def losses(out):
    """The later line of a step counts."""
    found = {line['step']: line['loss'] for line in lines(out) if line['event'] == 'step'}
    return [found[step] for step in sorted(found)]


def workers(process):
    """Pids of training processes by rank."""
    found = {}
    for entry in Path('/proc').iterdir():
        try:
            if os.getsid(int(entry.name)) != process.pid:
                continue
            environment = dict(pair.split('=', 1) for pair in (entry / 'environ').read_text().split('\0') if '=' in pair)
            if 'train.py' in (entry / 'cmdline').read_text() and 'launch.py' not in (entry / 'cmdline').read_text():
                found[int(environment['RANK'])] = int(entry.name)
        except (ValueError, KeyError, OSError):
            continue
    return found


def until(process, out, step):
    limit = time.time() + LIMIT
    while not any(line['step'] >= step for line in lines(out)):
        if process.poll() is not None or time.time() > limit:
            sys.exit('%s\nended before step %s' % (process.stderr.read().decode()[-3000:], step))
        time.sleep(.005)


def plain(world):
    out = OUT / f'plain-{world}'
    finished(start(command(world, out)))
    return out


def killed(name, rank, at):
    out = OUT / name
    process = start(command(2, out, restarts=3))
    until(process, out, at)
    if rank is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        finished(start(command(1, out)))
    else:
        os.kill(workers(process)[rank], signal.SIGKILL)
        finished(process)
    resumed = [line for line in lines(out) if line['event'] == 'resume']
    if not resumed:
        sys.exit(f'{name}: nothing was resumed')
    return out, resumed[0]['step']


def main():
    if len(sys.argv) > 3:
        out, step = killed('killed', 1, int(STEPS) // 2)
        print(f'worker 1 of 2 was killed, resumed at {step}: {out}')
        return
    reference = losses(plain(1))
    largest = []

    def tell(what, out, more=''):
        other = losses(out)
        far = max(abs(a - b) for a, b in zip(reference, other)) if len(other) == len(reference) else float('inf')
        largest.append(far)
        print(f'{what:44}{len(other):6} losses, largest difference from one process {far:.1e}{more}', flush=True)

    for world in (2, 3):
        tell(f'{world} processes', plain(world))
    for what, rank in (('kill -9 of worker 1 of 2', 1), ('kill -9 of rank 0 of 2', 0), ('kill -9 of everything, then one process', None)):
        out, step = killed(what.replace(' ', '-'), rank, int(STEPS) // 2)
        tell(what, out, f', resumed at {step}')
    foreign = subprocess.run([*command(1, OUT / 'plain-1')[:-4], '--out', str(OUT / 'plain-1')], cwd=PROJECT,
                             capture_output=True, text=True, check=False)
    print('a finished run', 'is a no-op' if foreign.returncode == 0 else foreign.stderr.strip()[-200:])
    config = json.loads((PROJECT / 'config.json').read_text())
    (PROJECT / 'config.json').write_text(json.dumps({**config, 'clipNorm': 1}))
    foreign = subprocess.run(command(1, OUT / 'plain-1'), cwd=PROJECT, capture_output=True, text=True, check=False)
    (PROJECT / 'config.json').write_text(json.dumps(config))
    refused = foreign.returncode == 1 and 'another run' in foreign.stderr
    print('a checkpoint of another run', 'is refused' if refused else 'IS TAKEN')
    sys.exit(0 if max(largest) <= 1e-6 and refused else 1)


main()
