#!/bin/sh
# Sizes that a window manager gives and takes: maximized.sh LRSCOPE LOOK
. "$(dirname "$0")/gestures.sh"
states=$XDG_STATE_HOME/lrscope
command -v openbox >/dev/null || fail "openbox is missing: install that package"

# A window manager, once it has said that it is there; it ends with its display.
openbox >/dev/null 2>&1 &
is_managed() { xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q "window id"; }
eventually "the window manager is there" is_managed

size_is() { [ "$("$look" size "$window")" = "$1" ]; }
is_maximized() { xprop -id "$window" _NET_WM_STATE | grep -q MAXIMIZED; }
is_plain() { ! xprop -id "$window" _NET_WM_STATE | grep -qE "MAXIMIZED|FULLSCREEN"; }
fills_screen() { xprop -id "$window" _NET_WM_STATE | grep -q FULLSCREEN && size_is "1400 900"; }
fills_desktop() { is_maximized && [ "$("$look" size "$window" | cut -d" " -f1)" = 1400 ]; }
remembers() { grep -qF -e "$1" "$states/window-1.yaml" 2>/dev/null; }

start --fresh
xdotool windowsize "$window" 1000 700
eventually "the size is remembered" remembers "width: 1000"
"$look" maximize "$window"
eventually "it is maximized" fills_desktop
eventually "which is remembered" remembers "maximized: true"
keys F11
eventually "it fills the screen" fills_screen
keys F11
eventually "F11 twice leaves it maximized" fills_desktop
remembers "width: 1000" || fail "the size before is forgotten"
xdotool key ctrl+q
ended 0 "closed while it was maximized"

start
eventually "it comes back maximized" fills_desktop
"$look" maximize "$window"
eventually "and goes back to its own size" size_is "1000 700"
eventually "neither maximized nor full" is_plain
keys F11
eventually "the screen again" fills_screen
keys F11
eventually "and its own size again" size_is "1000 700"
xdotool key ctrl+q
ended 0 "closed in its own size"

echo "maximized: remembered, through the full screen and back"
