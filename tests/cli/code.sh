#!/bin/sh
# The schedule as code, and a schedule read out of code.
. "$(dirname "$0")/check.sh"

# succeeds_and_says PART...: on stderr, a line each for what was read.
succeeds_and_says() {
    check "status $status, not 0" [ "$status" -eq 0 ]
    for part in "$@"; do
        check "stderr lacks: $part" grep -qF -e "$part" err
    done
}

# Every dialect, to stdout and to a file
for dialect in pytorch huggingface optax keras; do
    run --code=$dialect --warmup-factor=0.5
    succeeds
    out_has "Linear warm-up from 0.5 of base_lr" "import"
    cp out printed
    run --code=$dialect --warmup-factor=0.5 -o written.py
    succeeds
    same printed written.py
    check "stdout is not empty" [ ! -s out ]
    run "--code=$(echo $dialect | tr a-z A-Z)" --warmup-factor=0.5 --format=PY -o -
    same printed out
    rm printed written.py
done

# Settings: printed, and read back as the same schedule
for dialect in yaml deepspeed mmengine detectron2; do
    recipe="--warmup-factor=0.5 --warmup-iters=500"
    [ $dialect = yaml ] && recipe="--warmup-factor=0 --warmup-iters=500 --decay=cosine"
    run --code=$dialect $recipe
    succeeds
    cp out settings
    run $recipe --at=0,250,1999
    cp out rates
    run --from-code=settings --total-steps=2000 --at=0,250,1999
    same rates out
    run --code=$dialect --decay=inverse_time --warmup-factor=0.5
    succeeds
    out_has "has no schedule for this" "a decay of this kind"
    run --code=$dialect --decay=inverse_sqrt --warmup-factor=0.5
    succeeds
    out_has "cannot say this"
    rm settings rates
done
run --code=yaml -o x.py
refuses 2 "--code=yaml -o x.py" "not Python" "> FILE.yaml"
run --code=mmengine --warmup-factor=0.5 -o x.py
succeeds
rm x.py
run --warmup-factor=0.5 -o x.py
succeeds
check "stdout is not empty" [ ! -s out ]
check "it is not PyTorch's code" grep -q '^scheduler = LambdaLR(optimizer, warmup)' x.py

# A file beside `model = torch.nn.Linear(1, 1)` runs as it stands, with lrscope's own rates
cat >train.py <<'END'
import torch
model = torch.nn.Linear(1, 1)
exec(open("x.py").read())
for step in range(2000):
    if step in (0, 250, 1999):
        print(f"{step},{optimizer.param_groups[0]['lr']!r}")
    optimizer.step()
    scheduler.step()
END
run --warmup-factor=0.5 --at=0,250,1999
sed 1d out | cut -d, -f1,3 >rates
if /usr/bin/python3 -c 'import torch' 2>/dev/null; then # which 32-bit machines have none of
    check "Python (with the package python3-torch) fails on the code" sh -c '/usr/bin/python3 train.py >trained 2>err'
    same rates trained
fi
rm -f train.py trained rates x.py

# The command line it prints is the one that says the same
run --decay=cosine --total-steps=90k --final-factor=1/3 --code=cli
succeeds
grep -v '^#' out >command
run --decay=cosine --total-steps=90k --final-factor=1/3 --at=0,5000,89999
cp out rows
run --from-code=command --at=0,5000,89999
same rows out
rm command rows

# Reading code back: what is printed, what changes it, and the way through files
cat >train.py <<'END'
optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
warm = LinearLR(optimizer, start_factor=0.01, total_iters=500)
main = MultiStepLR(optimizer, milestones=[6000, 8000], gamma=0.1)
scheduler = SequentialLR(optimizer, [warm, main], milestones=[500])
END
run --from-code=train.py --at=0,500,6500
succeeds_and_says "SGD, SequentialLR, LinearLR" "warmup_factor 0.01" "base_lr 0.05" "Assumed: the scheduler is stepped once an update" "total_steps 11334, which is only how much"
out_is 'step,factor,lr
0,0.01,0.0005
500,1,0.05
6500,0.1,0.005000000000000001'
run --warmup-factor=0.5 --from-code=train.py --total-steps=9k -o read.csv --describe
succeeds_and_says "LinearLR"
out_has "0.5" "9000"
check "the table has not 9001 lines" [ "$(wc -l <read.csv)" -eq 9001 ]
rm read.csv
run --from-code=nothing.py --from-code=train.py --code=cli
succeeds_and_says "MultiStepLR"
out_has "--milestones=6000,8000"
"$lrscope" --from-code=- --code=cli <train.py >piped 2>err
same out piped
cat train.py | "$lrscope" --from-code=- --code=cli >piped 2>err
same out piped
rm piped

# What is no code, no file, or too much of it
echo 'print("hello")' >hello.py
run --from-code=hello.py
refuses 2 "--from-code=hello.py: No schedule recognised"
run --from-code=hello.py -o x.py
refuses 2 "No schedule recognised"
run --from-code=missing.py --describe
refuses 2 "cannot read missing.py"
run --from-code=. --describe
refuses 2 "not a regular file"
run --from-code= --describe
refuses 2 "--from-code: ''" "a file's name"
run --from-code
refuses 2 "--from-code needs a value"
head -c 1100000 /dev/zero | tr '\0' 'a' >long.py
run --from-code=long.py --describe
refuses 2 "larger than 1048576 bytes"
"$lrscope" --from-code=- --describe <long.py >out 2>err && fail "a text that is too long is taken"
check "it is not said that it is too long" grep -q "1 MiB" err
printf 'LinearLR(o, start_factor=0.5, total_iters=5\033[2J)\n\0' >bad.py
"$lrscope" --from-code=bad.py --describe >out 2>err
check "a control character comes through" sh -c "! grep -q '$(printf '\033')' out err"
rm long.py hello.py bad.py train.py

# What does not go together
run --code=c
refuses 2 "--code: 'c'" "pytorch, huggingface, optax, keras, yaml, deepspeed, mmengine, detectron2 or cli"
run --code=cli -o x.py
refuses 2 "--code=cli" "not Python"
run --code=optax -o - --format=csv
refuses 2 "-o -" --code
run --code=optax -o a.py -o a.csv --theme=dark
refuses 2 "--theme=dark has no effect"
run --format=py
refuses 2 "--format=py has no effect"
only_files

# What is drawn without all of it says so in the picture, in words, and when it is opened again
printf '{"scheduler": {"type": "WarmupLR", "params": {"warmup_max_lr": 0.001, "warmup_num_steps": "auto"}}}' >open.json
run open.json -o part.svg
refuses_lines=$status
check "status $refuses_lines, not 2" [ "$status" -eq 2 ]
absent part.svg
run --from-code=open.json --partial --svg-text=real -o part.svg -o part.yaml
check "status $status, not 0" [ "$status" -eq 0 ]
file_has part.svg "Incomplete: warmup_num_steps is"
file_has part.yaml "Incomplete: warmup_num_steps is"
run part.svg --describe
out_has "Incomplete: warmup_num_steps is"
rm open.json part.svg part.yaml

# A function's own code, and a file with a def that imports math, give the function
printf 'from math import cos, pi\ndef f(x):\n    return [1, 0.5][min(x // 300, 1)] * (1 + cos(pi * x / 1000)) * k\n' >f.py
run --from-code=f.py --set=k=0.25 --base-lr=0.4 --code=pytorch
check "status $status, not 0" [ "$status" -eq 0 ]
cp out own.py
run --from-code=own.py --code=pytorch
check "status $status, not 0" [ "$status" -eq 0 ]
check "other code comes back" cmp -s out own.py
out_has "k = 0.25"
out_has "base_lr = 0.4"
rm f.py own.py

finish
