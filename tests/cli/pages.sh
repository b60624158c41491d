#!/bin/sh
# Pages for browsers: what stands in the file, that it opens again, and what is said where the program for them is missing.
. "$(dirname "$0")/check.sh"

# A program by itself has no page beside it.
mkdir alone
cp "$lrscope" alone/lrscope
together=$lrscope
lrscope=$PWD/alone/lrscope
run -o a.html
refuses 2 "-o a.html" "./dev page" ".svg"
run -o a.svg
succeeds
only_files a.svg alone
rm -r alone a.svg
lrscope=$together

run --sliders=decay -o a.html
refuses 2 "--sliders: 'decay'" "no number"
run --sliders=base_lr -o a.svg
refuses 2 "--sliders=base_lr has no effect" "HTML"
run --html=book -o a.html
refuses 2 "--html: 'book'" "page or fragment"

[ -n "$LRSCOPE_PAGE" ] || finish

run --warmup-factor=1.5 --warmup-iters=300 --title="A < B" -o a.html -o a.svg
succeeds
file_has a.html "<title>A &lt; B</title>"
file_has a.html 'data-sliders="warmup_factor,warmup_iters"'
check "the drawing is another one than that of the SVG" sh -c 'sed -n "/<g/,/<\/svg>/p" a.svg >drawing && sed -n "/<g/,/<\/svg>/p" a.html | diff -q drawing - >/dev/null'
check "it loads something" sh -c '! grep -qE "(src|href)=.(https?:)?//" a.html'
check "it is larger than 600 kB" [ "$(wc -c <a.html)" -le 600000 ]
run --check a.html
succeeds
run a.html --at=0
succeeds
check "it does not open again" grep -q '^0,1.5,0.03$' out
sed 's/warmup_factor: 1.5/warmup_factor: 1.25/' a.html >changed.html
run --check changed.html
refuses 1 "drawn again, it would differ"
run --warmup-factor=1.5 --warmup-iters=300 --title="A < B" -o b.html
same a.html b.html

run --html=fragment --sliders=none -o part.html
succeeds
check "a fragment is a whole page" sh -c '! grep -qi "<html\|<body" part.html'
run --check part.html
succeeds
run part.html --describe
succeeds

run --lesson=units -o lesson.html
succeeds
file_has lesson.html 'class="lrscope-lesson"'
run --lesson=units --answers=./nothing -o l.pdf
refuses 2 "--answers" "./nothing"
echo "lrscope-answers 00000000 1=1" >other.txt
run --lesson=units --answers=./other.txt -o l.pdf
refuses 2 "no answers to this lesson" "1 to another lesson"

finish
