#!/bin/sh
# Further curves: --pin relative to what the call says elsewhere, --family, and the figures that carry them.
. "$(dirname "$0")/check.sh"

run -o plain.svg
succeeds
run --pin=warmup_factor=0.5 -o pin.svg --svg-text=real
succeeds
file_has pin.svg "factor 0.5 · 1 000 steps"
file_has pin.svg "factor 0.001 · 1 000 steps"
differ plain.svg pin.svg

# Relative to the present settings, wherever they stand; lists and names may hold commas
run --pin=name=a,b,decay=multistep,milestones=500,700,gamma=0.5 --warmup-iters=400 -o two.svg --svg-text=real
succeeds
run --warmup-iters=400 --pin=decay=multistep,gamma=0.5,milestones=500,700,name=a,b -o again.svg --svg-text=real
succeeds
same two.svg again.svg
file_has two.svg ">a,b<"
run two.svg --pin=warmup-factor=2,name=third -o three.svg
succeeds
file_has three.svg "a,b"
file_has three.svg "third"
run --check pin.svg two.svg three.svg
succeeds

file_has two.svg "Beside it, a,b: "
run --pin=warmup_factor=0.5,name=half --family=gamma -o pinned.yaml
succeeds
file_has pinned.yaml "  - name: half"
file_has pinned.yaml "family: gamma"
run pinned.yaml -o pinned.svg --svg-text=real
succeeds
file_has pinned.svg ">half<"
rm pinned.yaml

# A family
run --family=warmup_factor -o family.svg --svg-text=real
succeeds
file_has family.svg ">0.75<"
run --family=warmup-factor --window -o window.png
succeeds
run family.svg -o same.svg
succeeds
same family.svg same.svg
rm ./*.svg ./*.png

# Mistakes
refused() {
    words=$1
    shift
    run "$@" -o never.svg
    refuses 2 "$words"
    absent never.svg
}
refused "there is no parameter 'warmup_facter'; did you mean warmup_factor?" --pin=warmup_facter=1
refused "'1' is not allowed; it takes KEY=VALUE,KEY=VALUE" --pin=1
refused "'' is not allowed" --pin=
refused "--pin: warmup_iters: '-1' is not allowed" --pin=warmup_iters=-1
refused "--family: 'decay' is not allowed; it takes the key of a number that shapes the curve" --family=decay
refused "--family: 'devices' is not allowed" --family=devices
run --pin=power=2 --notes
refuses 2 "--pin=power=2 has no effect here: it is for figures, tables, scenario files and the window"

# A column for each curve in tables, under its name; a run that is over has empty cells
run --total-steps=3 --warmup-iters=2 --warmup-factor=0 --pin=warmup_factor=1,total_steps=4,name='one, "two"' -o c.csv -o c.json \
    -o c.svg
succeeds
cat >expected <<'END'
step,factor,lr,"lr (one, ""two"")"
0,0,0,0.02
1,0.5,0.01,0.02
2,1,0.02,0.02
3,,,0.02
END
same expected c.csv
if command -v python3 >/dev/null; then
    check "the JSON lacks the curve" python3 - <<'END'
import json
data = json.load(open("c.json"))
curve, = data["curves"]
assert curve["name"] == 'one, "two"' and curve["parameters"]["total_steps"] == 4, curve
assert curve["points"][-1] == {"step": 3, "factor": 1, "lr": 0.02}, curve
END
fi
run --total-steps=3 --warmup-iters=2 --warmup-factor=0 --pin=warmup_factor=1,total_steps=4,name=one --at=3
out_is 'step,factor,lr,lr (one)
3,1,0.02,0.02'
run --warmup-iters=0 --total-steps=2000 --implementations --at=0 -o i.csv
file_has i.csv "step,factor,lr,lr (LinearLR)"
run --decay=step --step-size=500 --family=gamma -o f.csv
file_has f.csv "step,factor,lr,lr (gamma = 0.2),lr (gamma = 0.4),lr (gamma = 0.6),lr (gamma = 0.8),lr (gamma = 1)"
run --base-lr=0.02 --family=base_lr --at=0
out_has "lr (base_lr = 0.01),lr (base_lr = 0.02),lr (base_lr = 0.04)"
run --pin
refuses 2 "--pin needs a value: KEY=VALUE,..."

# A pin below the curve is no entry of the legend, and is said to be the same
run --decay=cosine --pin=decay_steps=1000,name=twin --pin=decay=linear,name=other --svg-text=real -o twins.svg
file_has twins.svg "other</text>"
check "the legend names what cannot be seen" sh -c '! grep -q "twin</text>" twins.svg'
run --decay=cosine --pin=decay_steps=1000,name=twin --pin=decay=linear,name=other --describe
out_has "twin: the same curve"
rm -f twins.svg

# Letters that no font of the figure has are refused with what helps, or left to the reader's fonts
run --pin=decay=cosine,name=学習率 -o letters.svg
refuses 2 "have no '学'; name a family that has it with --font=FAMILY"
run --pin=decay=cosine,name=学習率 --note=step=10,text=下がる --svg-text=real -o letters.svg
succeeds
file_has letters.svg "学習率"
file_has letters.svg "下がる"
rm -f letters.svg

finish
