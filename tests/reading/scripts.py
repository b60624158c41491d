#!/usr/bin/env python3
"""scripts.py LRSCOPE: runs scripts as people write them under PyTorch itself, with stand-ins for their model and data, and
holds the rates that lrscope reads out of the same text against those that the optimizer had. A script that lrscope refuses
must be marked so: then it must say the word beside it. Needs Debian's python3-torch."""
import os
import subprocess
import sys
import tempfile

from needs_torch import torch

lrscope = os.path.abspath(sys.argv[1])
SCRIPTS = []


def script(name, text, steps=200, options='', refused=None, by_epoch=0, tolerance=1e-9):
    SCRIPTS.append((name, text, steps, options.split(), refused, by_epoch, tolerance))


HEAD = '''import math
import torch
import numpy as np
from torch.optim import SGD, Adam, AdamW
from torch.optim.lr_scheduler import *
model = torch.nn.Linear(1, 1)
'''

script('linear', 'optimizer = SGD(model.parameters(), lr=0.1)\nscheduler = LinearLR(optimizer, start_factor=0.25, total_iters=40)\n')
script('linear falling', 'optimizer = SGD(model.parameters(), lr=0.1)\nscheduler = LinearLR(optimizer, start_factor=1.0, end_factor=0.01, total_iters=150)\n')
script('constant', 'optimizer = Adam(model.parameters(), lr=3e-4)\nscheduler = ConstantLR(optimizer, factor=0.5, total_iters=10)\n')
script('exponential', 'optimizer = Adam(model.parameters(), lr=3e-4)\nscheduler = ExponentialLR(optimizer, gamma=0.97)\n')
script('step', 'optimizer = SGD(model.parameters(), lr=1)\nscheduler = StepLR(optimizer, 30, gamma=0.2)\n')
script('multistep', 'lr = 0.4\noptimizer = SGD(model.parameters(), lr=lr, momentum=0.9)\nscheduler = MultiStepLR(optimizer, milestones=[40, 41, 150], gamma=0.3)\n')
script('multistep twice at one', 'optimizer = SGD(model.parameters(), lr=0.4)\nscheduler = MultiStepLR(optimizer, milestones=[40, 90, 90], gamma=0.5)\n')
script('cosine', 'EPOCHS = 200\noptimizer = SGD(model.parameters(), lr=0.4)\nscheduler = CosineAnnealingLR(optimizer, EPOCHS, eta_min=1e-3)\n')
script('cosine beyond', 'total_steps = 200\noptimizer = SGD(model.parameters(), lr=0.4)\nscheduler = CosineAnnealingLR(optimizer, T_max=60, eta_min=0.01)\n', tolerance=1e-6)
script('restarts', 'optimizer = SGD(model.parameters(), lr=0.4)\nscheduler = CosineAnnealingWarmRestarts(optimizer, T_0=20, T_mult=2, eta_min=1e-4)\n')
script('restarts even', 'optimizer = SGD(model.parameters(), lr=0.4)\nscheduler = CosineAnnealingWarmRestarts(optimizer, 33)\n')
script('onecycle', 'optimizer = SGD(model.parameters(), lr=0.01, momentum=0.9)\nscheduler = OneCycleLR(optimizer, max_lr=0.2, total_steps=200)\n')
script('onecycle epochs', 'optimizer = SGD(model.parameters(), lr=0.01, momentum=0.9)\nscheduler = OneCycleLR(optimizer, max_lr=0.2, epochs=5, steps_per_epoch=40, pct_start=0.1, anneal_strategy="linear")\n')
script('onecycle three', 'optimizer = SGD(model.parameters(), lr=0.01, momentum=0.9)\nscheduler = OneCycleLR(optimizer, 0.2, 200, three_phase=True, anneal_strategy="linear")\n')
script('onecycle odd', 'optimizer = SGD(model.parameters(), lr=0.01, momentum=0.9)\nscheduler = OneCycleLR(optimizer, max_lr=0.2, total_steps=201, pct_start=0.33)\n')
script('cyclic', 'optimizer = SGD(model.parameters(), lr=0.01, momentum=0.9)\nscheduler = CyclicLR(optimizer, base_lr=0.01, max_lr=0.1, step_size_up=25)\n')
script('cyclic 2', 'optimizer = SGD(model.parameters(), lr=0.01, momentum=0.9)\nscheduler = CyclicLR(optimizer, base_lr=0.01, max_lr=0.1, step_size_up=20, mode="triangular2")\n')
script('cyclic range', 'optimizer = SGD(model.parameters(), lr=0.01, momentum=0.9)\nscheduler = CyclicLR(optimizer, base_lr=0.01, max_lr=0.1, step_size_up=20, mode="exp_range", gamma=0.99)\n')
script('cyclic uneven', 'optimizer = SGD(model.parameters(), lr=0.01, momentum=0.9)\nscheduler = CyclicLR(optimizer, base_lr=0.01, max_lr=0.1, step_size_up=20, step_size_down=40)\n', steps=180)
script('multiplicative', 'optimizer = SGD(model.parameters(), lr=0.1)\nscheduler = MultiplicativeLR(optimizer, lr_lambda=lambda epoch: 0.95)\n')
script('sequential', 'optimizer = AdamW(model.parameters(), lr=2e-3)\nwarm = LinearLR(optimizer, start_factor=0.01, total_iters=20)\nrest = CosineAnnealingLR(optimizer, T_max=180)\nscheduler = SequentialLR(optimizer, schedulers=[warm, rest], milestones=[20])\n')
script('sequential three', 'optimizer = AdamW(model.parameters(), lr=2e-3)\na = LinearLR(optimizer, start_factor=0.01, total_iters=20)\nb = ConstantLR(optimizer, factor=1.0, total_iters=80)\nc = LinearLR(optimizer, start_factor=1.0, end_factor=0.1, total_iters=100)\nscheduler = SequentialLR(optimizer, [a, b, c], milestones=[20, 100])\n')
script('sequential exponential', 'optimizer = AdamW(model.parameters(), lr=2e-3)\nscheduler = SequentialLR(optimizer, [ConstantLR(optimizer, 0.1, 2), ExponentialLR(optimizer, 0.9)], milestones=[2])\n')
script('sequential long constant', 'optimizer = AdamW(model.parameters(), lr=2e-3)\nscheduler = SequentialLR(optimizer, [ConstantLR(optimizer, 0.1, 5), StepLR(optimizer, 50)], milestones=[30])\n')
script('chained', 'optimizer = SGD(model.parameters(), lr=1.0)\nscheduler = ChainedScheduler([ConstantLR(optimizer, factor=0.1, total_iters=20), ExponentialLR(optimizer, gamma=0.99)])\n')
script('chained linear steps', 'optimizer = SGD(model.parameters(), lr=1.0)\nscheduler = ChainedScheduler([LinearLR(optimizer, start_factor=0.1, total_iters=20), MultiStepLR(optimizer, milestones=[100, 150])])\n')
script('lambda exponential', 'optimizer = SGD(model.parameters(), lr=1.0)\nscheduler = LambdaLR(optimizer, lr_lambda=lambda epoch: 0.95 ** epoch)\n')
script('lambda linear', 'total = 200\noptimizer = SGD(model.parameters(), lr=1.0)\nscheduler = LambdaLR(optimizer, lambda e: 1.0 - max(0, e - 100) / float(100))\n', steps=200)
script('lambda cyclegan', 'n_epochs, offset, decay_start_epoch = 200, 0, 100\nclass LambdaRule:\n    def __init__(self, n, o, d):\n        self.n = n\noptimizer = Adam(model.parameters(), lr=2e-4)\ndef lambda_rule(epoch):\n    lr_l = 1.0 - max(0, epoch + 1 - 100) / float(100 + 1)\n    return lr_l\nscheduler = LambdaLR(optimizer, lr_lambda=lambda_rule)\n')
script('lambda poly', 'max_iter = 200\noptimizer = SGD(model.parameters(), lr=0.007)\nscheduler = LambdaLR(optimizer, lambda x: (1 - x / max_iter) ** 0.9)\n')
script('lambda warm cosine', 'warm, total = 20, 200\noptimizer = AdamW(model.parameters(), lr=3e-4)\ndef lr_lambda(step):\n    if step < warm:\n        return step / max(1, warm)\n    p = (step - warm) / max(1, total - warm)\n    return max(0.1, 0.5 * (1 + math.cos(math.pi * p)))\nscheduler = LambdaLR(optimizer, lr_lambda)\n')
script('lambda noam', 'd_model = 512\nfactor = 1\nwarmup = 50\noptimizer = Adam(model.parameters(), lr=1.0, betas=(0.9, 0.98), eps=1e-9)\ndef rate(step, model_size, factor, warmup):\n    if step == 0:\n        step = 1\n    return factor * (model_size ** (-0.5) * min(step ** (-0.5), step * warmup ** (-1.5)))\nscheduler = LambdaLR(optimizer=optimizer, lr_lambda=lambda step: rate(step, d_model, factor, warmup))\n')
script('lambda piecewise', 'optimizer = SGD(model.parameters(), lr=0.1)\ndef sched_fn(e):\n    if e < 50:\n        return 1\n    elif e < 120:\n        return 0.1\n    else:\n        return 0.03\nscheduler = LambdaLR(optimizer, sched_fn)\n')
script('lambda interp', 'optimizer = SGD(model.parameters(), lr=0.4)\nscheduler = LambdaLR(optimizer, lambda t: np.interp([t], [0, 40, 200], [0, 1, 0])[0])\n', refused='cannot be computed here')
script('lambda factory', 'optimizer = SGD(model.parameters(), lr=0.4)\ndef make(warm, total):\n    def fn(step):\n        if step < warm:\n            return float(step) / float(max(1, warm))\n        return max(0.0, float(total - step) / float(max(1, total - warm)))\n    return fn\nscheduler = LambdaLR(optimizer, make(30, 200))\n')
script('lambda partial', 'from functools import partial\noptimizer = SGD(model.parameters(), lr=0.4)\ndef fn(step, *, warm, total):\n    if step < warm:\n        return float(step) / float(max(1, warm))\n    return max(0.0, float(total - step) / float(max(1, total - warm)))\nscheduler = LambdaLR(optimizer, partial(fn, warm=30, total=200))\n')
script('lambda warm steps', 'optimizer = SGD(model.parameters(), lr=0.4)\nscheduler = LambdaLR(optimizer, lambda s: min(1, (s + 1) / 50) * 0.5 ** (s // 60))\n')
script('lambda floor', 'optimizer = SGD(model.parameters(), lr=0.4)\nscheduler = LambdaLR(optimizer, lambda s: max(0.2, 0.98 ** s))\n')
script('lambda half cosine restarts', 'optimizer = SGD(model.parameters(), lr=0.4)\nscheduler = LambdaLR(optimizer, lambda s: 0.5 * (1 + math.cos(math.pi * (s % 50) / 50)))\n')
script('lambda sine', 'optimizer = SGD(model.parameters(), lr=0.4)\nscheduler = LambdaLR(optimizer, lambda s: 1.1 + math.sin(s))\n')
script('lambda in class', 'class Trainer:\n    def __init__(self, lr=0.2, warm=25):\n        self.lr = lr\n        self.warm = warm\n        self.optimizer = SGD(model.parameters(), lr=self.lr)\n        self.scheduler = LambdaLR(self.optimizer, lambda s: min(1.0, s / self.warm))\ntrainer = Trainer(lr=0.3)\nscheduler = trainer.scheduler\n')
script('last assignment', 'optimizer = SGD(model.parameters(), lr=0.1)\nscheduler = StepLR(optimizer, 10)\noptimizer = SGD(model.parameters(), lr=0.3)\nscheduler = StepLR(optimizer, 70)\n')
script('name reused', 'lr = 0.1\noptimizer = SGD(model.parameters(), lr=lr)\nscheduler = StepLR(optimizer, 70)\nlr = 5\n')
script('name changed', 'lr = 0.1\nlr *= 4\nlr = lr / 2\noptimizer = SGD(model.parameters(), lr=lr)\nscheduler = StepLR(optimizer, 70)\n')
script('two functions', 'def pretrain():\n    lr = 0.5\n    return SGD(model.parameters(), lr=lr)\ndef finetune():\n    lr = 0.01\n    optimizer = SGD(model.parameters(), lr=lr)\n    return StepLR(optimizer, 70)\nscheduler = finetune()\n')
script('function argument', 'def build(lr, gamma=0.5):\n    optimizer = SGD(model.parameters(), lr=lr)\n    return StepLR(optimizer, 70, gamma)\nscheduler = build(0.03)\n')
script('argparse', 'import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--lr", type=float, default=0.05)\nparser.add_argument("--step-size", type=int, default=40)\nargs = parser.parse_args([])\noptimizer = SGD(model.parameters(), lr=args.lr)\nscheduler = StepLR(optimizer, step_size=args.step_size, gamma=0.1)\n')
script('argparse bare', 'import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--lr", type=float)\nargs = parser.parse_args(["--lr", "1"])\noptimizer = SGD(model.parameters(), lr=args.lr)\nscheduler = StepLR(optimizer, step_size=40, gamma=0.1)\n', refused='args.lr')
script('dict config', 'config = {"lr": 0.02, "sched": {"gamma": 0.7, "every": 25}}\noptimizer = SGD(model.parameters(), lr=config["lr"])\nscheduler = StepLR(optimizer, config["sched"]["every"], gamma=config["sched"]["gamma"])\n')
script('branches', 'import sys\noptimizer = SGD(model.parameters(), lr=0.1)\nif len(sys.argv) > 9:\n    scheduler = StepLR(optimizer, 10)\nelse:\n    scheduler = ExponentialLR(optimizer, 0.9)\n', refused='one scheduler or another')
script('branch value', 'import sys\nlr = 0.1\nif len(sys.argv) > 9:\n    lr = 0.2\noptimizer = SGD(model.parameters(), lr=lr)\nscheduler = StepLR(optimizer, 10)\n', refused='lr')
script('groups', 'optimizer = SGD([{"params": [model.weight], "lr": 0.5}, {"params": [model.bias]}], lr=0.05)\nscheduler = StepLR(optimizer, 50)\n')
script('own class', 'from torch.optim.lr_scheduler import _LRScheduler\nclass MyLR(_LRScheduler):\n    def get_lr(self):\n        return [b * 0.5 for b in self.base_lrs]\noptimizer = SGD(model.parameters(), lr=0.1)\nscheduler = MyLR(optimizer)\n', refused='MyLR')
script('per epoch', 'num_epochs = 10\noptimizer = SGD(model.parameters(), lr=0.1)\nscheduler = StepLR(optimizer, 3)\ndef main(loader):\n    for epoch in range(num_epochs):\n        for x in loader:\n            optimizer.zero_grad()\n            model(x).backward()\n            optimizer.step()\n        scheduler.step()\n', options='--steps-per-epoch=20', by_epoch=20)
script('per epoch cosine', 'num_epochs = 10\noptimizer = SGD(model.parameters(), lr=0.1)\nscheduler = CosineAnnealingLR(optimizer, T_max=num_epochs)\ndef train_one_epoch(loader):\n    for x in loader:\n        model(x).backward()\n        optimizer.step()\ndef main(loader):\n    for epoch in range(num_epochs):\n        train_one_epoch(loader)\n        scheduler.step()\n', options='--steps-per-epoch=20', by_epoch=20)
script('per epoch unknown', 'num_epochs = 10\noptimizer = SGD(model.parameters(), lr=0.1)\nscheduler = StepLR(optimizer, 3)\ndef main(loader):\n    for epoch in range(num_epochs):\n        for x in loader:\n            model(x).backward()\n            optimizer.step()\n        scheduler.step()\n', refused='--steps-per-epoch')
script('per update', 'optimizer = SGD(model.parameters(), lr=0.1)\nscheduler = StepLR(optimizer, 30)\ndef main(loader):\n    for epoch in range(3):\n        for x in loader:\n            optimizer.step()\n            scheduler.step()\n')
script('accumulated', 'optimizer = SGD(model.parameters(), lr=0.1)\nscheduler = StepLR(optimizer, 30)\ndef main(loader):\n    for epoch in range(3):\n        for i, x in enumerate(loader):\n            model(x).backward()\n            if (i + 1) % 4 == 0:\n                optimizer.step()\n                scheduler.step()\n')
script('plateau', 'optimizer = SGD(model.parameters(), lr=0.1)\nscheduler = ReduceLROnPlateau(optimizer)\n', refused='depends on the loss')
script('no scheduler', 'optimizer = SGD(model.parameters(), lr=0.1)\n', refused='no scheduler')
script('unknown length', 'optimizer = SGD(model.parameters(), lr=0.1)\nscheduler = CosineAnnealingLR(optimizer, T_max=len(train_loader) * epochs)\n', refused='--')
script('unknown factor', 'optimizer = SGD(model.parameters(), lr=cfg.lr)\nscheduler = LinearLR(optimizer, start_factor=cfg.f, total_iters=10)\n', options='--base-lr=0.1', refused='cfg.f')
script('resumed', 'optimizer = SGD([{"params": model.parameters(), "initial_lr": 0.1}], lr=0.1)\nscheduler = StepLR(optimizer, 30, last_epoch=50)\n', refused='last_epoch')
script('nested if in lambda', 'optimizer = SGD(model.parameters(), lr=0.1)\nscheduler = LambdaLR(optimizer, lambda e: 1 if e < 60 else 0.1 if e < 120 else 0.01)\n')
script('lr scaled', 'batch_size = 256\noptimizer = SGD(model.parameters(), lr=0.1 * batch_size / 256)\nscheduler = MultiStepLR(optimizer, [60, 120, 160], gamma=0.2)\n')
script('warm then plateau of constant', 'optimizer = SGD(model.parameters(), lr=0.1)\na = LinearLR(optimizer, start_factor=0.1, total_iters=10)\nb = ConstantLR(optimizer, factor=1.0, total_iters=1)\nscheduler = SequentialLR(optimizer, [a, b], milestones=[10])\n')
script('sequential cut', 'optimizer = SGD(model.parameters(), lr=0.1)\na = LinearLR(optimizer, start_factor=0.1, total_iters=100)\nb = CosineAnnealingLR(optimizer, T_max=180)\nscheduler = SequentialLR(optimizer, [a, b], milestones=[20])\n')
script('sequential restarts', 'optimizer = SGD(model.parameters(), lr=0.1)\na = LinearLR(optimizer, start_factor=0.1, total_iters=20)\nb = CosineAnnealingWarmRestarts(optimizer, T_0=60, eta_min=1e-5)\nscheduler = SequentialLR(optimizer, [a, b], milestones=[20])\n')
script('sequential onecycle', 'optimizer = SGD(model.parameters(), lr=0.1, momentum=0.9)\na = ConstantLR(optimizer, factor=0.5, total_iters=500)\nb = ExponentialLR(optimizer, gamma=0.98)\nscheduler = SequentialLR(optimizer, [a, b], milestones=[50])\n')
script('cosine longer than told', 'optimizer = SGD(model.parameters(), lr=0.4)\nscheduler = CosineAnnealingLR(optimizer, T_max=60, eta_min=0.01)\n')
script('sequence that ends in a function', 'optimizer = SGD(model.parameters(), lr=0.1)\na = ConstantLR(optimizer, factor=0.5, total_iters=20)\nb = LambdaLR(optimizer, lambda e: 0.95 ** e)\nscheduler = SequentialLR(optimizer, [a, b], milestones=[20])\n')
script('sequence that ends in a cosine', 'optimizer = SGD(model.parameters(), lr=0.1)\na = LinearLR(optimizer, start_factor=0.1, total_iters=20)\nb = CosineAnnealingLR(optimizer, T_max=50)\nscheduler = SequentialLR(optimizer, [a, b], milestones=[20])\n')


def own(body, init='', rest='WarmupPoly(optimizer, 20, 200)', lr=0.1):
    return ('from torch.optim import lr_scheduler\nclass WarmupPoly(lr_scheduler._LRScheduler):\n'
            '    def __init__(self, optimizer, warmup, total_iters, power=0.9, last_epoch=-1):\n'
            '        self.warmup = warmup\n        self.total = total_iters\n        self.power = power\n' + init +
            '        super(WarmupPoly, self).__init__(optimizer, last_epoch)\n' + body +
            'optimizer = SGD(model.parameters(), lr=%r)\nscheduler = %s\n' % (lr, rest))


script('own class', own('''    def get_lr(self):
        if self.last_epoch < self.warmup:
            return [base_lr * (self.last_epoch + 1) / self.warmup for base_lr in self.base_lrs]
        left = 1 - (self.last_epoch - self.warmup) / (self.total - self.warmup)
        return [base_lr * max(0, left) ** self.power for base_lr in self.base_lrs]
'''))
script('own class with a rate of its own', own('''    def get_lr(self):
        p = min(1, self.last_epoch / self.total)
        return [self.low + (b - self.low) * 0.5 * (1 + math.cos(math.pi * p)) for b in self.base_lrs]
''', init='        self.low = 1e-3\n'))
script('own class with methods', own('''    def scale(self, t):
        return t / self.warmup if t < self.warmup else 1.0
    def get_lr(self):
        return [self.scale(self.last_epoch) * lr for lr in self.base_lrs]
'''))
script('own class with milestones', own('''    def get_lr(self):
        passed = 0
        for m in self.milestones:
            if self.last_epoch >= m:
                passed += 1
        return [b * 0.5 ** passed for b in self.base_lrs]
''', init='        self.milestones = [int(total_iters * x) for x in (0.25, 0.5, 0.75)]\n'))
script('own class by keywords', own('''    def get_lr(self):
        return [b * min(1.0, self._step_count / self.warmup) for b in self.base_lrs]
''', rest='WarmupPoly(optimizer, total_iters=200, warmup=40)'))
script('own class that goes on from the last rate', own('''    def get_lr(self):
        if self.last_epoch == 0:
            return self.base_lrs
        return [group['lr'] * 0.99 for group in self.optimizer.param_groups]
'''), refused='cannot be computed')
script('own class with a step of its own', own('''    def get_lr(self):
        return [b for b in self.base_lrs]
    def step(self, epoch=None):
        for group in self.optimizer.param_groups:
            group['lr'] *= 0.99
'''), refused='a step() of its own')

LAMBDA = 'optimizer = SGD(model.parameters(), lr=0.1)\nscheduler = LambdaLR(optimizer, f)\n'
script('loop over a list', 'steps = [30, 60, 120]\ndef f(e):\n    factor = 1.0\n    for s in steps:\n        if e >= s:\n            factor *= 0.1\n    return factor\n' + LAMBDA)
script('loop that breaks', 'def f(e):\n    factor = 1.0\n    for s in range(40, 200, 40):\n        if e < s:\n            break\n        factor *= 0.5\n    return factor\n' + LAMBDA)
script('loop that goes on', 'def f(e):\n    factor = 1.0\n    for s in (40, 50, 80):\n        if s == 50:\n            continue\n        if e >= s:\n            factor *= 0.5\n    return factor\n' + LAMBDA)
script('while that breaks', 'def f(e):\n    factor, at = 1.0, 40\n    while True:\n        if e < at:\n            break\n        at += 40\n        factor *= 0.5\n    return factor\n' + LAMBDA)
script('loop over a range of its own', 'def f(e):\n    factor = 1.0\n    for i in range(e // 40):\n        factor *= 0.5\n    return factor\n' + LAMBDA)
script('loop over a list made before', 'total = 200\nsteps = [int(total * x) for x in (0.2, 0.4, 0.9)]\ndef f(e):\n    factor = 1.0\n    for s in steps:\n        if e >= s:\n            factor *= 0.1\n    return factor\n' + LAMBDA)
script('bisect in a range', 'from bisect import bisect_right\nsteps = list(range(50, 200, 50))\nscale = 1\n' + LAMBDA.replace('f)', 'lambda e: 0.1 ** bisect_right(steps, e))'))
script('a step that raises', 'def f(e):\n    if e > 50:\n        raise ValueError(e)\n    return 1.0\n' + LAMBDA, refused='cannot be computed')
script('milestones of a range', 'optimizer = SGD(model.parameters(), lr=0.1)\nscheduler = MultiStepLR(optimizer, milestones=list(range(40, 200, 40)), gamma=0.5)\n')
script('milestones in a comprehension', 'total = 200\noptimizer = SGD(model.parameters(), lr=0.1)\nscheduler = MultiStepLR(optimizer, [int(total * x) for x in [0.5, 0.75]])\n')
MILESTONES = 'optimizer = SGD(model.parameters(), lr=0.1)\nscheduler = MultiStepLR(optimizer, milestones=m)\n'
script('a comprehension of itself', 'm = [a for a in m]\n' + MILESTONES, refused='milestones')
script('a list of itself', 'm = list(m)\n' + MILESTONES, refused='milestones')
script('a long range', 'm = range(10**9)\n' + MILESTONES, refused='milestones')
script('lists of lists', 'm = [[a for a in range(900)] for b in range(900)]\n' + MILESTONES, refused='milestones')
script('a loop without an end', 'def f(e):\n    while True:\n        e += 1\n    return e\n' + LAMBDA, refused='cannot be computed')
script('a method that calls itself', own('    def get_lr(self):\n        return self.get_lr()\n'), refused='cannot be computed')
script('milestones chosen among numbers', 'optimizer = SGD(model.parameters(), lr=0.1)\nscheduler = MultiStepLR(optimizer, [m for m in (40, 50, 80) if m != 50])\n', refused='milestones')


def true_rates(text, steps):
    space = {}
    exec(HEAD + text, space)
    scheduler = space.get('scheduler') or space.get('sched') or space['lr_scheduler']
    optimizer = scheduler.optimizer
    rates = []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]['lr'])
        optimizer.step()
        scheduler.step()
    return rates


def read_rates(folder, text, options, steps):
    path = os.path.join(folder, 'train.py')
    with open(path, 'w') as file:
        file.write(text)
    result = subprocess.run([lrscope, '--from-code=' + path, '--at=0..%d' % (steps - 1)] + options, capture_output=True,
                            text=True, timeout=60)
    if result.returncode:
        return None, result.stderr
    return [float(line.split(',')[2]) for line in result.stdout.splitlines()[1:]], result.stderr


failed = 0
with tempfile.TemporaryDirectory() as folder:
    for name, text, steps, options, refused, by_epoch, tolerance in SCRIPTS:
        found, said = read_rates(folder, text, options, steps)
        if refused is not None:
            good = found is None and refused in said
            wanted = 'refused, with: ' + refused
        elif found is None:
            good, wanted = False, 'rates'
        else:
            true = true_rates(text, -(-steps // by_epoch) if by_epoch else steps)
            if by_epoch:
                true = [true[t // by_epoch] for t in range(steps)]
            top = max(abs(rate) for rate in true)
            bad = [t for t in range(steps) if abs(true[t] - found[t]) > tolerance * top]
            good = not bad
            wanted = 'step %d: %r, not %r' % (bad[0], true[bad[0]], found[bad[0]]) if bad else ''
        if not good:
            failed += 1
            print('%s: wanted %s\n    %s' % (name, wanted, said.strip().replace('\n', '\n    ')))
print('%d of %d scripts fail' % (failed, len(SCRIPTS)))
sys.exit(failed > 0)
