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

file_has two.svg "Pinned beside it: a,b."
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
file_has family.svg ">0.889<"
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
run --pin=power=2 --at=0
refuses 2 "--pin=power=2 has no effect here: it is for figures, scenario files and the window"
run --pin
refuses 2 "--pin needs a value: KEY=VALUE,..."

finish
