#!/bin/sh
# One parameter through several values: curves of one figure, frames of an animation.
. "$(dirname "$0")/check.sh"

# All in one figure, named at the curves; the figure carries the sweep
run --sweep=warmup_factor=0,0.001,0.5,1,1.5 -o family.svg -o family.png -o family.pdf
succeeds
pdftotext family.pdf words
for label in "warmup_factor = 0, 0.001, 0.5, 1, 1.5" "0, 0.001" "0.5" "1.5"; do file_has words "$label"; done
check "one curve speaks for all" sh -c '! grep -q "bove 1" words'
file_has family.svg "one curve each for warmup_factor = 0, 0.001"
run --check family.svg family.png family.pdf
succeeds
run family.svg -o again.pdf
same family.pdf again.pdf
pdftotext -layout -f 1 -l 1 family.pdf laid
check "the curves are not named at themselves" sh -c '! tail -n 3 laid | grep -q "0, 0.001"'
run --sweep=warmup_factor=0,0.001,0.5,1,1.5 --size=320x180 -o small.pdf
succeeds
pdftotext small.pdf words
for label in "0, 0.001" "0.5" "1.5"; do check "the small figure lacks $label" grep -qxF "$label" words; done
run --sweep=base_lr=0.01,0.02 --caption -o caption.pdf
pdftotext caption.pdf words
check "the caption names what varies" sh -c '! grep -q base_lr=0 words && grep -q total_steps=2000 words'
run --sweep=warmup_factor=0,1.5 --show=verdict --title=Mine -o shown.pdf
succeeds
pdftotext shown.pdf words
file_has words "1 of 2 curves above 1"
file_has words "Mine"
run --check shown.pdf
succeeds

# What a sweep does not show is not lost without a word
for beside in --pin=base_lr=0.01 --family=gamma --implementations; do
    for file in lost.svg lost.csv lost.text lost.json; do
        run --sweep=warmup_factor=0,1.5 --decay=step $beside -o $file
        refuses 2 "-o $file holds the values of the sweep alone"
        absent $file
    done
done
for one in notes formula reason terms; do
    run --sweep=warmup_factor=0,1.5 --show=$one -o lost.svg
    refuses 2 "--show=$one speaks of one curve"
    run --sweep=warmup_factor=0,1.5 --show=$one,curve -o one.svg
    succeeds
done
run --sweep=decay=none,cosine,linear -o words.pdf
succeeds
pdftotext words.pdf words
file_has words cosine
run --decay=multistep "--sweep=milestones=400;400,800" -o lists.svg
succeeds
run --sweep=base-lr=0.01,0.02,0.1 -o rates.svg
succeeds
run --sweep=warmup-iters=0:1000:40 -o many.svg
succeeds

# Curves are one where the figure cannot tell them apart, in the view that it has
run --sweep=warmup_iters=1,2 -o far.pdf
pdftotext far.pdf words
check "what looks alike is not one" grep -qx "1, 2" words
echo 'view: {steps: [0, 50], factor: [0, 1.2]}' >near.yaml
run near.yaml --sweep=warmup_iters=1,2 -o near.pdf
pdftotext near.pdf words
check "two curves are one" sh -c '! grep -qx "1, 2" words'
for same in --decay=cosine "--function=min(1, x / 100)"; do
    run "$same" --sweep=power=1,2 -o same.svg
    refuses 2 "'power=1,2' is not allowed; it has no part in this curve, so all would be the same"
done
run --decay=multistep --total-steps=1000 --warmup-iters=0 "--sweep=milestones=990;999" -o late.pdf
pdftotext late.pdf words
check "what differs at the end is one" sh -c '! grep -qx "990; 999" words'
run --decay=cosine --axis=asinh --sweep=final_factor=0.001,0.002 -o small.pdf
pdftotext small.pdf words
check "what differs on the axis is one" sh -c '! grep -qx "0.001, 0.002" words'

# Where a list names the values, the title need not
run --sweep=warmup_factor=0,0.25,0.5,0.75,1,1.25,1.5,1.75 --size=320x180 -o listed.pdf
succeeds
pdftotext listed.pdf words
check "the title is not the parameter's name" grep -qx "warmup_factor" words
run --check listed.pdf
succeeds

# A legend never has one sample for two curves
run --sweep=decay=none,linear,cosine,step,exponential,inverse_sqrt,one_minus_sqrt,cosine_restarts --step-size=100 \
    --gamma=0.5 --svg-text=real -o legend.svg
succeeds
sed -n '/-overlay-legend"/,/<\/g>/s/^<path d="[^"]*" //p' legend.svg >samples
check "there are not 8 samples" [ "$(wc -l <samples)" -eq 8 ]
check "samples are alike" [ "$(sort -u samples | wc -l)" -eq 8 ]
run --check legend.svg
succeeds

# What speaks of the one value of what varies is left out, unless it is asked for
run --sweep=warmup_iters=0,500,1500 --svg-text=real -o iters.svg
check "the warm-up of one of them is shown" sh -c '! grep -q "warm-up · " iters.svg'
run --sweep=warmup_iters=0,500,1500 --show=warm-up --svg-text=real -o iters.svg
file_has iters.svg "warm-up · "
run --check iters.svg
succeeds
run --sweep=base_lr=0.01,0.1 --svg-text=real -o rates.svg
check "one base_lr has a line" sh -c '! grep -q "factor 1 = base_lr" rates.svg'
run --decay=multistep "--sweep=milestones=400;400,800" -o lists.pdf
pdftotext lists.pdf words
file_has words "milestones = 400; 400,800"

# Frames: each a figure of its own, the axes fixed
mkdir frames
run --sweep=warmup_factor=0:2:5 -o frames/%03d.png --size=320x180
succeeds
check "frames: $(ls frames)" [ "$(ls frames | tr '\n' ' ')" = "000.png 001.png 002.png 003.png 004.png " ]
run --check frames/000.png frames/002.png frames/004.png
succeeds
run frames/004.png --at=0
out_is 'step,factor,lr
0,2,0.04'
run --sweep=warmup_factor=0:2:5 -o frames/%d.svg
check "a pattern is for PNG: $(ls frames)" [ -e frames/%d.svg ]

# An animation: there and back, with a rest at both ends
run --sweep=warmup_factor=0:2:5 --size=320x180 --scale=2 -o a.webp
succeeds
check "a.webp is no WebP" [ "$(head -c 4 a.webp)$(tail -c +9 a.webp | head -c 8)" = RIFFWEBPVP8X ]
check "a.webp has not 8 frames" [ "$(grep -ao ANMF a.webp | wc -l)" -eq 8 ]
check "a.webp is not 640x360" [ "$(od -An -tu1 -j24 -N6 a.webp | awk '{ print $1 + 256 * $2 + 1 "x" $4 + 256 * $5 + 1 }')" = 640x360 ]
run --sweep=warmup_factor=0:2:5 --size=320x180 --scale=2 -o b.webp
same a.webp b.webp
run a.webp -o b.webp
succeeds
same a.webp b.webp
run a.webp -o b.svg
succeeds
run --check a.webp b.svg
succeeds
head -c 1000 a.webp >cut.webp
run --check cut.webp
refuses 2 "cut.webp: no scenario is inside this WebP"
run --sweep=warmup_factor=0,1 --window -o window.webp
succeeds
run --sweep=warmup_factor=0:2:3 --theme=neutral --size=200x100 -o clear.webp
succeeds

# What takes longer than half a second shows on a terminal how far it is, and leaves nothing there. (Where no terminal
# can be made, as where /dev/pts is missing, this cannot be seen.)
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
    what="lrscope --sweep=warmup_factor=0:2:100 -o long.webp, on a terminal"
    script -qec "'$lrscope' --sweep=warmup_factor=0:2:100 -o long.webp" /dev/null </dev/null >seen
    tr '\r' '\n' <seen >rows
    check "there is no bar" grep -qx '\[#* *\] [0-9]* of 198' rows
    check "the bar does not grow" [ "$(grep -c ' of 198$' rows)" -gt 1 ]
    check "the bar stays" [ "$(tail -n 1 rows | od -An -c | tr -d ' ')" = '033[K' ]
fi

# Mistakes
run -o a.webp
refuses 2 "-o a.webp" "--sweep=warmup_factor=0:2:60"
for value in warmup_factor warmup=1,2 =1 ""; do
    run "--sweep=$value" -o a.svg
    refuses 2 "--sweep: '$value'" "PARAMETER=VALUE"
done
run --sweep=warmup_factor=0,x -o a.svg
refuses 2 "--sweep: warmup_factor: 'x' is not a number"
run --sweep=warmup_iters=-5:5:3 -o a.svg
refuses 2 "--sweep: warmup_iters"
for range in 0:1 0:1:1 0:1:1001 0:1:2.5 0:1:2:3 :::; do
    run "--sweep=warmup_factor=$range" -o a.svg
    refuses 2 "--sweep: 'warmup_factor=$range'" "FROM:TO:COUNT"
done
run --sweep=warmup_factor=0:2:60 -o a.svg
refuses 2 "-o a.svg" "at most 40 curves"
run --sweep=warmup_factor=0,1 --window -o a.svg
refuses 2 "--window shows one curve"
run --sweep=warmup_factor=0,1 --at=0,500
succeeds
out_is 'step,lr (warmup_factor = 0),lr (warmup_factor = 1)
0,0,0.02
500,0.01,0.02'
run --sweep=warmup_factor=0,1
refuses 2 "--sweep=warmup_factor=0,1 has no effect"

# Pattern and disk
run --sweep=warmup_factor=0:2:5 -o none/%d.png
refuses 1 "cannot write none/0.png"
run --sweep=warmup_factor=0,1 -o /dev/full --format=webp
refuses 1 "cannot write /dev/full"

# The values of a family are chosen as those of a sweep are
run --family=base_lr=1e-5,1e-4,1e-3 --at=2000
out_has "lr (base_lr = "
check "there are not three" awk -F, 'NR == 1 { exit NF != 6 }' out
run --family=warmup_iters=0:1000:6 -o chosen.yaml
file_has chosen.yaml "family: warmup_iters=0:1000:6"
run chosen.yaml --at=5
check "there are not six" awk -F, 'NR == 1 { exit NF != 9 }' out
run --family=base_lr=1e-5,x -o chosen.svg
refuses 2 "--family: base_lr: 'x' is not a number"
run --family=base_lr= -o chosen.svg
refuses 2 "--family: 'base_lr='"
run --family=base_lr=1:21:21 -o chosen.svg
refuses 2 "a family takes up to 10 values"
sed 's/=0:1000:6/=1,-5/' chosen.yaml >wrong.yaml
run wrong.yaml --at=5
refuses 2 "family: warmup_iters: '-5' is not allowed"
rm -f chosen.yaml wrong.yaml

finish
