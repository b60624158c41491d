#!/bin/sh
# The same bytes on every processor: the C library's functions differ with and without fused multiply-add, so none of
# them may have a part in what is written.
. "$(dirname "$0")/check.sh"

# The library as a machine without FMA and AVX2 has it.
elsewhere() {
    GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX,-AVX2_Usable,-FMA_Usable "$lrscope" "$@"
}

# Every warm-up with some decay, every decay, joins, stairs, waves; many steps, for few of them differ.
settings='
--decay=cosine
--warmup-method=exponential --decay=exponential --gamma=0.9997
--warmup-method=cosine --decay=polynomial --power=0.9 --warmup-join=blend --decay-start=0
--warmup-method=power --warmup-power=1.7 --decay=inverse_time --power=0.75
--warmup-method=logarithmic --warmup-factor=0 --decay=cosine_restarts --cycle-steps=1000/3 --cycle-gamma=0.9
--warmup-method=constant --decay=step --gamma=0.97 --step-size=70
--warmup-factor=1.5 --decay=multistep --gamma=0.3 --milestones=1000,3000 --warmup-join=meet
--decay=triangular --cycle-steps=700 --cycle-gamma=1.1 --warmup-interval=50
--decay=one_minus_sqrt --floor=0.1 --decay-interval=40
--decay=inverse_sqrt --timescale=300 --warmup-join=replace --decay-start=0
--decay=cosine --num-cycles=2.5 --final-factor=0.1
--decay=points --points=0:1,500:0.7,500:0.3,3000:0.1
--axis=asinh --decay=cosine'

printf '%s\n' "$settings" | sed 1d >list
number=0
while read -r line; do
    number=$((number + 1))
    # shellcheck disable=SC2086 # words
    run $line --total-steps=20000 -o "here-$number.csv" -o "here-$number.svg" -o "here-$number.png" -o "here-$number.json"
    succeeds
    # shellcheck disable=SC2086
    elsewhere $line --total-steps=20000 -o "there-$number.csv" -o "there-$number.svg" -o "there-$number.png" \
        -o "there-$number.json" >/dev/null
    for kind in csv svg png json; do same "here-$number.$kind" "there-$number.$kind"; done
    # shellcheck disable=SC2086
    run $line --total-steps=20000 --describe
    # shellcheck disable=SC2086
    elsewhere $line --total-steps=20000 --describe >there.txt 2>/dev/null
    same out there.txt
done <list
check "no settings were tried" [ "$number" -eq 13 ]

finish
