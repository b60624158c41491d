/* Functions of the step: what a value costs for each operation, and what the verdict costs for those that
   people train with. */
#include "schedule/function.h"
#include "base/text.h"
#include "bench.h"
#include "schedule/function_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VALUES = 200000, ROUNDS = 7 };

static const char twenty[] = "def f(x):\n"
                             "    if x < warmup_iters:\n"
                             "        a = x / warmup_iters\n"
                             "        return warmup_factor * (1 - a) + a\n"
                             "    q = min((x - warmup_iters) / (total_steps - warmup_iters), 1)\n"
                             "    return max(0.05, 1 - q * (0.7 + 0.3 * q))\n";

static const char *const everyday[] = {
    twenty,
    "lambda epoch: 0.95 ** (epoch // 1000)",
    "lambda step: min(1, (step + 1) / warmup_iters)",
    "min((x + 1) ** -0.5, (x + 1) * 4000 ** -1.5)",
    "lambda it: 0.5 * (1 + math.cos(math.pi * it / total_steps))",
    "lambda it: (1 - it / total_steps) ** 0.9",
    "[1, 0.1, 0.01][min(x // 30000, 2)]",
    "1 / (1 + 0.001 * x)",
    "def f(x):\n    cycle = math.floor(1 + x / 4000)\n    return max(0, 1 - abs(x / 2000 - 2 * cycle + 1))",
    "1.5 * (1 - x / total_steps)",
    "0.5 + 0.5 * sin(x / 1000)",
    "tanh(x / 1000)",
};
enum { EVERYDAY = sizeof everyday / sizeof *everyday };

static Schedule with(const char *text) {
    Schedule schedule = schedule_default();
    Text why = {0};
    schedule.total_steps = 90000;
    if (!schedule_read_function(&schedule, text, &why)) {
        fprintf(stderr, "function: %s\n%s\n", text, text_string(&why));
        exit(1);
    }
    text_free(&why);
    return schedule;
}

/* Returns the nanoseconds of a value, in the best of some rounds. */
static double value_cost(const Formula *formula, const double *values) {
    double best = 1e9, value, kept = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double start = bench_now();
        for (int64_t step = 0; step < VALUES; step++)
            if (formula_value(formula, values, step % 90000, &value, NULL)) kept += value;
        double taken = (bench_now() - start) * 1e6 / VALUES;
        if (taken < best) best = taken;
    }
    return kept > 0 ? best : 1e9;
}

static bool judge_value(void) {
    char what[96];
    double values[FORMULA_NAMES_MAX];
    Schedule schedule = with(twenty);
    function_values(&schedule, values);
    double size = (double)formula_size(schedule.function), cost = value_cost(schedule.function, values);
    snprintf(what, sizeof what, "a value of a function of %.0f operations: %.0f ns", size, cost);
    return bench_judge(what, cost / size, 60, "ns an operation");
}

/* Nothing of it is kept from one value of a parameter to the next. */
static bool judge_verdicts(void) {
    char what[96];
    double worst = 0;
    int proven = 0;
    for (int i = 0; i < EVERYDAY; i++) {
        Schedule schedule = with(everyday[i]);
        schedule.total_steps = 89000; /* not the run that reading it looked at */
        double start = bench_now();
        ScheduleAbove above = schedule_above(&schedule);
        double taken = bench_now() - start;
        if (taken > worst) worst = taken;
        proven += above.exact && taken <= 50;
    }
    snprintf(what, sizeof what, "the verdict on %d everyday functions, the slowest", EVERYDAY);
    bool fast = bench_judge(what, worst, 50, "ms");
    return bench_judge("  not proven within 50 ms", 100.0 * (EVERYDAY - proven) / EVERYDAY, 5, "%") && fast;
}

int main(void) {
    bool values = judge_value(), verdicts = judge_verdicts();
    return values && verdicts ? 0 : 1;
}
