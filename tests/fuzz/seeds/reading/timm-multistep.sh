torchrun --nproc_per_node=8 train.py --model x --sched multistep --lr 0.4 --epochs 100 \
  --decay-milestones 30 60 --warmup-epochs 0