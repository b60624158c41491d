#!/bin/sh
# Figures: without a display, in the size asked for, the same bytes each time, into files, pipes and devices.
. "$(dirname "$0")/check.sh"

check "lrscope is linked with SDL" sh -c '! ldd "$1" | grep -i sdl' - "$lrscope"

# Three right files in one go
run --warmup-factor=1.5 -o a.svg -o a.png -o a.csv
succeeds
only_files a.csv a.png a.svg
check "stdout is not empty" [ ! -s out ]
check "a.svg is not well formed" xmllint --noout a.svg
file_has a.svg "bove 1"
check "a.png is not 960x540" [ "$(png_size a.png)" = 960x540 ]
check "a.png does not begin as a PNG" [ "$(od -An -tx1 -N8 a.png)" = " 89 50 4e 47 0d 0a 1a 0a" ]
check "a.csv does not begin at 1.5" [ "$(sed -n 2p a.csv)" = "0,1.5,0.03" ]

# PDF: one page of the figure's size with real text
run --warmup-factor=1.5 -o a.pdf
succeeds
pdftotext a.pdf words
file_has words "Above 1"
check "the page is not 960 x 540 points" sh -c 'pdfinfo a.pdf | grep -q "^Page size: *960 x 540 pts"'
check "there is not one page" sh -c 'pdfinfo a.pdf | grep -q "^Pages: *1$"'

# Size, scale, theme, title
run -o b.png --size=320x180 --scale=2
succeeds
check "b.png is not 640x360" [ "$(png_size b.png)" = 640x360 ]
for small in --size=1x1 --size=0.5in "--size=3.3in --font-size=72"; do
    run -o tiny.png -o tiny.svg -o tiny.pdf $small
    refuses 2 "has no room for a chart with type of"
done
run -o tiny.png -o tiny.svg -o tiny.pdf --size=120x70
succeeds
check "tiny.png is not 120x70" [ "$(png_size tiny.png)" = 120x70 ]
run -o c.svg
run -o dark.svg --theme=dark
differ c.svg dark.svg
run -o light.svg --theme=light
same c.svg light.svg
run -o asinh.svg --axis=asinh
succeeds
differ c.svg asinh.svg
run -o left.svg --left=lr
succeeds
differ c.svg left.svg
printf 'view: {left: lr}\n' >left.yaml
run left.yaml -o from-file.svg
same left.svg from-file.svg
run left.svg --left=factor -o back.svg
same c.svg back.svg
run --check left.svg
succeeds
run --left=right -o c.svg
refuses 2 "--left" "'right'" "factor or lr"
run --base-lr=5e-5 -o tiny-rates.pdf
pdftotext tiny-rates.pdf words
file_has words "learning rate (×10⁻⁵)"
printf 'view: {axis: asinh}\n' >asinh.yaml
run asinh.yaml -o from-file.svg
same asinh.svg from-file.svg
printf 'view: {steps: [500, 1500], factor: [0.5, 1.1]}\n' >zoomed.yaml
run zoomed.yaml -o zoomed.svg
succeeds
differ c.svg zoomed.svg
run -o linear.svg --axis=linear
same c.svg linear.svg
run -o clear.svg --transparent
differ c.svg clear.svg
run -o titled.svg -o titled.pdf "--title=Warm-up <of> \"A&B\""
succeeds
check "titled.svg is not well formed" xmllint --noout titled.svg
check "titled.svg has not its title" \
    [ "$(xmllint --xpath 'string(/*/*[local-name()="title"])' titled.svg)" = 'Warm-up <of> "A&B"' ]
pdftotext titled.pdf words
file_has words 'Warm-up <of> "A&B"'

run --sweep=warmup_factor=0,1 -o swept.svg
title_of() { xmllint --xpath 'string(/*/*[local-name()="title"])' "$1"; }
check "a figure without a title has no name" [ "$(title_of c.svg)" = "Learning rate" ]
check "a sweep has no name" [ "$(title_of swept.svg)" = "warmup_factor = 0, 1" ]
check "the name is drawn" sh -c '! "$1" --svg-text=real -o - --format=svg | grep -q ">Learning rate</text>"' - "$lrscope"

# Letters that no built-in font has are not drawn as boxes; real text in SVG leaves them to the reader
for title in "Schedule 学習率" "שלום" "🔥"; do
    run -o boxes.svg -o boxes.png "--title=$title"
    refuses 2 "--title: the built-in fonts" "--svg-text=real"
    absent boxes.svg
    run --svg-text=real -o real.svg -o real.csv "--title=$title"
    succeeds
    run --check real.svg
    succeeds
    run real.svg -o boxes.pdf
    refuses 2 "--title: the built-in fonts"
done
run --pin=name=学習率,warmup_factor=0.5 -o boxes.svg
refuses 2 "the name of a pin: the built-in fonts" "'学'"
run --pin=name=学習率,warmup_factor=0.5 --svg-text=real -o real.svg
succeeds
printf 'title: 学習率\npins:\n  - {name: 字, warmup_factor: 0.5, shown: false}\n' >foreign.yaml
run foreign.yaml --window -o boxes.png
refuses 2 "the scenario's title: the built-in fonts" "'学'"
absent boxes.png
run foreign.yaml -o letters.png
succeeds
run "--title=Größe – и αβγ ≤ 1 · ∞ №1, é" -o letters.png
succeeds

# The parts of the chart
run -o plain.svg
run --hide=verdict,grid --show=formula -o parts.svg
succeeds
groups() { grep -o '<g id="[^"]*"' "$1" | sed 's/.*-\(verdict\|grid\|formula\|caption\|curve\)"/\1/' | grep -v id= | tr '\n' ' '; }
check "plain.svg has not its parts: $(groups plain.svg)" [ "$(groups plain.svg)" = "verdict grid curve " ]
check "parts.svg has not its parts: $(groups parts.svg)" [ "$(groups parts.svg)" = "curve formula " ]
run --caption -o caption.svg -o caption.pdf
succeeds
pdftotext caption.pdf words
file_has words "warmup_factor=0.001"
run --show=caption -o again.svg
same caption.svg again.svg
run caption.svg --hide=caption -o again.svg
same plain.svg again.svg
run parts.svg --show=grid -o again.svg
run --hide=verdict --show=formula,grid -o parts.svg
same parts.svg again.svg
run --check parts.svg caption.svg caption.pdf
succeeds

# SVG with real text
run --svg-text=real -o real.svg
succeeds
check "real.svg is not well formed" xmllint --noout real.svg
file_has real.svg '>Never above 1</text>'
check "c.svg has real text" sh -c '! grep -q "<text" c.svg'
run --check real.svg
succeeds

# For light pages, for dark ones, for both, for any
run --theme=both -o fig.svg -o fig.png -o fig.pdf -o fig.csv
succeeds
for file in fig-light.svg fig-dark.svg fig-light.png fig-dark.png fig-light.pdf fig-dark.pdf fig.csv; do
    check "there is no $file" [ -s $file ]
done
absent fig.svg
cp out snippet
same fig-light.svg c.svg
same fig-dark.svg dark.svg
check "not two <picture> elements" [ "$(grep -c '<picture>' snippet)" -eq 2 ]
file_has snippet 'srcset="fig-dark.svg"'
file_has snippet 'src="fig-light.png"'
run --theme=both --sweep=warmup_factor=0:1:3 -o moves.webp -o swept.svg -o swept.py -o frame%d.png
succeeds
check "not two <picture> elements: $(cat out)" [ "$(grep -c '<picture>' out)" -eq 2 ]
file_has out 'srcset="moves-dark.webp"'
file_has out 'srcset="swept-dark.svg"'
file_has out ' steps, one curve each for warmup_factor = 0, 0.5, 1. Never above 1: 0, 0.5, 1.">'
check "code has a theme" [ -s swept.py -a ! -e swept-light.py ]
run --theme=both --pin=warmup_factor=2,name=twice -o pinned.svg
file_has out ' Beside it, twice: above 1 on steps 0 – 999.">'
run --theme=both -o "a b, 50%?#é'.svg"
succeeds
file_has out 'srcset="a%20b%2C%2050%25%3F%23é%27-dark.svg"'
file_has out 'src="a%20b%2C%2050%25%3F%23é%27-light.svg"'
check "the name itself was changed" [ -s "a b, 50%?#é'-dark.svg" ]
run --describe=short
file_has snippet "alt=\"$(cat out)\""
run --check fig-light.svg fig-dark.svg fig-dark.png fig-light.pdf
succeeds
run --theme=neutral -o neutral.svg -o neutral.png
succeeds
check "neutral.svg has a ground" sh -c '! grep -q "width=.100%" neutral.svg'
check "neutral.png is not RGBA" [ "$(od -An -tu1 -j25 -N1 neutral.png | tr -d ' ')" = 6 ]

# The description is the figure's alternative text
run --describe
check "the SVG is not described by --describe's words" \
    [ "$(xmllint --xpath 'string(/*/*[local-name()="desc"])' c.svg)" = "$(cat out)" ]

# So it is in every format that has words, whatever the figure shows
for kind in --sweep=warmup_factor=0.5,2 "--sweep=warmup_factor=0.5,2 --grid=2x1" --pin=warmup_factor=2 --family=warmup_factor; do
    case $kind in *grid*) others= ;; *) others="-o words.txt -o words.json" ;; esac
    run $kind -o words.svg -o words.png -o words.pdf $others
    succeeds
    words=$(xmllint --xpath 'string(/*/*[local-name()="desc"])' words.svg)
    case $words in *"bove 1 on steps 0 – 999"*) ;; *) fail "$kind is told without a word on a curve above 1: $words" ;; esac
    check "words.png has other words" grep -qaF "$words" words.png
    check "words.pdf has other words" [ "$(pdfinfo words.pdf | sed -n 's/^Subject: *//p')" = "$words" ]
    [ -z "$others" ] || check "words.txt has other words" [ "$(cat words.txt)" = "$words" ]
    [ -z "$others" ] || file_has words.json "$words"
    run --theme=both $kind -o words.svg
    case $(cat out) in *"bove 1 on steps 0 – 999"*) ;; *) fail "the HTML tells nothing of a curve above 1: $(cat out)" ;; esac
done

# The whole window's content
run --window -o window.png -o window.svg -o window.pdf
succeeds
check "window.png is not 1280x800" [ "$(png_size window.png)" = 1280x800 ]
check "window.svg is not well formed" xmllint --noout window.svg
pdftotext window.pdf words
file_has words warmup_factor
run --window -o small.png --size=960x600 --theme=light
succeeds
check "small.png is not 960x600" [ "$(png_size small.png)" = 960x600 ]

# The same bytes whoever draws them, wherever and whenever; a date only where SOURCE_DATE_EPOCH states one, in PDF
unset SOURCE_DATE_EPOCH
mkdir elsewhere
for kind in svg png pdf csv json yaml txt; do
    case $kind in csv | json | txt) part= ;; *) part=--show=caption ;; esac
    run --warmup-factor=1.5 --decay=cosine $part -o "again.$kind"
    (cd elsewhere && TZ=Asia/Tokyo LC_ALL=de_DE.UTF-8 LANG=C HOME=/nonexistent USER=other XDG_CONFIG_HOME=/nonexistent \
        GTK_THEME=dark "$lrscope" $part --decay=cosine --warmup-factor=1.5 -o "again.$kind")
    same "again.$kind" "elsewhere/again.$kind"
    (cd elsewhere && SOURCE_DATE_EPOCH=1700000000 TZ=America/Lima "$lrscope" --warmup-factor=1.5 --decay=cosine \
        $part -o "dated.$kind")
    SOURCE_DATE_EPOCH=1700000000 "$lrscope" --warmup-factor=1.5 --decay=cosine $part -o "dated.$kind"
    same "dated.$kind" "elsewhere/dated.$kind"
    [ $kind = pdf ] || same "again.$kind" "dated.$kind"
done
check "the PDF is dated" sh -c '! pdfinfo again.pdf | grep -q CreationDate'
run --check again.pdf dated.pdf
succeeds
what="SOURCE_DATE_EPOCH=1 lrscope --check dated.pdf again.pdf"
SOURCE_DATE_EPOCH=1 "$lrscope" --check dated.pdf again.pdf >out 2>err
status=$?
succeeds
for date in 0 951782399 951782400 1709164800 4102444800; do
    SOURCE_DATE_EPOCH=$date "$lrscope" -o leap.pdf
    run --check leap.pdf
    succeeds
done
check "the PDF is not dated" sh -c 'TZ=UTC pdfinfo -isodates dated.pdf | grep -q "CreationDate: *2023-11-14T22:13:20"'

# The numbers along with a figure
run --decay=multistep --milestones=400,800 --warmup-factor=1.5 -o with.svg -o with.json -o with.yaml -o with.txt --size=300x200
succeeds
run --decay=multistep --milestones=400,800 --warmup-factor=1.5 --describe
same out with.txt
run with.yaml -o with2.svg
same with.svg with2.svg
file_has with.yaml "size: 300x200"
for part in '"decay_start": 1000' '"milestones": [400,800]' '"above_1": {"any": true, "first": 0, "last": 999, "count": 1000}' \
    '"peak": {"step": 0, "factor": 1.5, "lr": 0.03}' '{"step": 1400, "factor_before": 1, "factor": 0.1, "lr": 0.002}' \
    '"complete": true'; do
    file_has with.json "$part"
done
if command -v python3 >/dev/null; then
    check "with.json is no JSON" python3 -c 'import json; json.load(open("with.json"))'
fi
run --decay=step --step-size=1 --total-steps=1e9 -o long.json
succeeds
file_has long.json '"complete": false'
check "long.json is large" [ "$(wc -l <long.json)" -lt 1100 ]

# Stdout, pipes and devices
run -o - --format=svg
succeeds
same out c.svg
echo before >appended
"$lrscope" -o /dev/stdout --format=svg >>appended
{ echo before; cat c.svg; } >expected
same expected appended
for path in /dev/stdout /dev/fd/1 /proc/self/fd/1; do
    what="lrscope -o $path | cat"
    "$lrscope" -o $path --format=svg 2>err | cat >through
    same through c.svg
done
{ "$lrscope" -o /dev/fd/3 --format=svg 2>err 3>&1 >&4 | cat >through; } 4>&1
same through c.svg
run -o c.svg -o odd.name --format=svg
succeeds
same odd.name c.svg
run -o /dev/null --format=png
succeeds
mkfifo pipe
cat pipe >through &
run -o pipe --format=svg
wait
succeeds
same through c.svg
check "the pipe is gone" [ -p pipe ]

# The curve is its three corners: nothing is sampled step by step, and the kink stands where it belongs
corners() { sed -n '/-curve">/{n;s/^<path d="M\([^"]*\)".*/\1/;y/L/ /;p;}' "$1"; }
kink_at() {
    found=$(corners "$1" | awk '{ printf "%d corners, %.4f of the width", NF / 2, ($3 - $1) / ($5 - $1) }')
    check "$1: $found; not at $2" [ "$found" = "3 corners, $2 of the width" ]
}
kink_at c.svg 0.5000
run --total-steps=4000 --warmup-iters=1000 -o quarter.svg
kink_at quarter.svg 0.2500
run --total-steps=1000000000000 --warmup-iters=1000 -o long.svg --at=999,1000,999999999999
succeeds
kink_at long.svg 0.0000
out_is 'step,factor,lr
999,0.999001,0.01998002
1000,1,0.02
999999999999,1,0.02'
check "long.svg is more than twice as large as c.svg" [ "$(wc -c <long.svg)" -lt $((2 * $(wc -c <c.svg))) ]

# A paper's figure: its size in the paper's units, its letters in the paper's size and family
run --size=3.3in -o paper.svg -o paper.pdf -o paper.png --scale=2
succeeds
file_has paper.svg 'width="237.6pt" height="158.4pt" viewBox="0 0 237.6 158.4"'
file_has paper.svg 'size: 237.6ptx158.4pt'
check "the page is not 237.6 by 158.4 points" sh -c 'pdfinfo paper.pdf | grep -q "237.6 x 158.4 pts"'
check "the pixels are not 475x317" [ "$(png_size paper.png)" = 475x317 ]
run paper.svg -o again.svg
same paper.svg again.svg
for size in 84mmx55mm 8.4cmx5.5cm 238.11ptx155.906pt; do
    run --size=$size -o unit.svg
    file_has unit.svg 'size: 238.11ptx155.906pt'
done
for size in 3.3 3.3inx2 3.3inx 3.3furlong 0in 3..3in -3in 1e1in 3.3inx2inx1in 999in; do
    run "--size=$size" -o a.svg
    refuses 2 "--size: '$size'" "84mmx55mm"
done
run --size=640x360 --font-size=8pt -o small.svg --svg-text=real
succeeds
file_has small.svg 'font-size="8"'
run small.svg -o again.svg
same small.svg again.svg
for size in 3 73pt 8px x ""; do
    run "--font-size=$size" -o a.svg
    refuses 2 "--font-size: '$size'" "from 4 to 72"
done
run --font="JetBrains Mono" -o mono.svg -o mono.pdf
succeeds
run -o plain.svg
differ mono.svg plain.svg
check "the family is not embedded" sh -c 'pdffonts mono.pdf | grep -q JetBrainsMono'
run mono.svg -o again.svg
same mono.svg again.svg
run --font="JetBrains Mono" -o real.svg --svg-text=real
file_has real.svg "font-family=\"'JetBrains Mono',"
run --font="JetBrains Mon" -o a.svg
refuses 2 "--font=JetBrains Mon: no font family 'JetBrains Mon' is installed" "did you mean JetBrains Mono?"

# In a small figure with three curves the plot has at least half of the height, and the names of all are there
for size in 238x150 237.6ptx158.4pt 320x180 300x200; do
    run --size=$size --decay=cosine --pin=decay=linear,name=straight --pin=decay=inverse_sqrt,name=root -o small.svg \
        --svg-text=real
    height=$(sed -n 's/.* viewBox="0 0 [0-9.]* \([0-9.]*\)".*/\1/p' small.svg)
    plot=$(sed -n '/id="f[0-9a-f]*-warm-up"/,/<\/g>/s/.*<rect.* height="\([0-9.]*\)".*/\1/p' small.svg | head -1)
    check "the plot has $plot of $height" awk "BEGIN { exit !($plot >= 0.5 * $height) }"
    for name in cosine straight root; do file_has small.svg ">$name<"; done
    check "the verdict is lost at $size" grep -q ">Never above 1<" small.svg
done

# There too names that are too long say only what differs, and all have their place
run --size=3.3in --decay=cosine --pin=warmup_iters=90 --pin=warmup_iters=180 --pin=warmup_iters=270 -o small.svg --svg-text=real
for part in "1 000 steps" "90 steps" "180 steps" "270 steps"; do
    file_has small.svg ">$(printf "$part")<"
done
check "there is more than is shown" sh -c '! grep -q "and [0-9]* more" small.svg'
height=$(sed -n '/id="f[0-9a-f]*-warm-up"/,/<\/g>/s/.*<rect.* height="\([0-9.]*\)".*/\1/p' small.svg | head -1)
check "the plot has $height of 158.4" awk "BEGIN { exit !($height >= 79.2) }"

# Curves in drawings are nowhere farther than 0.02 points from the truth, and not made of more points than that takes
for size in 238x150 640x360 1600x900; do
    run --decay=cosine --size=$size -o true.svg -o true.pdf
    error=$(python3 "$(dirname "$0")/curve_error.py" true.svg true.pdf)
    check "the curve at $size: $error" awk "BEGIN { split(\"$error\", n); exit !(n[1] <= 0.02 && n[2] >= 30 && n[2] <= 250) }"
done

# Letters that the fonts have not are refused, with the way out
run --title=学习率 -o cjk.svg
refuses 2 "--title" "学" "--font=FAMILY" "--svg-text=real"
run --title=学习率 --font="JetBrains Mono" -o cjk.svg
refuses 2 "JetBrains Mono and the built-in fonts" "学"
absent cjk.svg

# What the view does not show has no entry
printf 'view: {steps: [0, 500], factor: [0, 0.6]}\n' >near.yaml
run near.yaml --pin=warmup_factor=0.9,name=high --pin=warmup_iters=1500,name=slow -o near.pdf
pdftotext near.pdf words
file_has words slow
check "a curve out of sight has an entry" sh -c '! grep -q high words'

finish
