#include "base/file.h"
#include "schedule/parameters.h"

#include "chance.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static Schedule with_decay(Decay decay) {
    Schedule schedule = schedule_default();
    schedule.decay = decay;
    schedule.decay_start = 0;
    schedule.warmup_iters = 0;
    return schedule;
}

static void assert_near(double value, double expected, double tolerance) {
    if (fabs(value - expected) <= tolerance) return;
    fail_msg("%.17g is not within %g of %.17g", value, tolerance, expected);
}

/* One case of golden/cases.txt. */
typedef struct Golden {
    char file[128];
    double tolerance;
    Schedule schedule;
} Golden;

static void check_golden(const Golden *golden) {
    Text path = {0}, why = {0}, rows = {0};
    text_setf(&path, TESTS_DIR "/golden/%s", golden->file);
    if (!file_read(text_string(&path), 1 << 24, &rows, &why)) fail_msg("%s", text_string(&why));
    const char *at = strchr(text_string(&rows), '\n');
    int count = 0;
    for (; at && at[1]; at = strchr(at + 1, '\n'), count++) {
        char *comma;
        int64_t step = strtoll(at + 1, &comma, 10);
        double expected = strtod(comma + 1, NULL), lr = schedule_lr(&golden->schedule, step);
        double allowed = golden->tolerance * golden->schedule.base_lr;
        bool good = golden->tolerance == 0 ? lr == expected : fabs(lr - expected) <= allowed;
        if (!good) fail_msg("%s: step %lld is %.17g, not %.17g", golden->file, (long long)step, lr, expected);
    }
    assert_true(count >= 8);
    text_free(&path);
    text_free(&why);
    text_free(&rows);
}

static void set_parameter(Golden *golden, const char *line) {
    char key[40], value[200];
    Text why = {0};
    assert_int_equal(sscanf(line, "%39s = %199s", key, value), 2);
    int id = parameter_find(key);
    assert_true(id >= 0);
    if (!parameter_read(&golden->schedule, (ParameterId)id, value, &why)) fail_msg("%s", text_string(&why));
    text_free(&why);
}

static void equals_the_frameworks(void **state) {
    (void)state;
    FILE *cases = fopen(TESTS_DIR "/golden/cases.txt", "r");
    assert_non_null(cases);
    char line[300];
    Golden golden = {0};
    int count = 0;
    while (fgets(line, sizeof line, cases)) {
        if (sscanf(line, "case %127s", golden.file) == 1) {
            golden.schedule = schedule_default();
            count++;
        } else if (sscanf(line, "tolerance %lf", &golden.tolerance) != 1 && strchr(line, '=') &&
                   *line != '#') {
            set_parameter(&golden, line);
        }
        if (*line == '\n' && *golden.file) check_golden(&golden);
    }
    check_golden(&golden);
    fclose(cases);
    assert_int_equal(count, 31);
}

static void begins_as_torchvision_does(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    assert_true(schedule_lr(&schedule, 0) == 0.02 * 0.001);
    assert_true(schedule_lr(&schedule, 1000) == 0.02);
    assert_true(schedule_lr(&schedule, 999) < 0.02);
    assert_int_equal(schedule_decay_start(&schedule), 1000);
    assert_int_equal(schedule_decay_steps(&schedule), 1000);
}

static void automatic_counts_follow(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    schedule.warmup_iters = 300;
    assert_int_equal(schedule_decay_start(&schedule), 300);
    assert_int_equal(schedule_decay_steps(&schedule), 1700);
    schedule.decay_start = 5000;
    assert_int_equal(schedule_decay_steps(&schedule), 1);
    schedule.decay_steps = 70;
    assert_int_equal(schedule_decay_steps(&schedule), 70);
}

static void warmups_follow_their_formulas(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    schedule.warmup_factor = 0.25;
    schedule.warmup_iters = 8;
    static const double quarter[WARMUP_COUNT] = {
        0.4375, 0.25, 0.35355339059327378, 0.35983495705504473, 0.296875, 0.64624062518028905};
    for (int method = 0; method < WARMUP_COUNT; method++) {
        schedule.warmup_method = (WarmupMethod)method;
        assert_true(schedule_warmup(&schedule, 0) == 0.25);
        assert_near(schedule_warmup(&schedule, 2), quarter[method], 1e-15);
        assert_true(schedule_warmup(&schedule, 8) == 1);
        assert_true(schedule_warmup(&schedule, SCHEDULE_STEPS_MAX) == 1);
        schedule.warmup_iters = 0;
        assert_true(schedule_warmup(&schedule, 0) == 1);
        schedule.warmup_iters = 8;
    }
}

static void alpha_is_the_share_of_the_warmup(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    assert_true(schedule_alpha(&schedule, 250) == 0.25);
    assert_true(schedule_alpha(&schedule, 1000) == 1);
    assert_true(schedule_alpha(&schedule, 5000) == 1);
    schedule.warmup_iters = 0;
    assert_true(schedule_alpha(&schedule, 0) == 1);
}

static void ending_decays_follow_their_formulas(void **state) {
    (void)state;
    static const struct {
        Decay decay;
        double at_quarter;
    } cases[] = {{DECAY_LINEAR, 0.1 + 0.9 * 0.75},
                 {DECAY_POLYNOMIAL, 0.1 + 0.9 * 0.75 * 0.75 * 0.75},
                 {DECAY_COSINE, 0.1 + 0.9 * (1 + 0.70710678118654752) / 2},
                 {DECAY_ONE_MINUS_SQRT, 0.1 + 0.9 * 0.5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Schedule schedule = with_decay(cases[i].decay);
        schedule.power = 3;
        schedule.final_factor = 0.1;
        schedule.decay_steps = 400;
        assert_near(schedule_decay(&schedule, 100), cases[i].at_quarter, 1e-15);
        assert_true(schedule_decay(&schedule, 400) == 0.1);
        assert_true(schedule_decay(&schedule, 401) == 0.1);
        assert_true(schedule_decay(&schedule, SCHEDULE_STEPS_MAX) == 0.1);
    }
}

static void falling_decays_follow_their_formulas(void **state) {
    (void)state;
    Schedule schedule = with_decay(DECAY_MULTISTEP);
    schedule.gamma = 0.5;
    schedule.step_size = 10;
    schedule.milestones[0] = 30;
    schedule.milestones[1] = 40;
    assert_true(schedule_decay(&schedule, 29) == 1);
    assert_true(schedule_decay(&schedule, 30) == 0.5);
    assert_true(schedule_decay(&schedule, 40) == 0.25);
    schedule.decay = DECAY_STEP;
    assert_true(schedule_decay(&schedule, 9) == 1);
    assert_true(schedule_decay(&schedule, 10) == 0.5);
    assert_true(schedule_decay(&schedule, 39) == 0.125);
    schedule.decay = DECAY_EXPONENTIAL;
    assert_near(schedule_decay(&schedule, 5), 0.70710678118654752, 1e-15);
    assert_true(schedule_decay(&schedule, 30) == 0.125);
    schedule.decay = DECAY_INVERSE_SQRT;
    schedule.timescale = 10;
    assert_near(schedule_decay(&schedule, 30), 0.5, 1e-15);
}

static void restarts_are_counted(void **state) {
    (void)state;
    Schedule schedule = with_decay(DECAY_COSINE_RESTARTS);
    schedule.cycle_steps = 10;
    schedule.final_factor = 0.2;
    assert_true(schedule_decay(&schedule, 20) == 1);
    assert_near(schedule_decay(&schedule, 25), 0.6, 1e-15);
    schedule.cycle_mult = 3; /* 10, 30, 90 steps long: restarts at 10, 40, 130 */
    assert_true(schedule_decay(&schedule, 10) == 1);
    assert_near(schedule_decay(&schedule, 25), 0.6, 1e-15);
    assert_true(schedule_decay(&schedule, 39) < 0.21);
    assert_true(schedule_decay(&schedule, 130) == 1);
    schedule.cycle_steps = SCHEDULE_STEPS_MAX;
    schedule.cycle_mult = SCHEDULE_STEPS_MAX;
    assert_near(schedule_decay(&schedule, SCHEDULE_STEPS_MAX - 1), 0.2, 1e-15);
    assert_true(schedule_decay(&schedule, SCHEDULE_STEPS_MAX) == 1);
}

/* Lengths 3 * 7^i: the cycle that begins at (7^18 - 1) / 2 ends far behind the last step there can be. */
static void a_cycle_longer_than_any_run_keeps_its_length(void **state) {
    (void)state;
    Schedule schedule = with_decay(DECAY_COSINE_RESTARTS);
    schedule.warmup_iters = 0;
    schedule.total_steps = SCHEDULE_STEPS_MAX;
    schedule.cycle_steps = 3;
    schedule.cycle_mult = 7;
    schedule.final_factor = 0;
    const double start = 814206798955224, length = 3 * 1628413597910449.0;
    assert_true(schedule_decay(&schedule, (int64_t)start) == 1);
    for (double step = start + 1e12; step < 1e15; step += 3e13) {
        double sine = sin(acos(-1) / 2 * ((step - start) / length));
        assert_near(schedule_decay(&schedule, (int64_t)step), 1 - sine * sine, 1e-14);
    }
}

static void decays_start_at_one_and_never_exceed_it(void **state) {
    (void)state;
    Chance chance = {1};
    for (int trial = 0; trial < 3000; trial++) {
        Schedule schedule = chance_schedule(&chance);
        assert_true(schedule_decay(&schedule, -1) == 1);
        assert_true(schedule_decay(&schedule, 0) == 1);
        for (int64_t elapsed = 0; elapsed < 400; elapsed += 7) {
            double decay = schedule_decay(&schedule, elapsed);
            assert_true(decay <= 1 && decay >= 0);
        }
    }
}

static void curve_and_steps_agree(void **state) {
    (void)state;
    Chance chance = {2};
    for (int trial = 0; trial < 1000; trial++) {
        Schedule schedule = chance_schedule(&chance);
        for (int64_t step = 0; step < 300; step += 3) {
            double factor = schedule_factor(&schedule, step);
            int64_t elapsed = step - schedule_decay_start(&schedule);
            assert_true(factor == schedule_factor_at(&schedule, (double)step));
            assert_true(factor == schedule_warmup(&schedule, step) * schedule_decay(&schedule, elapsed));
            assert_true(schedule_lr(&schedule, step) == schedule.base_lr * factor);
        }
    }
}

static void breaks_of_the_warmup(void **state) {
    (void)state;
    ScheduleBreak breaks[4];
    Schedule schedule = schedule_default();
    assert_int_equal(schedule_breaks(&schedule, 0, 2000, breaks, 4), 1);
    assert_true(breaks[0].x == 1000 && breaks[0].left == 1 && breaks[0].right == 1);
    assert_int_equal(schedule_breaks(&schedule, 1000, 2000, breaks, 4), 0);
    assert_int_equal(schedule_breaks(&schedule, 0, 1000, breaks, 4), 0);
    assert_int_equal(schedule_breaks(&schedule, 999.5, 1000.5, breaks, 4), 1);
    schedule.warmup_method = WARMUP_CONSTANT;
    assert_int_equal(schedule_breaks(&schedule, 0, 2000, breaks, 4), 1);
    assert_true(breaks[0].left == 0.001 && breaks[0].right == 1);
}

static void breaks_are_merged_and_counted(void **state) {
    (void)state;
    ScheduleBreak breaks[4];
    Schedule schedule = schedule_default();
    schedule.decay = DECAY_MULTISTEP;
    schedule.decay_start = 0;
    schedule.milestones[0] = 1000; /* where the warm-up ends */
    schedule.milestones[1] = 1500;
    assert_int_equal(schedule_breaks(&schedule, 0, 2000, breaks, 4), 2);
    assert_true(breaks[0].left == 1 && breaks[0].right == 0.1);
    assert_true(breaks[1].x == 1500);
    assert_int_equal(schedule_breaks(&schedule, 0, 2000, breaks, 1), 2);
    assert_int_equal(schedule_breaks(&schedule, 0, 2000, NULL, 0), 1);
}

/* Whatever the range, only as many as are asked for are visited: a loop over them all would not come back. */
static void breaks_of_the_longest_run(void **state) {
    (void)state;
    ScheduleBreak breaks[3];
    Schedule schedule = with_decay(DECAY_STEP);
    schedule.total_steps = SCHEDULE_STEPS_MAX;
    double end = (double)SCHEDULE_STEPS_MAX;
    assert_int_equal(schedule_breaks(&schedule, 0, end, breaks, 3), 4);
    assert_true(breaks[2].x == 3);
    assert_int_equal(schedule_breaks(&schedule, end - 2.5, end, breaks, 3), 2);
    assert_true(breaks[1].x == end - 1);
    schedule.decay = DECAY_COSINE_RESTARTS;
    schedule.cycle_steps = 1;
    assert_int_equal(schedule_breaks(&schedule, end / 2, end, breaks, 3), 4);
    assert_true(breaks[0].x == end / 2 + 1 && breaks[0].left == 0 && breaks[0].right == 1);
}

static void assert_break_is_true(const Schedule *schedule, const ScheduleBreak *a) {
    assert_true(a->right == schedule_factor_at(schedule, a->x));
    double near_left = schedule_factor_at(schedule, nextafter(a->x, 0));
    assert_near(a->left, near_left, 1e-5 * (1 + fabs(near_left))); /* a root or a small power is steep */
}

static void all_jumps_are_declared(void **state) {
    (void)state;
    enum { MAX = 1000 };
    Chance chance = {3};
    for (int trial = 0; trial < 2000; trial++) {
        Schedule schedule = chance_schedule(&chance);
        ScheduleBreak breaks[MAX];
        size_t count = schedule_breaks(&schedule, 0, 300, breaks, MAX), next = 0;
        assert_true(count <= MAX);
        for (int step = 1; step < 300; step++) {
            while (next < count && breaks[next].x < step) next++; /* between steps */
            bool declared = next < count && breaks[next].x == step;
            double left = schedule_factor_at(&schedule, nextafter(step, 0));
            if (declared)
                assert_break_is_true(&schedule, &breaks[next++]);
            else
                assert_near(schedule_factor(&schedule, step), left, 1e-9);
        }
        assert_true(next == count || breaks[next].x > 299);
    }
}

static void range_holds_the_curve(void **state) {
    (void)state;
    enum { POINTS = 12000 };
    Chance chance = {4};
    for (int trial = 0; trial < 600; trial++) {
        Schedule schedule = chance_schedule(&chance);
        double from = chance_between(&chance, 0, 200), to = from + chance_between(&chance, 1, 200);
        if (trial % 3 == 0) from = 0;
        double min, greatest, lowest = INFINITY, highest = -INFINITY, step = (to - from) / POINTS;
        schedule_range(&schedule, from, to, &min, &greatest);
        for (int i = 0; i <= POINTS; i++) {
            double factor = schedule_factor_at(&schedule, fmin(from + i * step, to));
            lowest = fmin(lowest, factor);
            highest = fmax(highest, factor);
        }
        assert_true(lowest >= min - 1e-12 && highest <= greatest + 1e-12);
        double slack = 0.05 + 0.1 * fabs(schedule.warmup_factor); /* jumps between the points */
        assert_true(lowest <= min + slack && highest >= greatest - slack);
    }
}

static void range_between_the_steps(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    schedule.decay = DECAY_LINEAR;
    schedule.decay_start = 0;
    schedule.warmup_factor = 0.5;
    schedule.warmup_iters = 1000;
    double min, greatest;
    schedule_range(&schedule, 0, 2000, &min, &greatest);
    assert_near(greatest, 0.5625, 1e-12); /* (0.5+x/2000)(1-x/2000) at x = 500 */
    assert_true(min == 0);
}

static void range_of_the_longest_run(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    schedule.total_steps = schedule.warmup_iters = SCHEDULE_STEPS_MAX;
    schedule.decay = DECAY_COSINE_RESTARTS;
    schedule.decay_start = 0;
    schedule.cycle_steps = 1;
    double min, greatest;
    schedule_range(&schedule, 0, (double)SCHEDULE_STEPS_MAX, &min, &greatest);
    assert_true(min == 0);
    assert_near(greatest, 1, 1e-9);
    schedule.decay = DECAY_INVERSE_SQRT;
    schedule.timescale = 1;
    schedule.warmup_factor = 0;
    schedule.warmup_iters = 1000;
    schedule_range(&schedule, 0, (double)SCHEDULE_STEPS_MAX, &min, &greatest);
    assert_near(greatest, 1 / sqrt(1001), 1e-12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_the_frameworks),
        cmocka_unit_test(begins_as_torchvision_does),
        cmocka_unit_test(automatic_counts_follow),
        cmocka_unit_test(warmups_follow_their_formulas),
        cmocka_unit_test(alpha_is_the_share_of_the_warmup),
        cmocka_unit_test(ending_decays_follow_their_formulas),
        cmocka_unit_test(falling_decays_follow_their_formulas),
        cmocka_unit_test(restarts_are_counted),
        cmocka_unit_test(a_cycle_longer_than_any_run_keeps_its_length),
        cmocka_unit_test(decays_start_at_one_and_never_exceed_it),
        cmocka_unit_test(curve_and_steps_agree),
        cmocka_unit_test(breaks_of_the_warmup),
        cmocka_unit_test(breaks_are_merged_and_counted),
        cmocka_unit_test(breaks_of_the_longest_run),
        cmocka_unit_test(all_jumps_are_declared),
        cmocka_unit_test(range_holds_the_curve),
        cmocka_unit_test(range_between_the_steps),
        cmocka_unit_test(range_of_the_longest_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
