#!/bin/sh
# Published recipes as where a call begins.
. "$(dirname "$0")/check.sh"

run --list-presets
succeeds
check "not 12 presets" [ "$(grep -c '^[a-z]' out)" -eq 12 ]
check "a line is longer than 98 columns" sh -c "! LC_ALL=C.UTF-8 grep -qE '^.{99}' out"
check "the titles do not begin in one column" [ "$(grep '^[a-z]' out | sed 's/^\([^ ]* *\).*/\1/' | awk '{ print length }' | sort -u | wc -l)" -eq 1 ]
grep -o '^[a-z][^ ]*' out >names
while read -r name; do
    run --preset="$name" --at=0
    succeeds
    run --preset="$name" -o "$name.svg"
    succeeds
    rm "$name.svg"
done <names
rm names

run --preset=detectron2-1x --at=0,1000,60k,80k
succeeds
out_is 'step,factor,lr
0,0.001,2e-05
1000,1,0.02
60000,0.1,0.002
80000,0.010000000000000002,0.00020000000000000004'
cp out one
run --at=0,1000,60k,80k --preset Detectron2_1x
same one out
rm one

# Options change it, wherever they stand
for options in "--preset=yolo-bias --warmup-iters=1e --warmup-factor=5" "--warmup-factor=5 --warmup-iters=1e --preset=yolo-bias"; do
    # shellcheck disable=SC2086 # two options
    run $options --at=0,7393
    succeeds
    out_is 'step,factor,lr
0,5,0.05
7393,0.9967,0.009967'
done
run --preset=wsd --preset=detectron2-1x --at=300
out_is 'step,factor,lr
300,0.30069999999999997,0.006013999999999999'

# Mistakes
run --preset=yolo
refuses 2 "--preset: 'yolo'" "--list-presets" "did you mean yolo-bias?"
run --preset=frobnicate --at=0
refuses 2 "--preset: 'frobnicate'" "--list-presets"
run --preset
refuses 2 "--preset needs a value"
run --preset=wsd some.yaml --at=0
refuses 2 "--preset=wsd and some.yaml" "use either a preset or a file, not both"
run --preset=bert-base --warmup-method=exponential --at=0
refuses 2 "--warmup-method: 'exponential' is not allowed while warmup_factor is 0"
only_files

finish
