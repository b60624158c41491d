#!/bin/sh
# What the window says beside the plot, as lines: --implementations and --notes.
. "$(dirname "$0")/check.sh"

# A loader of one batch: min(1000, len - 1) = 0
run --warmup-iters=0 --implementations
succeeds
out_is 'torchvision LambdaLR: the reference
torch LinearLR: differs from step 0: at most 0.01998 lower, at step 0; with total_iters = 0 LinearLR applies warmup_factor for ever (PyTorch issue 193682)
detectron2, old: same
detectron2, new: same
nanoGPT (t+1)/(W+1): same'
run --warmup-factor=1.5 --decay=cosine --implementations
out_has "torch LinearLR: refuses: ValueError: Starting multiplicative factor"
out_has "detectron2, old: differs from step 1: "
run --total-steps=1e12 --warmup-iters=1e6 --decay=cosine --decay-start=0 --implementations
succeeds
out_has "detectron2, old: same"

# Figures show the curves and say nothing
run --warmup-iters=0 --implementations -o implementations.svg
succeeds
check "stdout is not empty" [ ! -s out ]
run --warmup-iters=0 -o plain.svg
differ implementations.svg plain.svg
run --check implementations.svg
succeeds
run --warmup-iters=0 --implementations -o set.yaml
file_has set.yaml "implementations: true"
run set.yaml -o again.svg
same implementations.svg again.svg
run --implementations -o table.csv
succeeds
out_has "torch LinearLR: same"
run --implementations -o - --format=csv
refuses 2 "only one output can go to stdout"
only_files again.svg implementations.svg plain.svg set.yaml table.csv

printf 'lrscope: 1\nimplementations: maybe\n' >odd.yaml
run odd.yaml -o odd.svg
refuses 2 "odd.yaml:2:18" "true or false"
absent odd.svg
rm odd.yaml

# Notes, and what mends them
run --notes --warmup-factor=1.5
succeeds
out_has "Above base_lr: The rate is above base_lr on steps 0 – 999."
out_has " Set warmup_factor to 1."
run --notes --total-steps=500
out_has " Set warmup_iters to 499."
run --notes --warmup-iters=0
check "there is more than one note" [ "$(wc -l <out)" -eq 1 ]

# A run that is stopped inside its decay, and one that goes on behind it for long
run --total-steps=60k --warmup-iters=0 --decay=cosine --decay-steps=100k --final-factor=0.1 --notes
succeeds
out_has "The run ends inside the decay: The decay ends at step 100000, but the last step of the run is 59999"
out_has "not at 0.002. Set decay_steps to to-end."
run --total-steps=5145 --warmup-iters=60 --decay=cosine --decay-steps=1000 --notes
out_has "Long at the floor: The decay ends at step 1060. The rest, 4085 steps or 79 % of the run, runs at 0"
for end in to-end 940 950; do
    run --total-steps=1000 --warmup-iters=0 --decay=linear --decay-steps=$end --notes
    check "a note on a decay of $end" sh -c '! grep -q "floor\|inside the decay" out'
done

finish
