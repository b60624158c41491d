#!/bin/sh
# Rows of --at and of CSV files, exact to the last digit, and the sentences of --describe.
. "$(dirname "$0")/check.sh"

# What torch.optim.lr_scheduler.LambdaLR computes with torchvision's warm-up
run --warmup-factor=0.001 --warmup-iters=1000 --base-lr=0.002 --total-steps=2000 --at=0,250,999,1000
succeeds
out_is 'step,factor,lr
0,0.001,2e-06
250,0.25075,0.0005015
999,0.999001,0.001998002
1000,1,0.002'

# Ranges, blanks, repeated --at, steps after the end
run --warmup-iters=0 --at=2,0..1 --at=1k..1001 --at=' 7 '
succeeds
out_is 'step,factor,lr
2,1,0.02
0,1,0.02
1,1,0.02
1000,1,0.02
1001,1,0.02
7,1,0.02'
run --total-steps=10 --at=999999999999999..1e15
succeeds
out_is 'step,factor,lr
999999999999999,1,0.02
1000000000000000,1,0.02'
for steps in "" "," "1," "1,,2" -1 0..-1 5..3 1.5 0.. ..5 1..2..3 abc nan 1e16 0x5; do
    run "--at=$steps"
    refuses 2 "--at: '$steps'" "whole numbers from 0 to 10^15"
done

# Strides, epochs, and shares of the run
run --warmup-iters=0 --at=0..10:4,3..3:100
succeeds
out_is 'step,factor,lr
0,1,0.02
4,1,0.02
8,1,0.02
3,1,0.02'
run --total-steps=12e --steps-per-epoch=100 --warmup-factor=0 --warmup-iters=6e --base-lr=0.1 --at=0e,3e..6e:1.5e,50%
succeeds
out_is 'step,factor,lr
0,0,0
300,0.5,0.05
450,0.75,0.07500000000000001
600,1,0.1
600,1,0.1'
run --at=6e
refuses 2 "--at: '6e'" "epochs, whose length is not known" --steps-per-epoch
for steps in 0..5:0 0..5: 5:2 0..5:1.5 0..5:2:2 -1e 1ee % 0..%; do
    run --steps-per-epoch=10 "--at=$steps"
    refuses 2 "--at: '$steps'" "0..100k:1000,6e,50%"
done

# From which step on a value is passed: exact
run --decay=cosine --find=lr=1e-4
succeeds
out_is 'step,factor,lr,is
0,0.001,2e-05,lr < 0.0001
5,0.005995,0.00011990000000000001,lr >= 0.0001
1955,0.0049881711417212315,9.976342283442463e-05,lr < 0.0001'
run --decay=cosine --at=4,1954
out_is 'step,factor,lr
4,0.0049960000000000004,9.992e-05
1954,0.005211940698674533,0.00010423881397349066'
run --find=lr=1 --find=factor=100%
succeeds
out_is 'step,factor,lr,is
0,0.001,2e-05,lr < 1
0,0.001,2e-05,factor < 1
1000,1,0.02,factor >= 1'
run --total-steps=3000 --decay=cosine_restarts --cycle-steps=1000 --find=factor=0.5 --pin=warmup_iters=0,decay=none,name=flat
succeeds
out_is 'step,factor,lr,is,curve
0,0.001,2e-05,factor < 0.5,present
500,0.5005,0.01001,factor >= 0.5,present
1501,0.4984292062570602,0.009968584125141204,factor < 0.5,present
2000,1,0.02,factor >= 0.5,present
2501,0.4984292062570602,0.009968584125141204,factor < 0.5,present
0,1,0.02,factor >= 0.5,flat'
for find in lr 1e-4 lr= lr=x "lr=1,," step=5 lr=10%; do
    run "--find=$find"
    refuses 2 "--find: '$find'" "lr=NUMBER or factor=NUMBER"
done

# Percent: of the run where steps are counted, of 1 where a fraction is meant; they stay what they are
run --total-steps=100k --warmup-iters=10% --warmup-factor=50% --decay=cosine --final-factor=10% --at=0,10%,100%
succeeds
out_is 'step,factor,lr
0,0.5,0.01
10000,1,0.02
100000,0.1,0.002'
run --total-steps=100k --warmup-iters=10% --decay=multistep --milestones=60%,80% -o percent.yaml
succeeds
file_has percent.yaml "warmup_iters: 10%"
file_has percent.yaml "milestones: [60%, 80%]"
run percent.yaml --total-steps=1000 --find=factor=1
out_is 'step,factor,lr,is
0,0.001,2e-05,factor < 1
100,1,0.02,factor >= 1
700,0.1,0.002,factor < 1'
run --base-lr=10%
refuses 2 "--base-lr: '10%' is a percentage, which means nothing here"

# Two sentences with four digits
run --warmup-factor=1.5 --describe=short
succeeds
check "not one line" [ "$(wc -l <out)" -eq 1 ]
out_has "a linear warm-up from 0.03 to 0.02 over"
out_has "It is above base_lr = 0.02 on steps 0 – 999, with its peak of 0.03 at step 0."
run --decay=cosine --total-steps=90k --base-lr=1/3e3 --describe=short
out_has "then cosine to 0 over"
out_has "It is never above base_lr = 0.0003333."

# Tables: one row for each step of training, the same rows wherever they go
run --warmup-iters=3 --warmup-factor=0 --base-lr=0.3 --total-steps=5 -o table.csv --at=0..4
succeeds
same table.csv out
out_is 'step,factor,lr
0,0,0
1,0.3333333333333333,0.09999999999999999
2,0.6666666666666666,0.19999999999999998
3,1,0.3
4,1,0.3'
run --warmup-iters=3 --warmup-factor=0 --base-lr=0.3 --total-steps=5 -o - --format=csv
succeeds
same table.csv out
run --total-steps=1 -o one.CSV
succeeds
check "one.CSV is not a header and a row" [ "$(cat one.CSV)" = 'step,factor,lr
0,0.001,2e-05' ]
run -o table.csv
succeeds
check "table.csv has not 2001 lines" [ "$(wc -l <table.csv)" -eq 2001 ]
check "the last row is not of step 1999" [ "$(tail -n 1 table.csv)" = "1999,1,0.02" ]

# Sentences
run --describe
succeeds
check "the description is not one line" [ "$(wc -l <out)" -eq 1 ]
out_has "ever above 1"
out_has 0.001
run --warmup-factor=1.5 --describe
succeeds
out_has "bove 1"
out_has 999
run --describe --at=0 -o table.csv
succeeds
check "a paragraph, a header and a row" [ "$(wc -l <out)" -eq 3 ]
check "the sentences do not come first" sh -c '! sed -n 1p out | grep -q ^step'

# Finite but odd values: computed and drawn, and what is special is said in --describe and in the figure
odd() {
    described=$1
    drawn=$2
    shift 2
    run "$@" --describe -o odd.svg -o odd.png -o odd.pdf
    succeeds
    out_has "$described"
    check "odd.svg is not well formed" xmllint --noout odd.svg
    pdftotext odd.pdf words
    file_has words "$drawn"
}
odd "Step 0 runs at 0 and changes nothing," "step 0 changes nothing" --warmup-factor=0
odd "negative on steps 0 – 333" "Never above 1, negative on steps 0 – 333" --warmup-factor=-0.5
odd "the peak is 1000 × base_lr = 20 at step 0" "Above 1 on steps 0 – 999" --warmup-factor=1000
odd "warmup_factor is not used" "no warm-up" --warmup-iters=0
odd "the run ends inside the warm-up" "the run ends first" --warmup-iters=5000
odd "a run of 1 step " "the run ends first" --total-steps=1
odd "the last step, 999999999999999, at 0.02" "Never above 1" --total-steps=1e15

finish
