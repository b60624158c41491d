"""Holds formula/formula.h against CPython over random functions. Usage: formula_values.py PROGRAM [COUNT]

Arithmetic must agree bit for bit, and functions from the C library to within one unit in the last place. CPython's
ints are unbounded: where an int beyond 2^53 turns up, the program may refuse."""
import math
import random
import subprocess
import sys

if 1e16 + 2.9999 != 1e16 + 2:
    print("skipped: this Python's numbers are rounded twice, as the x87 does")
    sys.exit(77)

COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 125000  # of which about five in six have a value
chance = random.Random(18)


def number():
    kind = chance.randrange(4)
    if kind == 0:
        return str(chance.randint(0, 9))
    if kind == 1:
        return str(chance.randint(0, 100000))
    return repr(chance.random()) if kind == 2 else chance.choice(("1e-3", "0.5", "2.0", "1_000", ".25", "3.", "0.1"))


# @ is an expression, # a small number of digits.
CALLS = ("abs(@)", "int(@)", "float(@)", "round(@)", "round(@, #)", "math.floor(@)", "math.ceil(@)", "math.sqrt(@)", "math.exp(@)",
         "math.log(@)", "math.log2(@)", "math.log10(@)", "math.sin(@)", "math.cos(@)", "math.tan(@)", "math.tanh(@)",
         "math.cos(math.pi * @)", "min(@, @)", "max(@, @, 0)", "pow(@, @ % 4)", "[1, 0.1, @][int(@) % 3]")


def call(depth):
    template = chance.choice(CALLS).replace("#", str(chance.randint(0, 5)))
    return "".join(expression(depth - 1) if part == "@" else part for part in template.replace("@", "\0@\0").split("\0"))


def expression(depth):
    if depth <= 0 or chance.random() < 0.1:
        return chance.choice(("x", "x", "a", "b", number(), number()))
    left, right, kind = expression(depth - 1), expression(depth - 1), chance.random()
    if kind < 0.45:
        return f"({left} {chance.choice(('+', '-', '*', '/', '//', '%'))} {right})"
    if kind < 0.5:
        return f"{left} {chance.choice(('+', '-', '*', '/', '//', '%', '<', '>=', 'and', 'or'))} {right}"
    if kind < 0.55:
        return f"({left} ** ({chance.choice((right + ' % 5', '2', '3', '0.5', '-1', '(-2)'))}))"
    if kind < 0.6:
        return f"({left} if {right} {chance.choice(('<', '<=', '>', '>=', '==', '!='))} {expression(depth - 1)} else {expression(depth - 1)})"
    if kind < 0.65:
        return f"({left} < {right} <= {expression(depth - 1)})"
    if kind < 0.7:
        return chance.choice((f"-{left}", f"(not {left})", f"(+{left})", f"-({left})"))
    return call(depth)


def body(indent, names, depth):
    lines, pad = [], "    " * indent
    for _ in range(chance.randint(1, 3)):
        kind = chance.random()
        name = chance.choice("pqr")
        if kind < 0.4:
            lines.append(f"{pad}{name} = {expression(2)}")
        elif kind < 0.5:
            lines += [f"{pad}{name} = {expression(1)}", f"{pad}{name} {chance.choice(('+', '-', '*', '/', '//', '%'))}= {expression(1)}"]
        elif depth:
            lines += [f"{pad}if {expression(1)} < {expression(1)}:", *body(indent + 1, names, depth - 1)]
            if chance.random() < 0.4:
                lines += [f"{pad}elif {expression(1)}:", *body(indent + 1, names, depth - 1)]
            if chance.random() < 0.6:
                lines += [f"{pad}else:", *body(indent + 1, names, depth - 1)]
        else:
            lines.append(f"{pad}return {expression(2)} + {chance.choice(('p', 'q', 'x', 'x'))}")
            break
    return lines


def text():
    if chance.random() < 0.8:
        return expression(chance.randint(1, 3))
    return "\n".join(["def f(x):", "    p = 1", *body(1, [], 2), f"    return {expression(2)}"])


def truth(source, step, a, b):
    """CPython's float, an exception, or "huge" where an int beyond 2^53 may have turned up on the way."""
    names = {"math": math, "x": step, "a": a, "b": b, "p": b, "q": b, "r": b}
    try:
        if source.startswith("def"):
            exec(source, names)
            value = names["f"](step)
        else:
            value = eval(source, names)
        if isinstance(value, complex):
            return "complex"
        return float(value) if math.isfinite(value) else "not finite"
    except (ArithmeticError, ValueError, IndexError, UnboundLocalError, TypeError) as error:
        return type(error).__name__


def agree(found, expected, source):
    if isinstance(expected, str):
        return found.startswith("fault")
    if found.startswith("fault"):  # an int that CPython alone holds, or a complex on the way
        return "2^53" in found or ("not whole" in found and "**" in source or "pow" in source)
    if found.startswith("wrong"):
        return False
    value = float.fromhex(found)
    if value == expected:
        return math.copysign(1, value) == math.copysign(1, expected) or value == 0
    return "math" in source or "**" in source or "pow" in source


def close(found, expected):
    """Within what one unit in the last place of a library function inside may become."""
    return found.startswith("fault") or isinstance(expected, str) or math.isclose(float.fromhex(found), expected, rel_tol=1e-9, abs_tol=1e-9)


cases = []
while len(cases) < COUNT:
    source = text()
    if source.count("**") + source.count("pow") > 3:
        continue  # towers of ints would keep CPython busy for ever
    step = chance.choice((0, 1, chance.randint(0, 20), chance.randint(0, 100000)))
    a, b = chance.choice((1, 3, 1000, 0.25, -2, 0.1)), chance.choice((0.001, 1 / 3, 7, 2.5, 0))
    cases.append((step, a, b, source))
lines = "".join(f"{step}\t{float(a).hex()}\t{float(b).hex()}\t" + source.replace("\n", "\f") + "\n" for step, a, b, source in cases)
output = subprocess.run([sys.argv[1]], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
wrong, far, bits, values, refused = [], [], 0, 0, 0
for (step, a, b, source), found in zip(cases, output, strict=True):
    expected = truth(source, step, a, b)
    if not agree(found, expected, source):
        wrong.append((step, a, b, source, found, expected))
    elif not close(found, expected):
        far.append((step, a, b, source, found, expected))
    if not isinstance(expected, str) and not found.startswith(("fault", "wrong")):
        values += 1
        bits += float.fromhex(found) == expected
    refused += found.startswith("fault") and not isinstance(expected, str)
for case in (wrong + far)[:10]:
    print(*case, sep=" | ")
print(f"{len(cases)} functions: {values} values, {bits} equal bit for bit, {refused} refused for ints beyond 2^53; "
      f"{len(wrong)} wrong, {len(far)} too far")
sys.exit(bool(wrong or far))
