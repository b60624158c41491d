#!/bin/sh
# Many figures in one process: each as if drawn alone, the bad ones reported and the others drawn.
. "$(dirname "$0")/check.sh"

run --warmup-factor=1.5 --size=300x200 --caption -o alone.svg
run alone.svg -o alone.pdf
run --sweep=warmup_factor=0:1:3 --size=200x100 -o alone.webp
cat >jobs.yaml <<'END'
defaults: {size: 300x200, caption: true}
figures:
  - output: [a.svg, a.pdf, a.csv]     # a list: several files
    warmup_factor: 1.5
  - {output: b.png, decay: multistep, milestones: [400, 800], transparent: false}
  - {file: alone.svg, output: c.svg}
  - {output: d.webp, sweep: "warmup_factor=0:1:3", size: 200x100, caption: false}
  - {output: e.svg, theme: both}
END
run --batch jobs.yaml
succeeds
check "stdout is not empty" [ ! -s out ]
same alone.svg a.svg
same alone.svg c.svg
same alone.pdf a.pdf
same alone.webp d.webp
run --check a.svg a.pdf b.png c.svg e-light.svg e-dark.svg
succeeds
check "b.png is not 300x200" [ "$(png_size b.png)" = 300x200 ]

# What the call says holds for all that do not say otherwise
run --batch jobs.yaml --warmup-factor=1.5 --theme=dark
succeeds
file_has a.svg "theme: dark"
rm -f ./*.svg ./*.png ./*.webp ./*.pdf ./*.csv

# It goes on after a bad one, and says at the end where each is
cat >bad.yaml <<'END'
- output: good.svg
- output: x.svg
  size: huge
- outptu: x.svg
- warmup_factor: 2
- output: none/x.svg
- output: [x.svg, [y]]
- output: x.svg
  check: true
- output: x.svg
  transparent: perhaps
- {output: x.foo}
- {output: "-", format: svg}
- {output: x.svg, file: none.yaml}
- {output: x.svg, caption: true, at: 0}
- output: good.png
END
run --batch bad.yaml
check "status $status, not 1" [ "$status" -eq 1 ]
check "not 11 lines on stderr: $(wc -l <err)" [ "$(wc -l <err)" -eq 11 ]
line=0
for part in "bad.yaml:3: --size: 'huge'" "bad.yaml:4: there is no option 'outptu'" "bad.yaml:5: this job has no output" \
    "bad.yaml:6: cannot write none/x.svg" "bad.yaml:7: output takes a value or a list" "bad.yaml:9: there is no option 'check'" \
    "bad.yaml:11: transparent takes true or false" "bad.yaml:12: -o x.foo" "bad.yaml:13: --output: a batch cannot write to stdout" \
    "bad.yaml:14: cannot read none.yaml" "bad.yaml:15: there is no option 'at'"; do
    line=$((line + 1))
    check "line $line of stderr is not: $part" sh -c 'sed -n "$1p" err | grep -qF -e "$2"' - $line "$part"
done
check "good.svg and good.png are not there" [ -s good.svg -a -s good.png ]
absent x.svg
rm good.svg good.png

# What is said for all holds where it has an effect, and is no mistake elsewhere
cat >all.yaml <<'END'
defaults: {scale: 2, svg_text: real, theme: both, size: 300x200, format: svg}
figures:
  - {output: f.svg}
  - {output: f.png}
  - {output: f.txt}
  - {output: f.py}
  - {output: f.csv, scale: 2}
END
run --batch all.yaml --caption
refuses 1 "all.yaml:7: --scale=2 has no effect here"
check "f-dark.png is not 600x400" [ "$(png_size f-dark.png)" = 600x400 ]
file_has f-light.svg '>Never above 1</text>'
check "f.txt and f.py are not there" [ -s f.txt -a -s f.py ]
rm f-* f.txt f.py

# Two jobs for one file: which of them comes last would be chance
cat >twice.yaml <<'END'
- {output: a.svg, warmup_factor: 1.5}
- {output: [b.svg, b.svg]}
- output: [c.svg, ./a.svg]
END
run --batch twice.yaml
refuses 1 "twice.yaml:3: the job in line 1 writes the same file"
file_has a.svg "warmup_factor: 1.5"
check "b.svg is not there" [ -s b.svg ]
absent c.svg
rm a.svg b.svg

# A key that stands twice says two things
printf '%s\n' '- output: a.svg' '  theme: light' '  theme: dark' >twice.yaml
run --batch twice.yaml
refuses 1 "twice.yaml:3: duplicate key 'theme'"
echo "{defaults: {theme: light, theme: dark}, figures: [{output: a.svg}]}" >twice.yaml
run --batch twice.yaml
refuses 2 "twice.yaml:1:27: duplicate key 'theme'"
absent a.svg

printf '%s\n' '- output: a.svg' '  svg_text: real' '  svg-text: outlines' >twice.yaml
run --batch twice.yaml
refuses 1 "twice.yaml:3: duplicate key 'svg-text'"
absent a.svg

# stdout is not for a batch, whatever it is called
echo "[{output: /dev/stdout, format: svg}]" >stdout.yaml
run --batch stdout.yaml
refuses 1 "stdout.yaml:1: --output: a batch cannot write to stdout"

# Without a process that could draw it says so, and does not wait for what stdin may say
echo "[{output: a.svg}]" >lone.yaml
mkfifo silence
what="lrscope --batch lone.yaml, without room for a pipe"
timeout 20 sh -c 'exec 3>&-; ulimit -n 4; exec "$0" --batch lone.yaml' "$lrscope" >out 2>err <>silence
status=$?
refuses 1 "lone.yaml:1: the job did not finish"
absent a.svg

# What cannot hold for all
echo "[{output: x.svg}]" >one.yaml
for words in --at=0 --describe "-o y.svg" --check --lesson=raise; do
    run --batch one.yaml $words
    refuses 2 "has no effect here: beside --batch you can give options for all"
done
run --batch one.yaml two.yaml
refuses 2 "two.yaml: --batch takes no other file"
echo "{defaults: {output: x.svg}, figures: [{}, {}]}" >all.yaml
run --batch all.yaml
refuses 2 "all.yaml:1:13: there is no option 'output' for all figures"
absent x.svg
run --batch one.yaml --version
succeeds
absent x.svg

# What is no batch
for content in "a: b" "text" "figures: {a: b}" "defaults: 3" "[1, 2]" "- - a" "{figures: [], other: 1}"; do
    echo "$content" >bad.yaml
    run --batch bad.yaml
    check "status $status, not 2 for: $content" [ "$status" -eq 2 ]
    check "stderr does not name the file" grep -q "bad.yaml" err
done
run --batch none.yaml
refuses 2 "cannot read none.yaml"
echo "[]" >none.yaml
run --batch none.yaml
succeeds

# Hundreds, in the memory of one
seq -f '- {output: f%.0f.svg, size: 200x100}' 400 >many.yaml
small() { (ulimit -v 100000; exec "$lrscope" "$@"); }
small --version >/dev/null 2>&1 || small() { "$lrscope" "$@"; } # a sanitizer needs more
what="lrscope --batch many.yaml"
small --batch many.yaml >out 2>err
status=$?
succeeds
check "not 400 files" [ "$(ls | grep -c '^f[0-9]*\.svg$')" -eq 400 ]
same f1.svg f400.svg

finish
