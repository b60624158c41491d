#include "code/code.h"
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
               "# multiplied from step 0 on by a decay: times 0.1 at steps 60000, 80000. Training takes\n"
               "# 90000 updates. Never above base_lr.\n"
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
        "# decay: cosine to 0.1 times base_lr over 4500 steps. Training takes 5000 updates. Never\n"
        "# above base_lr.\n"
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
        "# held until step 5000, then a decay: times 0.5 little by little over every 100 steps.\n"
        "# Training takes 9000 updates. Never above base_lr.\n"
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
               "# No warm-up: base_lr = 0.02 from step 0 on, with a decay: times 0.1 at steps 60000,\n"
               "# 80000. Training takes 90000 updates. Never above base_lr.\n"
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
               "# Linear warm-up from 0 at step 0 to base_lr = 5e-05 at step 500, then a decay: cosine\n"
               "# to 0 over 9500 steps. Training takes 10000 updates. Never above base_lr.\n"
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
               "# step 8000, then a decay: one minus square root to 0.1 times base_lr over 2000 steps.\n"
               "# Training takes 10000 updates. Never above base_lr.\n"
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
        "# Linear warm-up from 0.001 of base_lr at step 0 to base_lr = 0.02 at step 1000, then a\n"
        "# decay: times 0.1 at steps 2000, 3000. Training takes 4000 updates. Never above\n"
        "# base_lr.\n"
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
        "# decay: cosine to 0.1 times base_lr over 3000 steps. Training takes 4000 updates. Never\n"
        "# above base_lr.\n"
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
               "# No warm-up: base_lr = 0.02 from step 0 on, with a decay: times 0.1 at steps 1000,\n"
               "# 2000. Training takes 4000 updates. Never above base_lr.\n"
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
               "# decay: linear to 0.01 times base_lr over 3000 steps. Training takes 4000 updates.\n"
               "# Above base_lr at first: step 0 has 10 times base_lr.\n"
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
               "        w = 1 - q\n"
               "        decay = final_factor * (1 - w) + w\n"
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
               "# from step 0 on by a decay: times 0.1 at steps 60000, 80000. Training takes 90000\n"
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
