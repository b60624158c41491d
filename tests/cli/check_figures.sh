#!/bin/sh
# Figures that open again: they carry what they were drawn from, and --check draws them once more.
. "$(dirname "$0")/check.sh"

# Every format gives back every other one, with all its settings
settings="--size=400x300 --theme=dark --scale=2 --transparent"
run --warmup-factor=1.5 --decay=cosine $settings "--title=A: \"b\" #c <d> & é" -o a.svg -o a.png -o a.pdf
succeeds
for from in svg png pdf; do
    for to in svg png pdf; do
        run "a.$from" -o "again.$to"
        succeeds
        same "a.$to" "again.$to"
    done
done
run a.png --at=0
out_is 'step,factor,lr
0,1.5,0.03'
cp a.png odd.name
run odd.name --at=0
out_is 'step,factor,lr
0,1.5,0.03'

# What the call says comes on top
run a.svg --warmup-factor=0.5 --theme=light -o light.svg
succeeds
run light.svg --at=0
out_is 'step,factor,lr
0,0.5,0.01'
file_has light.svg "theme: light"
run --window --warmup-iters=7 -o window.svg
run window.svg -o window2.svg
same window.svg window2.svg

# Other programs see it too
check "a.svg is not well formed" xmllint --noout a.svg
check "a.pdf has no attached file" sh -c 'pdfdetach -list a.pdf | grep -qF scenario.yaml'
pdfdetach -saveall a.pdf
run scenario.yaml -o again.svg
same a.svg again.svg
check "the text comes after the pixels" sh -c '[ "$(grep -abo lrscope: a.png | head -n 1 | cut -d: -f1)" -lt "$(grep -abo IDAT a.png | head -n 1 | cut -d: -f1)" ]'

# --check is silent where all is well, and says which one is not
run --check a.svg a.png a.pdf window.svg odd.name
succeeds
check "stdout is not empty" [ ! -s out ]
sed 's/warmup_factor: 1.5/warmup_factor: 1.4/' a.svg >old.svg
run --check a.svg old.svg a.png
refuses 1 "old.svg: drawn again, it would differ"
{ cat a.png; echo; } >longer.png
run --check longer.png
refuses 1 "longer.png: drawn again, it would differ"
# Another version is said and no fault, unless strict; other numbers are one, whatever the versions
sed 's/Inter: [0-9.]*/Inter: 2.5/' a.svg >version.svg
run --check version.svg
check "status $status, not 0" [ "$status" -eq 0 ]
check "the version is not named" grep -q "version.svg: the same numbers and layout, drawn with Inter 2.5 (here [0-9.]*);" err
run --check --strict version.svg
refuses 1 "version.svg: the same numbers and layout"
sed 's/warmup_factor: 1.5/warmup_factor: 1.4/' version.svg >both.svg
run --check both.svg
refuses 1 "both.svg: drawn again, it would differ: other numbers or another layout"
sed 's/drawn: {[^}]*}//' a.svg >unsaid.svg
run --check unsaid.svg
refuses 1 "unsaid.svg: drawn again, it would differ"
sed 's/<path/<path class="x"/' a.svg >touched.svg
run --check touched.svg
refuses 1 "touched.svg: drawn again, it would differ"
run --check --strict a.svg a.png a.pdf
succeeds
run --strict -o b.svg
refuses 2 "--strict"
run --check scenario.yaml
refuses 2 "scenario.yaml: not a figure"
run --check nowhere.svg
refuses 2 "cannot read nowhere.svg"

# Settings are judged like options
setting() { printf 'figure:\n  %s\n' "$1" >bad.yaml; run bad.yaml -o b.svg; }
setting "size: huge"
refuses 2 "figure: size: 'huge'"
setting "output: /etc/passwd"
refuses 2 "no setting 'output'"
setting "warmup_factor: 3"
refuses 2 "no setting 'warmup_factor'"
setting "transparent: maybe"
refuses 2 "transparent takes true or false"
setting "{a: b}"
refuses 2 "no setting 'a'"
setting "size: [1, 2]"
refuses 2 "bad.yaml:2:" "size: takes a word"
absent b.svg

# Foreign, cut and hostile files: one clear line, status 2, little memory
small() { (ulimit -v 100000; exec "$lrscope" "$@"); }
small --version >/dev/null 2>&1 || small() { "$lrscope" "$@"; } # a sanitizer needs more
hostile() {
    what="lrscope $1"
    small "$1" -o b.svg >out 2>err
    status=$?
    refuses 2 "$@"
}
for format in png svg pdf; do
    size=$(wc -c <a.$format)
    for part in 1 2 3 4 5 6 7; do
        head -c $((size * part / 8)) a.$format >cut.$format
        small cut.$format --at=0 >out 2>err
        status=$?
        check "$format cut to $part/8: status $status" [ $status -eq 0 -o $status -eq 2 ]
    done
done
: >cut.png
hostile cut.png "cut.png: this file is empty"
absent b.svg
head -c 40 a.png >cut.png
hostile cut.png "cut short"
printf '\211PNG\r\n\032\n' >cut.png
hostile cut.png "cut short"
head -c 2000 a.pdf >cut.pdf
hostile cut.pdf "no scenario is inside this PDF"
echo '<svg xmlns="http://www.w3.org/2000/svg"/>' >foreign.svg
hostile foreign.svg "no scenario is inside this SVG"
{ printf '%%PDF-1.5\n'; head -c 100000000 /dev/zero; } >huge.pdf
hostile huge.pdf "no scenario is inside this PDF"
{ echo '<svg><metadata><lrscope:scenario>'; head -c 100000000 /dev/zero | tr '\0' a; } >huge.svg
hostile huge.svg "cut short"
head -c 100000000 /dev/zero | tr '\0' ' ' >huge.yaml
hostile huge.yaml "larger than 1048576 bytes"
rm huge.*
{ echo '<svg><lrscope:scenario>'; seq -f 'k%.0f: 1' 1000000; echo '</lrscope:scenario></svg>'; } >keys.svg
hostile keys.svg "keys.svg"
{ echo '<svg><lrscope:scenario>'; seq -f 'k%.0f: 1' 70000; echo '</lrscope:scenario></svg>'; } >keys.svg
hostile keys.svg "too many entries"
{ echo '<svg><lrscope:scenario>a: '; head -c 100000 /dev/zero | tr '\0' '['; echo '</lrscope:scenario></svg>'; } >deep.svg
hostile deep.svg "deep.svg:2:"
head -c 5000 /dev/urandom >noise
run noise --at=0
check "noise: status $status, not 2" [ "$status" -eq 2 ]

finish
