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
Above 1 on steps 0 - 999: peak 1.5 x base_lr =
0.03 at step 0, because warmup_factor > 1
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
run --text --at=0
refuses 2 "-o -: stdout takes one output alone"

finish
