/* The settings that are written are read back as the same curve, or nothing is written. */
#include "base/memory.h"
#include "code/code.h"
#include "reading/reading.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chance.h"

static const CodeDialect dialects[] = {CODE_YAML, CODE_DEEPSPEED, CODE_MMENGINE, CODE_DETECTRON2};
enum { DIALECTS = sizeof dialects / sizeof *dialects };

static void set(Schedule *schedule, const char *settings) {
    char copy[256];
    Text why = {0};
    snprintf(copy, sizeof copy, "%s", settings);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
        char *value = strchr(word, '=');
        *value = 0;
        if (!parameter_read(schedule, (ParameterId)parameter_find(word), value + 1, &why))
            fail_msg("%s: %s", word, text_string(&why));
    }
    text_free(&why);
}

static bool refuses(const char *code) {
    return strstr(code, " cannot say this:\n# ") || strstr(code, " has no schedule for this:\n# - ");
}

static void assert_same_rates(const Schedule *schedule, const Schedule *read, const char *code) {
    int64_t total = schedule->total_steps, stride = total / 997 + 1;
    bool getter = strstr(code, "num_training_steps="); /* the decay's end is its run's */
    if (getter && read->total_steps < total) total = read->total_steps;
    if (!getter && read->total_steps != total)
        fail_msg("%lld steps, not %lld\n%s", (long long)read->total_steps, (long long)total, code);
    for (int64_t step = 0; step < total; step += step < 1100 || step > total - 50 ? 1 : stride) {
        double off = fabs(schedule_lr(read, step) - schedule_lr(schedule, step));
        if (!(off <= 1e-9 * schedule->base_lr))
            fail_msg("step %lld: %.17g, not %.17g\n%s", (long long)step, schedule_lr(read, step),
                     schedule_lr(schedule, step), code);
    }
}

/* Returns whether it was written. WarmupLR names no end, so that the run's length is given beside it. */
static bool comes_back(CodeDialect dialect, const Schedule *schedule, bool may_ask) {
    Text code = {0};
    char total[32];
    snprintf(total, sizeof total, "%lld", (long long)schedule->total_steps);
    ParameterValue length = {.id = PARAMETER_TOTAL_STEPS, .text = total};
    bool open = dialect == CODE_DEEPSPEED && schedule_decay_is_flat(schedule);
    ReadingOptions options = {.values = &length, .value_count = open ? 1 : 0};
    code_write(dialect, schedule, &code);
    bool written = !refuses(text_string(&code));
    if (written) {
        Reading reading = reading_read(text_string(&code), code.length, &options);
        bool asks = reading.status != READING_DONE && reading.report.length; /* in words, for what it needs */
        if (reading.status != READING_DONE && !(asks && may_ask))
            fail_msg("%s\n%s", text_string(&reading.report), text_string(&code));
        if (!asks) assert_same_rates(schedule, &reading.groups[0].schedule, text_string(&code));
        if (asks) written = false;
        reading_free(&reading);
    }
    text_free(&code);
    return written;
}

static void every_writer_refuses_or_is_read_back(void **state) {
    (void)state;
    static const char *const warmups[] = {
        "warmup_iters=0",
        "warmup_iters=1",
        "warmup_iters=1000 warmup_factor=0.001",
        "warmup_iters=500 warmup_factor=0",
        "warmup_iters=7 warmup_factor=1/3 warmup_method=constant",
        "warmup_iters=7 warmup_factor=1.5",
        "warmup_iters=100 warmup_factor=0.1 warmup_method=exponential",
        "warmup_iters=100 warmup_factor=0.1 warmup_method=cosine",
        "warmup_iters=100 warmup_factor=0.1 warmup_method=logarithmic",
        "warmup_iters=100 warmup_factor=0 warmup_method=logarithmic",
        "warmup_iters=300 warmup_factor=0.1 warmup_interval=100",
    };
    static const char *const decays[] = {
        "decay=none",
        "decay=multistep milestones=1500,1800",
        "decay=multistep milestones=1500,1800 decay_start=0",
        "decay=multistep milestones=20,1800 decay_start=0 gamma=0.5",
        "decay=step step_size=300",
        "decay=step step_size=300 decay_start=0 gamma=0.5",
        "decay=exponential gamma=0.999 step_size=1",
        "decay=exponential gamma=0.5 step_size=300 decay_start=1200",
        "decay=linear",
        "decay=linear final_factor=0.1",
        "decay=linear final_factor=0.001 decay_start=1600",
        "decay=linear decay_start=0",
        "decay=cosine",
        "decay=cosine final_factor=0.1",
        "decay=cosine decay_start=0",
        "decay=cosine decay_start=0 final_factor=0.1",
        "decay=cosine decay_start=1200 final_factor=0",
        "decay=cosine decay_steps=400",
        "decay=cosine num_cycles=1.5",
        "decay=polynomial power=2 final_factor=0.05",
        "decay=polynomial power=0.9 decay_steps=700",
        "decay=cosine_restarts cycle_steps=500 decay_start=0",
        "decay=inverse_sqrt",
        "decay=inverse_sqrt timescale=200",
        "decay=one_minus_sqrt decay_start=1500",
        "decay=inverse_time timescale=100",
        "decay=linear floor=0.2",
    };
    static const char *const runs[] = {"base_lr=0.02 total_steps=2000", "base_lr=1e-5 total_steps=3001"};
    int written[DIALECTS] = {0};
    for (size_t w = 0; w < sizeof warmups / sizeof *warmups; w++)
        for (size_t d = 0; d < sizeof decays / sizeof *decays; d++)
            for (size_t r = 0; r < sizeof runs / sizeof *runs; r++) {
                Schedule schedule = schedule_default();
                set(&schedule, runs[r]);
                set(&schedule, warmups[w]);
                set(&schedule, decays[d]);
                for (int i = 0; i < DIALECTS; i++) written[i] += comes_back(dialects[i], &schedule, false);
            }
    for (int i = 0; i < DIALECTS; i++) {
        print_message("%s: %d written\n", code_kinds[dialects[i]].name, written[i]);
        assert_in_range(written[i], 12, 400);
    }
}

/* Every decay with every warm-up and join, with all else by chance, in every dialect. */
static void every_shape_is_refused_or_read_back(void **state) {
    (void)state;
    Chance chance = {77};
    int written[CODE_COUNT] = {0}, all = 0;
    for (int method = 0; method < WARMUP_COUNT; method++)
        for (int decay = 0; decay < DECAY_COUNT; decay++)
            for (int join = 0; join < JOIN_COUNT; join++, all++) {
                Schedule schedule =
                    chance_below(&chance, 2) ? chance_model(&chance) : chance_schedule(&chance);
                schedule.warmup_method = (WarmupMethod)method;
                schedule.decay = (Decay)decay;
                schedule.warmup_join = (WarmupJoin)join;
                if (method == WARMUP_EXPONENTIAL)
                    schedule.warmup_factor = fabs(schedule.warmup_factor) + 1e-3;
                for (int i = 0; i < CODE_COUNT; i++) {
                    bool functions =
                        i <= CODE_KERAS; /* what they hold as a function may be refused in words */
                    written[i] += comes_back((CodeDialect)i, &schedule, functions);
                }
            }
    for (int i = 0; i < CODE_COUNT; i++)
        print_message("%s: %d of %d written and read\n", code_kinds[i].name, written[i], all);
    assert_in_range(written[CODE_PYTORCH], all / 2, all);
    assert_int_equal(written[CODE_CLI], all);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_writer_refuses_or_is_read_back),
                                       cmocka_unit_test(every_shape_is_refused_or_read_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
