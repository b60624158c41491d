#!/bin/sh
# All measurements, one after the other, on a display of their own:
#   bench.sh LRSCOPE FOLDER-OF-THE-MEASURING-PROGRAMS
# Status 1 where a limit is not kept.
set -u
lrscope=$1 programs=$2
here=$(dirname "$0")

for tool in Xvfb gnuplot; do
    command -v $tool >/dev/null || { echo "bench: $tool is missing: install the packages xvfb and gnuplot-nox" >&2; exit 1; }
done

work=$(mktemp -d)
export XDG_STATE_HOME="$work/state" # never the session of who measures
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
server=$!
trap 'kill $server; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
tries=200
until [ -s "$work/display" ]; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || { echo "bench: Xvfb does not start" >&2; exit 1; }
    sleep 0.05
done

status=0
"$programs/bench_frame" || status=1
"$programs/bench_function" || status=1
"$programs/bench_export" "$lrscope" "$here/warmup.gnuplot" "$work" || status=1
"$programs/bench_logs" "$work" || status=1
"$programs/bench_batch" "$lrscope" "$here/batch.gnuplot" "$work" || status=1
DISPLAY=:$(cat "$work/display") "$programs/bench_window" "$lrscope" "$programs/bench_bare" || status=1
[ $status = 0 ] && echo "bench: every limit is kept" || echo "bench: a limit is not kept"
exit $status
