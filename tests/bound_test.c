#include "schedule/bound.h"

#include "chance.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* A finite double of any size, or a plausible one. */
static double any_factor(Chance *chance) {
    if (chance_below(chance, 2)) return chance_between(chance, -1, 3);
    uint64_t bits = chance_bits(chance);
    double factor;
    memcpy(&factor, &bits, sizeof factor);
    return isfinite(factor) && fabs(factor) <= 1e100 ? factor : 1;
}

static Schedule any_warmup(Chance *chance) {
    Schedule schedule = schedule_default();
    schedule.warmup_factor = any_factor(chance);
    schedule.warmup_iters = 1 + chance_below(chance, chance_below(chance, 2) ? 2000 : SCHEDULE_STEPS_MAX);
    schedule.warmup_method = (WarmupMethod)chance_below(chance, WARMUP_COUNT);
    if (schedule.warmup_factor <= 0 && schedule.warmup_method == WARMUP_EXPONENTIAL)
        schedule.warmup_method = WARMUP_LINEAR;
    return schedule;
}

static void never_above_one_up_to_one(void **state) {
    (void)state;
    Chance chance = {11};
    for (int trial = 0; trial < 3000000; trial++) {
        Schedule schedule = any_warmup(&chance);
        int64_t step = chance_below(&chance, schedule.warmup_iters);
        double factor = schedule_warmup(&schedule, step);
        bool good = schedule.warmup_factor > 1 ? factor >= 1 : factor <= 1;
        if (!good)
            fail_msg("factor %a, %lld of %lld steps, method %d: %a", schedule.warmup_factor, (long long)step,
                     (long long)schedule.warmup_iters, (int)schedule.warmup_method, factor);
    }
}

/* Where the excess (warmup_factor - 1)(1 - alpha) is larger than what rounding can swallow. */
static void above_one_on_every_warmup_step(void **state) {
    (void)state;
    Chance chance = {12};
    for (int trial = 0; trial < 1000000; trial++) {
        Schedule schedule = schedule_default();
        schedule.warmup_factor = 1 + chance_between(&chance, 1e-9, 4);
        schedule.warmup_iters = 1 + chance_below(&chance, 100000);
        int64_t step = chance_below(&chance, schedule.warmup_iters);
        assert_true(schedule_warmup(&schedule, step) > 1);
        assert_true(schedule_warmup(&schedule, schedule.warmup_iters) == 1);
    }
}

static void begins_exactly_and_one_is_exactly_one(void **state) {
    (void)state;
    Chance chance = {13};
    for (int trial = 0; trial < 1000000; trial++) {
        Schedule schedule = any_warmup(&chance);
        assert_true(schedule_warmup(&schedule, 0) == schedule.warmup_factor);
        schedule.warmup_factor = 1;
        assert_true(schedule_warmup(&schedule, chance_below(&chance, schedule.warmup_iters)) == 1);
    }
}

/* Looked at step by step. */
static ScheduleAbove look_at_steps(const Schedule *schedule) {
    ScheduleAbove seen = {.exact = true};
    for (int64_t step = 0; step < schedule->total_steps; step++) {
        if (!(schedule_factor(schedule, step) > 1)) continue;
        if (!seen.any) seen.first = step;
        seen.any = true;
        seen.last = step;
        seen.count++;
    }
    return seen;
}

static void check_above(const Schedule *schedule) {
    ScheduleAbove seen = look_at_steps(schedule), above = schedule_above(schedule);
    assert_true(above.exact);
    assert_int_equal(above.any, seen.any);
    assert_int_equal(above.count, seen.count);
    if (!seen.any) return;
    assert_int_equal(above.first, seen.first);
    assert_int_equal(above.last, seen.last);
}

static void above_is_what_one_sees(void **state) {
    (void)state;
    Chance chance = {14};
    int interrupted = 0;
    for (int trial = 0; trial < 20000; trial++) {
        Schedule schedule = chance_schedule(&chance);
        check_above(&schedule);
        ScheduleAbove above = schedule_above(&schedule);
        if (above.any) interrupted += above.count < above.last - above.first + 1;
    }
    assert_true(interrupted > 100); /* the hard case did occur */
}

/* From the parameters, also where doubles have rounded the excess away. */
static void above_of_the_longest_run(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    schedule.total_steps = schedule.warmup_iters = SCHEDULE_STEPS_MAX;
    schedule.warmup_factor = 1 + 1e-9; /* near its end doubles are 1: told, and close */
    ScheduleAbove above = schedule_above(&schedule);
    assert_false(above.exact);
    assert_true(above.count > SCHEDULE_STEPS_MAX / 1000000 * 999999);
    assert_true(schedule_factor(&schedule, above.last) > 1);
    schedule.warmup_factor = 2;
    schedule.decay = DECAY_COSINE_RESTARTS;
    schedule.decay_start = 0;
    schedule.cycle_steps = 1; /* every step begins a cycle */
    assert_int_equal(schedule_above(&schedule).count, SCHEDULE_STEPS_MAX);
    schedule.cycle_steps = 10000000; /* too many different cycles: told, and close */
    above = schedule_above(&schedule);
    assert_false(above.exact);
    assert_true(above.count > SCHEDULE_STEPS_MAX / 100 * 36 && above.count < SCHEDULE_STEPS_MAX / 100 * 37);
}

/* Of a factor that is hardly above 1 the doubles are 1 long before the warm-up ends. */
static void above_ends_where_the_doubles_do(void **state) {
    (void)state;
    static const double factors[] = {1 + 0x1p-52, 1 + 0x1p-51, 1 + 0x1p-50, 1 + 1e-13};
    for (int method = 0; method < WARMUP_COUNT; method++)
        for (size_t i = 0; i < 8 * sizeof factors / sizeof *factors; i++) {
            Schedule schedule = schedule_default();
            schedule.warmup_method = (WarmupMethod)method;
            schedule.warmup_factor = factors[i / 8];
            schedule.warmup_join = (WarmupJoin)(i / 2 % 4); /* with a decay that is 1 for as long */
            schedule.decay = i % 2 ? DECAY_COSINE : DECAY_STEP;
            schedule.decay_start = i % 2 ? 130 : 0;
            schedule.decay_interval = 240;
            schedule.step_size = 1500;
            ScheduleAbove above = schedule_above(&schedule);
            int64_t count = 0, last = -1;
            for (int64_t step = 0; step < schedule.total_steps; step++)
                if (schedule_factor(&schedule, step) > 1) count++, last = step;
            assert_true(above.exact && above.any);
            assert_int_equal(above.count, count);
            assert_int_equal(above.last, last);
        }
}

/* A part whose bound is 1 has doubles above it, too. */
static void above_is_what_the_doubles_are_beside_one(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    schedule.total_steps = 264;
    schedule.warmup_method = WARMUP_POWER;
    schedule.warmup_factor = 1 + 0x1p-52;
    schedule.warmup_iters = 82;
    schedule.warmup_power = 0.6766941008020515;
    schedule.warmup_join = JOIN_BLEND;
    schedule.decay = DECAY_COSINE;
    schedule.decay_start = 13;
    schedule.decay_steps = 73;
    schedule.num_cycles = 0.0011834288576886304;
    for (schedule.decay_interval = 1; schedule.decay_interval < 60; schedule.decay_interval++) check_above(&schedule);
}

static void peak_is_what_one_sees(void **state) {
    (void)state;
    Chance chance = {15};
    for (int trial = 0; trial < 20000; trial++) {
        Schedule schedule = chance_schedule(&chance);
        double greatest = -INFINITY;
        for (int64_t step = 0; step < schedule.total_steps; step++)
            greatest = fmax(greatest, schedule_factor(&schedule, step));
        int64_t first = 0;
        while (schedule_factor(&schedule, first) < greatest - 1e-14) first++;
        SchedulePeak peak = schedule_peak(&schedule);
        assert_true(fabs(peak.factor - greatest) <= 1e-14);
        assert_true(peak.factor == schedule_factor(&schedule, peak.step));
        assert_true(peak.step >= first && peak.step < schedule.total_steps);
        if (peak.step != first) assert_true(schedule_factor(&schedule, first) >= peak.factor - 1e-13);
    }
}

static void peak_of_the_longest_run(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    schedule.total_steps = SCHEDULE_STEPS_MAX;
    assert_int_equal(schedule_peak(&schedule).step, 1000);
    schedule.warmup_iters = SCHEDULE_STEPS_MAX - 1;
    assert_int_equal(schedule_peak(&schedule).step, SCHEDULE_STEPS_MAX - 1);
    schedule.decay = DECAY_STEP;
    schedule.decay_start = 0;
    schedule.warmup_factor = 0;
    schedule.warmup_iters = INT64_C(1000000000000);
    schedule.step_size = 1000000;
    schedule.gamma = 0.99999; /* ln(1/gamma) per 10^6 steps: the peak lies near 10^11 */
    SchedulePeak peak = schedule_peak(&schedule);
    assert_true(peak.step % 1000000 == 999999);
    assert_true(peak.step > INT64_C(99990000000) && peak.step < INT64_C(100010000000));
}

static void cost_is_the_sum(void **state) {
    (void)state;
    Chance chance = {16};
    for (int trial = 0; trial < 5000; trial++) {
        Schedule schedule = chance_schedule(&chance);
        double sum = 0;
        for (int64_t step = 0; step < schedule.total_steps; step++)
            sum += 1 - schedule_warmup(&schedule, step);
        assert_true(fabs(schedule_warmup_cost(&schedule) - sum) <= 1e-9 * (1 + fabs(sum)));
    }
    Schedule schedule = schedule_default();
    assert_true(schedule_warmup_cost(&schedule) == 0.999 * 1001 / 2);
}

static void negative_steps_are_found(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    assert_int_equal(schedule_last_negative(&schedule), -1);
    schedule.warmup_factor = -0.5;
    assert_int_equal(schedule_last_negative(&schedule), 333);
    Chance chance = {18};
    for (int trial = 0; trial < 10000; trial++) {
        Schedule any = chance_schedule(&chance);
        if (any.warmup_factor > 0 && any.warmup_method != WARMUP_EXPONENTIAL) any.warmup_factor *= -1;
        int64_t last = -1;
        for (int64_t step = 0; step < any.total_steps; step++)
            if (schedule_lr(&any, step) < 0) last = step;
        assert_int_equal(schedule_last_negative(&any), last);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(never_above_one_up_to_one),
        cmocka_unit_test(above_one_on_every_warmup_step),
        cmocka_unit_test(begins_exactly_and_one_is_exactly_one),
        cmocka_unit_test(above_is_what_one_sees),
        cmocka_unit_test(above_of_the_longest_run),
        cmocka_unit_test(above_ends_where_the_doubles_do),
        cmocka_unit_test(above_is_what_the_doubles_are_beside_one),
        cmocka_unit_test(peak_is_what_one_sees),
        cmocka_unit_test(peak_of_the_longest_run),
        cmocka_unit_test(cost_is_the_sum),
        cmocka_unit_test(negative_steps_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
