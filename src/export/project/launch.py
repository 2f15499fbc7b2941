"""torchrun, also where it is broken: PyTorch before 2 cannot read its own --log options under Python 3.11.

    python3 launch.py --nproc_per_node=2 train.py"""
from torch.distributed import run
from torch.distributed.elastic.multiprocessing import api

# The original goes through the members of a flag that has no name, which Python 3.11 no longer gives.
if hasattr(api, 'Std'):
    def from_str(text):
        if ':' not in text:
            return api.Std(int(text))
        return {int(rank): api.Std(int(value)) for rank, value in (pair.split(':') for pair in text.split(','))}

    api.Std.from_str = from_str

if __name__ == '__main__':
    run.main()
