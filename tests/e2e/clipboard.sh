#!/bin/sh
# Code through the real clipboard, from one window to another: clipboard.sh LRSCOPE LOOK
. "$(dirname "$0")/gestures.sh"

above_one() { eventually "above 1: $1" title_says "Above 1 on steps 0 – 499"; }
never_above_one() { eventually "never above 1: $1" title_says "Never above 1"; }

# Code from stdin reaches the window; the report comes once.
printf 'optimizer = SGD(parameters, lr=0.02)\nscheduler = LinearLR(optimizer, start_factor=1.5, total_iters=500)' |
    "$lrscope" --fresh --theme=dark --from-code=- 2>"$work/report" &
program=$!
eventually "the window opens" find_window
above_one "read from stdin"
[ "$(grep -c 'LinearLR): base_lr' "$work/report")" = 1 ] || fail "the report is not there once: $(cat "$work/report")"
eventually "the window is painted" painted
xdotool windowfocus "$window"
keys c
giver=$program giving=$window

"$lrscope" --fresh --theme=dark 2>"$work/errors" &
program=$!
another_window() { find_window && [ "$window" != "$giving" ]; }
eventually "the second window opens" another_window
eventually "the second window is painted" painted
never_above_one "the second window begins with its own"
xdotool windowfocus "$window"
keys ctrl+v
above_one "pasted"
keys ctrl+z
never_above_one "taken back from the card"
keys ctrl+shift+z
above_one "and done again"

# Text fields: a value copied, changed and pasted back.
keys Return ctrl+c Escape Home
never_above_one "the Home key"
keys Return ctrl+v Return
above_one "the value pasted"

# The chart as a picture that any program can take, with the scenario in it.
keys ctrl+shift+x
gives_picture() { "$(dirname "$look")/paste" image/png >"$work/pasted.png" 2>/dev/null; }
eventually "the picture is on the clipboard" gives_picture
"$lrscope" "$work/pasted.png" --describe | grep -q "warmup_factor" || fail "what was pasted is not the chart"
keys ctrl+c
gives_none() { ! "$(dirname "$look")/paste" image/png >"$work/pasted.png" 2>/dev/null; }
eventually "text takes its place" gives_none

"$look" close "$window"
ended 0 "closed"
program=$giver
"$look" close "$giving"
ended 0 "the other one closed"
echo "e2e: code and values go through the clipboard"
