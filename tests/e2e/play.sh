#!/bin/sh
# The real window plays: play.sh LRSCOPE LOOK
. "$(dirname "$0")/gestures.sh"

# Pixels of the accent in the bar at the plot's foot: the way that the playhead has come.
way() { "$look" count "$window" 190 592 560 20 accent; }
is_past() { [ "$(way)" -gt "$1" ]; }

# All threads' wake-ups so far.
wakes() { awk '/^voluntary_ctxt_switches/ {sum += $2} END {print sum}' "/proc/$program"/task/*/status; }

start --fresh
xdotool mousemove --window "$window" 600 30
still=$(way)
keys space
eventually "the playhead runs" is_past $((still + 400))
keys space
# A second and a half without going on and without a wake-up, once the session is written.
sleeps() {
    paused=$(way) before=$(wakes)
    sleep 1.5
    [ "$(way)" = "$paused" ] && [ $(($(wakes) - before)) -le 2 ]
}
eventually "paused it stands still and sleeps" sleeps
paused=$(way)
sleeps && [ "$(way)" = "$paused" ] || fail "it goes on though it was paused"
"$look" close "$window"
ended 0

# 1 500 of 2 000 steps are far along the bar.
start --fresh --reduced-motion
xdotool mousemove --window "$window" 600 30
for jump in 1 2 3 4 5 6 7; do keys space; done
eventually "it jumps in eighths" is_past 1000
"$look" close "$window"
ended 0
echo "e2e: the playhead runs, pauses without a wake-up, and jumps where motion is reduced"
