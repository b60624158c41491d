#!/bin/sh
# What happens when the disk is full, a place cannot be written, a reader goes away: status 1, one line, and no
# half-written file.
. "$(dirname "$0")/check.sh"

# Places that cannot be written
echo old >file
for place in none/a.svg file/a.svg; do
    run -o "$place"
    refuses 1 "cannot write $place"
done
mkdir folder.svg
run -o folder.svg
refuses 1 "cannot write folder.svg"
only_files file folder.svg
rmdir folder.svg
if [ "$(id -u)" -ne 0 ]; then
    chmod a-w file
    run -o file --format=csv
    refuses 1 "cannot write file"
    chmod u+w file
fi

# A full device ends a table of 10^12 rows at once
run --total-steps=1e12 -o /dev/full --format=csv
refuses 1 "cannot write /dev/full" "No space left"
run -o /dev/full --format=svg
refuses 1 "cannot write /dev/full" "No space left"

# Files that may not grow above 4 KB: the old one stays, the new one leaves nothing
cat >limited <<END
#!/bin/sh
ulimit -f 8
exec "$lrscope" "\$@"
END
unlimited=$lrscope
lrscope=./limited
chmod +x limited
run --total-steps=1e12 -o file --format=csv
refuses 1 "cannot write file" "too large"
run -o big.png --size=4000x3000
refuses 1 "cannot write big.png" "too large"
lrscope=$unlimited
rm limited
check "the old file has changed" [ "$(cat file)" = old ]
only_files file

# An interrupted table leaves nothing either. Its temporary file shows that it is being written.
what="lrscope -o huge.csv, ended by SIGTERM"
only_files file
timeout 60 "$lrscope" --total-steps=1e12 -o huge.csv >out 2>err &
rounds=0
while [ "$(ls -A | grep -cvxE 'file|out|err|expected')" -eq 0 ] && [ $rounds -lt 200 ]; do
    rounds=$((rounds + 1))
    sleep 0.05
done
check "no temporary file within 10 seconds" [ $rounds -lt 200 ]
kill -TERM $!
wait $! 2>/dev/null
status=$?
check "status $status, not that of SIGTERM" [ $status -eq 143 ]
rounds=0 # timeout may be gone a moment before the program that it ended
while [ "$(ls -A | grep -cvxE 'file|out|err|expected')" -ne 0 ] && [ $rounds -lt 100 ]; do
    rounds=$((rounds + 1))
    sleep 0.05
done
only_files file

# Stdout that cannot be written
to_full() {
    what="lrscope $* >/dev/full"
    "$lrscope" "$@" >/dev/full 2>err
    status=$?
    : >out
    refuses 1 "cannot write stdout" "No space left"
}
to_full --help
to_full --version
to_full --describe
to_full --at=0..1e12
to_full -o - --format=png
what="lrscope --describe >&-"
"$lrscope" --describe >&- 2>err
status=$?
: >out
refuses 1 "cannot write stdout"

# A reader that goes away
what="lrscope --at=0..1e12 | head -n 2"
{ "$lrscope" --at=0..1e12 2>err; echo $? >status; } | head -n 2 >lines
status=$(cat status)
: >out
refuses 1 "cannot write stdout" "Broken pipe"
check "the reader has not read two lines" [ "$(wc -l <lines)" -eq 2 ]
rm status lines

# A window without a display
run
refuses 1 "cannot open a window" "no display" "-o FILE"
run --warmup-factor=1.5 --theme=light
refuses 1 "cannot open a window" "no display" "-o FILE"
what="lrscope with the DISPLAY of a machine that is not there"
mkdir elsewhere
DISPLAY=:4711 XDG_STATE_HOME="$PWD/elsewhere" "$lrscope" >out 2>err
status=$?
refuses 1 "cannot open a window" "-o FILE"
check "it remembers what nobody saw" [ -z "$(ls elsewhere/lrscope/*.yaml 2>/dev/null)" ]

finish
