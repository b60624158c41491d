#!/usr/bin/env python3
"""settings.py LRSCOPE: reads configuration files and commands as people have them, and holds the rates against the
rule of each framework, written down here once more as its source computes them."""
import math
import os
import subprocess
import sys
import tempfile
from math import cos, pi

CASES = []


def case(name, text, options='', steps='', tolerance=1e-9):
    """What follows is the framework's own rule: a function of the update's number."""
    def keep(rule):
        CASES.append((name, text, options.split(), [int(step) for step in steps.split()], tolerance, rule))
        return rule
    return keep


def refused(name, text, words, options=''):
    """The reading must end with status 2 and say these words."""
    CASES.append((name, text, options.split(), words.split('|'), 0, None))


def half_cosine(q):
    return 0.5 * (1 + cos(pi * q))


# ------------------------------------------------------------------------------------------------------- timm, vision

@case('timm-args.yaml', 'sched: step\nlr: 0.1\nepochs: 90\ndecay_epochs: 30.0\ndecay_rate: 0.1\nwarmup_epochs: 5\n'
      'warmup_lr: 0.0001\nmin_lr: 0.0\nwarmup_prefix: true\nmodel: some_net\n', '--steps-per-epoch=1', '0 1 4 5 34 35 64 65 89')
def timm_step(t):
    return 1e-4 + t * (0.1 - 1e-4) / 5 if t < 5 else 0.1 * 0.1 ** ((t - 5) // 30)


@case('timm-poly.sh', 'python train.py /data --sched poly --lr 0.5 --epochs 100 --warmup-epochs 3 --decay-rate 2 --min-lr 0.01',
      '--steps-per-epoch=10', '0 9 10 29 30 500 999')
def timm_poly(t):
    e = t // 10
    return 1e-5 + e * (0.5 - 1e-5) / 3 if e < 3 else 0.01 + (0.5 - 0.01) * (1 - e / 100) ** 2


@case('timm-multistep.sh', 'torchrun --nproc_per_node=8 train.py --model x --sched multistep --lr 0.4 --epochs 100 \\\n'
      '  --decay-milestones 30 60 --warmup-epochs 0', '--steps-per-epoch=1', '0 28 29 58 59 99')
def timm_multistep(t):
    return 0.4 * 0.1 ** ((30 <= t + 1) + (60 <= t + 1))


@case('timm-updates.sh', './distributed_train.sh 2 --sched cosine --sched-on-updates --lr 0.2 --epochs 10 --warmup-epochs 2 '
      '--warmup-lr 0.002 --min-lr 0.001 --warmup-prefix', '--steps-per-epoch=100', '0 100 199 200 700 1199')
def timm_updates(t):
    return 0.002 + t * (0.2 - 0.002) / 200 if t < 200 else 0.001 + (0.2 - 0.001) * half_cosine((t - 200) / 1000)


@case('deit.sh', 'python -m torch.distributed.launch --nproc_per_node=4 --use_env main.py --model deit_small_patch16_224 '
      '--batch-size 256 --sched cosine --data-path /data', '--steps-per-epoch=1', '0 1 4 5 150 299 309')
def deit(t):
    lr = 5e-4 * 256 * 4 / 512
    if t < 5:
        return 1e-6 + t * (lr - 1e-6) / 5
    return 1e-5 + (lr - 1e-5) * half_cosine(t / 300) if t < 300 else 1e-5


@case('mae.sh', 'python submitit_pretrain.py main_pretrain.py --batch_size 64 --accum_iter 2 --epochs 800 --warmup_epochs 40 '
      '--blr 1.5e-4 --nproc_per_node 8', '--steps-per-epoch=10', '0 200 399 400 4200 7999')
def mae(t):
    lr, epoch = 1.5e-4 * 64 * 2 * 8 / 256, t / 10
    return lr * epoch / 40 if epoch < 40 else lr * half_cosine((epoch - 40) / (800 - 40))


@case('dino.sh', 'python -m torch.distributed.launch --nproc_per_node=8 main_dino.py --arch vit_small --epochs 100 --lr 0.0005',
      '--steps-per-epoch=10', '0 50 99 100 550 999')
def dino(t):
    lr = 0.0005 * 64 * 8 / 256
    return lr * t / 99 if t < 100 else 1e-6 + (lr - 1e-6) * half_cosine((t - 100) / 900)


@case('slowfast-steps.yaml', 'SOLVER:\n  BASE_LR: 0.1\n  LR_POLICY: steps_with_relative_lrs\n  STEPS: [0, 44, 88, 118]\n'
      '  LRS: [1, 0.1, 0.01, 0.001]\n  MAX_EPOCH: 128\n  WARMUP_EPOCHS: 8\n  WARMUP_START_LR: 0.01\n',
      '--steps-per-epoch=10', '0 40 80 439 440 880 1180 1279')
def slowfast_steps(t):
    e = t / 10
    if e < 8:
        return 0.01 + e * (0.1 - 0.01) / 8
    return 0.1 * [1, 0.1, 0.01, 0.001][sum(e >= s for s in [44, 88, 118])]


@case('slowfast-uneven.yaml', 'SOLVER:\n  BASE_LR: 0.2\n  LR_POLICY: steps_with_relative_lrs\n  STEPS: [0, 4, 6]\n'
      '  LRS: [1, 0.5, 0.1]\n  MAX_EPOCH: 8\n', '--steps-per-epoch=10', '0 39 40 59 60 79')
def slowfast_uneven(t):
    return 0.2 * [1, 0.5, 0.1][(t >= 40) + (t >= 60)]


@case('yolov5-hyp.yaml', 'lr0: 0.01  # initial learning rate\nlrf: 0.1\nmomentum: 0.937\nweight_decay: 0.0005\n'
      'warmup_epochs: 3.0\nwarmup_momentum: 0.8\nwarmup_bias_lr: 0.1\nbox: 0.05\n', '--steps-per-epoch=100 --total-steps=30000',
      '0 50 100 299 300 301 15000 29999')
def yolov5(t):
    def lf(epoch):
        return (1 - epoch / 300) * 0.9 + 0.1
    # train.py sets last_epoch to -1 behind the scheduler's first step: behind the warm-up it is an epoch late
    return 0.01 * (lf(t // 100) * t / 300 if t <= 300 else lf(max(0, t // 100 - 1)))


refused('ultralytics-auto.yaml', 'task: detect\nepochs: 100\nlr0: 0.01\nlrf: 0.01\noptimizer: auto\nwarmup_epochs: 3.0\n',
        'optimizer is auto|--base-lr', '--steps-per-epoch=1000')


@case('swin-step.yaml', 'TRAIN:\n  EPOCHS: 100\n  WARMUP_EPOCHS: 0\n  BASE_LR: 1e-3\n  LR_SCHEDULER:\n    NAME: step\n'
      '    DECAY_EPOCHS: 30\n    DECAY_RATE: 0.5\n', '--steps-per-epoch=10 --base-lr=0.001', '1 299 303 700')
def swin_step(t):
    return 1e-3 * 0.5 ** ((t - 1) // 300)


@case('paddle-cosine.yml', 'epoch: 36\nLearningRate:\n  base_lr: 0.02\n  schedulers:\n    - name: CosineDecay\n      max_epochs: 36\n'
      '    - name: LinearWarmup\n      start_factor: 0.001\n      steps: 2000\n', '--steps-per-epoch=1000',
      '0 1000 1999 2000 19000 35999')
def paddle_cosine(t):
    return 0.02 * (0.001 * (1 - t / 2000) + t / 2000) if t < 2000 else 0.02 * half_cosine((t - 2000) / 34000)


@case('paddle-piecewise.yml', 'Global:\n  epochs: 100\nOptimizer:\n  name: Momentum\n  lr:\n    name: Piecewise\n'
      '    decay_epochs: [30, 60, 90]\n    values: [0.1, 0.01, 0.001, 0.0001]\n', '--steps-per-epoch=10',
      '0 299 300 600 899 900')
def paddle_piecewise(t):
    return [0.1, 0.01, 0.001, 0.0001][(t >= 300) + (t >= 600) + (t >= 900)]


@case('open-clip-cooldown.sh', 'torchrun --nproc_per_node 4 -m open_clip_train.main --lr 5e-4 --warmup 100 --epochs 10 '
      '--lr-scheduler const-cooldown --epochs-cooldown 2 --model ViT-B-32', '--steps-per-epoch=100', '0 50 99 100 799 800 900 999')
def clip_cooldown(t):
    if t < 100:
        return 5e-4 * (t + 1) / 100
    return 5e-4 if t < 800 else 5e-4 * (1 - (t - 800) / 200)


# ---------------------------------------------------------------------------------------------------- language models

@case('axolotl-default.yml', 'base_model: some/model\nnum_epochs: 2\nmicro_batch_size: 2\nlearning_rate: 0.0001\nlr_scheduler: linear\n',
      '--steps-per-epoch=1000', '0 30 60 1030 1999')
def axolotl_default(t):
    return 1e-4 * t / 60 if t < 60 else 1e-4 * (2000 - t) / 1940


@case('kohya-restarts.sh', 'accelerate launch sdxl_train_network.py --network_module=networks.lora --learning_rate 1e-4 \\\n'
      '  --lr_scheduler cosine_with_restarts --lr_scheduler_num_cycles 4 --max_train_steps 2000 --lr_warmup_steps 0.1',
      '', '0 100 200 425 649 650 1999')
def kohya_restarts(t):
    if t < 200:
        return 1e-4 * t / 200
    return 1e-4 * half_cosine(((t - 200) / 1800 * 4) % 1)


@case('diffusers-poly.sh', 'accelerate launch train_text_to_image.py --pretrained_model_name_or_path=x --learning_rate=1e-5 '
      '--lr_scheduler=polynomial --lr_power=2 --lr_warmup_steps=10 --max_train_steps=1010', '', '0 5 10 510 1009')
def diffusers_poly(t):
    return 1e-5 * t / 10 if t < 10 else 1e-7 + (1e-5 - 1e-7) * (1 - (t - 10) / 1000) ** 2


@case('megatron-wsd.sh', 'torchrun pretrain_gpt.py --lr 3e-4 --min-lr 3e-5 --lr-decay-style WSD --lr-wsd-decay-style minus_sqrt '
      '--lr-wsd-decay-iters 200 --train-iters 1000 --lr-warmup-iters 100', '', '0 50 100 800 801 900 999')
def megatron_wsd(t):
    if t <= 100:
        return 3e-4 * t / 100
    return 3e-4 if t <= 800 else 3e-5 + (3e-4 - 3e-5) * (1 - math.sqrt((t - 800) / 200))


@case('megatron-samples.sh', 'ARGS="--lr 6e-5 --min-lr 6e-6 --lr-decay-style cosine --train-samples 512000 --global-batch-size 512 '
      '--lr-decay-samples 409600 --lr-warmup-samples 51200"\ntorchrun pretrain_gpt.py $ARGS', '', '0 50 100 450 800 999')
def megatron_samples(t):
    if t <= 100:
        return 6e-5 * t / 100
    return 6e-6 + (6e-5 - 6e-6) * half_cosine((t - 100) / 700) if t <= 800 else 6e-6


@case('megatron-inverse.sh', 'python pretrain_bert.py --lr 1e-4 --lr-decay-style inverse-square-root --lr-warmup-iters 100 '
      '--train-iters 2000 --min-lr 1e-5', '', '0 50 100 400 1111 1999')
def megatron_inverse(t):
    return 1e-4 * t / 100 if t <= 100 else max(1e-5, 1e-4 * math.sqrt(100 / t))


@case('megatron-held.sh', 'python pretrain_bert.py --lr 1e-4 --lr-decay-style inverse-square-root --lr-warmup-iters 100 '
      '--train-iters 2000 --min-lr 3e-5', '', '0 50 100 400 1111 1112 1999')
def megatron_held(t):
    return 1e-4 * t / 100 if t <= 100 else max(3e-5, 1e-4 * math.sqrt(100 / t))


@case('megatron-wsd-default.sh', 'torchrun pretrain_gpt.py --lr 3e-4 --min-lr 3e-5 --lr-decay-style WSD --lr-wsd-decay-iters 200 '
      '--train-iters 1000 --lr-warmup-iters 100', '', '0 50 100 800 801 900 999')
def megatron_wsd_default(t):
    if t <= 100:
        return 3e-4 * t / 100
    return 3e-4 if t <= 800 else 3e-5 + (3e-4 - 3e-5) * (2 * 0.5 ** ((t - 800) / 200) - 1)


@case('neox-linear.yml', '"train-iters": 1100\n"lr-decay-iters": 1100\n"lr-decay-style": "linear"\n"warmup": 0.0909090909090909091\n"min_lr": 0.0001\n'
      '"optimizer": {"type": "Adam", "params": {"lr": 0.001}}\n', '', '0 1 50 100 550 999 1000 1001 1099')
def neox_linear(t):
    t = max(1, t)
    return 0.001 * t / 100 if t <= 100 else max(1e-4, 0.001 * (1000 - (t - 100)) / 1000)


@case('torchtitan-wsd.toml', '[optimizer]\nname = "AdamW"\nlr = 8e-4\n\n[lr_scheduler]\nwarmup_steps = 100\ndecay_ratio = 0.2\n'
      'decay_type = "sqrt"\nmin_lr_factor = 0.1\n\n[training]\nsteps = 1000\n', '', '0 50 99 100 799 800 900 999')
def torchtitan_wsd(t):
    warm, fall = 100, 200
    stable = 1000 + 1 - warm - fall
    if t < warm:
        return 8e-4 * (t + 1) / warm
    if t < warm + stable:
        return 8e-4
    return 8e-4 * (0.1 + 0.9 * (1 - math.sqrt((t + 1 - warm - stable) / fall)))


@case('litgpt-steps.yaml', 'train:\n  lr_warmup_steps: 100\n  max_steps: 1000\n  min_lr: 1e-05\n  micro_batch_size: 2\n'
      'optimizer:\n  class_path: torch.optim.AdamW\n  init_args:\n    lr: 0.0002\n', '', '0 50 100 550 999')
def litgpt_steps(t):
    return 2e-4 * t / 100 if t < 100 else 1e-5 + (2e-4 - 1e-5) * half_cosine((t - 100) / 900)


@case('olmo-linear.yaml', 'max_duration: 10000\noptimizer:\n  name: adamw\n  learning_rate: 3.0e-4\nscheduler:\n'
      '  name: linear_with_warmup\n  t_warmup: 1000\n  alpha_f: 0.1\n', '', '0 499 998 999 5000 9998')
def olmo_linear(t):
    n = t + 1
    if n < 1000:
        return 3e-5 + (3e-4 - 3e-5) * n / 1000
    return 3e-4 - (3e-4 - 3e-5) * (n - 1000) / 9000


@case('composer-dur.yaml', 'max_duration: 2ep\noptimizer:\n  name: decoupled_lionw\n  lr: 1.0e-4\nscheduler:\n'
      '  name: linear_decay_with_warmup\n  t_warmup: 0.02dur\n  alpha_f: 0.0\n', '--steps-per-epoch=500', '0 10 20 510 999')
def composer_dur(t):
    return 1e-4 * t / 20 if t < 20 else 1e-4 * (1 - (t - 20) / 980)


@case('composer-tokens.yaml', 'max_duration: 26_214_400tok\nglobal_train_batch_size: 64\nmax_seq_len: 4096\noptimizer:\n  lr: 3e-4\n'
      'scheduler:\n  name: cosine_with_warmup\n  t_warmup: 10ba\n  alpha_f: 0.1\n', '', '0 5 10 55 99')
def composer_tokens(t):
    return 3e-4 * t / 10 if t < 10 else 3e-4 * (0.1 + 0.9 * half_cosine((t - 10) / 90))


@case('levanter.yaml', 'trainer:\n  num_train_steps: 10000\noptimizer:\n  learning_rate: 1E-3\n  weight_decay: 0.1\n  warmup: 0.05\n'
      '  min_lr_ratio: 0.2\n  lr_schedule: linear\n', '', '0 250 499 500 5250 9999')
def levanter(t):
    return 1e-3 * t / 500 if t < 500 else 1e-3 - (1e-3 - 2e-4) * (t - 500) / 9500


@case('llmc-wsd.sh', './train_gpt2cu -i data.bin -l 0.001 -u 100 -x 1000 -q 0.1 -k wsd', '', '0 50 99 100 799 800 900 999')
def llmc_wsd(t):
    if t < 100:
        return 0.001 * (t + 1) / 100
    return 0.001 if t < 800 else 1e-4 + (1 - math.sqrt((t - 800) / 200)) * (0.001 - 1e-4)


refused('maxtext-wsd.yml', 'steps: 1000\nlearning_rate: 3.e-5\nlr_schedule_type: wsd\nlearning_rate_final_fraction: 0.1\n'
        'warmup_steps_fraction: 0.1\n', 'MaxText|wsd')


# -------------------------------------------------------------------------------------------- speech and translation

@case('fairseq-inverse.sh', 'fairseq-train data-bin/wmt --arch transformer --optimizer adam --lr 0.0007 --lr-scheduler inverse_sqrt \\\n'
      '    --warmup-updates 4000 --warmup-init-lr 1e-07 --max-update 100000 --criterion label_smoothed_cross_entropy', '',
      '0 2000 4000 16000 99999')
def fairseq_inverse(t):
    return 1e-7 + t * (7e-4 - 1e-7) / 4000 if t < 4000 else 7e-4 * math.sqrt(4000 / t)


@case('fairseq-cosine.yaml', 'optimization:\n  max_update: 1000\n  lr: [0.001]\nlr_scheduler:\n  _name: cosine\n  warmup_updates: 100\n'
      '  min_lr: 1e-05\n', '', '0 50 100 550 999')
def fairseq_cosine(t):
    return 1e-5 + t * (1e-3 - 1e-5) / 100 if t < 100 else 1e-5 + (1e-3 - 1e-5) * half_cosine((t - 100) / 900)


@case('fairseq-fixed.yaml', 'optimization:\n  max_update: 500\n  lr: [0.001]\nlr_scheduler:\n  _name: fixed\n  warmup_updates: 100\n',
      '', '0 50 99 100 499')
def fairseq_fixed(t):
    return 0.001 * min(1, (t + 1) / 100)


@case('fairseq-phases.yaml', 'optimization:\n  max_update: 1000\n  lr: [5e-05]\nlr_scheduler:\n  _name: tri_stage\n'
      '  phase_ratio: [0.1, 0.4, 0.5]\n  final_lr_scale: 0.05\n', '', '0 50 100 499 500 750 999')
def fairseq_phases(t):
    if t < 100:
        return 5e-5 * (0.01 + 0.99 * t / 100)
    return 5e-5 if t < 500 else 5e-5 * math.exp(math.log(0.05) * (t - 500) / 500)


@case('wenet.yaml', 'optim: adam\noptim_conf:\n  lr: 0.002\nscheduler: warmuplr\nscheduler_conf:\n  warmup_steps: 25000\nmax_epoch: 240\n',
      '--total-steps=100000', '0 12499 24999 49999 99999')
def wenet(t):
    n = t + 1
    return 0.002 * 25000 ** 0.5 * min(n ** -0.5, n * 25000 ** -1.5)


@case('nemo-poly.yaml', 'model:\n  optim:\n    name: adam\n    lr: 2e-4\n    sched:\n      name: PolynomialDecayAnnealing\n'
      '      warmup_ratio: 0.1\n      power: 2.0\n      min_lr: 1e-6\ntrainer:\n  max_steps: 1000\n', '', '0 50 100 550 999')
def nemo_poly(t):
    return 2e-4 * (t + 1) / 101 if t <= 100 else 1e-6 + (2e-4 - 1e-6) * (1 - (t - 100) / 900) ** 2


@case('nemo-noam.yaml', 'model:\n  optim:\n    name: adamw\n    lr: 5.0\n    sched:\n      name: NoamAnnealing\n      d_model: 512\n'
      '      warmup_steps: 10000\n      warmup_ratio: null\n      min_lr: 1e-6\n', '--total-steps=100000', '0 1 5000 10000 40000 99999')
def nemo_noam(t):
    t = max(1, t)
    lr = 5.0 * 512 ** -0.5 * min(t ** -0.5, t * 10000 ** -1.5)
    return max(lr, 1e-6) if t > 10000 else lr


@case('opennmt-rsqrt.yml', 'train_steps: 10000\nwarmup_steps: 1000\nlearning_rate: 1.0\ndecay_method: rsqrt\noptim: adam\n', '',
      '0 999 1000 3999 9999')
def opennmt_rsqrt(t):
    return 1 / math.sqrt(max(t + 1, 1000))


@case('opennmt-none.yml', 'train_steps: 100000\nlearning_rate: 0.1\ndecay_method: none\nlearning_rate_decay: 0.5\nstart_decay_steps: 50000\n'
      'decay_steps: 10000\n', '', '0 49998 49999 59998 59999 99999')
def opennmt_none(t):
    return 0.1 * 0.5 ** (max(t + 1 - 50000 + 10000, 0) // 10000)


@case('t5x-default.gin', "utils.create_learning_rate_scheduler.factors = 'constant * linear_warmup * rsqrt_normalized_decay'\n"
      'utils.create_learning_rate_scheduler.base_learning_rate = 0.001\nutils.create_learning_rate_scheduler.warmup_steps = 1000\n',
      '--total-steps=5000', '0 500 1000 4000')
def t5x_default(t):
    return 0.001 * min(1, t / 1000) * math.sqrt(1000) / math.sqrt(max(t, 1000))


@case('garden-poly.yaml', 'trainer:\n  train_steps: 1000\n  optimizer_config:\n    optimizer:\n      type: adamw\n    learning_rate:\n'
      '      type: polynomial\n      polynomial:\n        initial_learning_rate: 0.0001\n        decay_steps: 1000\n'
      '        end_learning_rate: 0.0\n    warmup:\n      type: polynomial\n      polynomial:\n        warmup_steps: 100\n', '',
      '0 50 99 100 550 999')
def garden_poly(t):
    end = 1e-4 * (1 - 100 / 1000)
    return end * t / 100 if t < 100 else 1e-4 * (1 - t / 1000)


@case('spacy-slanted.cfg', '[training]\nmax_steps = 1000\n\n[training.optimizer]\n@optimizers = "Adam.v1"\n\n'
      '[training.optimizer.learn_rate]\n@schedules = "slanted_triangular.v1"\nmax_rate = 0.1\nnum_steps = 1000\n', '',
      '0 50 100 550 999')
def spacy_slanted(t):
    p = t / 100 if t < 100 else 1 - (t - 100) / 900
    return 0.1 * (1 + p * 31) / 32


@case('spacy-decaying.cfg', '[training.optimizer]\n@optimizers = "SGD.v1"\n\n[training.optimizer.learn_rate]\n@schedules = "decaying.v1"\n'
      'base_rate = 0.1\ndecay = 0.01\n', '--total-steps=1000', '0 100 999')
def spacy_decaying(t):
    return 0.1 / (1 + 0.01 * t)


@case('allennlp.json', '{"trainer": {"num_epochs": 5, "optimizer": {"type": "huggingface_adamw", "lr": 2e-5},\n'
      ' "learning_rate_scheduler": {"type": "linear_with_warmup", "warmup_steps": 100}}}\n', '--steps-per-epoch=200', '0 50 100 550 999')
def allennlp(t):
    return 2e-5 * t / 100 if t < 100 else 2e-5 * (1 - (t - 100) / 900)


@case('bert.sh', 'python run_pretraining.py --bert_config_file=bert.json --do_train=True --train_batch_size=32 --num_train_steps=1000 \\\n'
      '  --num_warmup_steps=100 --learning_rate=1e-4', '', '0 50 99 100 550 999')
def bert(t):
    return 1e-4 * t / 100 if t < 100 else 1e-4 * (1 - t / 1000)


@case('lightning.yaml', 'trainer:\n  max_epochs: 30\noptimizer:\n  class_path: torch.optim.SGD\n  init_args: {lr: 0.1}\nlr_scheduler:\n'
      '  class_path: torch.optim.lr_scheduler.CosineAnnealingLR\n  init_args: {T_max: 10, eta_min: 0.01}\n', '--steps-per-epoch=10',
      '0 9 10 55 100 150 299')
def lightning(t):
    return 0.01 + 0.09 * half_cosine((t // 10) / 10)


@case('swift.sh', 'CUDA_VISIBLE_DEVICES=0 swift sft --model some/model --train_type full --max_steps 1000 --warmup_ratio 0.05', '',
      '0 25 50 525 999')
def swift(t):
    return 1e-5 * t / 50 if t < 50 else 1e-5 * half_cosine((t - 50) / 950)


@case('nanochat.sh', 'torchrun --standalone --nproc_per_node=8 -m scripts.base_train -- --depth=20 --num_iterations=1000 --matrix_lr=0.02',
      '', '0 799 800 801 900 999')
def nanochat(t):
    return 0.02 if t <= 800 else 0.02 * (1000 - t) / 200


@case('deepspeed-decay.json', '{"scheduler": {"type": "WarmupDecayLR", "params": {"warmup_min_lr": 1e-5, "warmup_max_lr": 1e-4, '
      '"warmup_num_steps": 100, "total_num_steps": 1000, "warmup_type": "linear"}}}', '', '0 50 99 100 550 999')
def deepspeed_decay(t):
    share = t / 100 if t < 100 else (1000 - t) / 900
    return 1e-5 + 9e-5 * share


@case('detectron2-cosine.yaml', 'VERSION: 2\nMODEL:\n  META_ARCHITECTURE: GeneralizedRCNN\nSOLVER:\n  BASE_LR: 0.1\n  MAX_ITER: 1000\n'
      '  WARMUP_ITERS: 100\n  WARMUP_FACTOR: 0.01\n  LR_SCHEDULER_NAME: WarmupCosineLR\n', '', '0 50 99 100 550 999')
def detectron2_cosine(t):
    end = half_cosine(0.1)
    return 0.1 * (0.01 + (end - 0.01) * t / 100) if t < 100 else 0.1 * half_cosine(t / 1000)


refused('auto.json', '{"scheduler": {"type": "WarmupLR", "params": {"warmup_min_lr": 0, "warmup_max_lr": 0.001, "warmup_num_steps": "auto"}}}',
        'warmup_num_steps is|--set|warmup_num_steps=')
refused('plateau.sh', 'python train.py --sched plateau --lr 0.1 --epochs 10 --warmup-epochs 3', 'depends on the loss', '--steps-per-epoch=1')
refused('unknown-steps.yaml', 'optimizer:\n  lr: 3e-4\nlr_scheduler:\n  _component_: torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup\n'
        '  num_warmup_steps: ${WARM}\n', 'num_warmup_steps|line 5|--set', '--total-steps=100')
refused('lone-keys.yaml', 'warmup_steps: 100\nmax_steps: 1000\nbatch_size: 8\n', 'No schedule recognised')

# --------------------------------------------------------------------------------------- what real files have taught

NEW_STYLE = """from mmengine.optim import CosineAnnealingLR, LinearLR
from torch.optim import AdamW
optim_wrapper = dict(optimizer=dict(type=AdamW, lr=2e-4, weight_decay=0))
param_scheduler = [
    dict(type=LinearLR, start_factor=1e-5, by_epoch=True, begin=0, end=0.5, convert_to_iter_based=True),
    dict(type=CosineAnnealingLR, eta_min=0.0, by_epoch=True, begin=0.5, end=3, convert_to_iter_based=True),
]
train_cfg = dict(type=EpochBasedTrainLoop, max_epochs=3)
"""


@case('mmengine-classes.py', NEW_STYLE, '--steps-per-epoch=100', '0 1 25 48 49 50 100 299')
def mmengine_classes(t):
    if t < 50:
        return 2e-4 * (1e-5 + (1 - 1e-5) * min(t, 49) / 49)
    return 2e-4 * half_cosine((t - 50) / 250)


@case('mmengine-exponential.py', "optim_wrapper = dict(optimizer=dict(type='AdamW', lr=2e-4))\n"
      "train_cfg = dict(max_epochs=120)\n"
      "param_scheduler = [dict(type='ExponentialLR', gamma=0.99, end=60, by_epoch=True)]\n",
      '--steps-per-epoch=100', '0 99 100 5999 6000 11999')
def mmengine_exponential(t):
    return 2e-4 * 0.99 ** min(t // 100, 59)


COOLDOWN = """optim_wrapper = dict(optimizer=dict(type='AdamW', lr=5e-4))
train_cfg = dict(by_epoch=True, max_epochs=310)
param_scheduler = [
    dict(type='LinearLR', start_factor=1e-6, by_epoch=True, begin=0, end=10, convert_to_iter_based=True),
    dict(type='CosineAnnealingLR', T_max=290, eta_min=1e-5, by_epoch=True, begin=10, end=300),
    dict(type='ConstantLR', factor=0.1, by_epoch=True, begin=300, end=310)]
"""


@case('mmengine-cooldown.py', COOLDOWN, '--steps-per-epoch=100', '0 500 999 1000 1099 15050 29999 30000 30899 30900 30999', 1e-7)
def mmengine_cooldown(t):
    last = 1e-5 + (5e-4 - 1e-5) * half_cosine(289 / 290)
    if t < 1000:
        return 5e-4 * (1e-6 + (1 - 1e-6) * t / 999)
    if t < 30000:
        return 1e-5 + (5e-4 - 1e-5) * half_cosine((t // 100 - 10) / 290)
    return last * 0.1 if t < 30900 else last


@case('mmengine-yolox.py', """base_lr = 0.01
optim_wrapper = dict(optimizer=dict(type='SGD', lr=base_lr))
train_cfg = dict(type='EpochBasedTrainLoop', max_epochs=30)
param_scheduler = [
    dict(type='mmdet.QuadraticWarmupLR', by_epoch=True, begin=0, end=2, convert_to_iter_based=True),
    dict(type='CosineAnnealingLR', eta_min=base_lr * 0.05, begin=2, T_max=25, end=25, by_epoch=True, convert_to_iter_based=True),
    dict(type='ConstantLR', by_epoch=True, factor=1, begin=25, end=30)]
""", '--steps-per-epoch=100', '0 1 100 199 200 1000 2499 2500 2999', 1e-7)
def mmengine_yolox(t):
    if t < 200:
        return 0.01 * ((t + 1) / 200) ** 2
    return 0.0005 + 0.0095 * half_cosine(min(t - 200, 2299) / 2500)


@case('mmengine-part-of-epoch.py', NEW_STYLE.replace('0.5', '0.09'), '--steps-per-epoch=103', '0 1 8 9 10 150 308')
def mmengine_part_of_epoch(t):
    if t < 9:  # int(0.09 * 103)
        return 2e-4 * (1e-5 + (1 - 1e-5) * t / 8)
    return 2e-4 * half_cosine((t - 9) / 300)


refused('mmengine-plateau.py', "optim_wrapper = dict(optimizer=dict(type='AdamW', lr=5e-4))\ntrain_cfg = dict(max_epochs=10)\n"
        "param_scheduler = [dict(type='ReduceOnPlateauLR', monitor='loss')]\n", 'depends on the loss', '--steps-per-epoch=100')


BIG_VISION = """import ml_collections
def get_config():
  config = ml_collections.ConfigDict()
  config.input = {}
  config.input.batch_size = 512
  config.lr = 0.003
  %s
  return config
"""


@case('big-vision-linear-end.py', BIG_VISION % 'config.total_steps = 1000\n  '
      "config.schedule = dict(decay_type='linear', linear_end=0.01, warmup_percent=0.1)", '', '0 50 100 550 999')
def big_vision_linear(t):
    return 0.003 * (0.01 + 0.99 * (1 - max(0, t - 100) / 900)) * min(1, t / 100)


@case('big-vision-examples.py', BIG_VISION % 'config.total_examples = 512_000\n  '
      "config.schedule = [('img/.*', None), ('.*', dict(decay_type='cosine', warmup_examples=51_200))]", '', '0 50 100 550 999')
def big_vision_examples(t):
    return 0.003 * half_cosine(max(0, t - 100) / 900) * min(1, t / 100)


@case('big-vision-cooldown.py', BIG_VISION % 'config.total_steps = 1000\n  '
      "config.schedule = dict(decay_type='rsqrt', timescale=200, warmup_steps=100, cooldown_steps=50)", '', '0 50 100 949 950 975 999')
def big_vision_cooldown(t):
    return 0.003 / math.sqrt(1 + max(0, t - 100) / 200) * min(1, t / 100) * min(1, (1000 - t) / 50)


@case('big-vision-stair.py', BIG_VISION % 'config.total_steps = 1000\n  '
      "config.schedule = dict(decay_type='stair', steps=[300, 600], mults=[0.1, 0.01], warmup_steps=100)", '', '0 99 299 300 599 600 999')
def big_vision_stair(t):
    return 0.003 * min(1, t / 100) * (1 if t < 300 else 0.1 if t < 600 else 0.01)


refused('big-vision-made.py', BIG_VISION % "config.total_steps = 1000\n  c = dict(schedule=dict(decay_type='cosine'))\n  "
        "config.schedule = [('.*', sched(cooldown=3))]", 'no dictionary')


@case('hf-within-warmup.yaml', 'learning_rate: 1.0e-4\nmax_steps: 60\nwarmup_steps: 100\nlr_scheduler_type: cosine\n'
      'per_device_train_batch_size: 1\n', '', '0 30 59')
def hf_within_warmup(t):
    return 1e-4 * t / 100


@case('hf-script.py', '"""\npython train.py --max_steps 7\n"""\nfrom trl import SFTConfig, SFTTrainer\nif __name__ == "__main__":\n'
      '    args = SFTConfig(\n        max_steps=100,\n        learning_rate=1e-4,\n        warmup_steps=10,\n    )\n', '', '0 5 10 55 99')
def hf_script(t):
    return 1e-4 * (t / 10 if t < 10 else (100 - t) / 90)


refused('hf-other-class.py', 'from swift import SftArguments, sft_main\nsft_main(SftArguments(model="m", max_steps=100, '
        'per_device_train_batch_size=1, learning_rate=1e-4, warmup_ratio=0.1))\n', 'lr_scheduler_type is not in the text')

refused('hf-unsure.sh', 'python finetune.py --learning_rate 2e-5 --max_steps 1000 --fp16\n', 'lr_scheduler_type is not in the text')


@case('controlnet.sh', 'accelerate launch train_controlnet.py \\\n --pretrained_model_name_or_path=$MODEL \\\n --resolution=512 \\\n'
      ' --learning_rate=1e-5 \\\n --num_train_epochs=11 --train_batch_size=4', '--steps-per-epoch=100', '0 1 500 1099')
def controlnet(t):
    return 1e-5


@case('textual-inversion.sh', 'accelerate launch textual_inversion.py --pretrained_model_name_or_path=$MODEL --train_data_dir=$DATA '
      '--learning_rate=5.0e-04 --max_train_steps=3000 --lr_scheduler="cosine" --placeholder_token="<cat>"', '', '0 250 500 1750 2999')
def textual_inversion(t):
    return 5e-4 * (t / 500 if t < 500 else half_cosine((t - 500) / 2500))


PADDLE = """epoch: 24
LearningRate:
  base_lr: 0.01
  schedulers:
  - !%s
  - !%s
"""


@case('paddle-gammas.yml', PADDLE % ('PiecewiseDecay\n    gamma: [0.5, 0.4, 0.1]\n    milestones: [8, 11, 20]',
                                     'LinearWarmup\n    start_factor: 0.1\n    steps: 1000'),
      '--steps-per-epoch=100', '0 500 799 800 999 1000 1099 1100 1999 2000 2399')
def paddle_gammas(t):
    if t < 1000:
        return 0.01 * (0.1 * (1 - t / 1000) + t / 1000)
    return 0.01 * (0.1 if t >= 2000 else 0.4 if t >= 1100 else 0.5)


@case('paddle-half.yml', PADDLE % ('PiecewiseDecay\n    gamma: 0.5\n    milestones: [8, 11]', 'LinearWarmup\n    epochs: 1\n    start_factor: 0.'),
      '--steps-per-epoch=100', '0 50 100 800 1099 1100 2399')
def paddle_half(t):
    return 0.01 * min(1, t / 100) * (1 if t < 800 else 0.5 if t < 1100 else 0.05)


@case('paddle-exp.yml', PADDLE % ('CosineDecay\n    max_epochs: 24\n    min_lr_ratio: 0.05\n    last_plateau_epochs: 4', 'ExpWarmup\n    epochs: 1'),
      '--steps-per-epoch=100', '0 1 50 99 100 1050 1999 2000 2399')
def paddle_exp(t):
    if t < 100:
        return 0.01 * (t / 100) ** 2
    return 0.01 * (0.05 + 0.95 * half_cosine(min(1, (t - 100) / 1900)))


@case('paddle-unwarmed.yml', PADDLE % ('CosineDecay\n    max_epochs: 24\n    use_warmup: False', 'LinearWarmup\n    steps: 500'),
      '--steps-per-epoch=100', '0 1 100 1200 2399')
def paddle_unwarmed(t):
    return 0.01 * half_cosine(t / 2400)


@case('paddle-seg.yml', 'batch_size: 4\niters: 80000\ntrain_dataset:\n  type: Cityscapes\noptimizer:\n  type: SGD\nlr_scheduler:\n'
      '  type: PolynomialDecay\n  learning_rate: 0.00006\n  end_lr: 0\n  power: 1\n  warmup_iters: 1500\n  warmup_start_lr: 1.0e-6\n',
      '', '0 750 1499 1500 40750 79999')
def paddle_seg(t):
    return 1e-6 + (6e-5 - 1e-6) * t / 1500 if t < 1500 else 6e-5 * (1 - (t - 1500) / 78500)


@case('paddle-seg-pieces.yml', 'iters: 900\nlr_scheduler:\n  type: PiecewiseDecay\n  boundaries: [300, 600]\n  values: [0.1, 0.04, 0.01]\n',
      '', '0 299 300 599 600 899')
def paddle_seg_pieces(t):
    return 0.1 if t < 300 else 0.04 if t < 600 else 0.01


@case('slowfast-rates.yaml', 'SOLVER:\n  BASE_LR: 0.1\n  LR_POLICY: steps_with_relative_lrs\n  LRS: [1, 0.1, 0.01, 0.001]\n  STEPS: [0, 4, 6]\n'
      '  MAX_EPOCH: 8\n  WARMUP_EPOCHS: 0.0\n', '--steps-per-epoch=10', '0 39 40 59 60 79')
def slowfast_rates(t):
    return 0.1 * (1 if t < 40 else 0.1 if t < 60 else 0.01)


SCRIPT = 'optimizer = AdamW(model.parameters(), lr=1e-3)\nscheduler = %s\nfor epoch in range(10):\n    for x in loader:\n' \
         '        loss.backward()\n        optimizer.step()\n    scheduler.step()\n'


@case('getter-by-epoch.py', SCRIPT % 'get_cosine_schedule_with_warmup(optimizer, 2, 10)', '--steps-per-epoch=100', '0 99 100 199 200 300 999')
def getter_by_epoch(t):
    e = t // 100
    return 1e-3 * (e / 2 if e < 2 else half_cosine((e - 2) / 8))


@case('ramp.py', SCRIPT % 'LambdaLR(optimizer, lambda step: step / 10)', '--steps-per-epoch=100', '0 99 100 5000 11099')
def ramp(t):
    return 1e-3 * (t // 100) / 10


@case('own-getter.py', """import math
from torch.optim.lr_scheduler import LambdaLR
def get_cosine_schedule_with_warmup(optimizer, num_warmup_steps, num_training_steps, num_cycles=7./16., last_epoch=-1):
    def _lr_lambda(current_step):
        if current_step < num_warmup_steps:
            return float(current_step) / float(max(1, num_warmup_steps))
        no_progress = float(current_step - num_warmup_steps) / float(max(1, num_training_steps - num_warmup_steps))
        return max(0., math.cos(math.pi * num_cycles * no_progress))
    return LambdaLR(optimizer, _lr_lambda, last_epoch)
optimizer = SGD(model.parameters(), lr=0.03)
scheduler = get_cosine_schedule_with_warmup(optimizer, 100, 1100)
for x in loader:
    optimizer.step()
    scheduler.step()
""", '--total-steps=1100', '0 50 100 600 1099', 1e-7)
def own_getter(t):
    return 0.03 * (t / 100 if t < 100 else cos(pi * 7 / 16 * (t - 100) / 1000))


refused('one-or-another.py', """def get_scheduler(optimizer, kind):
    if kind == 'step':
        return StepLR(optimizer, step_size=30)
    return CosineAnnealingLR(optimizer, T_max=100)
optimizer = SGD(model.parameters(), lr=0.1)
scheduler = get_scheduler(optimizer, cfg.kind)
""", 'one scheduler or another')


refused('by-hand.py', """def adjust_learning_rate(optimizer, epoch, args):
    lr = args.lr * 0.5 * (1. + math.cos(math.pi * epoch / args.epochs))
    for param_group in optimizer.param_groups:
        param_group['lr'] = lr
optimizer = torch.optim.SGD(model.parameters(), 0.03)
""", 'sets the rate itself (line 4)')


KERAS = """import tensorflow as tf, math
%s
model.compile(tf.keras.optimizers.SGD(learning_rate=0.01), loss='mse')
callback = %s
model.fit(x, y, epochs=15, callbacks=[callback])
"""


@case('keras-callback.py', KERAS % ("""def scheduler(epoch, lr):
    if epoch < 10:
        return lr
    return lr * tf.math.exp(-0.1)""", 'tf.keras.callbacks.LearningRateScheduler(scheduler)'), '--steps-per-epoch=10', '0 99 100 110 149')
def keras_callback(t):
    return 0.01 * math.exp(-0.1 * max(0, t // 10 - 9))


@case('keras-drops.py', KERAS % ("""def step_decay(epoch):
    initial_lrate = 0.1
    drop = 0.5
    return initial_lrate * math.pow(drop, math.floor((1 + epoch) / 5.0))""", 'LearningRateScheduler(step_decay, verbose=1)'),
      '--steps-per-epoch=10', '0 39 40 89 90 149')
def keras_drops(t):
    return 0.1 * 0.5 ** ((1 + t // 10) // 5)


refused('keras-plateau.py', KERAS % ('', "ReduceLROnPlateau(monitor='val_loss', factor=0.2)"), 'depends on the loss')


@case('kohya-gui.json', '{"epoch": 20, "learning_rate": 0.0001, "lr_scheduler": "cosine", "lr_scheduler_num_cycles": "", '
      '"lr_scheduler_power": "", "lr_warmup": 10, "max_train_epochs": "", "max_train_steps": "1000", "unet_lr": 0.0001}', '', '0 50 100 550 999')
def kohya_gui(t):
    return 1e-4 * (t / 100 if t < 100 else half_cosine((t - 100) / 900))


@case('swift-megatron.sh', 'megatron sft --model Q --lr 1e-5 --lr_warmup_fraction 0.05 --min_lr 1e-6 --train_iters 2000', '', '0 50 100 1050 1999')
def swift_megatron(t):
    return 1e-5 * t / 100 if t < 100 else 1e-6 + 9e-6 * half_cosine((t - 100) / 1900)


AXOLOTL = 'base_model: m\nlearning_rate: 0.0002\nlr_scheduler: cosine\nmicro_batch_size: 2\nmax_steps: 1000\nwarmup_steps: 100\n'


@case('axolotl-floor.yml', AXOLOTL + 'cosine_min_lr_ratio: 0.1\ncosine_constant_lr_ratio: 0.8\n', '', '0 50 100 450 799 800 999')
def axolotl_floor(t):
    return 2e-4 * (t / 100 if t < 100 else 0.1 + 0.9 * half_cosine((min(t, 800) - 100) / 700))


@case('axolotl-null.yml', AXOLOTL + 'cosine_min_lr_ratio:\nlr_quadratic_warmup: false\n', '', '0 50 100 550 999')
def axolotl_null(t):
    return 2e-4 * (t / 100 if t < 100 else half_cosine((t - 100) / 900))


@case('axolotl-share.yml', AXOLOTL.replace('warmup_steps: 100', 'warmup_steps: 0.1'), '', '0 50 100 550 999')
def axolotl_share(t):
    return 2e-4 * (t / 100 if t < 100 else half_cosine((t - 100) / 900))


refused('axolotl-quadratic.yml', AXOLOTL + 'lr_quadratic_warmup: true\n', 'lr_quadratic_warmup is not shown')


@case('fairseq-max-lr.sh', 'fairseq-train data --arch t --lr-scheduler cosine --lr 1e-07 --max-lr 1e-3 --warmup-updates 100 --warmup-init-lr 1e-07 '
      '--max-update 1100', '', '0 50 100 600 1099')
def fairseq_max_lr(t):
    return 1e-7 + (1e-3 - 1e-7) * (t / 100 if t < 100 else half_cosine((t - 100) / 1000))


@case('swift-2.sh', 'swift sft --model_type qwen --sft_type lora --max_steps 1000 --learning_rate 1e-4', '', '0 25 50 525 999')
def swift_2(t):
    return 1e-4 * (t / 50 if t < 50 else half_cosine((t - 50) / 950))


D2_FIXED = 'VERSION: 2\nSOLVER:\n  LR_SCHEDULER_NAME: WarmupStepWithFixedGammaLR\n  BASE_LR: 0.01\n  GAMMA: 0.5\n  MAX_ITER: 1003\n  WARMUP_ITERS: 0\n'


@case('d2-fixed-gamma.yaml', D2_FIXED + '  STEPS: [10]\n', '', '0 250 251 501 502 752 753 1002')
def d2_fixed_gamma(t):
    return 0.01 * 0.5 ** (t // 251)


refused('d2-rescale.yaml', D2_FIXED + '  RESCALE_INTERVAL: True\n', 'RESCALE_INTERVAL')

refused('mmcv-floor.py', "optimizer = dict(type='SGD', lr=0.02)\nrunner = dict(type='IterBasedRunner', max_iters=100)\n"
        "lr_config = dict(policy='step', warmup='linear', warmup_iters=50, warmup_ratio=0.001, step=[60], min_lr=1e-3, by_epoch=False)\n",
        'its decay is held')


LOOP = """optimizer = SGD(model.parameters(), lr=0.1)
scheduler = StepLR(optimizer, step_size=30)
for epoch in range(100):
    for i, x in enumerate(loader):
        loss.backward()
        %s
    %s
"""

refused('part-of-run.py', LOOP % ('optimizer.step()', 'if epoch > 10:\n        scheduler.step()'), 'a part of the run only (line 7)',
        '--steps-per-epoch=10')

refused('two-parts.py', """optimizer = SGD(model.parameters(), lr=0.1)
first = StepLR(optimizer, step_size=30)
second = CosineAnnealingLR(optimizer, T_max=100)
for epoch in range(100):
    for x in loader:
        optimizer.step()
    if epoch < 50:
        first.step()
    else:
        second.step()
""", 'a part of the run only', '--steps-per-epoch=10')


@case('checked-step.py', LOOP % ('optimizer.step()', 'if scheduler is not None:\n        scheduler.step()'), '--steps-per-epoch=10', '0 299 300 600')
def checked_step(t):
    return 0.1 * 0.1 ** (t // 300)


refused('other-getter.py', """from mylib import get_linear_schedule_with_warmup
optimizer = AdamW(model.parameters(), lr=1e-4)
scheduler = get_linear_schedule_with_warmup(optimizer=optimizer, num_warmup_steps=100, num_training_steps=1000, f_min=0.1)
""", 'is called with f_min')



def call(program, folder, name, options):
    return subprocess.run([program, '--from-code=' + name] + options, capture_output=True, text=True, cwd=folder, timeout=60)


def rates(output):
    rows = [line.split(',') for line in output.splitlines()[1:]]
    return {int(row[0]): float(row[2]) for row in rows}


def fault(program, folder, entry):
    name, text, options, steps, tolerance, rule = entry
    with open(os.path.join(folder, name), 'w') as file:
        file.write(text)
    if rule is None:
        result = call(program, folder, name, options + ['--at=0'])
        lacks = [word for word in steps if word not in result.stderr]
        return '' if result.returncode == 2 and not lacks else 'status %d, stderr lacks %s: %s' % (
            result.returncode, lacks, result.stderr)
    result = call(program, folder, name, options + ['--at=' + ','.join(map(str, steps))])
    if result.returncode:
        return 'refused: ' + result.stderr
    found = rates(result.stdout)
    top = max(abs(rule(step)) for step in steps)
    wrong = ['%d: %.17g, not %.17g' % (step, found[step], rule(step)) for step in steps
             if not abs(found[step] - rule(step)) <= tolerance * top]
    return '; '.join(wrong) + ('\n    ' + result.stderr if wrong else '')


# ------------------------------------------------------------- more than there is room for: never the first few of them

MANY = list(range(10, 4010, 10))
LOOP = 'for step in range(5000):\n    train()\n    sched.step()\n'

refused('many-milestones.py', 'opt = SGD(p, lr=0.1)\nsched = MultiStepLR(opt, milestones=%s, gamma=0.99)\n%s' % (MANY, LOOP),
        'milestones|more than')
refused('many-schedulers.py', 'opt = SGD(p, lr=0.1)\n' + ''.join('s%d = StepLR(opt, %d)\n' % (i, i + 9) for i in range(20)) +
        'for step in range(500):\n' + ''.join('    s%d.step()\n' % i for i in range(20)), 'more than 16 schedulers')
refused('many-parts.py', 'opt = SGD(p, lr=0.1)\nsched = SequentialLR(opt, [%s], milestones=%s)\n%s'
        % (', '.join(['ConstantLR(opt, factor=0.5, total_iters=9)'] * 20), MANY[:19], LOOP), 'SequentialLR|more than 16 parts')
refused('many-boundaries.py', 'import optax\nschedule = optax.piecewise_constant_schedule(0.1, {%s})\n'
        % ', '.join('%d: 0.99' % step for step in MANY), 'boundaries_and_scales|more than')
refused('many-values.py', 'import keras\nlr = keras.optimizers.schedules.PiecewiseConstantDecay(boundaries=%s, values=%s)\n'
        % (MANY, [0.1] * 401), 'boundaries|more than')
refused('many-decays.yaml', 'SOLVER:\n  LR_SCHEDULER_NAME: WarmupStepWithFixedGammaLR\n  NUM_DECAYS: 100\n  MAX_ITER: 90000\n'
        '  BASE_LR: 0.02\n  GAMMA: 0.9\n', 'NUM_DECAYS|more than')
refused('many-steps.yaml', 'SOLVER:\n  STEPS: %s\n  MAX_ITER: 90000\n  BASE_LR: 0.02\n' % MANY, 'STEPS|more than')
refused('many-num-decays.py', 'lr_multiplier = L(WarmupParamScheduler)(scheduler=L(StepWithFixedGammaParamScheduler)(base_value=1.0,\n'
        '    num_decays=40, gamma=0.9, num_updates=9000), warmup_length=0.01, warmup_factor=0.001)\noptimizer = L(SGD)(lr=0.02)\n'
        'train = dict(max_iter=9000)\n', 'num_decays|more than')
refused('many-param-schedulers.py', "optim_wrapper = dict(optimizer=dict(type='SGD', lr=0.02))\nparam_scheduler = [%s]\n"
        "train_cfg = dict(type='IterBasedTrainLoop', max_iters=9000)\n" % ', '.join(
            "dict(type='ConstantLR', factor=0.9, begin=%d, end=%d, by_epoch=False)" % (i * 100, i * 100 + 50) for i in range(20)),
        'param_scheduler|more than')
refused('many-openmmlab-steps.py', "optimizer = dict(type='SGD', lr=0.02)\nlr_config = dict(policy='step', step=%s, by_epoch=False)\n"
        "runner = dict(type='IterBasedRunner', max_iters=9000)\n" % MANY, 'step|more than')
refused('many-variables.py', 'def f(step):\n' + ''.join('    v%d = step * 0.01 + %d\n' % (i, i) for i in range(300)) +
        '    return 1 / (1 + v299)\nopt = SGD(p, lr=0.1)\nsched = LambdaLR(opt, f)\n' + LOOP, 'more than')


@case('eighty-milestones.py', 'opt = SGD(p, lr=0.1)\nsched = MultiStepLR(opt, milestones=%s, gamma=0.99)\n%s' % (MANY[:80], LOOP),
      '', '0 9 10 639 640 650 799 800 4999')
def eighty_milestones(t):
    return 0.1 * 0.99 ** sum(t >= step for step in MANY[:80])


# What is made of itself, and what calls itself too often, ends soon.
refused('made-of-itself.py', 'a = b * 0.5 + b * 0.5\nb = a * 0.5 + a * 0.5\nopt = SGD(p, lr=a)\nsched = StepLR(opt, 30)\n' + LOOP,
        'base_lr is not in the text')
refused('calls-itself.py', 'def f(n):\n    if n < 1:\n        return 1\n    return f(n - 1) * 0.5 + f(n - 1) * 0.5\n'
        'opt = SGD(p, lr=0.1)\nsched = LambdaLR(opt, lambda step: f(11) / (1 + step))\n' + LOOP, 'too long to compute')

LIGHTNING = """class M(pl.LightningModule):
    def configure_optimizers(self):
        optimizer = torch.optim.Adam(self.parameters(), lr=1e-3)
        scheduler = StepLR(optimizer, 10)
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": scheduler, %s}}
"""


@case('lightning-step.py', LIGHTNING % '"interval": "step", "frequency": 1', '', '0 9 10 55')
def lightning_step(t):
    return 1e-3 * 0.1 ** (t // 10)


@case('lightning-epoch.py', LIGHTNING % '"monitor": "loss"', '--steps-per-epoch=7', '0 69 70 139 140')
def lightning_epoch(t):
    return 1e-3 * 0.1 ** (t // 70)


@case('lightning-every-second-epoch.py', LIGHTNING % '"frequency": 2', '--steps-per-epoch=7', '0 69 70 139 140')
def lightning_second(t):
    return 1e-3 * 0.1 ** (t // 140)


refused('lightning-frequency.py', LIGHTNING % '"interval": "step", "frequency": 5', 'every 5 batches')
refused('lightning-interval.py', LIGHTNING % '"interval": self.hparams.interval', 'interval|not in the text')
refused('lightning-by-hand.py', LIGHTNING % '"interval": "step"' + '    def optimizer_step(self, epoch, batch_idx, optimizer, closure):\n'
        '        for group in optimizer.param_groups:\n            group["lr"] = 0.1 * min(1, (self.trainer.global_step + 1) / 500)\n'
        '        optimizer.step(closure=closure)\n', 'sets the rate itself')

DIFFUSERS = '''def save_model_card(repo_id):
    model_description = """
# A model card
```py
from diffusers import Pipeline
optimizer = SGD(p, lr=7)
```
"""
noise_scheduler = CMStochasticIterativeScheduler(num_train_timesteps=40)
optimizer = torch.optim.AdamW(params, lr=2e-4)
if use_deepspeed:
    lr_scheduler = DummyScheduler(name="cosine", optimizer=optimizer)
else:
    lr_scheduler = get_scheduler("cosine", optimizer=optimizer, num_warmup_steps=100, num_training_steps=1000)
for step in range(1000):
    optimizer.step()
    lr_scheduler.step()
'''


@case('script-with-a-card.py', DIFFUSERS, '', '0 50 100 550 999')
def script_with_a_card(t):
    return 2e-4 * (t / 100 if t < 100 else half_cosine((t - 100) / 900))


# A scheduler that is not known changes the rate too, whatever the optimizer is called.
refused('unknown-beside.py', 'sgd = SGD(p, lr=0.1)\nwarm = WarmUpLR(sgd, 100)\nsched = MultiStepLR(sgd, [30, 60])\n' + LOOP, 'WarmUpLR|is not known')

# f(**a) is what a has there: not what another function made of it, not what it is later, not what a method changed.
STARS = '%s\nopt = SGD(p, lr=0.1)\nsched = StepLR(opt, 30, **kw)\n%s' + LOOP
refused('star-made.py', STARS % ('kw = make_args(gamma=0.5)', ''), 'kw (line|which the text does not tell')
refused('star-later.py', STARS % ('kw = dict(gamma=0.5)', 'kw = dict(gamma=0.9)\n'), 'kw (line|which the text does not tell')
refused('star-changed.py', STARS % ('kw = dict(gamma=0.5)\nkw.update(gamma=0.25)', ''), 'kw (line|which the text does not tell')
refused('star-unknown.py', STARS % ('', ''), 'kw (line|which the text does not tell')


@case('star-set.py', STARS % ("kw = dict(gamma=0.5)\nkw['gamma'] = 0.25", ''), '', '0 29 30 60')
def star_set(t):
    return 0.1 * 0.25 ** (t // 30)


# How often it is stepped: each other rhythm is refused with its line.
RHYTHM = 'opt = SGD(p, lr=0.1)\n%s = StepLR(opt, 3)\nfor epoch in range(9):\n%s    for i, x in enumerate(loader):\n        opt.step()\n%s'
refused('stepped-sometimes.py', RHYTHM % ('sched', '', '        if i % 5 == 0:\n            sched.step()\n'), 'in a part of the run only (line 6)')
refused('stepped-early.py', RHYTHM % ('sched', '    sched.step()\n', ''), '(line 4) comes before the optimizer')
refused('stepped-twice.py', RHYTHM % ('sched', '', '        sched.step()\n        sched.step()\n'), 'more than one place (lines 6 and 7)')
refused('stepped-with-a-number.py', RHYTHM % ('sched', '', '    sched.step(epoch)\n'), 'sched.step(epoch)|line 6')
refused('stepped-in-many-places.py', RHYTHM % ('sched', '', '') + ''.join('def f%d():\n    sched.step()\n' % i for i in range(20)), 'more than 12 places')


@case('named-like-an-optimizer.py', RHYTHM % ('opt_sched', '', '    opt_sched.step()\n') +
      ''.join('def f%d():\n    my_opt_sched%d.step()\n' % (i, i) for i in range(20)), '--steps-per-epoch=10', '0 29 30 60')
def named_like_an_optimizer(t):
    return 0.1 * 0.1 ** (t // 30)


refused('stepped-when-better.py', RHYTHM % ('sched', '', '    if score > best:\n        sched.step()\n'),
        'in a part of the run only (line 6)')


@case('stepped-where-numbers-say.py', 'warmup = 5\n' + RHYTHM % ('sched', '', '    if warmup > 0:\n        sched.step()\n'),
      '--steps-per-epoch=10', '0 29 30 60')
def stepped_where_numbers_say(t):
    return 0.1 * 0.1 ** (t // 30)


CHOICE = "p.add_argument('--data', default='cifar')\nargs = p.parse_args()\nif args.data == 'cifar':\n    falls = [30, 60]\nelse:\n    falls = [3, 6]\nopt = SGD(q, lr=0.1)\nsched = MultiStepLR(opt, falls)\n" + LOOP


@case('choice-by-default.py', CHOICE, '', '0 3 6 30 60')
def choice_by_default(t):
    return 0.1 * 0.1 ** ((t >= 30) + (t >= 60))


@case('choice-by-the-user.py', CHOICE, '--set=args.data=coco', '0 3 6 30 60')
def choice_by_the_user(t):
    return 0.1 * 0.1 ** ((t >= 3) + (t >= 6))


# An option's default, or a class's field, that a branch of the text replaces: by its condition, where that is known.
OPTION = "p.add_argument('--lr', default=%s)\np.add_argument('--debug'%s)\nargs = p.parse_args()\n%s\nopt = SGD(q, lr=args.lr)\nsched = StepLR(opt, 30)\n" + LOOP
refused('branch-unknown.py', OPTION % ('0.1', '', 'if args.debug:\n    args.lr = 1'), 'lr is args.lr (line 6)')
refused('branch-of-a-field.py', 'class C:\n    lr = 0.1\nc = C()\nif debug:\n    c.lr = 1\nopt = SGD(q, lr=c.lr)\nsched = StepLR(opt, 30)\n' + LOOP, 'lr is c.lr (line 6)')
refused('branch-in-a-loop.py', 'opt = SGD(q, lr=0.1)\nsched = StepLR(opt, 3)\nepoch = 0\nwhile epoch < 20:\n    if epoch == 5:\n'
        '        sched = ExponentialLR(opt, 0.5)\n    opt.step()\n    sched.step()\n    epoch += 1\n', 'one scheduler or another')


@case('branch-not-taken.py', OPTION % ('0.1', ", action='store_true'", 'if args.debug:\n    args.lr = 1'), '', '0 29 30 60')
def branch_not_taken(t):
    return 0.1 * 0.1 ** (t // 30)


@case('branch-where-none-is-given.py', OPTION % ('None', '', 'if args.lr is None:\n    args.lr = 0.3'), '', '0 29 30 60')
def branch_where_none_is_given(t):
    return 0.3 * 0.1 ** (t // 30)


refused('lightning-two.py', 'class M(pl.LightningModule):\n    def configure_optimizers(self):\n        a = SGD(p, lr=0.1)\n        b = SGD(q, lr=0.1)\n'
        '        return [a, b], [{"scheduler": StepLR(a, 10), "interval": "step"}, {"scheduler": StepLR(b, 10), "interval": "epoch"}]\n',
        'more than one interval')

# What grows later hides nothing: the first rates are of the schedule too.
GROWS = """import math
from torch.optim.lr_scheduler import LambdaLR
warmup_factor = 2.834434700218528
warmup_iters = 117
decay_start = 139
cycle_gamma = 1.1482158692818933e+42

def decay(elapsed):
    i, b, n = 0, 0, 45.893479876818354
    while elapsed >= b + n:
        i, b, n = i + 1, b + n, n * 2
    return cycle_gamma ** i * (1 + math.cos(math.pi * (elapsed - b) / n)) / 2

def factor(step):
    value = decay(max(0, step - decay_start))
    at = step // 37 * 37
    if at < warmup_iters:
        value = warmup_factor ** (1 - at / warmup_iters) * value
    return max(0.07924878209795538, value)

optimizer = torch.optim.SGD(model.parameters(), lr=0.02)
scheduler = LambdaLR(optimizer, factor)
"""
refused('grows-later.py', GROWS, 'no shape', '--total-steps=243')


def base_fault(program, folder):
    """_delete_=True puts a dictionary in its base's place."""
    with open(os.path.join(folder, 'base.py'), 'w') as file:
        file.write("optimizer = dict(type='SGD', lr=0.02)\nrunner = dict(type='IterBasedRunner', max_iters=100)\n"
                   "lr_config = dict(policy='step', warmup='linear', warmup_iters=50, warmup_ratio=0.001, step=[60], by_epoch=False)\n")
    with open(os.path.join(folder, 'child.py'), 'w') as file:
        file.write("_base_ = './base.py'\nlr_config = dict(_delete_=True, policy='poly', power=1, min_lr=0, by_epoch=False)\n")
    result = call(program, folder, 'child.py', ['--at=0,50'])
    return '' if result.returncode == 0 and rates(result.stdout) == {0: 0.02, 50: 0.01} else 'replaced base: ' + result.stdout + result.stderr


def main():
    program = os.path.abspath(sys.argv[1])
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for entry in CASES:
            words = fault(program, folder, entry)
            failures += bool(words)
            if words:
                print('FAILED: %s: %s' % (entry[0], words))
        words = base_fault(program, folder)
        failures += bool(words)
        print(words, end='\n' if words else '')
    print('%d of %d cases failed' % (failures, len(CASES)))
    sys.exit(failures > 0)


main()
