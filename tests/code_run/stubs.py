"""The formulas that transformers, optax and keras document, in float64 over numpy arrays.

Restated, not copied: just enough of each module for the code that lrscope writes.
"""
import sys
import types

import numpy as np


def module(name, **content):
    made = types.ModuleType(name)
    made.__dict__.update(content)
    sys.modules[name] = made
    return made


# --- transformers: a factor of the optimizer's rate, through LambdaLR -------------------------------------------------


class Getter:
    """What a get_*_schedule function returns here: its factor at a step, to be multiplied by the optimizer's rate."""

    def __init__(self, optimizer, factor):
        self.base_lr, self.factor = optimizer.defaults["lr"], factor

    def rates(self, steps):
        return np.array([self.base_lr * self.factor(int(t)) for t in steps])


def after_warmup(optimizer, warmup, decay):
    return Getter(optimizer, lambda t: t / max(1, warmup) if t < warmup else decay(t))


def progress(t, warmup, total):
    return (t - warmup) / max(1, total - warmup)


def cosine_factor(part, cycles=0.5):
    return max(0.0, 0.5 * (1 + np.cos(np.pi * cycles * 2 * part)))


def get_constant_schedule(optimizer):
    return Getter(optimizer, lambda t: 1)


def get_constant_schedule_with_warmup(optimizer, num_warmup_steps):
    return Getter(optimizer, lambda t: t / max(1.0, num_warmup_steps) if t < num_warmup_steps else 1)


def get_linear_schedule_with_warmup(optimizer, num_warmup_steps, num_training_steps):
    rest = max(1, num_training_steps - num_warmup_steps)
    return after_warmup(optimizer, num_warmup_steps, lambda t: max(0.0, (num_training_steps - t) / rest))


def get_cosine_schedule_with_warmup(optimizer, num_warmup_steps, num_training_steps):
    return get_cosine_with_min_lr_schedule_with_warmup(optimizer, num_warmup_steps, num_training_steps, 0)


def get_cosine_with_min_lr_schedule_with_warmup(optimizer, num_warmup_steps, num_training_steps, min_lr_rate):
    def decay(t):
        factor = cosine_factor(progress(t, num_warmup_steps, num_training_steps))
        return max(0, factor * (1 - min_lr_rate) + min_lr_rate)

    return after_warmup(optimizer, num_warmup_steps, decay)


def get_cosine_with_hard_restarts_schedule_with_warmup(optimizer, num_warmup_steps, num_training_steps, num_cycles):
    def decay(t):
        part = progress(t, num_warmup_steps, num_training_steps)
        return 0.0 if part >= 1 else max(0.0, 0.5 * (1 + np.cos(np.pi * ((num_cycles * part) % 1.0))))

    return after_warmup(optimizer, num_warmup_steps, decay)


def get_polynomial_decay_schedule_with_warmup(optimizer, num_warmup_steps, num_training_steps, lr_end=1e-7, power=1.0):
    base_lr = optimizer.defaults["lr"]
    assert base_lr > lr_end

    def decay(t):
        if t > num_training_steps:
            return lr_end / base_lr
        left = 1 - (t - num_warmup_steps) / (num_training_steps - num_warmup_steps)
        return ((base_lr - lr_end) * left**power + lr_end) / base_lr

    return after_warmup(optimizer, num_warmup_steps, decay)


def get_inverse_sqrt_schedule(optimizer, num_warmup_steps, timescale=None):
    shift = timescale - num_warmup_steps
    return after_warmup(optimizer, num_warmup_steps, lambda t: 1 / np.sqrt((t + shift) / timescale))


def get_wsd_schedule(
    optimizer,
    num_warmup_steps,
    num_decay_steps,
    num_training_steps=None,
    num_stable_steps=None,
    warmup_type="linear",
    decay_type="cosine",
    min_lr_ratio=0,
):
    warmups = {"linear": lambda p: p, "cosine": lambda p: 0.5 * (1 - np.cos(np.pi * p))}
    decays = {"linear": lambda p: 1 - p, "cosine": cosine_factor, "1-sqrt": lambda p: 1 - np.sqrt(p)}
    stable_end = num_warmup_steps + num_stable_steps

    def factor(t):
        if t < num_warmup_steps:
            shape = warmups[warmup_type](t / max(1, num_warmup_steps))
        elif t < stable_end:
            return 1.0
        elif t < stable_end + num_decay_steps:
            shape = decays[decay_type]((t - stable_end) / max(1, num_decay_steps))
        else:
            return min_lr_ratio
        return max(0.0, shape * (1 - min_lr_ratio) + min_lr_ratio)

    return Getter(optimizer, factor)


# --- optax: functions from step to rate -------------------------------------------------------------------------------


def constant_schedule(value):
    return lambda t: value + 0 * t


def polynomial_schedule(init_value, end_value, power, transition_steps):
    return lambda t: (init_value - end_value) * (1 - np.clip(t, 0, transition_steps) / transition_steps) ** power + end_value


def linear_schedule(init_value, end_value, transition_steps):
    return polynomial_schedule(init_value, end_value, 1, transition_steps)


def piecewise_constant_schedule(init_value, boundaries_and_scales):
    def schedule(t):
        value = init_value + 0 * t
        for threshold, scale in sorted(boundaries_and_scales.items()):
            before = np.maximum(0.0, np.sign(threshold - t))
            value = value * before + (1 - before) * scale * value
        return value

    return schedule


def exponential_decay(init_value, transition_steps, decay_rate, staircase=False):
    def schedule(t):
        part = np.floor(t / transition_steps) if staircase else t / transition_steps
        return np.where(t <= 0, init_value, init_value * decay_rate**part)

    return schedule


def cosine_decay_schedule(init_value, decay_steps, alpha=0.0):
    def schedule(t):
        cosine = 0.5 * (1 + np.cos(np.pi * np.minimum(t, decay_steps) / decay_steps))
        return init_value * ((1 - alpha) * cosine + alpha)

    return schedule


def join_schedules(schedules, boundaries):
    def schedule(t):
        value = schedules[0](t)
        for boundary, later in zip(boundaries, schedules[1:], strict=True):
            value = np.where(t < boundary, value, later(t - boundary))
        return value

    return schedule


def warmup_cosine_decay_schedule(init_value, peak_value, warmup_steps, decay_steps, end_value=0.0):
    return join_schedules(
        [
            linear_schedule(init_value, peak_value, warmup_steps),
            cosine_decay_schedule(peak_value, decay_steps - warmup_steps, end_value / peak_value),
        ],
        [warmup_steps],
    )


# --- keras ------------------------------------------------------------------------------------------------------------


class LearningRateSchedule:
    pass


class CosineDecay(LearningRateSchedule):
    def __init__(self, initial_learning_rate, decay_steps, alpha=0.0, warmup_target=None, warmup_steps=0):
        self.start, self.steps, self.alpha = initial_learning_rate, decay_steps, alpha
        self.target, self.warmup = warmup_target, warmup_steps

    def decay(self, t, peak):
        cosine = 0.5 * (1 + np.cos(np.pi * np.minimum(t, self.steps) / self.steps))
        return peak * ((1 - self.alpha) * cosine + self.alpha)

    def __call__(self, t):
        if self.target is None:
            return self.decay(t, self.start)
        rising = self.start + (self.target - self.start) * t / self.warmup
        return np.where(t < self.warmup, rising, self.decay(t - self.warmup, self.target))


class CosineDecayRestarts(LearningRateSchedule):
    def __init__(self, initial_learning_rate, first_decay_steps, t_mul=2.0, alpha=0.0):
        assert t_mul == 1
        self.start, self.steps, self.alpha = initial_learning_rate, first_decay_steps, alpha

    def __call__(self, t):
        part = t / self.steps
        cosine = 0.5 * (1 + np.cos(np.pi * (part - np.floor(part))))
        return self.start * ((1 - self.alpha) * cosine + self.alpha)


class ExponentialDecay(LearningRateSchedule):
    def __init__(self, initial_learning_rate, decay_steps, decay_rate, staircase=False):
        self.start, self.steps, self.rate, self.staircase = initial_learning_rate, decay_steps, decay_rate, staircase

    def __call__(self, t):
        part = t / self.steps
        return self.start * self.rate ** (np.floor(part) if self.staircase else part)


class PolynomialDecay(LearningRateSchedule):
    def __init__(self, initial_learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0):
        self.start, self.steps, self.end, self.power = initial_learning_rate, decay_steps, end_learning_rate, power

    def __call__(self, t):
        left = 1 - np.minimum(t, self.steps) / self.steps
        return (self.start - self.end) * left**self.power + self.end


class PiecewiseConstantDecay(LearningRateSchedule):
    def __init__(self, boundaries, values):
        assert len(values) == len(boundaries) + 1
        self.boundaries, self.values = boundaries, values

    def __call__(self, t):
        return np.array(self.values)[np.searchsorted(self.boundaries, t, side="left")]


class Kept:
    """An optimizer that only keeps the rate it is given."""

    def __init__(self, learning_rate):
        self.learning_rate = learning_rate


NUMPY = (
    "cos sin tan tanh sqrt exp log log2 log10 floor ceil trunc round abs minimum maximum where full_like".split()
)


def install():
    getters = {name: value for name, value in globals().items() if name.startswith("get_")}
    module("transformers", **getters)
    shapes = (
        constant_schedule,
        polynomial_schedule,
        linear_schedule,
        piecewise_constant_schedule,
        exponential_decay,
        cosine_decay_schedule,
        join_schedules,
        warmup_cosine_decay_schedule,
    )
    module("optax", sgd=Kept, **{shape.__name__: shape for shape in shapes})
    both = {name: getattr(np, name) for name in NUMPY}
    numbers = module("jax.numpy", pi=np.pi, **both)
    module("jax", numpy=numbers)
    ops = module(
        "keras.ops",
        cast=lambda value, kind: np.asarray(value, dtype=float),
        **both,  # which have no pi
    )
    classes = LearningRateSchedule.__subclasses__() + [LearningRateSchedule]
    schedules = module("keras.optimizers.schedules", **{each.__name__: each for each in classes})
    optimizers = module("keras.optimizers", SGD=Kept, schedules=schedules)
    module("keras", ops=ops, optimizers=optimizers)
