/* The model's formulas, written down once more. */
#include "schedule/parameters.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* "key=value key=value …" over the defaults. */
static Schedule schedule_of(const char *settings) {
    Schedule schedule = schedule_default();
    char word[256];
    for (int length; sscanf(settings, " %255[^ ]%n", word, &length) == 1; settings += length) {
        char *equals = strchr(word, '=');
        assert_non_null(equals);
        *equals = 0;
        int id = parameter_find(word);
        Text why = {0};
        if (id < 0 || !parameter_read(&schedule, (ParameterId)id, equals + 1, &why))
            fail_msg("%s=%s: %s", word, equals + 1, text_string(&why));
    }
    return schedule;
}

static void assert_factor(const Schedule *schedule, int64_t step, double expected) {
    double factor = schedule_factor(schedule, step);
    if (fabs(factor - expected) > 1e-12)
        fail_msg("step %lld: %.17g, not %.17g", (long long)step, factor, expected);
}

static void joins_follow_their_formulas(void **state) {
    (void)state;
    Schedule schedule =
        schedule_of("warmup_iters=100 warmup_factor=0.2 decay=linear decay_start=0 decay_steps=400 "
                    "total_steps=400");
    for (int64_t t = 0; t < 400; t++) {
        double a = (double)t / 100, d = 1 - (double)t / 400;
        double expected[JOIN_COUNT] = {(0.2 * (1 - a) + a) * d, 0.2 * (1 - a) + a, 0.2 * (1 - a) + 0.75 * a,
                                       0.2 * (1 - a) + d * a};
        for (int join = 0; join < JOIN_COUNT; join++) {
            schedule.warmup_join = (WarmupJoin)join;
            assert_factor(&schedule, t, t < 100 ? expected[join] : d);
        }
    }
}

static void intervals_make_stairs(void **state) {
    (void)state;
    Schedule schedule =
        schedule_of("warmup_iters=100 warmup_factor=0.2 warmup_interval=30 decay=linear decay_start=0 "
                    "decay_steps=400 decay_interval=70 total_steps=400");
    for (int64_t t = 0; t < 400; t++) {
        double a = (double)(t / 30 * 30) / 100, d = 1 - (double)(t / 70 * 70) / 400;
        assert_factor(&schedule, t, a < 1 ? (0.2 * (1 - a) + a) * d : d);
    }
    assert_int_equal(schedule_warmup_end(&schedule), 120);
}

static void a_floor_holds_the_rate(void **state) {
    (void)state;
    Schedule schedule = schedule_of("warmup_iters=0 decay=linear decay_steps=100 total_steps=200 floor=0.25");
    for (int64_t t = 0; t < 200; t++) assert_factor(&schedule, t, fmax(0.25, 1 - (double)t / 100));
}

static void points_are_joined_by_lines(void **state) {
    (void)state;
    Schedule schedule =
        schedule_of("warmup_iters=0 decay=points points=10:1,20:3,20:0.5,40:0.25 total_steps=60");
    static const double expected[][2] = {{0, 1},    {10, 1},     {15, 2},   {19, 2.8},
                                         {20, 0.5}, {30, 0.375}, {59, 0.25}};
    for (int i = 0; i < 7; i++) assert_factor(&schedule, (int64_t)expected[i][0], expected[i][1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_follow_their_formulas),
        cmocka_unit_test(intervals_make_stairs),
        cmocka_unit_test(a_floor_holds_the_rate),
        cmocka_unit_test(points_are_joined_by_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
