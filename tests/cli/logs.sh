#!/bin/sh
# Runs' logs over the curve: recognised by content, held against the schedule, explained, drawn, carried, fitted.
# Logs are made of the program's own rates, with the accident put in by awk.
. "$(dirname "$0")/check.sh"
LC_ALL=C
export LC_ALL
schedule="--base-lr=0.1 --total-steps=1000 --warmup-factor=0.01 --warmup-iters=100 --decay=cosine --final-factor=0.05"

err_says() { check "stderr lacks: $1" grep -qF -e "$1" err; }

# make NAME AWK: a table step,lr of every step of the schedule, through awk with -F, and r[step] filled.
run $schedule -o rates.csv
make() {
    awk -F, "NR > 1 { r[\$1] = \$3; n = \$1 } END { print \"step,lr\"; $2 }" rates.csv >"$1"
}
# logged NAME OPTION...: describes it against the schedule; the answer is in out.
logged() {
    log=$1
    shift
    run $schedule "$@" --log="$log" -o - --format=json
    succeeds
}

make good.csv 'for (s = 0; s <= n; s += 10) print s "," r[s]'
logged good.csv
out_has '"agrees": true'
out_has '"rows": 100'
out_has '"first": {"x": 0, "update": 0, "lr": 0.001}'
out_has '"shift": 0'
run $schedule good.csv --check-log
succeeds
check "an agreeing log says something" [ ! -s out ]
run $schedule --base-lr=0.2 good.csv --check-log
check "status $status, not 1" [ "$status" -eq 1 ]
check "not one line" [ "$(wc -l <err)" -eq 1 ]
err_says "good.csv"

# The accidents
make late.csv 'for (s = 0; s < n; s += 10) print s "," r[s + 1]'
logged late.csv
out_has '"shift": 1'
out_has 'the next update'
logged late.csv --log-shift=0
out_has '"agrees": false'
make fast.csv 'for (s = 0; 4 * s <= n; s += 5) print s "," r[4 * s]'
logged fast.csv
out_has '4 times as fast'
make slow.csv 'for (s = 3; s <= n; s += 10) print s "," r[int((s + 1) / 4)]'
logged slow.csv
out_has '4 times slower'
make stairs.csv 'for (s = 0; s <= n; s += 10) print s "," r[int(s / 125)]'
logged stairs.csv
out_has '125 times slower'
make scaled.csv 'for (s = 0; s <= n; s += 10) printf "%d,%.17g\n", s, 8 * r[s]'
logged scaled.csv
out_has '8 times the schedule'
make skipped.csv 'for (s = 0; s <= n; s += 10) print s "," r[s - (s > 200) - 2 * (s > 500)]'
logged skipped.csv
out_has '3 updates were skipped (1 between 200 and 210, 2 between 500 and 510)'
out_has '"parts_at": [210, 510]'
make again.csv 'for (s = 0; s <= n; s += 10) print s "," r[s < 600 ? s : s - 600]'
logged again.csv
out_has 'At 600 the schedule begins anew'
run $schedule --total-steps=1400 -o longer.csv
awk -F, 'NR == 1 { print "step,lr" } NR > 1 && $1 % 10 == 0 && $1 < 1000 { print $1 "," $3 }' longer.csv >total.csv
logged total.csv
out_has 'set to 1400 steps instead of 1000'
awk -F, 'NR > 1 { r[$1] = $3; n = $1 } END { print "step,lr"; for (s = 0; s <= n; s += 10) {
    a = s - 500; w = s >= 500 && a < 100 ? 0.01 * (1 - a / 100) + a / 100 : 1; printf "%d,%.17g\n", s, r[s] * w } }' rates.csv >warm.csv
logged warm.csv
out_has 'warm-up was repeated from update 500'
awk -F, 'NR > 1 && $1 % 10 == 0 { print ($1 ? "" : "step,lr-SGD/pg1,lr-SGD/pg2\n") $1 "," $3 / 3 "," $3 }' rates.csv >groups.csv
logged groups.csv --base-lr=0.1
out_has 'lr-SGD/pg2 (--log-group=1)'
logged groups.csv --log-group=1
out_has '"agrees": true'

# What else the same rates may be written as
awk -F, 'NR > 1 && $1 % 10 == 0 { printf "{\"it\": %d, \"my_rate\": %s, \"loss\": NaN}\n", $1, $3 }' rates.csv >key.jsonl
run $schedule --log=key.jsonl --describe
check "status $status, not 2" [ "$status" -eq 2 ]
err_says '--log-key=NAME'
logged key.jsonl --log-key=my_rate
out_has '"agrees": true'
awk -F, 'NR > 1 && $1 % 10 == 0 { printf "\r 5%%|#  | %d/1000 [00:01]\r\033[32mstep %d\033[0m lr: %.4e loss 0\r\n", $1, $1, $3 }' rates.csv >bars.txt
logged bars.txt
out_has '"digits": "as printed"'
out_has '"agrees": true'
mkdir -p runs/new/deep runs/old
cp late.csv runs/old/metrics.csv
touch -d 2020-01-01 runs/old/metrics.csv
cp good.csv runs/new/deep/metrics.csv
echo nothing >runs/new/notes.txt
logged runs
out_has '"shift": 0'

# Fit, as options that give the same curve again
run good.csv --fit
succeeds
out_has "--base-lr=0.1"
out_has "--warmup-iters=100"
out_has "--decay=cosine"
options=$(sed -n '1s/^1\. lrscope //p' out)
# shellcheck disable=SC2086 # a list of options
run $options good.csv --check-log
succeeds

# A figure holds the points it drew and is drawn again without the log; a scenario names its log
run $schedule again.csv -o again.svg -o again.png -o again.pdf
succeeds
file_has again.svg "Log again.csv (CSV, 100 rows"
run $schedule again.csv -o again.yaml
succeeds
mv again.csv moved.csv
run --check again.svg again.png again.pdf
succeeds
run again.svg -o second.svg
succeeds
same again.svg second.svg
run again.yaml -o third.svg
check "status $status, not 2" [ "$status" -eq 2 ]
err_says "again.csv"
mkdir sub
printf 'base_lr: 0.1\ntotal_steps: 1000\nwarmup_factor: 0.01\nwarmup_iters: 100\ndecay: cosine\nfinal_factor: 0.05\nlogs:\n  - file: here.csv\n' >sub/s.yaml
cp good.csv sub/here.csv
run sub/s.yaml --check-log
succeeds

# What is no log
refused() {
    check "status $status, not 2" [ "$status" -eq 2 ]
    check "not one line: $(cat err)" [ "$(wc -l <err)" -eq 1 ]
    err_says "$1"
}
run --log=gone.csv --describe
refused "gone.csv: No such file"
run --log=/dev/zero --describe
refused "/dev/zero: not a regular file"
: >empty.log
run --log=empty.log --describe
refused "empty.log: the file is empty"
mkdir nothing
run --log=nothing --describe
refused "nothing: no log"
printf 'step,lr\n1,high\n2,nan\n' >words.csv
run --log=words.csv --describe
refused "words.csv"
printf 'name,learning_rate\na,0.1\nb,0.2\n' >table.csv
run --log=table.csv --describe
refused "a table with one row for each run is none"
head -c 100000 /dev/urandom >noise.bin
run --log=noise.bin --describe
refused "noise.bin"
run --fit
refused "--fit has no effect here"
run --log-shift=2 good.csv --describe
refused "-1, 0, 1 or auto"
finish
