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

# Where they are kept, they are kept up to date: ./dev figures. Byte for byte with the versions of fonts and libraries
# that they were drawn with, else in numbers and layout.
kept=$(cd "$project/assets/readme" && ls -- *.png *.svg *.webp 2>/dev/null)
for name in $kept; do
    what="assets/readme/$name: not what is drawn now; run ./dev figures"
    if (cd "$project/assets/readme" && "$lrscope" --check --strict -- "$name") 2>err; then
        same "$project/assets/readme/$name" "assets/readme/$name"
    else
        check "it was not drawn with other versions" grep -q "the same numbers and layout, drawn with" err
        check "it would be another one" "$lrscope" --check "$project/assets/readme/$name"
    fi
done

# The live figure: another build of the program inside is another file with the same numbers and layout.
if [ -n "$LRSCOPE_PAGE" ]; then
    run --batch "$project/assets/readme/page.yaml"
    succeeds
    for name in $(grep -o 'assets/readme/[a-z-]*\.html' "$project/README.md" | sort -u); do
        check "the README links $name, which assets/readme/page.yaml does not draw" [ -s "$name" ]
        check "$name: not what is drawn now; run ./dev figures" "$lrscope" --check "$project/$name"
    done
fi

finish
