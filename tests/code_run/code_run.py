"""Runs the code that lrscope writes and compares every rate with lrscope's own.

PyTorch's code is run by PyTorch itself, the others by the formulas in stubs.py; PyTorch's and the command line are
read back by code_print. code_run.py PATH-OF-CODE_PRINT [SEED COUNT]
"""
import ast
import subprocess
import sys
import warnings

try:
    import numpy as np
    import torch
except ImportError as error:
    print(f"skipped: {error}; Debian's python3-torch brings both")
    sys.exit(77)

import stubs

warnings.filterwarnings("ignore")
TINY = 1e-290  # below it a product of rounded factors loses its digits


def recipes(text):
    """name -> {section: lines}"""
    found, section = {}, None
    for line in text.splitlines(keepends=True):
        if line.startswith("=== "):
            recipe = found.setdefault(line[4:].strip(), {})
        elif line.startswith("--- "):
            section = recipe.setdefault(line[4:].strip(), [])
        else:
            section.append(line)
    return found


def stepped(scheduler, optimizer, steps):
    """The rates at these steps, by scheduler.step() as a training loop calls it. LambdaLR may leap: it is a function of
    the step alone."""
    leaps = type(scheduler) is torch.optim.lr_scheduler.LambdaLR
    rates, at = [], 0
    for step in steps:
        if leaps and step > at + 1:
            at = scheduler.last_epoch = step - 1
        while at < step:
            optimizer.step()
            scheduler.step()
            at += 1
        rates.append(optimizer.param_groups[0]["lr"])
    return np.array(rates)


def torch_rates(names, steps):
    return stepped(names["scheduler"], names["optimizer"], steps)


def huggingface_rates(names, steps):
    scheduler = names["scheduler"]
    return scheduler.rates(steps) if isinstance(scheduler, stubs.Getter) else torch_rates(names, steps)


def function_rates(names, steps):
    rate = names["optimizer"].learning_rate
    with np.errstate(all="ignore"):  # branches that where() does not choose
        return np.asarray(rate(np.array(steps, dtype=float)) if callable(rate) else [rate] * len(steps), dtype=float)


# How a dialect's names give rates; how far those may be off, relative to the rate and to base_lr. PyTorch's: only
# relative to the rate. The stubs' formulas are grouped in other ways, which costs digits where a rate is near 0.
DIALECTS = {
    "pytorch": (torch_rates, 1e-9, 0),
    "huggingface": (huggingface_rates, 1e-9, 1e-12),
    "optax": (function_rates, 1e-9, 1e-12),
    "keras": (function_rates, 1e-9, 1e-12),
}


def is_warmup_alone(code):
    """Powers and cosines are Python's own there, which may differ from lrscope's in the last bit."""
    return "LambdaLR(optimizer, warmup)" in code and "**" not in code and "math." not in code


def compare(name, dialect, code, steps, wanted):
    rates_of, relative, of_base = DIALECTS[dialect]
    names = {"__name__": "__main__", "model": torch.nn.Linear(1, 1)}
    if "has no schedule for this" in code:  # told in words, and nothing that could be run
        return dialect in ("optax", "keras") and not ast.parse(code).body
    ast.parse(code)
    exec(compile(code, f"{name}/{dialect}", "exec"), names)
    rates = rates_of(names, steps)
    bits = dialect == "pytorch" and is_warmup_alone(code)
    if "def factor(step):\n    value = " in code or "def f(" in code:  # joins and floors: a rate near 0 by differences
        of_base = max(of_base, 1e-12)
    allowed = 0 if bits else relative * np.abs(wanted) + of_base * names["base_lr"] + TINY
    wrong = np.flatnonzero(~(np.abs(rates - wanted) <= allowed))
    for i in wrong[:3]:
        print(f"{name}, {dialect}: step {steps[i]} has {rates[i]!r}, lrscope {wanted[i]!r}")
    if len(wrong):
        print(code)
    return len(wrong) == 0


def main():
    printed = subprocess.run(sys.argv[1:], check=True, capture_output=True, text=True).stdout
    stubs.install()
    torch.set_num_threads(1)
    good = total = exact = 0
    for name, recipe in recipes(printed).items():
        pairs = [line.split() for line in recipe["rates"]]
        steps = [int(step) for step, _ in pairs]
        wanted = np.array([float.fromhex(rate) for _, rate in pairs])
        for line in recipe["lost"]:
            total += 1
            good += line.endswith(" 0\n")
            if not line.endswith(" 0\n"):
                print(f"{name}: rates lost on the way back: {line}" + "".join(recipe[line.split()[0]]))
        exact += is_warmup_alone("".join(recipe["pytorch"]))
        for dialect in DIALECTS:
            total += 1
            try:
                good += compare(name, dialect, "".join(recipe[dialect]), steps, wanted)
            except Exception as error:
                print(f"{name}, {dialect}: {type(error).__name__}: {error}\n" + "".join(recipe[dialect]))
    print(f"{good} of {total} comparisons agree, {exact} warm-ups alone to the bit")
    sys.exit(good != total or total < 6 * 80 or exact < 8)


if __name__ == "__main__":
    main()
