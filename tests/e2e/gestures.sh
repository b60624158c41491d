#!/bin/sh
# Read by each test of the real window: sh TEST.sh LRSCOPE LOOK. A display of its own, and a hand on it.
set -eu
lrscope=$1 look=$2
export LSAN_OPTIONS="suppressions=$(dirname "$0")/leaks.supp:print_suppressions=0"

for tool in Xvfb xdotool; do
    command -v $tool >/dev/null || { echo "e2e: $tool is missing: install the packages xvfb and xdotool" >&2; exit 1; }
done

export LC_ALL=C # where a title that is not ASCII is easily lost
work=$(mktemp -d) server='' program=''
export XDG_STATE_HOME="$work/state" # never the session of who runs the test
finish() {
    [ -z "$program" ] || kill "$program" 2>/dev/null || :
    [ -z "$server" ] || kill "$server" 2>/dev/null || :
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

fail() {
    echo "e2e: $*" >&2
    [ -z "$program" ] || kill -0 "$program" 2>/dev/null || echo "e2e: the program had ended" >&2
    cat "$work/errors" "$work/xvfb" >&2 2>/dev/null || :
    exit 1
}

# eventually WHAT COMMAND...: the command succeeds within a minute, which is long for a machine that does much else too.
eventually() {
    what=$1 deadline=
    shift
    until "$@"; do
        [ -n "$deadline" ] || deadline=$(($(date +%s) + 60))
        [ "$(date +%s)" -lt "$deadline" ] || fail "it never happened: $what"
        sleep 0.05
    done
}

# -noreset: a server that starts anew whenever its last client leaves refuses the next one meanwhile. -r: on a busy
# machine a key would be down for so long that it repeats.
start_server() {
    Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp -noreset -r 3>"$work/display" 2>"$work/xvfb" &
    server=$!
}

# A server ends where another test's took the same number in the same moment: then the next one tries.
has_display() {
    [ ! -s "$work/display" ] || return 0
    kill -0 "$server" 2>/dev/null || start_server
    return 1
}

start_display() {
    start_server
    eventually "Xvfb has a display" has_display
    DISPLAY=:$(cat "$work/display")
    export DISPLAY
    unset WAYLAND_DISPLAY
}

find_window() {
    window=$(xdotool search --onlyvisible --class lrscope 2>/dev/null | tail -n 1)
    [ -n "$window" ]
}

painted() { [ "$("$look" count "$window" 0 0 50 10 background)" -gt 400 ]; }

# start OPTION...: runs lrscope until its window shows something.
start() {
    "$lrscope" --theme=dark "$@" 2>"$work/errors" &
    program=$!
    eventually "the window opens" find_window
    eventually "the window is painted" painted
    xdotool windowfocus "$window"
}

# ended STATUS HOW: the program ends by itself with that status, and had nothing to complain of.
ended() {
    status=0
    wait "$program" || status=$?
    program=
    [ "$status" = "$1" ] || fail "$2: the exit status is $status, not $1"
    [ ! -s "$work/errors" ] || fail "it said: $(cat "$work/errors")"
}

title_says() { case $(xdotool getwindowname "$window") in "$1"*) ;; *) false ;; esac; }

# Function keys go by their keycodes: where a keymap has them on several levels, as xkeyboard-config 2.48 does,
# xdotool takes one that needs Alt.
keys() {
    # shellcheck disable=SC2046 # a list of keys
    xdotool key --clearmodifiers $(printf '%s\n' "$@" | sed 's/^F5$/71/; s/^F6$/72/; s/^F11$/95/')
}

start_display
