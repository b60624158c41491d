#include "code/code.h"
#include "code/code_read.h"
#include "schedule/parameters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A schedule from "key=value key=value". */
static Schedule parse(const char *settings) {
    Schedule schedule = schedule_default();
    char copy[256];
    Text why = {0};
    snprintf(copy, sizeof copy, "%s", settings);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
        char *value = strchr(word, '=');
        *value = 0;
        assert_true(parameter_read(&schedule, (ParameterId)parameter_find(word), value + 1, &why));
    }
    text_free(&why);
    return schedule;
}

static void check_code(CodeDialect dialect, const char *settings, const char *expected) {
    Schedule schedule = parse(settings);
    Text text = {0};
    code_write(dialect, &schedule, &text);
    assert_string_equal(text_string(&text), expected);
    text_free(&text);
}

static void names_find_their_dialect(void **state) {
    (void)state;
    for (int i = 0; i < CODE_COUNT; i++) assert_int_equal(code_find(code_kinds[i].name), i);
    assert_int_equal(code_find("PyTorch"), CODE_PYTORCH);
    assert_int_equal(code_find("pytorc"), -1);
    assert_int_equal(code_find(""), -1);
}

static void a_warmup_alone_is_one_lambda(void **state) {
    (void)state;
    check_code(CODE_PYTORCH, "",
               "# Linear warm-up from 0.001 of base_lr at step 0 to base_lr = 0.02 at step 1000.\n"
               "# Training takes 2000 updates. Never above base_lr.\n"
               "import torch\n"
               "from torch.optim.lr_scheduler import LambdaLR\n"
               "\n"
               "base_lr = 0.02\n"
               "total_steps = 2000\n"
               "warmup_factor = 0.001\n"
               "warmup_iters = 1000\n"
               "\n"
               "\n"
               "def warmup(step):\n"
               "    if step >= warmup_iters:\n"
               "        return 1\n"
               "    alpha = step / warmup_iters\n"
               "    return warmup_factor * (1 - alpha) + alpha\n"
               "\n"
               "\n"
               "# The optimizer is a stand-in: put your own here.\n"
               "optimizer = torch.optim.SGD(model.parameters(), lr=base_lr)\n"
               "scheduler = LambdaLR(optimizer, warmup)  # scheduler.step() after each optimizer.step()\n");
}

static void decays_from_step_0_multiply(void **state) {
    (void)state;
    check_code(CODE_PYTORCH,
               "warmup_factor=1/3 total_steps=90000 decay=multistep decay_start=0 milestones=60000,80000",
               "# Linear warm-up from 1/3 of base_lr at step 0 to base_lr = 0.02 at step 1000,\n"
               "# multiplied from step 0 on by a decay: times 0.1 at steps 60000 and 80000. Training\n"
               "# takes 90000 updates. Never above base_lr.\n"
               "from bisect import bisect_right\n"
               "\n"
               "import torch\n"
               "from torch.optim.lr_scheduler import LambdaLR\n"
               "\n"
               "base_lr = 0.02\n"
               "total_steps = 90_000\n"
               "warmup_factor = 1 / 3\n"
               "warmup_iters = 1000\n"
               "milestones = [60_000, 80_000]\n"
               "gamma = 0.1\n"
               "\n"
               "\n"
               "def warmup(step):\n"
               "    if step >= warmup_iters:\n"
               "        return 1\n"
               "    alpha = step / warmup_iters\n"
               "    return warmup_factor * (1 - alpha) + alpha\n"
               "\n"
               "\n"
               "def decay(elapsed):\n"
               "    return gamma ** bisect_right(milestones, elapsed)\n"
               "\n"
               "\n"
               "def factor(step):\n"
               "    return warmup(step) * decay(step)\n"
               "\n"
               "\n"
               "# The optimizer is a stand-in: put your own here.\n"
               "optimizer = torch.optim.SGD(model.parameters(), lr=base_lr)\n"
               "scheduler = LambdaLR(optimizer, factor)  # scheduler.step() after each optimizer.step()\n");
}

static void what_torch_keeps_exactly_is_sequential(void **state) {
    (void)state;
    check_code(
        CODE_PYTORCH, "base_lr=0.1 total_steps=5000 warmup_iters=500 decay=cosine final_factor=0.1",
        "# Linear warm-up from 0.001 of base_lr at step 0 to base_lr = 0.1 at step 500, then a\n"
        "# cosine to 0.1 of base_lr over 4500 steps. Training takes 5000 updates. Never above\n"
        "# base_lr.\n"
        "import torch\n"
        "from torch.optim.lr_scheduler import LinearLR, CosineAnnealingLR, SequentialLR\n"
        "\n"
        "base_lr = 0.1\n"
        "total_steps = 5000\n"
        "warmup_iters = 500\n"
        "\n"
        "# The optimizer is a stand-in: put your own here.\n"
        "optimizer = torch.optim.SGD(model.parameters(), lr=base_lr)\n"
        "warmup = LinearLR(optimizer, start_factor=0.001, total_iters=warmup_iters)\n"
        "decay = CosineAnnealingLR(optimizer, T_max=total_steps - warmup_iters, eta_min=0.1 * base_lr)\n"
        "scheduler = SequentialLR(optimizer, [warmup, decay], milestones=[warmup_iters])\n"
        "# Call scheduler.step() after each optimizer.step().\n");
}

static void a_hold_is_a_part_of_its_own(void **state) {
    (void)state;
    check_code(
        CODE_PYTORCH,
        "warmup_method=constant total_steps=9000 decay=exponential decay_start=5000 gamma=0.5 step_size=100",
        "# Constant warm-up: 0.001 of base_lr before step 1000, base_lr = 0.02 from there on,\n"
        "# held until step 5000, then exponential decay by 0.5 every 100 steps. Training takes\n"
        "# 9000 updates. Never above base_lr.\n"
        "import torch\n"
        "from torch.optim.lr_scheduler import ConstantLR, ExponentialLR, SequentialLR\n"
        "\n"
        "base_lr = 0.02\n"
        "total_steps = 9000\n"
        "warmup_iters = 1000\n"
        "decay_start = 5000\n"
        "\n"
        "# The optimizer is a stand-in: put your own here.\n"
        "optimizer = torch.optim.SGD(model.parameters(), lr=base_lr)\n"
        "warmup = ConstantLR(optimizer, factor=0.001, total_iters=warmup_iters)\n"
        "hold = ConstantLR(optimizer, factor=1)\n"
        "decay = ExponentialLR(optimizer, gamma=0.5 ** (1 / 100))\n"
        "scheduler = SequentialLR(optimizer, [warmup, hold, decay], milestones=[warmup_iters, decay_start])\n"
        "# Call scheduler.step() after each optimizer.step().\n");
}

static void a_decay_alone_needs_no_sequence(void **state) {
    (void)state;
    check_code(CODE_PYTORCH, "warmup_iters=0 total_steps=90000 decay=multistep milestones=60000,80000",
               "# No warm-up: base_lr = 0.02 from step 0 on: times 0.1 at steps 60000 and 80000.\n"
               "# Training takes 90000 updates. Never above base_lr.\n"
               "import torch\n"
               "from torch.optim.lr_scheduler import MultiStepLR\n"
               "\n"
               "base_lr = 0.02\n"
               "total_steps = 90_000\n"
               "\n"
               "# The optimizer is a stand-in: put your own here.\n"
               "optimizer = torch.optim.SGD(model.parameters(), lr=base_lr)\n"
               "scheduler = MultiStepLR(optimizer, milestones=[60_000, 80_000], gamma=0.1)\n"
               "# Call scheduler.step() after each optimizer.step().\n");
}

static void hugging_face_has_the_function(void **state) {
    (void)state;
    check_code(CODE_HUGGINGFACE,
               "base_lr=5e-5 total_steps=10000 warmup_factor=0 warmup_iters=500 decay=cosine",
               "# Linear warm-up from 0 at step 0 to base_lr = 5e-05 at step 500, then a cosine to 0\n"
               "# over 9500 steps. Training takes 10000 updates. Never above base_lr.\n"
               "import torch\n"
               "from transformers import get_cosine_schedule_with_warmup\n"
               "\n"
               "base_lr = 5e-05\n"
               "total_steps = 10_000\n"
               "\n"
               "# The optimizer is a stand-in: put your own here.\n"
               "optimizer = torch.optim.AdamW(model.parameters(), lr=base_lr)\n"
               "scheduler = get_cosine_schedule_with_warmup(\n"
               "    optimizer,\n"
               "    num_warmup_steps=500,\n"
               "    num_training_steps=total_steps,\n"
               ")\n"
               "# Call scheduler.step() after each optimizer.step().\n"
               "# With Trainer: TrainingArguments(..., learning_rate=5e-05, max_steps=10_000,\n"
               "#     warmup_steps=500, lr_scheduler_type=\"cosine\")\n");
}

static void hugging_face_has_a_stable_phase(void **state) {
    (void)state;
    check_code(CODE_HUGGINGFACE,
               "total_steps=10000 warmup_factor=0.1 warmup_iters=500 decay=one_minus_sqrt decay_start=8000 "
               "final_factor=0.1",
               "# Linear warm-up from 0.1 of base_lr at step 0 to base_lr = 0.02 at step 500, held until\n"
               "# step 8000, then one minus square root to 0.1 of base_lr over 2000 steps. Training\n"
               "# takes 10000 updates. Never above base_lr.\n"
               "import torch\n"
               "from transformers import get_wsd_schedule\n"
               "\n"
               "base_lr = 0.02\n"
               "total_steps = 10_000\n"
               "\n"
               "# The optimizer is a stand-in: put your own here.\n"
               "optimizer = torch.optim.AdamW(model.parameters(), lr=base_lr)\n"
               "scheduler = get_wsd_schedule(\n"
               "    optimizer,\n"
               "    num_warmup_steps=500,\n"
               "    num_stable_steps=7500,\n"
               "    num_decay_steps=2000,\n"
               "    decay_type=\"1-sqrt\",\n"
               "    min_lr_ratio=0.1,\n"
               ")\n"
               "# Call scheduler.step() after each optimizer.step().\n"
               "# With Trainer: Trainer(..., optimizers=(optimizer, scheduler)).\n");
}

static void hugging_face_is_told_in_words(void **state) {
    (void)state;
    check_code(CODE_HUGGINGFACE, "warmup_factor=2 warmup_iters=10",
               "# Linear warm-up from 2 times base_lr at step 0 to base_lr = 0.02 at step 10. Training\n"
               "# takes 2000 updates. Above base_lr at first: step 0 has 2 times base_lr.\n"
               "# None of transformers' get_*_schedule functions does this: their warm-up is a line from 0.\n"
               "# Trainer takes the scheduler below: Trainer(..., optimizers=(optimizer, scheduler)).\n"
               "import torch\n"
               "from torch.optim.lr_scheduler import LambdaLR\n"
               "\n"
               "base_lr = 0.02\n"
               "total_steps = 2000\n"
               "warmup_factor = 2\n"
               "warmup_iters = 10\n"
               "\n"
               "\n"
               "def warmup(step):\n"
               "    if step >= warmup_iters:\n"
               "        return 1\n"
               "    alpha = step / warmup_iters\n"
               "    return warmup_factor * (1 - alpha) + alpha\n"
               "\n"
               "\n"
               "# The optimizer is a stand-in: put your own here.\n"
               "optimizer = torch.optim.AdamW(model.parameters(), lr=base_lr)\n"
               "scheduler = LambdaLR(optimizer, warmup)  # scheduler.step() after each optimizer.step()\n");
}

static void optax_joins(void **state) {
    (void)state;
    check_code(
        CODE_OPTAX, "total_steps=4000 decay=multistep milestones=1000,2000",
        "# Linear warm-up from 0.001 of base_lr at step 0 to base_lr = 0.02 at step 1000, then\n"
        "# times 0.1 at steps 2000 and 3000. Training takes 4000 updates. Never above base_lr.\n"
        "import optax\n"
        "\n"
        "base_lr = 0.02\n"
        "total_steps = 4000\n"
        "warmup_factor = 0.001\n"
        "warmup_iters = 1000\n"
        "decay_start = warmup_iters\n"
        "milestones = [1000, 2000]\n"
        "gamma = 0.1\n"
        "\n"
        "warmup = optax.linear_schedule(warmup_factor * base_lr, end_value=base_lr, "
        "transition_steps=warmup_iters)\n"
        "decay = optax.piecewise_constant_schedule(base_lr, {m: gamma for m in milestones})\n"
        "schedule = optax.join_schedules([warmup, decay], boundaries=[warmup_iters])\n"
        "# The optimizer is a stand-in: put your own here. JAX computes in float32 unless told otherwise.\n"
        "optimizer = optax.sgd(learning_rate=schedule)\n");
}

static void optax_has_warmup_cosine(void **state) {
    (void)state;
    check_code(
        CODE_OPTAX, "total_steps=4000 decay=cosine final_factor=0.1",
        "# Linear warm-up from 0.001 of base_lr at step 0 to base_lr = 0.02 at step 1000, then a\n"
        "# cosine to 0.1 of base_lr over 3000 steps. Training takes 4000 updates. Never above\n"
        "# base_lr.\n"
        "import optax\n"
        "\n"
        "base_lr = 0.02\n"
        "total_steps = 4000\n"
        "warmup_factor = 0.001\n"
        "warmup_iters = 1000\n"
        "decay_start = warmup_iters\n"
        "decay_steps = total_steps - decay_start\n"
        "final_factor = 0.1\n"
        "\n"
        "schedule = optax.warmup_cosine_decay_schedule(\n"
        "    init_value=warmup_factor * base_lr,\n"
        "    peak_value=base_lr,\n"
        "    warmup_steps=warmup_iters,\n"
        "    decay_steps=warmup_iters + decay_steps,  # the warm-up included\n"
        "    end_value=final_factor * base_lr,\n"
        ")\n"
        "# The optimizer is a stand-in: put your own here. JAX computes in float32 unless told otherwise.\n"
        "optimizer = optax.sgd(learning_rate=schedule)\n");
}

static void keras_has_a_class(void **state) {
    (void)state;
    check_code(CODE_KERAS, "warmup_iters=0 total_steps=4000 decay=multistep milestones=1000,2000",
               "# No warm-up: base_lr = 0.02 from step 0 on: times 0.1 at steps 1000 and 2000. Training\n"
               "# takes 4000 updates. Never above base_lr.\n"
               "import keras\n"
               "\n"
               "base_lr = 0.02\n"
               "total_steps = 4000\n"
               "milestones = [1000, 2000]\n"
               "gamma = 0.1\n"
               "\n"
               "learning_rate = keras.optimizers.schedules.PiecewiseConstantDecay(\n"
               "    boundaries=[m - 1 for m in milestones],  # the last before each fall\n"
               "    values=[base_lr * gamma**i for i in range(len(milestones) + 1)],\n"
               ")\n"
               "# The optimizer is a stand-in: put your own here.\n"
               "optimizer = keras.optimizers.SGD(learning_rate=learning_rate)\n");
}

static void keras_gets_a_class(void **state) {
    (void)state;
    check_code(CODE_KERAS, "warmup_factor=10 total_steps=4000 decay=linear final_factor=0.01",
               "# Linear warm-up from 10 times base_lr at step 0 to base_lr = 0.02 at step 1000, then a\n"
               "# straight line to 0.01 of base_lr over 3000 steps. Training takes 4000 updates. Above\n"
               "# base_lr at first: step 0 has 10 times base_lr.\n"
               "import keras\n"
               "from keras import ops\n"
               "\n"
               "base_lr = 0.02\n"
               "total_steps = 4000\n"
               "warmup_factor = 10\n"
               "warmup_iters = 1000\n"
               "decay_start = warmup_iters\n"
               "decay_steps = total_steps - decay_start\n"
               "final_factor = 0.01\n"
               "\n"
               "\n"
               "class Recipe(keras.optimizers.schedules.LearningRateSchedule):\n"
               "    def __call__(self, step):\n"
               "        step = ops.cast(step, \"float32\")  # whole steps up to 16 777 216\n"
               "        alpha = ops.minimum(step / warmup_iters, 1)\n"
               "        warmup = warmup_factor * (1 - alpha) + alpha\n"
               "        elapsed = ops.maximum(step - decay_start, 0)\n"
               "        q = ops.minimum(elapsed / decay_steps, 1)\n"
               "        decay = final_factor + (1 - final_factor) * (1 - q)\n"
               "        return base_lr * (warmup * decay)\n"
               "\n"
               "    def get_config(self):\n"
               "        return {}\n"
               "\n"
               "\n"
               "learning_rate = Recipe()\n"
               "# The optimizer is a stand-in: put your own here.\n"
               "optimizer = keras.optimizers.SGD(learning_rate=learning_rate)\n");
}

static void the_command_line_names_what_differs(void **state) {
    (void)state;
    check_code(CODE_CLI,
               "base_lr=0.1 warmup_factor=-0.5 warmup_iters=7 total_steps=90000 decay=multistep "
               "decay_start=0 milestones=60000,80000",
               "# Linear warm-up from -0.5 of base_lr at step 0 to base_lr = 0.1 at step 7, multiplied\n"
               "# from step 0 on by a decay: times 0.1 at steps 60000 and 80000. Training takes 90000\n"
               "# updates. Never above base_lr.\n"
               "lrscope --base-lr=0.1 --total-steps=90000 --warmup-factor=-0.5 --warmup-iters=7 \\\n"
               "    --decay=multistep --decay-start=0 --milestones=60000,80000\n");
}

static void the_default_is_the_bare_command(void **state) {
    (void)state;
    check_code(CODE_CLI, "",
               "# Linear warm-up from 0.001 of base_lr at step 0 to base_lr = 0.02 at step 1000.\n"
               "# Training takes 2000 updates. Never above base_lr.\n"
               "lrscope\n");
}

/* What a text sets: parameters as parameter_print has them, and words of the report. */
typedef struct Reading {
    const char *text;
    const char *settings; /* what the schedule is then, from the default one */
    const char *words[5]; /* of the report */
} Reading;

static const Reading readings[] = {
    {"optimizer = torch.optim.SGD(model.parameters(), lr=0.1)\n"
     "scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=0.5, total_iters=4)\n",
     "base_lr=0.1 warmup_factor=0.5 warmup_iters=4",
     {"Read SGD: base_lr 0.1.", "Read LinearLR: warmup_factor 0.5", "no decay",
      "total_steps 2000, which the text does"}},
    {"s = LinearLR(opt)",
     "warmup_factor=1/3 warmup_iters=5",
     {"total_iters 5, torch's default", "base_lr 0.02 as before"}},
    {"s = LinearLR(opt, 1/1000, 1.0, 60_000)", "warmup_iters=60000 total_steps=80001", {"total_steps 80001"}},
    {"s = MultiStepLR(Adam(p, 1e-3), [60_000, 8e4], gamma=1 / 3)",
     "base_lr=0.001 warmup_iters=0 decay=multistep milestones=60000,80000 gamma=1/3 total_steps=106667",
     {"no warm-up", "milestones 60000,80000"}},
    {"a = LinearLR(o, 0.01, total_iters=100)\nb = CosineAnnealingLR(o, T_max=900, eta_min=0.002)\n"
     "s = SequentialLR(o, [a, b], milestones=[100])\nSGD(p, lr=0.02)",
     "warmup_factor=0.01 warmup_iters=100 decay=cosine final_factor=0.1 total_steps=1000",
     {"CosineAnnealingLR: decay cosine, decay_start 100, decay_steps 900, final_factor 0.1"}},
    {"SequentialLR(o, [LinearLR(o, 0.1, total_iters=10), StepLR(o, 30)], milestones=[40])",
     "warmup_factor=0.1 warmup_iters=10 decay=step decay_start=40 step_size=30",
     {"gamma 0.1, torch's default"}},
    {"SequentialLR(o, [LinearLR(o, 0.1, total_iters=10), StepLR(o, 30)], milestones=[4])",
     "warmup_factor=0.1 warmup_iters=10 decay=step decay_start=4 step_size=30",
     {"Left out: SequentialLR cuts the warm-up off at step 4"}},
    {"w = LinearLR(o, 0.001, total_iters=1000)\nm = MultiStepLR(o, milestones=[1500], gamma=0.1)",
     "decay=multistep decay_start=0 milestones=1500",
     {"the 2 schedulers step together from step 0"}},
    {"ChainedScheduler([ConstantLR(o, 0.1, 5), ExponentialLR(o, gamma=0.9)])",
     "warmup_method=constant warmup_factor=0.1 warmup_iters=5 decay=exponential decay_start=0 gamma=0.9",
     {"Read ConstantLR"}},
    {"CosineAnnealingWarmRestarts(o, 10, T_mult=2)",
     "warmup_iters=0 decay=cosine_restarts cycle_steps=10 cycle_mult=2",
     {"cycle_mult 2"}},
    {"PolynomialLR(o, total_iters=500, power=2)",
     "warmup_iters=0 decay=polynomial total_steps=500 power=2",
     {"Read PolynomialLR"}},
    {"CyclicLR(o, 0.1, 500)\nSGD(p, lr=0.3)",
     "base_lr=0.3",
     {"Left out: CyclicLR: lrscope has no such schedule"}},
    {"s = OneCycleLR(AdamW(p, lr=1), max_lr=1e-3, total_steps=1000)",
     "base_lr=1e-3 total_steps=1000 warmup_factor=0.04 warmup_method=cosine warmup_iters=299 decay=cosine "
     "decay_steps=700 final_factor=4e-6",
     {"Read OneCycleLR", "pct_start 0.3, torch's default", "div_factor 25"}},
    {"OneCycleLR(o, 0.1, epochs=10, steps_per_epoch=60, pct_start=0.25, anneal_strategy='linear', "
     "div_factor=10, final_div_factor=100)",
     "base_lr=0.1 steps_per_epoch=60 total_steps=10e warmup_factor=0.1 warmup_iters=149 decay=linear "
     "decay_steps=450 final_factor=0.001",
     {"total_steps 10e"}},
    {"OneCycleLR(o, 0.1, 1001, three_phase=True)",
     "base_lr=0.1 total_steps=1001 warmup_factor=0.04 warmup_method=cosine warmup_iters=299 decay=cosine "
     "decay_steps=701 final_factor=4e-6",
     {"Left out: the peak's fraction of a step; three_phase"}},
    {"OneCycleLR(o, 0.1, 100, pct_start=0)",
     "base_lr=0.1 total_steps=100 warmup_factor=0.04 warmup_method=cosine warmup_iters=0 decay=cosine "
     "decay_steps=99 final_factor=4e-6",
     {"Left out: the peak before step 0"}},
    {"SequentialLR(o, [LinearLR(o, 0.1, total_iters=10), StepLR(o, 30)], milestones=[-1])",
     "warmup_factor=0.1 warmup_iters=10 decay=step decay_start=0 step_size=30",
     {"Left out: SequentialLR cuts the warm-up off at step -1; StepLR: shown from step 0 on, not from -1"}},
    {"OneCycleLR(o, [0.1, 0.2], epochs=5, steps_per_epoch=len(loader))",
     "warmup_factor=0.04 warmup_method=cosine warmup_iters=599 decay=cosine decay_steps=1400 "
     "final_factor=4e-6",
     {"Left out: max_lr: its value is not a number in the text", "Assumed: total_steps 2000"}},
    {"s = LambdaLR(o, strange)\nSGD(p, lr=0.3)", "base_lr=0.3", {"Left out: LambdaLR: its function is none"}},
    {"s = LambdaLR(o, lambda step: min(1.0, (step + 1) / 500))",
     "warmup_factor=0.002 warmup_iters=499",
     {"LambdaLR"}},
    {"s = LambdaLR(o, lambda t: t / 50 if t < 50 else 1.0)", "warmup_factor=0 warmup_iters=50", {"LambdaLR"}},
    {"s = LambdaLR(o, lambda t: 1)", "warmup_iters=0", {"no warm-up", "no decay"}},
    /* torchvision's helper and its call in train_one_epoch */
    {"def warmup_lr_scheduler(optimizer, warmup_iters, warmup_factor):\n"
     "    def f(x):\n"
     "        if x >= warmup_iters:\n"
     "            return 1\n"
     "        alpha = float(x) / warmup_iters\n"
     "        return warmup_factor * (1 - alpha) + alpha\n"
     "    return torch.optim.lr_scheduler.LambdaLR(optimizer, f)\n"
     "\n"
     "if epoch == 0:\n"
     "    warmup_factor = 1. / 500\n"
     "    warmup_iters = min(900, len(data_loader) - 1)\n"
     "    lr_scheduler = utils.warmup_lr_scheduler(optimizer, warmup_iters, warmup_factor)\n",
     "warmup_factor=0.002 warmup_iters=900",
     {"warmup_iters is 900, the part of it that is a number"}},
    /* the same with other names, and the values only in the call */
    {"def ramp(opt, n, start):\n    def g(k):\n        if k >= n:\n            return 1.0\n        a = k / "
     "n\n"
     "        return a + (1 - a) * start\n    return LambdaLR(opt, g)\nramp(sgd, 30, start=0.25)\n",
     "warmup_factor=0.25 warmup_iters=30",
     {"LambdaLR"}},
    /* what people write beside their loops */
    {"W = 500\nT = 10_000\ndef f(step):\n    if step < W:\n        return step / W\n"
     "    progress = (step - W) / (T - W)\n    return 0.5 * (1 + math.cos(math.pi * progress))\n"
     "s = LambdaLR(AdamW(p, lr=3e-4), f)\ntotal_steps = T",
     "base_lr=3e-4 total_steps=10000 warmup_factor=0 warmup_iters=500 decay=cosine",
     {"decay_start 500"}},
    {"W = 500\nT = 10_000\ndef f(step):\n    if step < W:\n        return float(step) / float(max(1, W))\n"
     "    progress = float(step - W) / float(max(1, T - W))\n"
     "    return max(0.0, 0.5 * (1.0 + math.cos(math.pi * progress)))\ns = LambdaLR(SGD(p, lr=0.1), f)\n"
     "total_steps = T",
     "base_lr=0.1 total_steps=10000 warmup_factor=0 warmup_iters=500 decay=cosine",
     {"decay cosine"}},
    {"W = 500\nT = 10_000\ndef f(step):\n    if step < W:\n        return float(step) / float(max(1, W))\n"
     "    return max(0.0, float(T - step) / float(max(1, T - W)))\ns = LambdaLR(SGD(p, lr=0.1), f)\n"
     "total_steps = T",
     "base_lr=0.1 total_steps=10000 warmup_factor=0 warmup_iters=500 decay=linear",
     {"decay linear"}},
    {"W = 100\nm = 0.1\ns = LambdaLR(SGD(p, lr=0.1), lambda t: t / W if t < W else "
     "m + (1 - m) * 0.5 * (1 + cos(pi * ((t - W) / 900))))",
     "base_lr=0.1 total_steps=1000 warmup_factor=0 warmup_iters=100 decay=cosine final_factor=0.1",
     {"final_factor 0.1"}},
    {"SOLVER:\n  BASE_LR: 0.01\n  STEPS: (210000, 250000)\n  MAX_ITER: 270000\n",
     "base_lr=0.01 decay=multistep decay_start=0 milestones=210000,250000 total_steps=270000",
     {"Read SOLVER", "WARMUP_ITERS 1000, detectron2's default", "GAMMA 0.1, detectron2's default"}},
    {"cfg.SOLVER.BASE_LR = 0.00025\ncfg.SOLVER.MAX_ITER = 300\ncfg.SOLVER.STEPS = []\n"
     "cfg.SOLVER.WARMUP_METHOD = \"constant\"\ncfg.SOLVER.WARMUP_ITERS = 10\n",
     "base_lr=0.00025 total_steps=300 decay=multistep decay_start=0 milestones=none warmup_method=constant "
     "warmup_iters=10",
     {"warmup_method constant"}},
    {"SOLVER:\n  LR_SCHEDULER_NAME: WarmupCosineLR\n  MAX_ITER: 5000\n  WARMUP_FACTOR: 0.5",
     "base_lr=0.001 total_steps=5000 warmup_factor=0.5 decay=cosine decay_start=0",
     {"decay cosine"}},
    {"python run_glue.py --model_name bert --warmup_steps 500 \\\n  --lr_scheduler_type cosine "
     "--learning_rate=5e-5 "
     "--max_steps 10_000",
     "base_lr=5e-5 total_steps=10000 warmup_factor=0 warmup_iters=500 decay=cosine",
     {"Read Hugging Face arguments", "Left out: --model_name."}},
    {"TrainingArguments(output_dir='x', warmup_ratio=0.06, max_steps=1001, num_train_epochs=3)",
     "base_lr=5e-5 total_steps=1001 warmup_factor=0 warmup_iters=61 decay=linear",
     {"learning_rate 5e-05, the default", "lr_scheduler_type linear, the default",
      "Left out: num_train_epochs"}},
    {"TrainingArguments(learning_rate=1e-4, max_steps=1000, warmup_steps=100, "
     "lr_scheduler_type='cosine_with_restarts',"
     " lr_scheduler_kwargs={'num_cycles': 3, 'last_epoch': 4})",
     "base_lr=1e-4 total_steps=1000 warmup_factor=0 warmup_iters=100 decay=cosine_restarts cycle_steps=300",
     {"Left out: last_epoch of lr_scheduler_kwargs"}},
    {"k = dict(min_lr_rate=0.1)\nTrainingArguments(learning_rate=1e-4, max_steps=1000, warmup_steps=100,"
     "lr_scheduler_type='cosine_with_min_lr', lr_scheduler_kwargs=k)",
     "base_lr=1e-4 total_steps=1000 warmup_factor=0 warmup_iters=100 decay=cosine final_factor=0.1",
     {"final_factor 0.1"}},
    {"get_linear_schedule_with_warmup(AdamW(p, lr=3e-4), num_warmup_steps=100, num_training_steps=1000)",
     "base_lr=3e-4 total_steps=1000 warmup_factor=0 warmup_iters=100 decay=linear",
     {"Read AdamW", "Read get_linear_schedule_with_warmup"}},
    {"l = get_scheduler('cosine', AdamW(p, lr=3e-4), num_warmup_steps=100, num_training_steps=1000)",
     "base_lr=3e-4 total_steps=1000 warmup_factor=0 warmup_iters=100 decay=cosine",
     {"Read get_scheduler"}},
    {"get_cosine_schedule_with_warmup(o, 100, 1000, num_cycles=2)",
     "total_steps=1000 warmup_factor=0 warmup_iters=100 decay=cosine",
     {"Left out: num_cycles"}},
    {"TrainingArguments(learning_rate=1e-4, max_steps=1000, warmup_steps=0.1)",
     "base_lr=1e-4 total_steps=1000 warmup_factor=0 warmup_iters=100 decay=linear",
     {"warmup_iters 100"}},
    /* what is taken only where it is what the text says */
    {"def f(s: int) -> float:\n    if s < 20:\n        return s / 20\n    else:\n        return "
     "1.0\nLambdaLR(o, f)",
     "warmup_factor=0 warmup_iters=20",
     {"LambdaLR"}},
    {"def w(s):\n    return s / 9 if s < 9 else 1\ndef d(c):\n    return 0.5 ** bisect_right([2], c)\n"
     "LambdaLR(o, lambda s: w(s) * d(s))",
     "warmup_factor=0 warmup_iters=9 decay=multistep decay_start=0 milestones=2 gamma=0.5",
     {"LambdaLR"}},
    {"def f(s):\n    s = s % 40\n    return 0.5 * (1 + cos(pi * s / 40))\nLambdaLR(o, f)",
     "warmup_iters=0 decay=cosine_restarts cycle_steps=40",
     {"LambdaLR"}},
    {"CosineAnnealingLR(SGD(p, lr=0.1), T_max=50)\ntotal_steps = 100",
     "base_lr=0.1 total_steps=100 warmup_iters=0 decay=cosine decay_steps=50",
     {"Left out: what comes after step 50"}},
    {"T = 50\nLambdaLR(SGD(p, lr=0.1), lambda s: 0.5 * (1 + cos(pi * s / T)))\ntotal_steps = 100",
     "base_lr=0.1 total_steps=100 warmup_iters=0 decay=cosine decay_steps=50",
     {"Left out: what comes after step 50"}},
    {"a = LinearLR(SGD(p, lr=0.1), 0.1, total_iters=0)\nb = StepLR(o, 30, 0.1)",
     "base_lr=0.1 warmup_factor=0.1 warmup_iters=0 decay=step step_size=30",
     {"Left out: LinearLR: with total_iters 0"}},
    {"ChainedScheduler([LinearLR(o, 0.1, total_iters=5), CosineAnnealingLR(o, 90, eta_min=0.002)])",
     "warmup_factor=0.1 warmup_iters=5 decay=cosine decay_start=0 total_steps=90 "
     "final_factor=0.1",
     {"Left out: CosineAnnealingLR: beside another scheduler"}},
    {"SequentialLR(o, [StepLR(o, 3, 0.1), ConstantLR(o, 1.0)], milestones=[7])",
     "warmup_iters=0 decay=step step_size=3",
     {"Left out: SequentialLR: the rate goes back to base_lr"}},
    {"CosineAnnealingLR(o, -1)", "warmup_iters=0 decay=cosine", {"Left out: decay_steps: -1 is not allowed"}},
    {"SGD(p, lr=0.3)\ns = CosineLRScheduler(o, t_initial=300)",
     "base_lr=0.3",
     {"Left out: CosineLRScheduler: lrscope has no such", "warm-up and decay as before"}},
    {"SGD(p, lr=0.3)\ns = LambdaLR(o, lambda s: 1 if s < 3 and s > 1 else 2)",
     "base_lr=0.3",
     {"Left out: LambdaLR: its line is not understood"}},
    {"if a:\n    s = StepLR(o, 30)\nelse:\n    s = ExponentialLR(o, 0.9)\nSequentialLR(o, [s], "
     "milestones=[])",
     "warmup_iters=0 decay=exponential gamma=0.9",
     {"s is ExponentialLR, the last of 2 in the text"}},
    {"StepLR(SGD([{'params': a, 'lr': 1}], lr=0.1), 30, 0.1, last_epoch=9)",
     "base_lr=0.1 warmup_iters=0 decay=step step_size=30",
     {"parameter groups with an lr of their own", "last_epoch"}},
    {"lr = 0.1\nStepLR(SGD(p, lr=lr), 30, 0.1)\nlr = 0.5",
     "base_lr=0.5 warmup_iters=0 decay=step step_size=30",
     {"base_lr is 0.5, the last value that the text has for it"}},
    {"SOLVER:\n  LR_SCHEDULER_NAME: WarmupCosineLR\n  MAX_ITER: 5000",
     "base_lr=0.001 total_steps=5000 decay=cosine decay_start=0",
     {"Left out: what newer detectron2 does otherwise, by 0.0"}},
    {"lrscope --warmup-factor=1/3 --warmup_iters 20 --decay=cosine --frob 3",
     "warmup_factor=1/3 warmup_iters=20 decay=cosine",
     {"Read the command line: warmup_factor", "Left out: --frob"}},
    {"lrscope --total-steps=26e --steps-per-epoch=7330", "steps_per_epoch=7330 total_steps=26e", {"26e"}},
    {"lrscope", "", {"Assumed: the defaults, for lrscope has no option"}},
    {"lrscope --gamma=-7 --decay=step", "decay=step", {"Left out: gamma: '-7' is not allowed"}},
};

/* The parameters that the chosen warm-up and decay use. */
static void assert_same(const Schedule *a, const Schedule *b, const char *text) {
    Text x = {0}, y = {0};
    for (ParameterId id = 0; id < PARAMETER_COUNT; id++) {
        if (!parameter_applies(a, id) && !parameter_applies(b, id)) continue;
        text_addf(&x, "\n%s=", parameters[id].key);
        text_addf(&y, "\n%s=", parameters[id].key);
        parameter_print(a, id, &x);
        parameter_print(b, id, &y);
    }
    if (strcmp(text_string(&x), text_string(&y))) print_error("%s\n", text);
    assert_string_equal(text_string(&x), text_string(&y));
    text_free(&x);
    text_free(&y);
}

static void texts_set_parameters(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        const Reading *reading = &readings[i];
        Schedule schedule = schedule_default(), wanted = parse(reading->settings);
        Text report = {0};
        if (!code_read(reading->text, strlen(reading->text), &schedule, &report))
            fail_msg("%s\n%s", reading->text, text_string(&report));
        assert_same(&schedule, &wanted, reading->text);
        for (int w = 0; w < 5 && reading->words[w]; w++) {
            if (!strstr(text_string(&report), reading->words[w]))
                fail_msg("'%s' is not in:\n%s", reading->words[w], text_string(&report));
        }
        text_free(&report);
    }
}

static void other_texts_leave_the_schedule_alone(void **state) {
    (void)state;
    static const char *const texts[] = {
        "",       "hello world", "lr = 0.1", "def f(:\n  return", "LambdaLR(o, strange)",
        "((((((", "LinearLR",    "\xff\xfe", "\"unended"};
    Schedule before = parse("warmup_factor=0.7"), schedule = before;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Text report = {0};
        assert_false(code_read(texts[i], strlen(texts[i]), &schedule, &report));
        assert_memory_equal(&schedule, &before, sizeof schedule);
        assert_true(report.length > 20);
        assert_null(strchr(text_string(&report), '\n'));
        text_free(&report);
    }
}

/* Formulas that are known stand here where they mean something else. */
static void functions_are_held_against_their_own_numbers(void **state) {
    (void)state;
    static const char *const functions[] = {
        "s / 90 if s < 20 else 1",
        "s / 20 if s < 90 else 1",
        "(s + 1) / 20 if s < 90 else 1",
        "0.1 + (1 - 0.1) * s / 90 if s < 20 else 1",
        "(90 - s) / (90 - 20)",
        "0.9 ** (s + 20)",
        "0.9 ** (s - 20)",
        "0.9 ** (s * 2)",
        "0.9 ** (s % 10)",
        "0.9 ** (s // 20 // 2)",
        "0.9 ** ((s + 5) // 10)",
        "0.1 ** bisect_left([57, 65], s)",
        "0.1 if s < 20 else 0.5 * (1 + cos(pi * s / 90))",
        "s / 20 if s < 20 else 0.1 ** (s // 15)",
    };
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        Schedule before = schedule_default(), schedule = before;
        Text text = {0}, report = {0};
        text_setf(&text, "LambdaLR(o, lambda s: %s)", functions[i]);
        if (code_read(text.data, text.length, &schedule, &report))
            fail_msg("%s\n%s", text.data, text_string(&report));
        assert_memory_equal(&schedule, &before, sizeof schedule);
        text_free(&text);
        text_free(&report);
    }
}

/* What was said of nothing but the rate stays. */
static void an_optimizer_alone_keeps_the_shape(void **state) {
    (void)state;
    Schedule schedule = parse("decay=cosine warmup_iters=33"),
             wanted = parse("decay=cosine warmup_iters=33 base_lr=0.5");
    Text report = {0};
    assert_true(code_read("Adam(p, lr=0.5)", 15, &schedule, &report));
    assert_same(&schedule, &wanted, "Adam");
    text_free(&report);
}

static void repeat(const char *unit, size_t size, Text *out) {
    text_clear(out);
    while (out->length + strlen(unit) <= size) text_add(out, unit);
}

/* Deep, long and circular texts end, and soon. */
static void hostile_texts_end(void **state) {
    (void)state;
    static const char *const units[] = {"(",
                                        "-",
                                        "1+",
                                        "x=x+x\n",
                                        "lr=a\na=lr\n",
                                        "lambda a:",
                                        "SGD(p,lr=q)\nq=q*q\n",
                                        "f(",
                                        "--a ",
                                        "\\\n",
                                        "def f(x):\n return f(x)*f(x)\nLambdaLR(o,f)\n",
                                        "SequentialLR(o,[a,a],milestones=[1])\na=LinearLR(o,b)\nb=c\n"};
    Text text = {0}, report = {0};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        Schedule schedule = schedule_default();
        repeat(units[i], CODE_READ_MAX, &text);
        code_read(text.data, text.length, &schedule, &report);
        assert_true(report.length > 0);
    }
    Schedule schedule = schedule_default();
    text_add(&text, "            ");
    repeat("SGD(p, lr=0.1)\n", CODE_READ_MAX + 20, &text);
    assert_false(code_read(text.data, text.length, &schedule, &report));
    assert_non_null(strstr(text_string(&report), "1 MiB"));
    text_free(&text);
    text_free(&report);
}

static uint32_t roll(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Spoils a text in a few places, in memory of exactly its size. */
static void read_spoiled(const char *original, uint32_t *seed) {
    static const char bytes[] = "()[]{}=:,.*/-+#\"'\\\n 01eE_xX";
    size_t length = strlen(original);
    char *text = malloc(length + 1);
    Schedule schedule = schedule_default();
    Text report = {0};
    memcpy(text, original, length);
    for (uint32_t i = roll(seed) % 8; length && i > 0; i--) {
        size_t at = roll(seed) % length;
        if (roll(seed) % 3)
            text[at] = bytes[roll(seed) % (sizeof bytes - 1)];
        else
            memmove(text + at, text + at + 1, --length - at);
    }
    code_read(text, length, &schedule, &report);
    assert_true(report.length > 0);
    assert_true(schedule.total_steps >= 1 && schedule.total_steps <= SCHEDULE_STEPS_MAX);
    assert_true(schedule.warmup_iters >= 0 && schedule.gamma > 0 && schedule.cycle_steps >= 1);
    text_free(&report);
    free(text);
}

static void spoiled_texts_are_survived(void **state) {
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 100; round++)
        for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) read_spoiled(readings[i].text, &seed);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_find_their_dialect),
        cmocka_unit_test(a_warmup_alone_is_one_lambda),
        cmocka_unit_test(decays_from_step_0_multiply),
        cmocka_unit_test(what_torch_keeps_exactly_is_sequential),
        cmocka_unit_test(a_hold_is_a_part_of_its_own),
        cmocka_unit_test(a_decay_alone_needs_no_sequence),
        cmocka_unit_test(hugging_face_has_the_function),
        cmocka_unit_test(hugging_face_has_a_stable_phase),
        cmocka_unit_test(hugging_face_is_told_in_words),
        cmocka_unit_test(optax_joins),
        cmocka_unit_test(optax_has_warmup_cosine),
        cmocka_unit_test(keras_has_a_class),
        cmocka_unit_test(keras_gets_a_class),
        cmocka_unit_test(the_command_line_names_what_differs),
        cmocka_unit_test(the_default_is_the_bare_command),
        cmocka_unit_test(texts_set_parameters),
        cmocka_unit_test(other_texts_leave_the_schedule_alone),
        cmocka_unit_test(functions_are_held_against_their_own_numbers),
        cmocka_unit_test(an_optimizer_alone_keeps_the_shape),
        cmocka_unit_test(hostile_texts_end),
        cmocka_unit_test(spoiled_texts_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
