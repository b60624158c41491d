/* What texts come to: the same curve as the settings beside them, or a refusal that says why. */
#include "reading/reading.h"
#include "schedule/parameters.h"

#include <math.h>
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
    char copy[320];
    Text why = {0};
    snprintf(copy, sizeof copy, "%s", settings);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
        char *value = strchr(word, '=');
        *value = 0;
        if (!parameter_read(&schedule, (ParameterId)parameter_find(word), value + 1, &why))
            fail_msg("%s: %s", settings, text_string(&why));
    }
    text_free(&why);
    return schedule;
}

/* Reads it with a base_lr of 0.02 where the text asks for one. */
static Reading read_with_rate(const char *text, size_t count) {
    static const ParameterValue rate = {.id = PARAMETER_BASE_LR, .text = "0.02"};
    Reading reading = reading_read(text, count, &(ReadingOptions){0});
    if (reading.status != READING_NEEDS || strcmp(text_string(&reading.needs[0].name), "base_lr") != 0) return reading;
    reading_free(&reading);
    return reading_read(text, count, &(ReadingOptions){.values = &rate, .value_count = 1});
}

/* What a text sets: parameters as parameter_print has them, and words of the report. */
typedef struct Row {
    const char *text;
    const char *settings; /* what the schedule is then, from the default one; NULL: it is refused */
    const char *words[5]; /* of the report */
} Row;

static const Row rows[] = {
    {"optimizer = torch.optim.SGD(model.parameters(), lr=0.1)\n"
     "scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=0.5, total_iters=4)\n",
     "base_lr=0.1 total_steps=6 warmup_factor=0.5 warmup_iters=4",
     {NULL}},
    {"s = LinearLR(opt)",
     "total_steps=7 warmup_factor=1/3 warmup_iters=5",
     {NULL}},
    {"s = LinearLR(opt, 1/1000, 1.0, 60_000)",
     "total_steps=80001 warmup_iters=60000",
     {NULL}},
    {"s = MultiStepLR(Adam(p, 1e-3), [60_000, 8e4], gamma=1 / 3)",
     "base_lr=0.001 total_steps=106667 warmup_factor=1 warmup_iters=0 decay=multistep milestones=60000,80000 gamma=1/3",
     {NULL}},
    {"a = LinearLR(o, 0.01, total_iters=100)\n"
     "b = CosineAnnealingLR(o, T_max=900, eta_min=0.002)\n"
     "s = SequentialLR(o, [a, b], milestones=[100])\n"
     "SGD(p, lr=0.02)",
     "total_steps=1000 warmup_factor=0.01 warmup_iters=100 decay=cosine final_factor=0.1",
     {NULL}},
    {"SequentialLR(o, [LinearLR(o, 0.1, total_iters=10), StepLR(o, 30)], milestones=[40])",
     "total_steps=174 warmup_factor=0.1 warmup_iters=10 decay=step decay_start=40 step_size=30",
     {NULL}},
    {"SequentialLR(o, [LinearLR(o, 0.1, total_iters=10), StepLR(o, 30)], milestones=[4])",
     "total_steps=124 warmup_factor=1 warmup_iters=0 decay=points points=0:0.1,4:0.45999999999999996,4:1,34:1,34:0.1,64:0.1,64:0.010000000000000002,94:0.010000000000000002,94:0.0010000000000000002,124:0.0010000000000000002,124:0.00010000000000000002",
     {NULL}},
    /* What cannot be computed is no end of the function, and a curve proved for a part of the run is none. */
    {"optimizer = SGD(p, lr=0.02)\ntotal_steps = 267\n"
     "def factor(step):\n    value = unheard_of(step)\n    if step < 12:\n        value = 1\n    return value\n"
     "scheduler = LambdaLR(optimizer, factor)",
     NULL,
     {"cannot be computed here"}},
    {"optimizer = SGD(p, lr=0.02)\n"
     "def factor(step):\n    return unheard_of(step) if step > 30 else 1\n"
     "scheduler = LambdaLR(optimizer, factor)",
     NULL,
     {"cannot be computed here"}},
    {"optimizer = SGD(p, lr=0.02)\ntotal_steps = 267\n"
     "scheduler = LambdaLR(optimizer, lambda step: (1 - step / 100) ** 0.9)",
     NULL,
     {"rates that no shape"}},
    {"optimizer = SGD(p, lr=0.02)\nscheduler = LambdaLR(optimizer, lambda step: (1 - step / 100) ** 0.9)",
     "total_steps=100 warmup_factor=1 warmup_iters=0 decay=polynomial decay_steps=100 power=0.9",
     {NULL}},
    /* The run is as long as the script says, whatever the schedule was made for. */
    {"total_steps = 100\noptimizer = AdamW(p, lr=0.02)\n"
     "scheduler = get_linear_schedule_with_warmup(optimizer, num_warmup_steps=0, num_training_steps=196)",
     "total_steps=100 warmup_factor=1 warmup_iters=0 decay=linear decay_steps=196",
     {NULL}},
    /* No number of steps is that long. */
    {"optimizer = SGD(p, lr=0.02)\ntotal_steps = 200\n"
     "scheduler = LambdaLR(optimizer, lambda step: min(1e100, 0.5 ** (step // 50)))",
     "total_steps=200 warmup_factor=1 warmup_iters=0 decay=step step_size=50 gamma=0.5",
     {NULL}},
    {"w = LinearLR(o, 0.001, total_iters=1000)\n"
     "m = MultiStepLR(o, milestones=[1500], gamma=0.1)",
     "total_steps=2001 decay=multistep milestones=500",
     {NULL}},
    {"ChainedScheduler([ConstantLR(o, 0.1, 5), ExponentialLR(o, gamma=0.9)])",
     "total_steps=65 warmup_method=constant warmup_factor=0.1 warmup_iters=5 decay=exponential decay_start=0 gamma=0.9",
     {NULL}},
    {"CosineAnnealingWarmRestarts(o, 10, T_mult=2)",
     "total_steps=70 warmup_factor=1 warmup_iters=0 decay=cosine_restarts cycle_steps=10 cycle_mult=2",
     {NULL}},
    {"PolynomialLR(o, total_iters=500, power=2)",
     "total_steps=500 warmup_factor=1 warmup_iters=0 decay=polynomial power=2",
     {NULL}},
    {"CyclicLR(o, 0.1, 500)\n"
     "SGD(p, lr=0.3)",
     "base_lr=500 total_steps=14000 warmup_factor=0.0002 warmup_iters=2000 decay=triangular final_factor=0.0002 cycle_steps=4000",
     {NULL}},
    {"s = OneCycleLR(AdamW(p, lr=1), max_lr=1e-3, total_steps=1000)",
     "base_lr=0.001 total_steps=1000 warmup_method=cosine warmup_factor=0.04 warmup_iters=299 decay=cosine decay_steps=700 final_factor=4e-06",
     {NULL}},
    {"OneCycleLR(o, 0.1, epochs=10, steps_per_epoch=60, pct_start=0.25, anneal_strategy='linear', div_factor=10, final_div_factor=100)",
     "base_lr=0.1 total_steps=600 warmup_factor=0.1 warmup_iters=149 decay=linear decay_steps=450 final_factor=0.001",
     {NULL}},
    {"s = LambdaLR(o, lambda step: min(1.0, (step + 1) / 500))",
     "total_steps=666 warmup_factor=0.002 warmup_iters=499",
     {NULL}},
    {"s = LambdaLR(o, lambda t: t / 50 if t < 50 else 1.0)",
     "total_steps=67 warmup_factor=0 warmup_iters=50",
     {NULL}},
    {"s = LambdaLR(o, lambda t: 1)",
     "warmup_factor=1 warmup_iters=0",
     {NULL}},
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
     "total_steps=1201 warmup_factor=0.002 warmup_iters=900",
     {NULL}},
    {"def ramp(opt, n, start):\n"
     "    def g(k):\n"
     "        if k >= n:\n"
     "            return 1.0\n"
     "        a = k / n\n"
     "        return a + (1 - a) * start\n"
     "    return LambdaLR(opt, g)\n"
     "ramp(sgd, 30, start=0.25)\n",
     "total_steps=41 warmup_factor=1/4 warmup_iters=30",
     {NULL}},
    {"W = 500\n"
     "T = 10_000\n"
     "def f(step):\n"
     "    if step < W:\n"
     "        return step / W\n"
     "    progress = (step - W) / (T - W)\n"
     "    return 0.5 * (1 + math.cos(math.pi * progress))\n"
     "s = LambdaLR(AdamW(p, lr=3e-4), f)\n"
     "total_steps = T",
     "base_lr=0.0003 total_steps=10000 warmup_factor=0 warmup_iters=500 decay=cosine",
     {NULL}},
    {"W = 500\n"
     "T = 10_000\n"
     "def f(step):\n"
     "    if step < W:\n"
     "        return float(step) / float(max(1, W))\n"
     "    progress = float(step - W) / float(max(1, T - W))\n"
     "    return max(0.0, 0.5 * (1.0 + math.cos(math.pi * progress)))\n"
     "s = LambdaLR(SGD(p, lr=0.1), f)\n"
     "total_steps = T",
     "base_lr=0.1 total_steps=10000 warmup_factor=0 warmup_iters=500 decay=cosine",
     {NULL}},
    {"W = 500\n"
     "T = 10_000\n"
     "def f(step):\n"
     "    if step < W:\n"
     "        return float(step) / float(max(1, W))\n"
     "    return max(0.0, float(T - step) / float(max(1, T - W)))\n"
     "s = LambdaLR(SGD(p, lr=0.1), f)\n"
     "total_steps = T",
     "base_lr=0.1 total_steps=10000 warmup_factor=0 warmup_iters=500 decay=linear",
     {NULL}},
    {"W = 100\n"
     "m = 0.1\n"
     "s = LambdaLR(SGD(p, lr=0.1), lambda t: t / W if t < W else m + (1 - m) * 0.5 * (1 + cos(pi * ((t - W) / 900))))",
     "base_lr=0.1 total_steps=1000 warmup_factor=0 warmup_iters=100 decay=cosine final_factor=0.1",
     {NULL}},
    {"SOLVER:\n"
     "  BASE_LR: 0.01\n"
     "  STEPS: (210000, 250000)\n"
     "  MAX_ITER: 270000\n",
     "base_lr=0.01 total_steps=270000 decay=multistep decay_start=0 milestones=210000,250000",
     {NULL}},
    {"cfg.SOLVER.BASE_LR = 0.00025\n"
     "cfg.SOLVER.MAX_ITER = 300\n"
     "cfg.SOLVER.STEPS = []\n"
     "cfg.SOLVER.WARMUP_METHOD = \"constant\"\n"
     "cfg.SOLVER.WARMUP_ITERS = 10\n",
     "base_lr=1/4000 total_steps=300 warmup_method=constant warmup_iters=10",
     {NULL}},
    {"SOLVER:\n"
     "  LR_SCHEDULER_NAME: WarmupCosineLR\n"
     "  MAX_ITER: 5000\n"
     "  WARMUP_FACTOR: 0.5",
     "base_lr=0.001 total_steps=5000 warmup_factor=0.5 warmup_join=meet decay=cosine decay_start=0",
     {NULL}},
    {"python run_glue.py --model_name bert --warmup_steps 500 \\\n"
     "  --lr_scheduler_type cosine --learning_rate=5e-5 --max_steps 10_000",
     "base_lr=5e-05 total_steps=10000 warmup_factor=0 warmup_iters=500 decay=cosine",
     {NULL}},
    {"TrainingArguments(output_dir='x', warmup_ratio=0.06, max_steps=1001, num_train_epochs=3)",
     "base_lr=5e-05 total_steps=1001 warmup_factor=0 warmup_iters=61 decay=linear",
     {NULL}},
    {"TrainingArguments(learning_rate=1e-4, max_steps=1000, warmup_steps=100, lr_scheduler_type='cosine_with_restarts', lr_scheduler_kwargs={'num_cycles': 3, 'last_epoch': 4})",
     "base_lr=0.0001 total_steps=1000 warmup_factor=0 warmup_iters=100 decay=cosine_restarts cycle_steps=300",
     {NULL}},
    {"k = dict(min_lr_rate=0.1)\n"
     "TrainingArguments(learning_rate=1e-4, max_steps=1000, warmup_steps=100,lr_scheduler_type='cosine_with_min_lr', lr_scheduler_kwargs=k)",
     "base_lr=0.0001 total_steps=1000 warmup_factor=0 warmup_iters=100 decay=cosine final_factor=0.1",
     {NULL}},
    {"get_linear_schedule_with_warmup(AdamW(p, lr=3e-4), num_warmup_steps=100, num_training_steps=1000)",
     "base_lr=0.0003 total_steps=1000 warmup_factor=0 warmup_iters=100 decay=linear",
     {NULL}},
    {"l = get_scheduler('cosine', AdamW(p, lr=3e-4), num_warmup_steps=100, num_training_steps=1000)",
     "base_lr=0.0003 total_steps=1000 warmup_factor=0 warmup_iters=100 decay=cosine",
     {NULL}},
    {"get_cosine_schedule_with_warmup(o, 100, 1000, num_cycles=2)",
     "total_steps=1000 warmup_factor=0 warmup_iters=100 decay=cosine num_cycles=2",
     {NULL}},
    {"TrainingArguments(learning_rate=1e-4, max_steps=1000, warmup_steps=0.1)",
     "base_lr=0.0001 total_steps=1000 warmup_factor=0 warmup_iters=100 decay=linear",
     {NULL}},
    {"def f(s: int) -> float:\n"
     "    if s < 20:\n"
     "        return s / 20\n"
     "    else:\n"
     "        return 1.0\n"
     "LambdaLR(o, f)",
     "total_steps=27 warmup_factor=0 warmup_iters=20",
     {NULL}},
    {"def w(s):\n"
     "    return s / 9 if s < 9 else 1\n"
     "def d(c):\n"
     "    return 0.5 ** bisect_right([2], c)\n"
     "LambdaLR(o, lambda s: w(s) * d(s))",
     "total_steps=13 warmup_factor=1 warmup_iters=0 decay=points points=0:0,1:0,1:0.1111111111111111,2:0.1111111111111111,9:0.5",
     {NULL}},
    {"def f(s):\n"
     "    s = s % 40\n"
     "    return 0.5 * (1 + cos(pi * s / 40))\n"
     "LambdaLR(o, f)",
     "total_steps=120 warmup_factor=1 warmup_iters=0 decay=cosine_restarts cycle_steps=40",
     {NULL}},
    {"CosineAnnealingLR(SGD(p, lr=0.1), T_max=50)\n"
     "total_steps = 100",
     "base_lr=0.1 total_steps=100 warmup_factor=1 warmup_iters=0 decay=cosine num_cycles=1",
     {NULL}},
    {"T = 50\n"
     "LambdaLR(SGD(p, lr=0.1), lambda s: 0.5 * (1 + cos(pi * s / T)))\n"
     "total_steps = 100",
     "base_lr=0.1 total_steps=100 warmup_factor=1 warmup_iters=0 decay=cosine decay_steps=110 num_cycles=1.1",
     {NULL}},
    {"a = LinearLR(SGD(p, lr=0.1), 0.1, total_iters=0)\n"
     "b = StepLR(o, 30, 0.1)",
     "base_lr=0.010000000000000002 warmup_factor=1 warmup_iters=0",
     {NULL}},
    {"SequentialLR(o, [StepLR(o, 3, 0.1), ConstantLR(o, 1.0)], milestones=[7])",
     "total_steps=10 warmup_factor=1 warmup_iters=0 decay=points points=0:1,3:1,3:0.1,6:0.1,6:0.010000000000000002,7:1",
     {NULL}},
    {"SGD(p, lr=0.3)\n"
     "s = LambdaLR(o, lambda s: 1 if s < 3 and s > 1 else 2)",
     "base_lr=0.3 total_steps=5 warmup_method=constant warmup_factor=2 warmup_iters=2 decay=multistep milestones=1 gamma=2",
     {NULL}},
    {"lr = 0.1\n"
     "StepLR(SGD(p, lr=lr), 30, 0.1)\n"
     "lr = 0.5",
     "base_lr=0.1 total_steps=121 warmup_factor=1 warmup_iters=0 decay=step step_size=30",
     {NULL}},
    {"SOLVER:\n"
     "  LR_SCHEDULER_NAME: WarmupCosineLR\n"
     "  MAX_ITER: 5000",
     "base_lr=0.001 total_steps=5000 warmup_join=meet decay=cosine decay_start=0",
     {NULL}},
    {"lrscope --warmup-factor=1/3 --warmup_iters 20 --decay=cosine --frob 3",
     "warmup_factor=1/3 warmup_iters=20 decay=cosine",
     {NULL}},
    {"lrscope --total-steps=26e --steps-per-epoch=7330",
     "steps_per_epoch=7330 total_steps=26e",
     {NULL}},
    {"lrscope",
     "",
     {NULL}},
};


static void assert_curve(const Reading *reading, const Schedule *wanted, const char *text) {
    if (!reading->group_count) fail_msg("%s\n%s", text, text_string(&reading->report));
    const Schedule *made = &reading->groups[0].schedule;
    if (made->total_steps != wanted->total_steps)
        fail_msg("%s\n%s\n%d steps, not %d", text, text_string(&reading->report), (int)made->total_steps,
                 (int)wanted->total_steps);
    for (int64_t t = 0; t < wanted->total_steps; t += t < 5000 ? 1 : 97) {
        double a = schedule_lr(made, t), b = schedule_lr(wanted, t);
        if (fabs(a - b) > 1e-12 * wanted->base_lr)
            fail_msg("%s\n%s\nstep %d: %.17g, not %.17g", text, text_string(&reading->report), (int)t, a, b);
    }
}

static void texts_have_their_curve(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Row *row = &rows[i];
        Reading reading = read_with_rate(row->text, strlen(row->text));
        if (row->settings) {
            Schedule wanted = parse(row->settings);
            assert_curve(&reading, &wanted, row->text);
        } else if (reading.group_count) {
            fail_msg("%s\n%s", row->text, text_string(&reading.report));
        }
        for (int w = 0; w < 5 && row->words[w]; w++)
            if (!strstr(text_string(&reading.report), row->words[w]))
                fail_msg("%s\n'%s' is not in:\n%s", row->text, row->words[w], text_string(&reading.report));
        reading_free(&reading);
    }
}


int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_have_their_curve),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
