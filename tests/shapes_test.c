/* Every decay with every warm-up, join and interval against looking at every step. */
#include "schedule/bound.h"
#include "schedule/parameters.h"
#include "schedule/sums.h"
#include "schedule/words.h"

#include "chance.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TRIALS = 30 };

/* What looking at every step of the run tells. */
typedef struct Seen {
    double min, greatest, sum, sizes;
    int64_t greatest_at;
    ScheduleAbove above;
    int64_t last_negative;
} Seen;

static Seen look(const Schedule *schedule) {
    Seen seen = {.min = INFINITY, .greatest = -INFINITY, .last_negative = -1};
    for (int64_t step = 0; step < schedule->total_steps; step++) {
        double factor = schedule_factor(schedule, step);
        seen.min = fmin(seen.min, factor);
        if (factor > seen.greatest) seen.greatest_at = step;
        seen.greatest = fmax(seen.greatest, factor);
        seen.sum += factor;
        seen.sizes += fabs(factor);
        if (factor < 0) seen.last_negative = step;
        if (!(factor > 1)) continue;
        if (!seen.above.any) seen.above.first = step;
        seen.above.any = true;
        seen.above.last = step;
        seen.above.count++;
    }
    return seen;
}

/* The schedule as its parameters, for a message. */
static void complain(const Schedule *schedule, const char *what, double is, double should) {
    Text text = {0};
    for (ParameterId id = 0; id < PARAMETER_COUNT; id++) {
        if (!parameter_applies(schedule, id)) continue;
        text_addf(&text, " --%s=", parameters[id].key);
        parameter_print(schedule, id, &text);
    }
    fail_msg("%s: %.17g, not %.17g\n%s", what, is, should, text_string(&text));
}

static void hold(const Schedule *schedule, const char *what, double is, double should, double tolerance) {
    if (!(fabs(is - should) <= tolerance)) complain(schedule, what, is, should);
}

static void check_peak(const Schedule *schedule, const Seen *seen) {
    SchedulePeak peak = schedule_peak(schedule);
    hold(schedule, "peak", peak.factor, seen->greatest, 1e-13 * fmax(1, seen->greatest));
    hold(schedule, "factor at the peak", schedule_factor(schedule, peak.step), peak.factor, 1e-13);
    if (schedule_factor(schedule, seen->greatest_at) > schedule_factor(schedule, peak.step) + 1e-13)
        complain(schedule, "step of the peak", (double)peak.step, (double)seen->greatest_at);
}

/* A warm-up that has all but ended may round to 1. */
static void check_above(const Schedule *schedule, const Seen *seen) {
    ScheduleAbove above = schedule_above(schedule);
    hold(schedule, "above 1", above.any, seen->above.any, 0);
    hold(schedule, "steps above 1", (double)above.count, (double)seen->above.count, 0);
    if (!seen->above.any) return;
    hold(schedule, "first above 1", (double)above.first, (double)seen->above.first, 0);
    hold(schedule, "last above 1", (double)above.last, (double)seen->above.last, 0);
    bool by_warmup = schedule->warmup_factor > 1 && schedule->warmup_iters > 0;
    if (!by_warmup && !above.by_decay) complain(schedule, "cause", 0, 1);
}

static void check_range(const Schedule *schedule, const Seen *seen) {
    double min, greatest;
    schedule_range(schedule, 0, (double)(schedule->total_steps - 1), &min, &greatest);
    double slack = 1e-12 * fmax(1, seen->greatest);
    if (min > seen->min + slack) complain(schedule, "least of the range", min, seen->min);
    if (greatest < seen->greatest - slack)
        complain(schedule, "greatest of the range", greatest, seen->greatest);
}

static void check_breaks(const Schedule *schedule, const Seen *seen) {
    enum { MAX = 2048 };
    static ScheduleBreak breaks[MAX];
    double total = (double)schedule->total_steps;
    size_t count = schedule_breaks(schedule, 0, total, breaks, MAX), next = 0;
    assert_true(count <= MAX);
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 || breaks[i].x > breaks[i - 1].x);
        hold(schedule, "right of a break", breaks[i].right, schedule_factor_at(schedule, breaks[i].x), 0);
        double left = schedule_factor_at(schedule, nextafter(breaks[i].x, 0));
        hold(schedule, "left of a break", breaks[i].left, left,
             1e-5 * (1 + fabs(left)) + 1e-9 * seen->greatest);
    }
    for (int64_t step = 1; step < schedule->total_steps; step++) {
        while (next < count && breaks[next].x < (double)step) next++;
        if (next < count && breaks[next].x == (double)step) continue;
        double left = schedule_factor_at(schedule, nextafter((double)step, 0));
        hold(schedule, "a step that is no break", schedule_factor(schedule, step), left,
             1e-9 * (1 + fabs(left)));
    }
}

/* Where no break is declared in between, the curve is smooth: it does not jump. */
static void check_smooth(const Schedule *schedule) {
    ScheduleBreak none;
    for (int64_t step = 0; step + 1 < schedule->total_steps; step += 3) {
        if (schedule_breaks(schedule, (double)step, (double)step + 0.75, &none, 1)) continue;
        double a = schedule_factor_at(schedule, (double)step + 0.25);
        double b = schedule_factor_at(schedule, (double)step + 0.25 + 1e-9);
        hold(schedule, "a place between steps", b, a, 1e-4 * (1 + fabs(a)));
    }
}

static void check_sums(const Schedule *schedule, const Seen *seen) {
    hold(schedule, "sum", schedule_sum(schedule, 0, schedule->total_steps), seen->sum, 1e-9 * seen->sizes);
}

static void check_words(const Schedule *schedule, const Seen *seen) {
    Text verdict = {0}, described = {0}, reason = {0}, conclusion = {0};
    words_verdict(schedule, &verdict);
    words_describe(schedule, &described);
    words_reason(schedule, &reason);
    words_conclusion(schedule, &conclusion);
    assert_true(!!strstr(text_string(&verdict), "Above 1") == seen->above.any);
    assert_true(!!strstr(text_string(&described), "Never above 1") == !seen->above.any);
    if (seen->above.any)
        assert_true(strstr(text_string(&reason), "> 1") || strstr(text_string(&reason), "above 1"));
    assert_false(strstr(text_string(&described), "nan"));
    assert_false(strstr(text_string(&described), "  "));
    assert_true(conclusion.length > 20);
    text_free(&verdict);
    text_free(&described);
    text_free(&reason);
    text_free(&conclusion);
}

static void check(const Schedule *schedule) {
    Seen seen = look(schedule);
    check_peak(schedule, &seen);
    check_above(schedule, &seen);
    check_range(schedule, &seen);
    check_breaks(schedule, &seen);
    check_smooth(schedule);
    check_sums(schedule, &seen);
    hold(schedule, "last negative", (double)schedule_last_negative(schedule), (double)seen.last_negative, 0);
    check_words(schedule, &seen);
}

static void every_shape_is_what_one_sees(void **state) {
    (void)state;
    Chance chance = {31};
    for (int method = 0; method < WARMUP_COUNT; method++)
        for (int decay = 0; decay < DECAY_COUNT; decay++)
            for (int join = 0; join < JOIN_COUNT; join++)
                for (int trial = 0; trial < TRIALS; trial++) {
                    Schedule schedule = chance_model(&chance);
                    schedule.warmup_method = (WarmupMethod)method;
                    schedule.decay = (Decay)decay;
                    schedule.warmup_join = (WarmupJoin)join;
                    if (method == WARMUP_EXPONENTIAL)
                        schedule.warmup_factor = fabs(schedule.warmup_factor) + 1e-3;
                    if (trial % 4 == 0) schedule.warmup_interval = schedule.decay_interval = 1;
                    if (trial % 4 == 1) schedule.warmup_interval = schedule.decay_interval;
                    check(&schedule);
                }
}

/* Every row says all that it has to. */
static void tables_are_complete(void **state) {
    (void)state;
    for (int i = 0; i < DECAY_COUNT; i++) assert_true(strlen(parameters[PARAMETER_DECAY].choice(i)) > 0);
    for (int i = 0; i < WARMUP_COUNT; i++)
        assert_true(strlen(parameters[PARAMETER_WARMUP_METHOD].choice(i)) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_complete),
        cmocka_unit_test(every_shape_is_what_one_sees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
