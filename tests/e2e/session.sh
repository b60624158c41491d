#!/bin/sh
# What is there again the next time, after every kind of ending: session.sh LRSCOPE LOOK
. "$(dirname "$0")/gestures.sh"
states=$XDG_STATE_HOME/lrscope

holds() { grep -qF -e "$2" "$1" 2>/dev/null; }
above_one() { eventually "above 1: $1" title_says "Above 1"; }
never_above_one() { eventually "never above 1: $1" title_says "Never above 1"; }
close_window() {
    "$look" close "$window"
    ended 0 "$1"
}

# Killed a second after the last change: nothing is lost.
start
never_above_one "at first"
keys End
above_one "the End key"
eventually "the change is written" holds "$states/window-1.yaml" "warmup_factor: 2"
kill -KILL "$program"
wait "$program" 2>/dev/null || :
start
above_one "after it was killed"
close_window "closed after a crash"
[ ! -e "$states/window-1.yaml" ] || fail "a closed window leaves its file behind"
[ "$(stat -c %a "$states")" = 700 ] || fail "others may look into the state directory"

# Two at once: each has a file of its own, and the one closed last comes back.
start
above_one "closed and opened again"
first=$program first_window=$window
keys Home
eventually "the first one writes" holds "$states/window-1.yaml" "warmup_factor: 0"
"$lrscope" --warmup-factor=1.75 2>"$work/errors" &
program=$!
another_window() { find_window && [ "$window" != "$first_window" ]; }
eventually "the second window opens" another_window
eventually "the second window is painted" painted
above_one "the second window"
close_window "the second one"
holds "$states/state.yaml" "warmup_factor: 1.75" || fail "the second one is not remembered"
holds "$states/window-1.yaml" "warmup_factor: 0" || fail "the first one's state is spoiled"
program=$first window=$first_window
close_window "the first one"
start
never_above_one "the one closed last"

# A file, saved by hand.
close_window "the last of two"
printf '# a recipe\nwarmup_factor: 1.5  # too high\n' >"$work/recipe.yaml"
start "$work/recipe.yaml"
above_one "the file"
keys Home
never_above_one "the file, changed"
keys ctrl+s
eventually "the file is written" holds "$work/recipe.yaml" "warmup_factor: 0  # too high"
holds "$work/recipe.yaml" "# a recipe" || fail "the comment is lost"
keys ctrl+z
above_one "undone"
printf 'warmup_factor: 0.5\n' >"$work/a dropped one.yaml"
"$(dirname "$look")/drop" "$window" "file://$work/a%20dropped%20one.yaml"
never_above_one "dropped"
keys ctrl+z
above_one "the drop undone"
keys ctrl+z
keys ctrl+z
never_above_one "undone to the session before"
close_window "with a file"

# Opened by a menu or a file manager: what is wrong is said in the window, since nobody sees stderr.
printf 'P6\n1 1\n255\nabc' >"$work/foreign.png"
dimmed() { [ "$("$look" count "$window" 0 0 50 10 background)" -lt 100 ]; }
"$lrscope" --theme=dark --from-launcher "$work/foreign.png" 2>"$work/errors" &
program=$!
eventually "the window opens" find_window
eventually "a card says that the file is none" dimmed
xdotool windowfocus "$window"
keys Escape
eventually "the window is there" painted
close_window "with a foreign file"
start --from-launcher "$work/recipe.yaml"
never_above_one "a file from a menu"
close_window "with a file from a menu"

start --fresh
never_above_one "fresh"
close_window "fresh"

# The size alone is a change too.
start --fresh
xdotool windowsize "$window" 1100 700
eventually "the size is written" holds "$states/window-1.yaml" "width: 1100"
holds "$states/window-1.yaml" "height: 700" || fail "the height is not written"
kill -KILL "$program"
wait "$program" 2>/dev/null || :
start
[ "$("$look" size "$window")" = "1100 700" ] || fail "the size is lost with a crash"
close_window "closed with its size"

# Spoiled: set aside, named, no reason not to start.
printf 'base_lr: [\n' >"$states/state.yaml"
"$lrscope" 2>"$work/errors" &
program=$!
eventually "the window opens" find_window
never_above_one "after a spoiled state"
keys Escape
"$look" close "$window"
wait "$program" || fail "it does not end well after a spoiled state"
program=
holds "$work/errors" "$states/spoiled-1.yaml" || fail "the spoiled file is not named: $(cat "$work/errors")"
holds "$states/spoiled-1.yaml" "base_lr: [" || fail "the spoiled file is not set aside"
# Xlib's table of dead keys is kept; for root and for who has no HOME Xlib keeps none, so it is somebody else who starts
# the program.
somebody=
[ "$(id -u)" != 0 ] || somebody="setpriv --reuid=65534 --regid=65534 --clear-groups"
mkdir "$work/bin"
cp "$lrscope" "$(dirname "$lrscope")/lrscope-window.so" "$(dirname "$0")/leaks.supp" "$work/bin" # they may not look in here
install -d -m 777 "$work/theirs"
chmod 755 "$work" "$work/bin"
is_kept() { ls "$work/theirs/lrscope/compose/"* >/dev/null 2>&1; }
LSAN_OPTIONS="suppressions=$work/bin/leaks.supp:print_suppressions=0" LC_ALL=C.UTF-8 HOME="$work/theirs" XDG_STATE_HOME="$work/theirs" \
    $somebody "$work/bin/lrscope" --theme=dark 2>"$work/errors" &
program=$!
eventually "the table of dead keys is kept" is_kept
eventually "their window opens" find_window
eventually "their window is painted" painted
"$look" close "$window"
ended 0 "somebody else's window"

echo "session: killed, doubled, saved, dropped, fresh, of another size and spoiled"
