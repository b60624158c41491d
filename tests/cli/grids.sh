#!/bin/sh
# Small multiples: a plot for each value, pin or file, on shared axes.
. "$(dirname "$0")/check.sh"

# Every value of a sweep has its plot, its name and its verdict; the figure carries the grid
run --sweep=warmup_factor=0,0.5,1,1.5 --grid=2x2 -o grid.svg -o grid.png -o grid.pdf -o grid.yaml
succeeds
pdftotext grid.pdf words
for label in "warmup_factor = 0" "warmup_factor = 0.5" "warmup_factor = 1" "warmup_factor = 1.5"; do
    check "there is no plot $label" grep -qxF "$label" words
done
check "the verdicts are not there" sh -c '[ "$(grep -c "Never above 1" words)" -eq 3 ] && grep -q "Above 1 on steps" words'
check "the axis is named more than once" [ "$(grep -cx factor words)" -eq 1 ]
file_has grid.yaml "grid: 2x2"
file_has grid.svg "one plot each for warmup_factor = 0, 0.5, 1, 1.5 on shared axes. warmup_factor = 0: "
run --check grid.svg grid.png grid.pdf
succeeds
run grid.svg -o again.pdf
same grid.pdf again.pdf
run grid.yaml -o again.png
same grid.png again.png
run --sweep=warmup_factor=0,0.5,1,1.5 --grid=2x2 --theme=dark -o dark.svg
differ grid.svg dark.svg

# So has every pin; names that differ in their rates share an axis of rates
run --decay=cosine --pin=decay=linear,name=straight --pin=base_lr=0.01,name=half --grid=3x1 --size=900x300 -o pins.pdf
succeeds
pdftotext pins.pdf words
for label in straight half "learning rate"; do file_has words "$label"; done
check "factors have an axis though rates differ" sh -c '! grep -qx factor words'

# And every file, under its title or its name
printf 'title: the first one\ndecay: cosine\n' >a.yaml
printf 'decay: linear\n' >b.yaml
printf 'torch.optim.lr_scheduler.LinearLR(torch.optim.SGD(p, lr=0.02), start_factor=0.5, total_iters=100)\n' >c.py
run a.yaml b.yaml --grid=2x1 --size=800x300 -o files.pdf -o files.svg -o files.csv -o files.json
succeeds
pdftotext files.pdf words
file_has words "the first one"
check "the second file has no name" grep -qx b words
file_has files.json '"name": "b"'
check "the table has no column of the second" sh -c 'head -1 files.csv | grep -qxF "step,factor,lr,lr (b)"'
run --check files.svg
succeeds
run a.yaml c.py --grid=2x1 -o code.svg
check "code is not read" [ "$status" -eq 0 ]
run a.yaml missing.yaml --grid=2x1 -o none.svg
refuses 2 "missing.yaml"
run a.yaml b.yaml -o none.svg
refuses 2 "b.yaml: a second file" "--grid"
run a.yaml b.yaml --grid=2x1 --base-lr=1 -o none.svg
refuses 2 "--base-lr=1" "files"

# Grids that cannot be drawn
run --grid=2x2 -o none.svg
refuses 2 "--grid=2x2" "several curves"
run --grid=2x1 --sweep=warmup_factor=0,1,2 -o none.svg
refuses 2 "2 places for 3 curves"
run --grid=2x2 --sweep=warmup_factor=0:2:4 -o none.webp
refuses 2 "one value after the other"
run --grid=2x2 --sweep=warmup_factor=0:2:4 -o none%d.png
refuses 2 "one value after the other"
run --grid=2x2 --window --pin=decay=linear -o none.png
refuses 2 "--window"
run --grid=2x2 --pin=decay=linear --family=warmup_factor -o none.png
refuses 2 "--family"
run --grid=2x2 --pin=decay=linear --show=formula -o none.png
refuses 2 "--show=formula"
run --grid=2x6 --sweep=warmup_factor=0:2:12 --size=320x180 -o none.png
refuses 2 "--grid=2x6" "too small" "140x286"
run --grid=2 --pin=decay=linear -o none.png
refuses 2 "--grid" "COLUMNSxROWS"
run --grid=2x2 --text
refuses 2 "--grid=2x2 has no effect here"
absent none.svg
run --grid=1x2 --sweep=decay=none,cosine --caption --title=Both -o caption.pdf
succeeds
pdftotext caption.pdf words
for label in Both "decay = cosine" "base_lr=0.02"; do file_has words "$label"; done
finish
