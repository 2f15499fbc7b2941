"""Trains on a Ray cluster. NOT RUN by its makers: no Ray was at hand. Read it before you start it.

    python3 ray_train.py --workers 2 --out /shared/run"""
import argparse
import os

import ray
from ray.train import FailureConfig, RunConfig, ScalingConfig
from ray.train.torch import TorchTrainer


def loop(config):
    # Ray has made the process group, which train.py takes as it finds it.
    import train
    train.main(['--out', config['out']])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--workers', type=int, default=2)
    parser.add_argument('--out', required=True, help='a folder that all workers can write to')
    options = parser.parse_args()
    ray.init(runtime_env={'working_dir': os.path.dirname(os.path.abspath(__file__))})
    TorchTrainer(
        loop,
        train_loop_config={'out': options.out},
        scaling_config=ScalingConfig(num_workers=options.workers),
        run_config=RunConfig(failure_config=FailureConfig(max_failures=3)),
    ).fit()


if __name__ == '__main__':
    main()
