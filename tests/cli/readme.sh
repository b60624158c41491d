#!/bin/sh
# The README's pictures: the documented command draws them, and those that stand beside the README are what it draws.
project=$(cd "$(dirname "$0")/../.." && pwd)
. "$(dirname "$0")/check.sh"

mkdir -p assets/readme
cp "$project"/assets/readme/*.csv assets/readme
run --batch "$project/assets/readme/figures.yaml"
succeeds
drawn=$(cd assets/readme && ls)
check "there are few pictures: $drawn" [ "$(echo "$drawn" | wc -l)" -ge 6 ]
for name in $(grep -o 'assets/readme/[a-z-]*\.\(png\|svg\|webp\)' "$project/README.md" | sort -u); do
    check "the README shows $name, which assets/readme/figures.yaml does not draw" [ -s "$name" ]
done

# Where they are kept, they are kept up to date: ./dev figures
kept=$(cd "$project/assets/readme" && ls -- *.png *.svg *.webp 2>/dev/null)
for name in $kept; do
    what="assets/readme/$name: not what is drawn now; run ./dev figures"
    same "$project/assets/readme/$name" "assets/readme/$name"
done
what="lrscope --check assets/readme/*"
if [ -n "$kept" ]; then
    (cd "$project/assets/readme" && "$lrscope" --check -- *.png *.svg *.webp) >out 2>err
    status=$?
    succeeds
fi

finish
