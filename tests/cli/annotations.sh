#!/bin/sh
# Notes of one's own on steps: in figures, tables, words and files, and out of these again.
. "$(dirname "$0")/check.sh"

run --decay=cosine "--note=step=1000,text=here, a comma" --note=step=25%..700,text=unstable -o note.pdf -o note.svg \
    -o note.json -o note.yaml -o note.png
succeeds
pdftotext note.pdf words
file_has words "here, a comma"
file_has words "unstable"
file_has note.yaml "  - step: 1000"
file_has note.yaml "  - steps: [500, 700]"
file_has note.yaml "    text: here, a comma"
file_has note.json '"notes": [{"first": 1000, "last": 1000, "text": "here, a comma"}, {"first": 500, "last": 700'
check "the JSON is none" python3 -c 'import json; json.load(open("note.json"))'
file_has note.svg "Note on step 1 000: “here, a comma”."
run --check note.svg note.pdf note.png
succeeds
run note.yaml -o again.svg
same note.svg again.svg
run note.png -o again.yaml
file_has again.yaml "    text: here, a comma"
run note.yaml --note=step=3,text=more -o more.yaml
file_has more.yaml "text: more"
file_has more.yaml "text: unstable"
run note.yaml --describe
out_has "Note on steps 500 to 700: “unstable”."
run note.yaml --text
out_has "step 1 000: here, a comma"
run --steps-per-epoch=100 --note=step=6e,text=epoch -o epochs.yaml
file_has epochs.yaml "step: 600"
run --pin=decay=linear --grid=2x1 --note=step=100,text=first -o grid.pdf
succeeds
pdftotext grid.pdf words
check "a note is not on one plot alone" [ "$(grep -c first words)" -eq 1 ]

# The window shows them too
run --decay=cosine --window --note=step=1500,text=halfway -o window.pdf
succeeds
pdftotext window.pdf words
file_has words "halfway"

# In a small figure words that have no place stand below the plot, under their number
run --size=238x180 --note=step=400,text="a very long remark on what happened here" -o small.pdf
succeeds
pdftotext small.pdf words
file_has words "remark"
run --warmup-factor=1.5 --size=640x360 --theme=both --note=step=5,text=x -o pair.svg
check "no pair of themes" [ -s pair-dark.svg ]

for wrong in 'step=1000' 'text=a' 'step=a,text=b' 'step=5..3,text=a' 'step=1,2,text=a' 'step=0..9:3,text=a' 'step=1,text='; do
    run "--note=$wrong" -o none.svg
    refuses 2 "--note: '$wrong' is not allowed"
done
run --note=step=6e,text=a -o none.svg
refuses 2 "--steps-per-epoch"
run --note=step=5000,text=a -o none.svg
refuses 2 "step 5 000 is after the end of the run"
run --note=step=1,text=注 -o none.svg
refuses 2 "--note" "注" "--font"
run --note=step=1,text=注 --svg-text=real -o real.svg
succeeds
absent none.svg
finish
