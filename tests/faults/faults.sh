#!/bin/sh
# faults.sh memory|calls|kills|drawings LRSCOPE FAULT SESSION_ONCE COUNT|all
# Every call of a kind is refused once, for as long as there is a next one (or COUNT of them, spread evenly, the first
# ones always): the program ends with status 0 and the right file, or with 1, a sentence and the old file; nothing
# else is left. Killed, it leaves the old file or the new one.
set -u
export LC_ALL=C.UTF-8
kind=$1 lrscope=$2 fault=$3 session=$4 count=$5
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
cd "$folder" || exit 1
unset DISPLAY WAYLAND_DISPLAY
runs=0 failures=0

fail() {
    failures=$((failures + 1))
    echo "FAILED: $kind $n of: $what: $1"
    sed 's/^/    stderr: /' err
}

# try N COMMAND...: $status, and whether it happened at all
try() {
    n=$1
    shift
    rm -f mark
    case $kind in
    memory) variable=FAULT_MEMORY ;;
    calls) variable=FAULT_CALL ;;
    kills) variable=FAULT_KILL ;;
    drawings) variable=FAULT_CAIRO ;;
    esac
    timeout 30 env "$variable=$n" FAULT_MARK="$folder/mark" LD_PRELOAD="$fault" "$@" >out 2>err </dev/null
    status=$?
    runs=$((runs + 1))
    [ -e mark ]
}

# How often it happens at all, by doubling and halving.
number_of() {
    high=1
    while try $high "$@"; do high=$((high * 2)); done
    low=$((high / 2))
    while [ $((high - low)) -gt 1 ]; do
        middle=$(((low + high) / 2))
        if try $middle "$@"; then low=$middle; else high=$middle; fi
    done
    total=$low
}

# each JUDGE COMMAND...: tries them, all or some, and has the judge look at what came of each
each() {
    judge=$1
    shift
    what=$*
    rm -f ./a.* ./.lrscope-*
    number_of "$@"
    step=1
    [ "$count" = all ] || step=$((total / count + 1))
    i=1
    while [ "$i" -le "$total" ]; do
        prepare
        try "$i" "$@" || break # over a file that is there already it may happen less often
        $judge
        [ $failures -lt 5 ] || { echo "and more; given up"; exit 1; }
        i=$((i + step))
    done
    echo "$kind: $total in $what"
}

file_holds() {
    case $kind:$status in
    memory:1) grep -q "out of memory" err || fail "it does not speak of memory" ;; # of a library's too
    memory:*) fail "status $status" ;;
    kills:137 | *:0 | *:1) ;;
    *) fail "status $status" ;;
    esac
    if [ "$status" = 0 ]; then cmp -s "$made" "$right" || fail "status 0 and another file"; fi
    if [ "$status" = 1 ]; then [ -s err ] || fail "it says nothing"; fi
    cmp -s "$made" "$right" || cmp -s "$made" old || fail "the old file is lost"
    [ "$kind" = kills ] || [ -z "$(ls -d .lrscope-* 2>/dev/null)" ] || fail "a temporary file stays"
    rm -f .lrscope-*
}

# Cairo's error is told, and the picture is not kept.
drawing_holds() {
    [ "$status" = 1 ] || fail "status $status"
    grep -q "cannot draw" err || fail "it says nothing of it"
    cmp -s "$made" old || fail "the old file is lost"
    [ -z "$(ls -d .lrscope-* 2>/dev/null)" ] || fail "a temporary file stays"
}

prepare() { cp old "$made"; }
echo old >old
if [ "$kind" = drawings ]; then
    for made in a.png a.pdf a.webp; do
        sweep=
        [ $made != a.webp ] || sweep=--sweep=warmup_factor=0.5,1.5
        # shellcheck disable=SC2086 # one word or none
        each drawing_holds "$lrscope" --warmup-factor=1.5 $sweep --size=320x180 -o "$made"
        [ "$total" -gt 5 ] || { echo "FAILED: only $total drawings in $made"; exit 1; }
    done
    echo "$kind: $runs runs, $failures failures"
    [ $failures = 0 ]
    exit
fi

formats="svg png"
[ "$count" != all ] || formats="svg png pdf yaml json py"
for format in $formats; do
    made=a.$format right=right.$format size=--size=320x180
    case $format in json | py) size=--total-steps=90 ;; esac
    "$lrscope" --warmup-factor=1.5 --decay=cosine $size -o "right.$format" || exit 1
    each file_holds "$lrscope" --warmup-factor=1.5 --decay=cosine $size -o "$made"
done
if [ "$count" = all ]; then
    made=a.webp right=right.webp
    "$lrscope" --sweep=warmup_factor=0.5,1.5 --size=160x90 -o right.webp || exit 1
    each file_holds "$lrscope" --sweep=warmup_factor=0.5,1.5 --size=160x90 -o a.webp
fi

# A file that is read: memory that is not there is called so, and not a mistake in the file.
text_holds() {
    case $status in
    0) cmp -s out right.txt || fail "status 0 and other words" ;;
    1) grep -q "memory" err || fail "it does not speak of memory" ;;
    *) fail "status $status" ;;
    esac
}
if [ "$kind" = memory ]; then
    cat >in.yaml <<END
title: one
warmup_factor: 1.5
pins:
  - name: first
    decay: cosine
notes:
  - {step: 10, text: here}
END
    prepare() { :; }
    "$lrscope" in.yaml --describe >right.txt || exit 1
    each text_holds "$lrscope" in.yaml --describe
fi

# Once it has the name, the folder is written too, so that a loss of power keeps the old file or the new one.
if [ "$kind" = calls ]; then
    rm -f order a.svg
    FAULT_LOG="$folder/order" LD_PRELOAD="$fault" "$lrscope" -o a.svg || exit 1
    [ "$(tr '\n' ' ' <order)" = "fsync file rename fsync folder " ] || {
        n=0 what="$lrscope -o a.svg"
        : >err
        fail "the order is $(tr '\n' ' ' <order)"
    }
fi

# The session: what was remembered, or what is new.
session_holds() {
    case $kind:$status in
    kills:137 | *:0 | memory:1) ;;
    memory:134) grep -q "GLib" err || fail "status $status" ;;
    *) fail "status $status" ;;
    esac
    now=$("$session")
    [ "$now" = 1.25 ] || [ "$now" = 1.75 ] || fail "it remembers $now"
    [ "$kind" = kills ] || [ -z "$(ls "$XDG_STATE_HOME"/lrscope/*.new 2>/dev/null)" ] || fail "an unfinished file stays"
}
prepare() {
    rm -rf "$XDG_STATE_HOME"
    "$session" 1.25 2>/dev/null
}
export XDG_STATE_HOME="$folder/state"
each session_holds "$session" 1.75

echo "$kind: $runs runs, $failures failures"
[ $failures = 0 ]
