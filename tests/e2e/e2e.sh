#!/bin/sh
# The real window on a display of its own, driven by a hand: e2e.sh LRSCOPE LOOK
. "$(dirname "$0")/gestures.sh"

# Amber pixels left of the side panel: in the verdict, the curve, the hatching and the sentence.
amber() { "$look" count "$window" 0 0 $((track - 30)) 800 above_ink; }
is_amber() { [ "$(amber)" -gt 500 ]; }
is_not_amber() { [ "$(amber)" = 0 ]; }

above_one() {
    eventually "the title says: above 1 ($1)" title_says "Above 1"
    eventually "pixels are amber ($1)" is_amber
}
never_above_one() {
    eventually "the title says: never above 1 ($1)" title_says "Never above 1"
    eventually "no pixel is amber ($1)" is_not_amber
}

# drag FROM TO: from one place on the warmup_factor slider to another, by way of some places between.
drag() {
    xdotool mousemove --window "$window" "$1" "$height" mousedown 1
    for part in 1 2 3 4 5; do
        xdotool mousemove --window "$window" $(($1 + ($2 - $1) * part / 5)) "$height"
    done
    xdotool mouseup 1
}

# The pinned curve in the plot; the panel's accents, of which the switch of a family is one.
is_pinned() { [ "$("$look" count "$window" 60 150 $((track - 110)) 420 pinned)" -gt 100 ]; }
accents() { "$look" count "$window" $((track - 20)) 0 400 800 accent; }
is_fanned() { [ "$(accents)" -gt $((unfanned + 100)) ]; }
is_not_fanned() { [ "$(accents)" -le "$unfanned" ]; }

has_least_size() { [ "$("$look" size "$window")" = "640 480" ]; }

# At 0.5 the filled part of the track, the topmost thick bar of the accent's colour, is a quarter of the slider.
start --warmup-factor=0.5
[ "$("$look" size "$window")" = "1280 800" ] || fail "the window has not the size that was designed"
set -- $("$look" bar "$window" accent 40 3) || fail "there is no slider to be seen"
track=$1 height=$(($2 + 1)) quarter=$3
knob=$((track + quarter)) far=$((track + quarter * 16 / 5))

never_above_one "at the start"
drag $knob $far
above_one "dragged to 1.6"
drag $far $knob
never_above_one "dragged back"

# A button that comes up outside the window has come up: the next key finds nothing held.
for round in 1 2 3 4 5; do
    xdotool mousemove --window "$window" $knob "$height" mousedown 1
    xdotool mousemove --window "$window" $((knob + 100)) "$height" mousemove --window "$window" $far "$height"
    above_one "dragged on, round $round"
    xdotool mousemove 1399 890 mouseup 1
    keys ctrl+z
    never_above_one "a drag that ended outside, undone, round $round"
done

keys End
above_one "the End key"
keys Home
never_above_one "the Home key"
keys Return
xdotool type 1.25
keys Return
above_one "1.25 typed"
keys ctrl+z
never_above_one "typing undone"

keys p
keys Right Right Right
eventually "the pinned curve stays" is_pinned

# The switch of the family stands at the panel's end, which the wheel brings into sight from a section's title on.
is_scrolled() { [ "$("$look" count "$window" $((track - 20)) 60 400 120 accent)" -ne "$unscrolled" ]; }
unscrolled=$("$look" count "$window" $((track - 20)) 60 400 120 accent)
xdotool mousemove --window "$window" $((track + 20)) 304 click --repeat 12 --delay 30 5
eventually "the panel scrolls" is_scrolled
unfanned=
is_at_rest() { before=$unfanned; unfanned=$(accents); [ "$unfanned" = "$before" ]; }
eventually "and comes to rest" is_at_rest
xdotool keydown f
eventually "F fans out" is_fanned
sleep 0.5 # the hold itself: a shorter press is a tap
xdotool keyup f
eventually "and only while it is held" is_not_fanned

xdotool windowsize "$window" 640 480
eventually "the window has its least size" has_least_size
eventually "it is painted anew" painted
title_says "Never above 1" || fail "resizing changed the verdict"

"$look" close "$window"
ended 0 "closed"

# The plot itself. The level part of the curve, its topmost bar, begins at the kink, whose place tells what is shown.
kink_at() {
    bar=$("$look" bar "$window" accent 40 2) && bar=${bar%% *} && [ $((bar - $1)) -le 3 ] && [ $(($1 - bar)) -le 3 ]
}
# sweep BUTTON X0 Y0 X1 Y1: drags from one place to another, by way of some places between.
sweep() {
    xdotool mousemove --window "$window" "$2" "$3" mousedown "$1"
    for part in 1 2 3 4 5; do
        xdotool mousemove --window "$window" $(($2 + ($4 - $2) * part / 5)) $(($3 + ($5 - $3) * part / 5))
    done
    xdotool mouseup "$1"
}

start --fresh
xdotool mousemove --window "$window" 700 300 click 1
eventually "the curve is the topmost bar" sh -c '[ "$("$1" bar "$2" accent 200 2 | cut -d" " -f2)" -gt 190 ]' - "$look" "$window"
set -- $("$look" bar "$window" accent 40 2) || fail "there is no curve to be seen"
kink=$1
sweep 1 600 420 500 420
eventually "a drag takes the curve along" kink_at $((kink - 100))
xdotool key 0
eventually "0 shows everything again" kink_at "$kink"
xdotool mousemove --window "$window" 300 420 keydown shift click 4 click 4 keyup shift
eventually "the wheel zooms about the pointer" kink_at $((300 + (kink - 300) * 25 / 16))
xdotool mousemove --window "$window" 800 420 click --repeat 2 --delay 50 1
eventually "a double click shows everything again" kink_at "$kink"
# The kink is 6 pixels before its bar, in the middle of the plot's 776; in the box it is at a quarter.
sweep 3 $((kink - 6 - 50)) 420 $((kink - 6 + 150)) 421
eventually "a box becomes the whole width" kink_at $((kink - 194))
"$look" close "$window"
ended 0

# A preset by its name, and back
# The lower part of the picker's card, where the plot and the formula strip were.
picker_is_open() { [ "$("$look" count "$window" 620 640 200 30 panel)" -gt 5000 ]; }
start
xdotool key g
eventually "the picker is open" picker_is_open
xdotool type --delay 30 yolo
xdotool key Return
above_one "the preset that is typed"
xdotool key ctrl+z
eventually "undo takes the preset back" title_says "Never above 1"
"$look" close "$window"
ended 0

# Who resizes the window by its left or upper edge moves it too: it must not go back. (SDL overlooks a first move to 0,0.)
start
stands_at() { xdotool getwindowgeometry "$window" | grep -q "Position: $1 "; }
xdotool windowmove "$window" 0 0
eventually "the window stands where it was moved" stands_at 0,0
xdotool windowsize "$window" 1200 760
resized() { [ "$("$look" size "$window")" = "1200 760" ]; }
eventually "it has another size" resized
eventually "it is painted in that size" painted
keys End # what the resizing led to has happened by the time that a later key has
eventually "a key is answered" title_says "Above 1"
stands_at 0,0 || fail "a window that is resized moves: $(xdotool getwindowgeometry "$window")"
"$look" close "$window"
ended 0

# Where there is no session bus, none is started. (Were dbus-launch in /usr/bin, libdbus would start that one.)
mkdir "$work/bin"
printf '#!/bin/sh\ntouch "%s"\nexit 1\n' "$work/launched" >"$work/bin/dbus-launch"
chmod +x "$work/bin/dbus-launch"
unset DBUS_SESSION_BUS_ADDRESS
PATH="$work/bin:$PATH"
start --warmup-factor=1.5
[ ! -e "$work/launched" ] || fail "it starts a session bus"
kill -TERM "$program"
ended 0 "ended by SIGTERM"

# A signal in the very moment in which a wait begins is not overlooked.
export LATE="$work/late" LD_PRELOAD="$(dirname "$look")/late.so" ASAN_OPTIONS=verify_asan_link_order=0
start
unset LATE LD_PRELOAD ASAN_OPTIONS
touch "$work/late"
xdotool mousemove --window "$window" 300 300
has_ended() { ! kill -0 "$program" 2>/dev/null; }
eventually "a late SIGTERM ends it" has_ended
[ ! -e "$work/late" ] || fail "no late signal was sent"
ended 0 "ended by a late SIGTERM"

if env -u DISPLAY -u WAYLAND_DISPLAY "$lrscope" 2>"$work/errors"; then fail "without a display it does not fail"; fi
[ "$(wc -l <"$work/errors")" = 1 ] || fail "without a display it says not one line but: $(cat "$work/errors")"
echo "e2e: the window opens, follows hand and keys, turns amber and back, shows what hands ask of the plot, and closes"
