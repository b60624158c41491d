"""Holds base/exact.h against mpmath: every value must be the nearest double. Usage: exact_values.py PROGRAM"""
import math
import os
import random
import subprocess
import sys

try:
    from mpmath import mp, mpf
except ImportError:
    print("python3-mpmath is not installed")
    sys.exit(77)

PER_FUNCTION = 1500
mp.prec = 300
TRUE = {
    "exp": mp.exp, "log": mp.log, "log10": mp.log10, "log2": lambda x: mp.log(x) / mp.log(2), "tanh": mp.tanh,
    "sin": mp.sin, "cos": mp.cos, "tan": mp.tan, "cos_pi": mp.cospi, "sin_pi": mp.sinpi,
}
chance = random.Random(20240607)


def spread(low, high):
    """A number of either sign whose binary exponent lies in low..high."""
    return math.ldexp(chance.uniform(1, 2), chance.randint(low, high)) * chance.choice((1, -1))


def argument(name):
    if name == "exp":
        return chance.choice((chance.uniform(-745.2, 710), spread(-60, 6)))
    if name.startswith("log"):
        return chance.choice((abs(spread(-1070, 1020)), 1 + spread(-52, -3), float(chance.randint(1, 10**6))))
    if name == "tanh":
        return spread(-40, 4)
    if name in ("sin", "cos", "tan"):  # near multiples of pi/2 too, and far out
        return chance.choice((spread(-40, 14), spread(-3, 1022), chance.randint(-20000, 20000) * math.pi / 2))
    return chance.choice((spread(-40, 3), chance.randint(-999, 999) / chance.choice((7, 128, 512, 1000)), spread(10, 52)))


def powers():
    base = abs(chance.choice((spread(-4, 4), 1 + spread(-30, -3), float(chance.randint(1, 999)), spread(-1060, 1000))))
    exponent = chance.choice((float(chance.randint(-99, 99)), chance.uniform(-5, 5), chance.randint(-9, 9) / 4, spread(-20, 9)))
    return base, exponent


def nearest(true):
    """The double nearest to a number of 300 bits, subnormal and infinite ones included."""
    if abs(true) < mpf(2) ** -1022:
        return float(mp.nint(true * mpf(2) ** 1074)) * 5e-324
    if abs(true) >= mpf(2) ** 1024 - mpf(2) ** 970:
        return math.inf
    with mp.workprec(53):
        return float(+true)


def printed(program, questions, tunables=""):
    environment = dict(os.environ, GLIBC_TUNABLES=tunables)
    lines = "".join(f"{name} {x.hex()} {y.hex()}\n" for name, x, y in questions)
    return subprocess.run([program], input=lines, env=environment, capture_output=True, text=True, check=True).stdout


questions = [(name, argument(name), 0.0) for name in TRUE for _ in range(PER_FUNCTION)]
questions += [("pow", *powers()) for _ in range(3 * PER_FUNCTION)]
answer = printed(sys.argv[1], questions)
wrong = []
for (name, x, y), line in zip(questions, answer.split(), strict=True):
    expected = nearest(mpf(x) ** mpf(y) if name == "pow" else TRUE[name](mpf(x)))
    if float.fromhex(line) != expected:
        wrong.append(f"{name}({x!r}, {y!r}) gave {line}, not {expected.hex()}")
if printed(sys.argv[1], questions, "glibc.cpu.hwcaps=-FMA,-AVX2") != answer:
    wrong.append("a processor without FMA and AVX2 gives other bits")
print("\n".join(wrong[:10]) or f"{len(questions)} values are the nearest doubles")
sys.exit(bool(wrong))
