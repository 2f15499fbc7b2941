"""Trains the network of model.py on one process or many; the same file in every project that Chainrule exports.

    python3 train.py                                   one process
    python3 train.py --check                           compares the first loss with the editor's
    torchrun --nproc_per_node=2 train.py               two processes of one machine (launch.py where torchrun is broken)

A batch is a batch of the whole run, however many processes share it: process r takes rows r, r + world, … of it. The run
goes on from its last checkpoint, after a killed process and after a killed job."""
import argparse
import hashlib
import json
import os
import sys
import time

import numpy as np
import torch
import torch.distributed as dist
from torch import nn

import model as network

HERE = os.path.dirname(os.path.abspath(__file__))


def read_tensors(path):
    """Tensors of a safetensors file by name."""
    kinds = {'F32': np.float32, 'F64': np.float64, 'I64': np.int64}
    with open(path, 'rb') as file:
        length = int.from_bytes(file.read(8), 'little')
        header = json.loads(file.read(length))
        body = file.read()
    return {name: torch.from_numpy(np.frombuffer(body[entry['data_offsets'][0]:entry['data_offsets'][1]],
                                                 kinds[entry['dtype']]).reshape(entry['shape']).copy())
            for name, entry in header.items() if name != '__metadata__'}


def write_tensors(path, tensors):
    """A safetensors file in single precision, whole or not at all."""
    header, body = {}, b''
    for name, tensor in tensors.items():
        data = tensor.detach().cpu().numpy().astype('<f4').tobytes()
        header[name] = {'dtype': 'F32', 'shape': list(tensor.shape), 'data_offsets': [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode()
    text += b' ' * (-len(text) % 8)
    with open(path + '.tmp', 'wb') as file:
        file.write(len(text).to_bytes(8, 'little') + text + body)
    os.replace(path + '.tmp', path)


class Loss(nn.Module):
    """The loss of some rows of a batch, weighted so that the mean over all processes is the loss of the whole batch."""

    def __init__(self, net, data):
        super().__init__()
        self.net, self.data = net, data

    def of(self, rows):
        def taken(places):
            return [self.data[name][rows] if batched else self.data[name] for name, batched in places]
        outputs = self.net(*taken(network.INPUTS))
        outputs = outputs if isinstance(outputs, tuple) else (outputs,)
        return self.net.loss(*outputs, *taken(network.TARGETS)), outputs

    def forward(self, rows, count, world):
        if len(rows) == 0:
            # Nothing to do for this process, but the others wait for its gradients.
            return sum(p.sum() * 0 for p in self.net.parameters())
        share = world if network.REDUCTION == 'sum' else world * len(rows) / count
        return self.of(rows)[0] * share


def start(out, key, net, optimizer, rank, world):
    """The step to go on from. The first process reads, all get the same."""
    path = os.path.join(out, 'checkpoint.pt')
    saved = [torch.load(path, map_location='cpu') if rank == 0 and os.path.exists(path) else None]
    if world > 1:
        dist.broadcast_object_list(saved)
    if saved[0] is None:
        return network.START
    if saved[0]['key'] != key:
        sys.exit('%s is a checkpoint of another run. Choose another --out, or remove it.' % path)
    net.load_state_dict(saved[0]['model'])
    optimizer.load_state_dict(saved[0]['optimizer'])
    for parameter, gradient in zip(net.parameters(), saved[0]['gradients']):
        parameter.grad = None if gradient is None else gradient.to(parameter.device)
    return saved[0]['step']


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--out', default=os.path.join(HERE, 'run'), help='folder of log, checkpoint and trained weights')
    parser.add_argument('--steps', type=int, help='training steps in all')
    parser.add_argument('--check', action='store_true', help="compare the first loss with the editor's")
    parser.add_argument('--every', type=int, default=10, help='steps between checkpoints')
    options = parser.parse_args(argv)
    with open(os.path.join(HERE, 'config.json')) as file:
        config = json.load(file)
    world = int(os.environ.get('WORLD_SIZE', 1))
    own = world > 1 and not dist.is_initialized()
    cuda = torch.cuda.is_available()
    if own:
        dist.init_process_group('nccl' if cuda else 'gloo')
    rank = dist.get_rank() if world > 1 else 0
    device = torch.device('cuda', int(os.environ.get('LOCAL_RANK', 0))) if cuda else torch.device('cpu')
    if world > 1 and network.REDUCTION == 'mixed':
        sys.exit('The loss of this network is no mean or sum over rows: train it on one process.')
    if world > 1 and rank == 0 and network.MIXES:
        print('Statistics over the rows (' + network.MIXES + ') are those of each process: other losses than on one.')

    torch.manual_seed(network.SEED + rank)
    data = {name: tensor.to(device, torch.long if name in network.INDICES else torch.float32)
            for name, tensor in read_tensors(os.path.join(HERE, 'data.safetensors')).items()}
    weights = read_tensors(os.path.join(HERE, 'weights.safetensors'))
    net = network.Model().to(device)
    with torch.no_grad():
        for name, tensor in network.tensors(net).items():
            tensor.copy_(weights[name])
    for name in network.FROZEN:
        network.tensors(net)[name].requires_grad_(False)
    loss = Loss(net, data)
    if options.check:
        net.train(config['check']['mode'] == 'train')
        here = loss.of(network.rows_of(network.START))[0].item()
        print('loss here', here, 'in the editor', config['check']['loss'])
        sys.exit(0 if abs(here - config['check']['loss']) <= 1e-5 * max(1, abs(here)) else 'The losses differ.')

    digest = hashlib.sha256()
    for name in ('model.py', 'config.json', 'weights.safetensors', 'data.safetensors'):
        with open(os.path.join(HERE, name), 'rb') as file:
            digest.update(file.read())
    key = digest.hexdigest()
    optimizer = network.make_optimizer(net.parameters())
    os.makedirs(options.out, exist_ok=True)
    step = start(options.out, key, net, optimizer, rank, world)
    last = network.START + (config['steps'] if options.steps is None else options.steps)
    shared = nn.parallel.DistributedDataParallel(loss) if world > 1 else loss
    log = open(os.path.join(options.out, 'log.jsonl'), 'a') if rank == 0 else None

    def tell(event, **more):
        if log:
            line = {'event': event, 'step': step, 'world': world, 'attempt': int(os.environ.get('TORCHELASTIC_RESTART_COUNT', 0)),
                    'time': time.time(), **more}
            log.write(json.dumps(line) + '\n')
            log.flush()

    def keep():
        if rank == 0:
            path = os.path.join(options.out, 'checkpoint.pt')
            # Where they are not zeroed, the next step adds to them.
            gradients = [] if network.ZERO_GRADIENTS else [parameter.grad for parameter in net.parameters()]
            torch.save({'key': key, 'step': step, 'model': net.state_dict(), 'optimizer': optimizer.state_dict(),
                        'gradients': gradients}, path + '.tmp')
            os.replace(path + '.tmp', path)

    tell('start' if step == network.START else 'resume')
    while step < last:
        rows = network.rows_of(step)
        net.train(config['mode'] == 'train')
        if network.ZERO_GRADIENTS:
            optimizer.zero_grad()
        total = shared(rows[rank::world], len(rows), world)
        total.backward()
        if config['clipNorm'] is not None:
            nn.utils.clip_grad_norm_(net.parameters(), config['clipNorm'])
        network.turn_optimizer(optimizer, step)
        optimizer.step()
        value = total.detach()
        if world > 1:
            dist.all_reduce(value)
            value /= world
        step += 1
        more = {'loss': value.item(), 'learningRate': optimizer.param_groups[0]['lr'], 'epoch': -(-step // network.BATCHES)}
        if rank == 0 and len(network.TEST) and (step % network.BATCHES == 0 or step == last):
            net.train(False)
            with torch.no_grad():
                measured, outputs = loss.of(network.TEST)
            more['testLoss'] = measured.item()
            if network.TARGET is not None:
                more['testAccuracy'] = (outputs[0].argmax(-1) == data[network.TARGET][network.TEST]).float().mean().item()
        tell('step', **more)
        if step % options.every == 0 or step == last:
            keep()
    if rank == 0:
        write_tensors(os.path.join(options.out, 'trained.safetensors'), network.tensors(net))
    tell('end')
    if own:
        # All is written. Taking the group down can wait for ever: a thread of gloo wants the interpreter that waits for its end.
        sys.stdout.flush()
        os._exit(0)


if __name__ == '__main__':
    main()
