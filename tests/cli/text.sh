#!/bin/sh
# The chart in characters, as it stands in terminals.
. "$(dirname "$0")/check.sh"

text() {
    what="lrscope $*"
    "$lrscope" "$@" >out 2>err </dev/null
    status=$?
}

# Plain ASCII where the locale has nothing else; the width and height that are stated
export LC_ALL=C COLUMNS=48 LINES=16
text --text --decay=multistep --milestones=500 --warmup-factor=1.5 --pin=decay=none,warmup_factor=0,name=slow
succeeds
cat >expected <<'END'
Above 1 on steps 0 - 999; the other never
lr
     |
0.03 +'----..
     |      ''----..
     |             ''----..
0.02 +. . . . . . . . . aa'''''''''''|aaaaaaaaaa
     |              aaaa             |
     |           aaa                 |
0.01 +       aaaa                    |
     |    aaa                        |
   0 +aaaa                           -----------
     ++---------+---------+---------+----------+
      0        500      1000     1500    2000
a slow
END
same expected out
check "a line is too wide" [ "$(awk '{ print length }' out | sort -n | tail -1)" -le 48 ]
check "a byte is no ASCII" sh -c '! grep -q "[^ -~]" out'

# Rows of a log that are off the schedule are marked, and what it says of the run stands below
printf 'step,lr\n0,0.1\n500,0.1\n1000,0.1\n' >run.csv
text --text --log=run.csv
succeeds
out_has '#'
out_has '# log run.csv'

# Braille where it is UTF-8, and always in files, which do not depend on the terminal
export LC_ALL=C.UTF-8
text --text --decay=cosine
succeeds
out_has '⠁'
out_has '┤'
text --decay=cosine -o a.text
LC_ALL=C COLUMNS=200 text --decay=cosine -o b.text
same a.text b.text
file_has a.text '⠁'
text --decay=cosine -o - --format=text
unset COLUMNS LINES
text --decay=cosine -o - --format=text
same a.text out
for columns in 1 32 1000 x; do
    export COLUMNS=$columns LINES=$columns
    text --text --total-steps=1e15 --base-lr=1e-9
    succeeds
    text --text --warmup-iters=0 --total-steps=1 --sweep=warmup_factor=0,1,-3 --axis=asinh
    succeeds
done
# What somebody else wrote is shown and does nothing to the terminal.
printf 'pins:\n  - name: "a\\x1b[31mb\\u202e\\x85c"\n    warmup_factor: 0.2\n' >pin.yaml
# stays_still OPTION...: no control character, also none above 0x7F, and no mark that turns the direction
stays_still() {
    run pin.yaml "$@"
    check "status $status" [ $status -eq 0 ]
    check "it says what a terminal obeys" sh -c '! LC_ALL=C grep -q "$(printf "[\\001-\\010\\013-\\037\\177]\\|\\302[\\200-\\237]\\|\\342\\200\\256")" out err'
    check "the name is not said" grep -q 'a?\[31mb??c' out
}
stays_still --text
stays_still --describe
stays_still --at=0

# No number at the edge of what is allowed is said to be none.
for edge in "--warmup-method=exponential --warmup-factor=1e-309" "--warmup-factor=1e100 --base-lr=1e100" \
    "--warmup-factor=-1e100 --base-lr=1e-100" "--decay=exponential --gamma=1e100 --total-steps=1e15" \
    "--decay=inverse_time --power=1e100" "--decay=exponential --gamma=1e-100 --step-size=1"; do
    for output in --describe --text "-o edge.svg --svg-text=real" "-o edge.json"; do
        rm -f edge.*
        # shellcheck disable=SC2086 # lists of options
        run $edge $output
        check "status $status" [ $status -eq 0 ]
        for file in out edge.svg edge.json; do
            check "$file says inf or nan" sh -c '[ ! -e "$1" ] || ! grep -qwE "[-+]?(inf|nan)" "$1"' - "$file"
        done
    done
done

run --text --at=0
refuses 2 "-o -: only one output can go to stdout"

finish
