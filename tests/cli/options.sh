#!/bin/sh
# What can be said on the command line, and what is answered to mistakes in it.
. "$(dirname "$0")/check.sh"

# Help and version
run --help
succeeds
out_has "Usage: lrscope"
for option in --output=FILE --format= --size=WxH --scale= --theme= --transparent --title= --caption --show=PARTS --hide= --svg-text= --sweep=KEY=VALUES --window --check --batch=FILE --at= --describe \
    --code=NAME --from-code=FILE \
    --help --version --base-lr= --total-steps= --warmup-method= --warmup-factor= --warmup-iters= --decay= \
    --milestones= --timescale= .png .svg .pdf .csv "Exit status"; do
    out_has "$option"
done
check "a line is longer than 100 columns" sh -c "! LC_ALL=C.UTF-8 grep -qE '^.{101}' out"
check "a line ends in a space" sh -c "! grep -q ' \$' out"
cp out long_help
run -h
same long_help out
run --version
succeeds
check "no version in the first line" grep -qxE 'lrscope [0-9]+\.[0-9]+\.[0-9]+' out
run -V --nonsense
succeeds

# Ways to write an option
row='step,factor,lr
0,0.5,0.01'
for option in --warmup-factor=0.5 --warmup_factor=0.5 --warmup-f=0.5 --warmup_f=0.5 --warmup-factor=1/2; do
    run "$option" --at=0
    succeeds
    out_is "$row"
done
run --warmup_factor 0.5 --at 0
succeeds
out_is "$row"
run --warmup-factor=9 --warmup-factor=0.5 --at=0
out_is "$row"
run --at=0 --warmup-factor -0.5
succeeds
out_is 'step,factor,lr
0,-0.5,-0.01'
run --total-steps=90k --warmup-iters=10_000 --at=5000 --warmup-factor=0
succeeds
out_is 'step,factor,lr
5000,0.5,0.01'
run --output=long.csv --total-steps=3
succeeds
only_files long.csv long_help
run -olong.csv --total-steps=2 --
succeeds
check "the file has not 3 lines" [ "$(wc -l <long.csv)" -eq 3 ]
rm long.csv long_help

# Epochs, in any order of the options
row='step,factor,lr
26,1,0.02'
for options in "--warmup-iters=26e --steps-per-epoch=1" "--steps-per-epoch=10 --warmup-iters=2.6e" \
    "--dataset-size=35 --batch-size=2 --devices=3 --accumulation=2 --warmup-iters=26/3E"; do
    # shellcheck disable=SC2086 # two options
    run $options --at=26
    succeeds
    out_is "$row"
done

# The field's own names of two of them are taken too, in every spelling, and mean the same.
run --dataset-size=35 --batch-size=2 --world-size=3 --grad_accum_steps=2 --warmup-iters=26e -o named.yaml
succeeds
file_has named.yaml "devices: 3"
file_has named.yaml "accumulation: 2"
rm named.yaml
run --world-size=0 --at=0
refuses 2 "0' is not allowed" "from 1 to"

# They stay epochs: in files, in code, and under another length, also that of a data set; JSON has the steps.
run --steps-per-epoch=7330 --total-steps=26e --decay=multistep --milestones=16e,1/3e -o epochs.yaml -o epochs.json
succeeds
file_has epochs.yaml "total_steps: 26e"
file_has epochs.yaml "milestones: [0.3333333333333333e, 16e]"
file_has epochs.json '"total_steps": 190580'
file_has epochs.json '"milestones": [2443,117280]'
for options in --steps-per-epoch=30 "--dataset-size=300 --batch-size=10" \
    "--dataset-size=300 --steps-per-epoch=from-dataset --batch-size=10"; do
    # shellcheck disable=SC2086 # words
    run epochs.yaml $options -o again.yaml -o again.json --code=cli
    succeeds
    file_has again.yaml "total_steps: 26e"
    file_has again.json '"total_steps": 780'
    file_has again.json '"milestones": [10,480]'
    out_has "--total-steps=26e"
done
run --steps-per-epoch=3 --decay=inverse-sqrt --timescale=2e --code=cli
out_has "--timescale=2e"
run epochs.yaml --steps-per-epoch=1
refuses 2 "--steps-per-epoch: '1' is not allowed while milestones is 0.3333333333333333e,16e" "in steps first"
run --decay=multistep --milestones=none -o none.json
succeeds
file_has none.json '"milestones": []'
rm epochs.yaml epochs.json again.yaml again.json none.json
run --total-steps=26e -o out.csv
refuses 2 "--total-steps: '26e' counts epochs" "steps_per_epoch, or dataset_size and batch_size" "a whole number"
run --warmup-factor=0.5e --steps-per-epoch=10
refuses 2 "--warmup-factor: '0.5e' is not a number"
run --warmup-factor=0 --warmup-method=exponential --warmup-factor=0.25 --warmup-iters=2 --at=1
refuses 2 "--warmup-factor: '0' is not allowed"
run --warmup-method=exponential --warmup-factor=0.25 --warmup-iters=2 --at=1
out_is 'step,factor,lr
1,0.5,0.01'

# Mistakes in names
run --warmup-facter=0.5
refuses 2 "unknown option --warmup-facter; did you mean --warmup-factor?"
run --decya=cosine
refuses 2 "unknown option --decya" "did you mean --decay?"
run --sise=10x10
refuses 2 "did you mean --size?"
run --nonsense
refuses 2 "unknown option --nonsense" "--help"
run --warmup=3
refuses 2 "--warmup is short for" "--warmup-method, --warmup-factor, --warmup-iters"
run --d
refuses 2 "--describe, --dataset-size, --devices, --decay"
run -x
refuses 2 "unknown option -x"
run -o
refuses 2 "-o needs a value"
run --size
refuses 2 "--size needs a value" WxH
run --warmup-iters
refuses 2 "--warmup-iters needs a value" "whole number"
run --describe=5
refuses 2 "--describe: '5' is not allowed; it takes short"
run figure.yaml
refuses 2 "cannot read figure.yaml"
run -- --describe
refuses 2 "cannot read --describe"
run a.yaml b.yaml
refuses 2 "b.yaml: a second file"
run --check
refuses 2 "--check takes figures"
run --check --size=1x1 a.svg
refuses 2 "--check takes figures and no other option"
run "--bad
name"
refuses 2 "--bad?name"

# Mistakes in parameters: each names the option, the value and what is allowed
for value in abc nan inf -inf 1e999 0x10 "" 1..2; do
    run "--warmup-factor=$value"
    refuses 2 "--warmup-factor: '$value' is not a number" "it takes a number"
done
run --total-steps=0
refuses 2 "--total-steps: '0'" "from 1 to"
run --total-steps=1e16
refuses 2 "--total-steps: '1e16'" "from 1 to"
run --total-steps=2.5
refuses 2 "--total-steps: '2.5'" "whole number"
run --warmup-iters=-1
refuses 2 "--warmup-iters: '-1'" "from 0 to"
run --base-lr=0
refuses 2 "--base-lr: '0'" "a number from"
run --decay=cosin
refuses 2 "--decay: 'cosin'" none multistep cosine inverse_sqrt
run --warmup-method=exponential --warmup-factor=0
refuses 2 "--warmup-factor: '0'" "above 0"

# Mistakes in the other options
for value in 0x0 0x540 100000x100000 32768x10 960 960x 960x540x2 -1x5 +1x5 1e3x5 "960 x 540" 0960x99999 ""; do
    run "--size=$value" -o a.svg
    refuses 2 "--size: '$value'" "from 1 to 32767"
done
run --size=32767x32767 -o a.png
refuses 2 "--size=32767x32767" "at most"
run --size=14401x100 -o a.png -o a.pdf
refuses 2 "--size=14401x100" pdf "at most 14400"
run --size=20000x100 --scale=2 -o a.png
refuses 2 "--size=20000x100" "--scale=2" "at most 32767"
for value in 0 -1 abc 1000 nan ""; do
    run "--scale=$value" -o a.png
    refuses 2 "--scale: '$value'" "from 0.25 to 16"
done
run --hide=axis -o a.svg
refuses 2 "--hide: 'axis'" "verdict, reason, grid"
run --show= -o a.svg
refuses 2 "--show: ''"
run --show=formula, -o a.svg
refuses 2 "--show: 'formula,'"
run --svg-text=bold -o a.svg
refuses 2 "--svg-text: 'bold'" "real or outlines"
run --svg-text=real -o a.png
refuses 2 "--svg-text=real has no effect"
run --theme=both --describe
refuses 2 "--theme=both has no effect"
run --theme=neutral --window -o a.png
refuses 2 "--theme=neutral has no effect"
run --theme=both -o - --format=svg
refuses 2 "only one output can go to stdout"
run --theme=blue -o a.svg
refuses 2 "--theme: 'blue'" light dark
run "--title=a	b" -o a.svg
refuses 2 "--title: " UTF-8
run "--title=$(printf '\377')" -o a.svg
refuses 2 "--title: " UTF-8
run --format=gif -o -
refuses 2 "--format: 'gif'" "png, svg, pdf"
run -o ''
refuses 2 "a file's name"
run -o a.foo
refuses 2 "-o a.foo" "ending .foo" --format .png
run -o folder.d/name
refuses 2 "-o folder.d/name" --format
run -o .png
refuses 2 "-o .png" --format
run -o -
refuses 2 "-o -" stdout --format

# Options that would change nothing
run --format=png
refuses 2 "--format=png has no effect"
run --format=png -o a.svg
refuses 2 "--format=png"
run --scale=2 -o a.svg -o a.pdf
refuses 2 "--scale=2 has no effect" PNG
run --title=x -o a.csv
refuses 2 "--title=x has no effect"
run --title=x --window -o a.png
refuses 2 "--title=x has no effect"
run --transparent --describe
refuses 2 "--transparent has no effect"
run --theme=dark --at=0
refuses 2 "--theme=dark has no effect"
run --window --at=0
refuses 2 "--window has no effect"
run -o - --format=csv --describe
refuses 2 "-o -" --describe
run -o - -o /dev/stdout --format=csv
refuses 2 "-o -: only one output can go to stdout"
run -o /dev/stdout
refuses 2 "-o /dev/stdout: stdout has no name that says the format"
run -o - -o - --format=csv
refuses 2 "-o -"

# All is checked before the first byte is written
run -o good.svg -o bad.foo
refuses 2 bad.foo
run -o good.csv --size=0x0
refuses 2 --size
only_files

# A run that is stopped keeps its curve, and says so
run --decay=cosine --total-steps=100k --warmup-iters=1% --at=59999
succeeds
cp out whole
run --decay=cosine --total-steps=100k --warmup-iters=1% --total-steps=60% --at=59999
same whole out
check "it does not say so" grep -q "the run stops at step 60.000; decay_steps stays 99.000" err
run --decay=cosine --pin=total_steps=60% --at=1199
check "the pin parts from the curve" awk -F, 'NR == 2 { exit $3 != $4 }' out
run --total-steps=160%
refuses 2 "is more than the whole run"
run --function='lambda step: step/total_steps' --total-steps=60% --at=0
refuses 2 "a function that uses total_steps"
run --function='min(1, x / 100)' --decay=linear --at=0
refuses 2 "decay has no effect here: --function gives the factor"
run --warmup-iters=77 --function='min(1, x / num_warmup_steps)' --at=0
refuses 2 "warmup_iters has no effect here"
run --function='min(1, x / warmup_iters)' --warmup-iters=77 --at=77
check "a parameter of the function is not taken" grep -q '^77,1,' out
printf 'lrscope: 1\ntotal_steps: 60%%\n' >stopped.yaml
run stopped.yaml --at=0
refuses 2 "a share of no run"
rm stopped.yaml whole

finish
