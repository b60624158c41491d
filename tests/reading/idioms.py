#!/usr/bin/env python3
"""idioms.py LRSCOPE [COUNT [SEED]]: training scripts put together at random, of schedulers, of the ways to configure them and of
the rhythms in which people step them, are run by PyTorch itself with stand-ins for model and data. lrscope must read the rates
that the optimizer then had, or refuse the script: another curve is a failure. Needs Debian's python3-torch."""
import contextlib
import io
import math
import os
import random
import subprocess
import sys
import tempfile

from needs_torch import torch

LRSCOPE = os.path.abspath(sys.argv[1])
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 160
CHANCE = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
pick, whole = lambda *items: CHANCE.choice(items), CHANCE.randint


def scheduler(optimizer):
    """One call; `epochs`, `steps` (of an epoch) and `lr` are the script's names."""
    warm = whole(2, 12)
    return pick(
        'StepLR(%s, step_size=%d, gamma=%s)' % (optimizer, whole(1, 7), pick(0.1, 0.5, 0.9)),
        'MultiStepLR(%s, milestones=%s, gamma=0.3)' % (optimizer, sorted(CHANCE.sample(range(1, 15), whole(1, 4)))),
        'CosineAnnealingLR(%s, T_max=%s, eta_min=%s)' % (optimizer, pick('epochs', 'epochs * steps', whole(3, 60)), pick(0, 1e-5, 1e-3)),
        'ExponentialLR(%s, %s)' % (optimizer, pick(0.5, 0.9, 0.99)),
        'LambdaLR(%s, lr_lambda=lambda s: %s)' % (optimizer, pick('min(1, (s + 1) / 20)', '0.95 ** s', 's / 10 if s < 10 else 1 - (s - 10) / 200')),
        'LinearLR(%s, start_factor=%s, total_iters=%d)' % (optimizer, pick(0.1, 0.5, '1 / 3'), whole(2, 30)),
        'PolynomialLR(%s, total_iters=%d, power=%s)' % (optimizer, whole(5, 70), pick(1.0, 2.0, 0.9)),
        'OneCycleLR(%s, max_lr=%s, epochs=epochs, steps_per_epoch=steps%s)' % (optimizer, pick('0.1', 'lr', 'lr * 10'), pick('', ', pct_start=0.2', ', three_phase=True')),
        'CosineAnnealingWarmRestarts(%s, T_0=%d, T_mult=%d)' % (optimizer, whole(2, 20), whole(1, 2)),
        'ConstantLR(%s, factor=0.5, total_iters=%d)' % (optimizer, whole(1, 20)),
        'SequentialLR(%s, [LinearLR(%s, 0.1, total_iters=%d), CosineAnnealingLR(%s, T_max=%d)], milestones=[%d])' % (optimizer, optimizer, warm, optimizer, whole(10, 60), warm),
        'ChainedScheduler([ConstantLR(%s, factor=0.1, total_iters=%d), ExponentialLR(%s, gamma=0.9)])' % (optimizer, warm, optimizer))


BATCH = ['optimizer.zero_grad()', 'loss = criterion(model(x), y)', 'loss.backward()', 'optimizer.step()']
HALF = ['(criterion(model(x), y) / 2).backward()', 'if (i + 1) % 2 == 0:', '    optimizer.step()', '    optimizer.zero_grad()']
STEP = 'scheduler.step()'


def indented(lines, times=1):
    return ['    ' * times + line for line in lines]


def loop(batch=(), epoch=(), first=(), head='for epoch in range(epochs):'):
    return [head] + indented(first) + ['    for i, (x, y) in enumerate(loader):'] + indented(BATCH + list(batch), 2) + indented(epoch)


def rhythm():
    return pick(
        loop([STEP]), loop([STEP]), loop([STEP]), loop(epoch=[STEP]), loop(epoch=[STEP]), loop(epoch=[STEP]),
        loop(epoch=[STEP], head='for epoch in range(1, epochs + 1):'), loop(epoch=['scheduler.step(epoch + 1)']), loop(epoch=['scheduler.step(epoch)']),
        loop(first=[STEP]), loop(first=['scheduler.step(epoch)']), loop([STEP, STEP]), loop(epoch=[STEP, 'if epoch == 2:', '    ' + STEP]),
        loop(['if i % 5 == 0:', '    ' + STEP]), loop(['if (i + 1) % 5 == 0:', '    ' + STEP]), loop(epoch=['if epoch >= 2:', '    ' + STEP]),
        loop(epoch=['if (epoch + 1) % 2 == 0:', '    ' + STEP]), loop(['scheduler.step(epoch + i / len(loader))']),
        loop(['if scheduler is not None:', '    ' + STEP]), loop(epoch=['print(scheduler.get_last_lr())', 'if epoch % 2 == 0:', '    model.eval()', STEP]),
        loop(epoch=["for group in optimizer.param_groups:", "    group['lr'] *= 0.9", STEP]),
        ['for epoch in range(epochs):', '    for i, (x, y) in enumerate(loader):'] + indented(HALF + ['    ' + STEP], 2),
        ['for epoch in range(epochs):', '    for i, (x, y) in enumerate(loader):'] + indented(HALF, 2) + ['    ' + STEP],
        ['def train(loader, optimizer, scheduler):', '    for x, y in loader:'] + indented(BATCH + [STEP], 2) + ['for epoch in range(epochs):', '    train(loader, optimizer, scheduler)'],
        ['def train(loader, optimizer, scheduler):', '    for x, y in loader:'] + indented(BATCH, 2) + ['    ' + STEP, 'for epoch in range(epochs):', '    train(loader, optimizer, scheduler)'],
        ['def train(loader, optimizer, scheduler):', '    ' + STEP, '    for x, y in loader:'] + indented(BATCH, 2) + ['for epoch in range(epochs):', '    train(loader, optimizer, scheduler)'],
        ['def train(loader, optimizer):', '    for x, y in loader:'] + indented(BATCH, 2) + ['for epoch in range(epochs):', '    train(loader, optimizer)', '    ' + STEP],
        ['seen = 0', 'while seen < epochs * steps:', '    for x, y in loader:'] + indented(BATCH + [STEP, 'seen += 1'], 2))


def script(epochs, steps):
    """The text: how its numbers are given, the optimizer, the scheduler, the loop."""
    lr, made = pick(0.1, 0.01, 3e-4), pick('torch.optim.SGD', 'torch.optim.AdamW', 'optim.Adam')
    plain = ['epochs = %d' % epochs, 'steps = %d' % steps, 'lr = %s' % lr]
    by_lr = ['optimizer = %s(model.parameters(), lr=lr)' % made]
    made_by = ['scheduler = ' + scheduler('optimizer')]
    whole_script = pick(
        plain + by_lr + made_by + rhythm(),
        plain + ["given = dict(lr=%s)" % lr, 'optimizer = %s(model.parameters(), **given)' % made] + made_by + rhythm(),
        plain + ['optimizer = %s([{"params": model.parameters(), "lr": lr * 0.1}], lr=lr)' % made] + made_by + rhythm(),
        plain + ['def get_optimizer(model, lr):', '    return %s(model.parameters(), lr=lr)' % made, 'optimizer = get_optimizer(model, lr)'] + made_by + rhythm(),
        plain + by_lr + ['kind = %r' % pick('a', 'b', 'c'), "if kind == 'a':", '    scheduler = ' + scheduler('optimizer'), "elif kind in ['b', 'd']:",
                         '    scheduler = ' + scheduler('optimizer'), 'else:', '    scheduler = ' + scheduler('optimizer')] + rhythm(),
        ['class Config:'] + indented(plain) + ['cfg = Config' + pick('()', ''), 'epochs, steps = cfg.epochs, cfg.steps', 'lr = cfg.lr'] + by_lr + made_by + rhythm(),
        ['import argparse', 'p = argparse.ArgumentParser()', "p.add_argument('--epochs', type=int, default=%d)" % epochs, "p.add_argument('--lr', type=float, default=%s)" % lr,
         'args = p.parse_args([])', 'epochs = args.epochs', 'steps = len(loader)', 'lr = args.lr'] + by_lr + made_by + rhythm(),
        ['def main(epochs, lr, steps=%d):' % steps] + indented(by_lr + made_by + loop(*pick([[STEP]], [[], [STEP]]))) + ['main(%d, lr=%s)' % (epochs, lr)])
    return '\n'.join(['import torch', 'from torch import optim', 'from torch.optim.lr_scheduler import *'] + whole_script) + '\n'


def rates_of(text, epochs, steps):
    """The optimizer's rate at each of its steps; None where PyTorch raises."""
    data = [(torch.zeros(1, 1), torch.zeros(1, 1))] * steps
    rates, kinds = [], (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW)
    originals = {kind: kind.step for kind in kinds}
    for kind in kinds:
        def step(self, *args, own=originals[kind], **keys):
            rates.append(self.param_groups[0]['lr'])
            return own(self, *args, **keys)
        kind.step = step
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(text, 'script', 'exec'), {'model': torch.nn.Linear(1, 1), 'loader': data, 'criterion': torch.nn.MSELoss()})
        return rates
    except Exception:
        return None
    finally:
        for kind in kinds:
            kind.step = originals[kind]


def main():
    good = refused = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(COUNT):
            epochs, steps = whole(4, 8), pick(6, 10, 12)
            text = script(epochs, steps)
            rates = rates_of(text, epochs, steps)
            if not rates:
                continue
            with open(os.path.join(folder, 'script.py'), 'w') as file:
                file.write(text)
            updates = steps // 2 if '% 2 == 0:\n            optimizer' in text else steps # of an epoch
            result = subprocess.run([LRSCOPE, 'script.py', '--steps-per-epoch=%d' % updates, '--accumulation=%d' % (steps // updates), '--at=0..%d' % (len(rates) - 1)],
                                    capture_output=True, text=True, cwd=folder, timeout=60)
            read = [float(row.split(',')[2]) for row in result.stdout.splitlines()[1:]]
            refused += result.returncode == 2
            same = len(read) == len(rates) and all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9 * max(rates)) for a, b in zip(read, rates))
            good += result.returncode == 0 and same
            if result.returncode not in (0, 2) or (result.returncode == 0 and not same):
                wrong += 1
                print('FAILED: %d\n%s%s\nits rates: %s\nread:      %s\n' % (number, text, result.stderr, rates[:20], read[:20]))
    print('%d of %d scripts read, %d refused, %d wrong' % (good, COUNT, refused, wrong))
    sys.exit(wrong > 0 or good < COUNT // 2)


main()
