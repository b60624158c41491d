#!/bin/sh
# Scenario files on the command line.
page=$(cd "$(dirname "$0")/../.." && pwd)/assets/docs/scenarios.md
. "$(dirname "$0")/check.sh"

# The example of the page on scenario files is right and complete.
awk '/^```yaml$/ { inside = 1; next } /^```$/ { exit } inside' "$page" >example.yaml
check "there is no example" [ -s example.yaml ]
run example.yaml --at=500,60000
succeeds
out_is 'step,factor,lr,lr (a gentler start)
500,0.5005,0.01001,0.0101
60000,0.1,0.002,0.02'
run example.yaml -o once.yaml
succeeds
for line in "# Comments stay where they are" "total_steps: 90000  # 26e would be" "  - name: too high" "    shown: false" \
    "view: {steps: [0, 2000], factor: [0, 1.2]}" "  It may have several lines."; do
    file_has once.yaml "$line"
done
run once.yaml -o twice.yaml
succeeds
same once.yaml twice.yaml

# Options change it, whatever the order.
for order in "--base-lr=1 once.yaml --at=500" "once.yaml --at=500 --base-lr=1" "--at=500 once.yaml --base-lr=1"; do
    # shellcheck disable=SC2086 # words
    run $order
    out_is 'step,factor,lr,lr (a gentler start)
500,0.5005,0.5005,0.0101'
done

# All mistakes at once, each with its place, and nothing is done.
printf 'titel: x\nbase_lr: fast\nwarmup_facter: 0.5\ntotal_steps: 0\npins:\n  - base_lr: [1, 2]\n' >bad.yaml
run bad.yaml -o out.svg
check "status $status, not 2" [ "$status" -eq 2 ]
check "stdout is not empty" [ ! -s out ]
check "stderr has not 5 lines" [ "$(wc -l <err)" -eq 5 ]
check "a line does not begin with the program and the file" [ "$(grep -c '^lrscope: bad\.yaml:' err)" -eq 5 ]
for part in "bad.yaml:1:1: unknown key 'titel'; did you mean 'title'?" "bad.yaml:2:10: base_lr: 'fast'" \
    "bad.yaml:3:1: unknown key 'warmup_facter'; did you mean 'warmup_factor'?" "bad.yaml:4:14: total_steps" \
    "bad.yaml:6:14: base_lr: takes"; do
    check "stderr lacks: $part" grep -qF -e "$part" err
done
absent out.svg
run absent.yaml
refuses 2 "absent.yaml" "No such file"
run .
refuses 2 "not a regular file"
printf 'lrscope: 2\nnew_thing: 1\n' >newer.yaml
run newer.yaml --at=0
refuses 2 "newer.yaml:1:10:" "newer lrscope"
run once.yaml twice.yaml --at=0
refuses 2 "twice.yaml"

# Comments that cannot be kept are not lost unasked.
printf 'milestones: [1,  # first\n  2]\n' >loose.yaml
cp loose.yaml before.yaml
run loose.yaml -o ./loose.yaml
refuses 2 "1 of its comments would be lost"
same loose.yaml before.yaml
run loose.yaml -o other.yaml
succeeds
cp once.yaml own.yaml
run own.yaml --warmup-factor=0.5 -o own.yaml
succeeds
file_has own.yaml "warmup_factor: 0.5"
file_has own.yaml "# the format's version"

# Files of the first version: an old key is read, and its new name is said once
printf 'lrscope: 1\ntwins: true # how others run it\n' >old.yaml
run old.yaml -o new.yaml
check "status $status, not 0" [ "$status" -eq 0 ]
check "the new name is not said once" [ "$(grep -c "old.yaml:2:1: 'twins' is now called 'implementations'" err)" -eq 1 ]
file_has new.yaml "implementations: true  # how others run it"
run new.yaml --at=0
succeeds
rm old.yaml new.yaml

# Hostile files: refused in little memory and time. (AddressSanitizer takes terabytes of addresses for itself.)
bounded() {
    what="lrscope of a hostile file: $1"
    ([ "${LRSCOPE_SANITIZE-}" = ON ] || ulimit -v 400000; timeout 20 "$lrscope" hostile.yaml --at=0 >out 2>err)
    status=$?
    refuses 2 "$2"
}
head -c 1100000 /dev/zero | tr '\0' a >hostile.yaml
bounded "too large" "larger than"
head -c 1000000 /dev/zero | tr '\0' '[' >hostile.yaml
bounded "deep" "nested too deeply"
head -c 1000000 /dev/zero >hostile.yaml
bounded "zeros" "hostile.yaml"
awk 'BEGIN { printf "{a0: 1"; for (i = 1; i < 60000; i++) printf ", k%d: 1", i; print "}" }' >hostile.yaml
bounded "many entries" "too many entries"
awk 'BEGIN { print "a: &x [1]"; for (i = 0; i < 60000; i++) print "b" i ": *x" }' >hostile.yaml
bounded "aliases" "no framework"
rm -f ./*.yaml
finish
