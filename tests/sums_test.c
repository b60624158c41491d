#include "schedule/sums.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The sum, and that of the sizes, in long doubles one by one. */
static long double brute(const Schedule *schedule, int64_t from, int64_t end, long double *sizes) {
    long double sum = 0;
    *sizes = 0;
    for (int64_t t = from; t < end; t++) {
        double factor = schedule_factor(schedule, t);
        sum += factor;
        *sizes += fabs(factor);
    }
    return sum;
}

static void check(const Schedule *schedule, int64_t from, int64_t end) {
    long double sizes, sum = brute(schedule, from, end, &sizes);
    assert_true(fabsl((long double)schedule_sum(schedule, from, end) - sum) <= 1e-9L * sizes);
}

static void every_shape_against_adding_one_by_one(void **state) {
    (void)state;
    static const double factors[] = {0.001, 0.5, 3, -0.2, 1e-12};
    for (int warmup = 0; warmup < WARMUP_COUNT; warmup++) {
        for (int decay = 0; decay < DECAY_COUNT; decay++) {
            for (int i = 0; i < 5; i++) {
                Schedule schedule = schedule_default();
                schedule.total_steps = 20011;
                schedule.warmup_iters = 7003;
                schedule.warmup_method = (WarmupMethod)warmup;
                schedule.warmup_factor = warmup == WARMUP_EXPONENTIAL ? fabs(factors[i]) : factors[i];
                schedule.decay = (Decay)decay;
                schedule.decay_start = i % 2 ? 1500 : SCHEDULE_AUTO;
                schedule.power = i % 2 ? 0.5 : 30;
                schedule.step_size = i % 2 ? 7 : 4000;
                schedule.cycle_steps = i % 2 ? 11 : 700;
                schedule.cycle_mult = i == 4 ? 2 : 1;
                schedule.gamma = i % 2 ? 0.999 : 0.1;
                schedule.final_factor = i % 2 ? 0 : 0.1;
                check(&schedule, 0, schedule.total_steps);
                check(&schedule, 777, 15013);
            }
        }
    }
}

static void short_ranges_too(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    schedule.decay = DECAY_COSINE;
    for (int64_t end = 0; end <= 2000; end += 37) check(&schedule, end / 3, end);
    assert_true(schedule_sum(&schedule, 5, 5) == 0);
}

/* Closed forms: 1000 + a linear warm-up; half a cosine; a geometric series of 10^9 terms of 1000 steps. */
static void runs_that_cannot_be_added_one_by_one(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    schedule.total_steps = SCHEDULE_STEPS_MAX;
    schedule.warmup_iters = 1000000000000;
    schedule.warmup_factor = 0;
    double want = 1e15 - (1e12 + 1) / 2;
    assert_true(fabs(schedule_sum(&schedule, 0, schedule.total_steps) / want - 1) < 1e-12);
    schedule.warmup_iters = 0;
    schedule.total_steps = 1000000000000;
    schedule.decay = DECAY_COSINE;
    assert_true(fabs(schedule_sum(&schedule, 0, schedule.total_steps) / (5e11 + 0.5) - 1) < 1e-11);
    schedule.decay = DECAY_STEP;
    schedule.step_size = 1000;
    schedule.gamma = 1 - 1e-6;
    assert_true(fabs(schedule_sum(&schedule, 0, schedule.total_steps) / 1e9 - 1) < 1e-9);
}

static void shares_add_up(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    assert_true(fabs(schedule_share(&schedule, 1000).low - 500.0005 / 1500.0005) < 1e-14);
    assert_true(schedule_share(&schedule, 0).high == 0);
    assert_true(schedule_share(&schedule, 2000).low == 1);
    schedule.warmup_factor = -5;
    schedule.warmup_iters = 2000;
    assert_true(isnan(schedule_share(&schedule, 1000).low));
}

/* Stairs that do not fit each other, too many to visit: the sum is near, and said to be an estimate. */
static void estimates_are_said_to_be_some(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    schedule.total_steps = 40000000;
    schedule.warmup_iters = 0;
    schedule.decay = DECAY_STEP;
    schedule.gamma = 0.999;
    schedule.step_size = 1009;
    schedule.decay_interval = 977;
    long double sum = 0;
    for (int64_t step = 0; step < schedule.total_steps; step++) sum += schedule_factor(&schedule, step);
    ScheduleSum known = schedule_sum_known(&schedule, 0, schedule.total_steps);
    assert_true(known.estimated && fabsl(known.low / sum - 1) < 1e-3L);
    schedule.decay_interval = 1;
    assert_false(schedule_sum_known(&schedule, 0, schedule.total_steps).estimated);
    assert_true(schedule_share(&schedule, 1).low > 0 && !schedule_share(&schedule, 1).estimated);
}

static void in_words(void **state) {
    (void)state;
    Text words = {0};
    words_half((ScheduleSum){1.0 / 3, 1.0 / 3, false}, &words);
    assert_string_equal(text_string(&words), "The first half of training carries 33.3% of the sum of lr");
    text_clear(&words);
    words_until(1000, (ScheduleSum){0.25, 0.25, false}, &words);
    assert_string_equal(text_string(&words), "Steps 0 \u2013 1\u2009000: 25%");
    text_clear(&words);
    words_until(1000, (ScheduleSum){0.249, 0.251, false}, &words);
    assert_string_equal(text_string(&words), "Steps 0 \u2013 1\u2009000: between 24.9% and 25.1%");
    text_clear(&words);
    words_until(1000, (ScheduleSum){0.25, 0.25, true}, &words);
    assert_string_equal(text_string(&words), "Steps 0 \u2013 1\u2009000: about 25%");
    text_clear(&words);
    words_half((ScheduleSum){NAN, NAN, false}, &words);
    assert_int_equal(words.length, 0);
    text_free(&words);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shape_against_adding_one_by_one),
        cmocka_unit_test(short_ranges_too),
        cmocka_unit_test(runs_that_cannot_be_added_one_by_one),
        cmocka_unit_test(shares_add_up),
        cmocka_unit_test(estimates_are_said_to_be_some), cmocka_unit_test(in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
