#!/bin/sh
# Lessons without a window: their steps as figures, one PDF with a page a step, and in words.
. "$(dirname "$0")/check.sh"

run --list-lessons
succeeds
grep -o '^[a-z][^ ]*' out >names
check "not four lessons" [ "$(wc -l <names)" -eq 4 ]
while read -r name; do
    run --lesson="$name" --describe
    succeeds
    check "$name: no step in words" grep -q '^Step 1 of ' out
    check "$name: no question" grep -q '^Question: ' out
    check "$name: no answer" grep -q '^Answer: ' out
    steps=$(grep -c '^Step ' out)
    run --lesson="$name" -o "$name.pdf"
    succeeds
    check "$name: not a page a step" [ "$(pdfinfo "$name.pdf" | sed -n 's/^Pages: *//p')" = "$steps" ]
    check "$name: a page without words" pdftotext -f "$steps" -l "$steps" "$name.pdf" page
    check "$name: the last page says not where it is" grep -q "$steps of $steps" page
    rm "$name.pdf" page
done <names
rm names

# A lesson as the FILE of a call is told from a scenario and from code.
printf 'lesson: 1\ntitle: T\nsteps:\n  - title: A\n' >mine.yaml
run mine.yaml --describe
refuses 2 "mine.yaml is a lesson" "--lesson=mine.yaml"
rm mine.yaml

# Without answers there is room to draw; or each step twice.
steps=$("$lrscope" --lesson=units --describe | grep -c '^Step ')
run --lesson=units --answers=none -o none.pdf
succeeds
check "none: not a page a step" [ "$(pdfinfo none.pdf | sed -n 's/^Pages: *//p')" = "$steps" ]
check "none: it has an answer" sh -c "! pdftotext none.pdf - | grep -q 'An epoch has 500 batches'"
run --lesson=units --answers=after -o after.pdf
succeeds
check "after: not two pages for each step that asks" [ "$(pdfinfo after.pdf | sed -n 's/^Pages: *//p')" = $((2 * steps - 1)) ]
run --lesson=units --answers=none --describe
succeeds
check "none: words with an answer" sh -c "! grep -q 'An epoch has 500 batches' out"
run --lesson=units --answers=later --describe
refuses 2 "--answers: 'later'" "on, none or after"
run --answers=none -o a.pdf
refuses 2 "--answers needs --lesson"
rm none.pdf after.pdf

run --lesson=raise --size=640x360 -o %02d.png -o %d.svg --theme=dark
succeeds
check "not a PNG a step" [ "$(echo 0?.png)" = "01.png 02.png 03.png 04.png 05.png 06.png 07.png 08.png 09.png" ]
check "not an SVG a step" [ -s 1.svg ] && [ -s 9.svg ]
check "the SVG has no words for who does not see it" grep -q 'In the first steps of training a warm-up changes it' 1.svg
run --lesson=raise --size=640x360 -o again-%d.svg --theme=dark
same 9.svg again-9.svg
rm -f ./*.png ./*.svg

cat >own.yaml <<END
lesson: 1
title: Mine
steps:
  - title: One
    settings: {warmup_factor: 2}
END
run --lesson=own.yaml -o own.png
succeeds
rm own.png
echo '    pont: 3' >>own.yaml
run --lesson=own.yaml --describe
refuses 2 "own.yaml:6:5: step 1: unknown key 'pont'; did you mean 'point'?"
rm own.yaml

# What --list-words prints is the words: of a lesson, to be filled in.
run --list-words
succeeds
{ echo "lesson: 1"; cat out; echo "title: x"; echo "steps: [{title: y}]"; } >words.yaml
run --lesson=words.yaml --describe
succeeds
check "no step in words" grep -q "^Step 1 of 1: y" out
rm words.yaml
# Other scripts come from the system's fonts; what cannot be set is refused with its line.
printf 'lesson: 1\ntitle: x\nsteps:\n  - title: Ուսուցում\n' >other.yaml
run --lesson=other.yaml -o other.pdf -o other.png
succeeds
check "no Armenian in the PDF" sh -c "pdftotext other.pdf - | grep -q Ուսուցում"
check "the fonts are not embedded" sh -c "pdffonts other.pdf | grep -q DejaVu"
printf 'lesson: 1\ntitle: x\nsteps:\n  - title: שלום\n' >other.yaml
run --lesson=other.yaml -o other.pdf
refuses 2 "other.yaml:4:1: step 1: title: 'ש' is of a script that runs from right to left"
rm other.*
run --speaker
refuses 2 "--speaker needs --lesson"

run --lesson=rais
refuses 2 "--lesson: there is no lesson 'rais'" "did you mean raise?"
run --lesson=none.yaml --describe
refuses 2 "none.yaml"
run --lesson=raise -o one.png
refuses 2 "one.png" "slides/%02d.png"
run --lesson=raise -o a.csv
refuses 2 "a.csv" "png, svg, pdf or html"
run --lesson=raise --warmup-factor=2 --describe
refuses 2 "--warmup-factor has no effect here"
only_files

finish
