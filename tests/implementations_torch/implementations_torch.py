"""LinearLR as PyTorch itself runs it against what lrscope says of it: implementations_torch.py PATH-OF-IMPLEMENTATIONS_PRINT

The cosine is a LambdaLR; ChainedScheduler multiplies the two.
"""
import math
import random
import subprocess
import sys
import warnings

try:
    import torch
    from torch.optim import lr_scheduler
except ImportError as error:
    print(f"skipped: {error}; Debian's python3-torch has it")
    sys.exit(77)

SAME, DIFFERS, REFUSES = 0, 1, 2
warnings.filterwarnings("ignore")


def torch_factors(factor, iters, total, start):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    span = max(total - start, 1)

    def cosine(step):
        elapsed = min(max(step - start, 0), span)
        return (1 + math.cos(math.pi * elapsed / span)) / 2

    linear = lr_scheduler.LinearLR(optimizer, start_factor=factor, total_iters=iters)
    group, rates = optimizer.param_groups[0], []
    for step in range(total):
        rates.append(group["lr"] * cosine(step))
        optimizer.step()
        linear.step()
    return rates


def settings(chance):
    yield 0.001, 0, 20, 0
    yield 0.001, 1, 20, 0
    yield 0.0, 5, 20, 0
    yield 1.5, 5, 20, 0
    yield -0.5, 5, 20, 0
    for _ in range(60):
        total = chance.randint(1, 80)
        factor = chance.choice([1.0, 1 / 3, 0.001, chance.uniform(0.001, 1)])
        yield factor, chance.randint(0, 90), total, chance.randint(0, total)


def main():
    cases = list(settings(random.Random(3)))
    asked = "".join(f"{f!r} {iters} {total} {start}\n" for f, iters, total, start in cases)
    lines = subprocess.run([sys.argv[1]], input=asked, text=True, check=True, capture_output=True).stdout.splitlines()
    assert len(lines) == len(cases)
    for (factor, iters, total, start), line in zip(cases, lines):
        case = f"factor {factor} iters {iters} total {total} start {start}"
        verdict, *factors = line.split()
        try:
            rates = torch_factors(factor, iters, total, start)
        except (ValueError, ZeroDivisionError):
            assert int(verdict) == REFUSES, case
            continue
        assert int(verdict) == (DIFFERS if iters == 0 and factor != 1 else SAME), case
        for step, (ours, theirs) in enumerate(zip(map(float, factors), rates, strict=True)):
            assert abs(ours - theirs) <= 1e-12, f"{case}: step {step} is {theirs!r}, not {ours!r}"
    print(f"{len(cases)} runs of LinearLR in torch {torch.__version__} agree")


main()
