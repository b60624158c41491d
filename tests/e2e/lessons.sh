#!/bin/sh
# Every lesson in the real window, from the first to the last step with the keys of a clicker: lessons.sh LRSCOPE LOOK
# Without a window manager nobody makes it fill the screen: only what the keys do is looked at.
. "$(dirname "$0")/gestures.sh"

# at WHERE: the title says that it is there, as in "3 of 9, answered".
is_at() { case $(xdotool getwindowname "$window") in *", $1 – lrscope") ;; *) false ;; esac; }
at() { eventually "it is at $1" is_at "$1"; }
in_window() { eventually "the window is back: $1" title_says "Never above 1"; }

start
downs=
for count in 16 7 7 8; do # the steps of the lessons as they are listed
    # shellcheck disable=SC2086 # a list of keys
    keys ctrl+l $downs Return
    downs="$downs Down"
    step=1
    at "1 of $count"
    while [ $step -lt "$count" ]; do
        keys Next # each step but the last asks; what moves comes to its end
        at "$step of $count, answered"
        keys Next
        step=$((step + 1))
        at "$step of $count"
    done
    keys Prior
    at "$((count - 1)) of $count, answered"
    keys period # blank: the next key only brings it back
    keys Prior
    keys Prior
    at "$((count - 1)) of $count"
    keys Escape
    in_window "Esc"
    keys F5
    at "$((count - 1)) of $count"
    keys Escape
    in_window "F5 and Esc"
done

# Whoever teaches has a window of their own; the keys work there too.
windows() { xdotool search --onlyvisible --class lrscope 2>/dev/null | wc -l; }
has_windows() { [ "$(windows)" = "$1" ]; }
keys F6
eventually "the speaker's window opens" has_windows 2
speaker=$(xdotool search --onlyvisible --class lrscope | grep -v "^$window$")
eventually "it is painted" sh -c "[ \$('$look' count $speaker 0 0 200 20 panel) -gt 1000 ]"
keys Home
at "1 of 8"
xdotool windowfocus "$speaker"
keys Next
at "1 of 8, answered"
"$look" close "$speaker"
eventually "it closes" has_windows 1
xdotool windowfocus "$window"
keys F6
eventually "it opens again" has_windows 2
xdotool windowfocus "$window"
keys Escape
eventually "it ends with the presentation" has_windows 1
in_window "Esc ends both"
keys ctrl+q
ended 0 "Ctrl Q"
echo "e2e: four lessons, with a clicker; the speaker's window"
