#!/bin/sh
# Read by each suite: sh SUITE.sh path/to/lrscope. `run` runs the program in an empty folder, the functions after it
# look at what came out and name the case where it is not what it should be.
# shellcheck disable=SC2010,SC2016 # names without blanks; expanded by an inner sh
set -u
export LC_ALL=C.UTF-8 # whatever the user's is: awk's numbers, sort's order
lrscope=$1
[ -x "$lrscope" ] || { echo "$0: there is no program $lrscope"; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
cd "$folder" || exit 1
export XDG_STATE_HOME="$folder.state" # nothing may ever be written there
unset DISPLAY WAYLAND_DISPLAY SDL_VIDEODRIVER POSIXLY_CORRECT
checks=0
failures=0

# run ARGUMENT...: stdout to the file out, stderr to err, the exit status to $status (124: it did not end).
run() {
    what="lrscope $*"
    timeout 60 "$lrscope" "$@" >out 2>err </dev/null
    status=$?
}

fail() {
    failures=$((failures + 1))
    printf 'FAILED: %s\n    %s\n' "$what" "$1"
    [ ! -s err ] || sed 's/^/    stderr: /' err
}

# check CLAIM COMMAND...: fails with that claim unless the command succeeds.
check() {
    claim=$1
    shift
    checks=$((checks + 1))
    "$@" || fail "$claim"
}

succeeds() { check "status $status, not 0" [ "$status" -eq 0 ]; check "stderr is not empty" [ ! -s err ]; }
out_is() { printf '%s\n' "$1" >expected; check "stdout is not: $1" cmp -s expected out; }
out_has() { check "stdout lacks: $1" grep -qF -e "$1" out; }
file_has() { check "$1 lacks: $2" grep -qF -e "$2" "$1"; }
same() { check "$1 and $2 differ" cmp -s "$1" "$2"; }
differ() { check "$1 and $2 are the same" sh -c '! cmp -s "$1" "$2"' - "$1" "$2"; }
absent() { check "$1 is there" [ ! -e "$1" ]; }

# refuses STATUS PART...: that status, nothing on stdout, one line on stderr that has all the parts.
refuses() {
    check "status $status, not $1" [ "$status" -eq "$1" ]
    check "stdout is not empty" [ ! -s out ]
    check "stderr is not one line" [ "$(wc -l <err)" -eq 1 ]
    shift
    for part in "lrscope: " "$@"; do
        check "stderr lacks: $part" grep -qF -e "$part" err
    done
}

# Nothing but the files named here (and the suite's own) may stand in the folder.
only_files() {
    found=$(ls -A | grep -vxE 'out|err|expected' | tr '\n' ' ')
    check "the folder holds: $found; it should: $*" [ "$found" = "$*${*:+ }" ]
}

# The width and height in a PNG's header.
png_size() { od -An -tu1 -j16 -N8 "$1" | awk '{ print $3 * 256 + $4 "x" $7 * 256 + $8 }'; }

finish() {
    check "a figure has written a session" [ ! -e "$XDG_STATE_HOME" ]
    printf '%d of %d checks failed\n' "$failures" "$checks"
    [ "$failures" -eq 0 ] && [ "$checks" -gt 0 ]
    exit
}
