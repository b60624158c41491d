/* The story that the descent tells, in numbers. */
#include "descent/influence.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static Descent run(double base_lr, double factor) {
    Schedule schedule = schedule_default();
    Descent descent;
    schedule.base_lr = base_lr;
    schedule.warmup_factor = factor;
    descent_make(&schedule, &descent);
    return descent;
}

static void constant_diverges_and_the_warmed_up_one_does_not(void **state) {
    (void)state;
    const double rates[] = {0.018, 0.02, 0.025, 0.03};
    for (int i = 0; i < 4; i++) {
        Descent descent = run(rates[i], 0.001);
        const DescentRun *constant = &descent.constant, *planned = &descent.planned;
        assert_true(constant->diverged);
        assert_true(!(constant->at[constant->count - 1].loss <= DESCENT_DIVERGED));
        assert_false(planned->diverged);
        assert_int_equal(planned->count, DESCENT_UPDATES_MAX + 1);
        assert_true(planned->end < 0.1);
        for (int k = 0; k < planned->count; k++) assert_true(planned->at[k].loss < 2 * planned->at[0].loss);
    }
}

/* A rate that is large over the floor throws out whoever starts with it, and nobody who comes later. */
static void the_floor_stands_what_the_walls_do_not(void **state) {
    (void)state;
    Descent descent = run(0.016, 0.001);
    assert_false(descent.constant.diverged || descent.planned.diverged);
    descent = run(0.07, 0.001); /* above 2/30 */
    assert_true(descent.constant.diverged && descent.planned.diverged);
}

static void a_factor_above_1_makes_it_worse(void **state) {
    (void)state;
    Descent even = run(0.02, 1), above = run(0.02, 1.5), gentle = run(0.014, 2);
    assert_int_equal(even.planned.count, even.constant.count);
    assert_memory_equal(even.planned.at, even.constant.at,
                        sizeof *even.planned.at * (size_t)even.planned.count);
    assert_true(above.planned.diverged && above.planned.count < above.constant.count);
    assert_true(gentle.planned.diverged && !gentle.constant.diverged);
}

/* Sums and products of doubles are the same everywhere: so are these. */
static void every_run_is_the_same(void **state) {
    (void)state;
    Descent one = run(0.02, 0.001), other = run(0.02, 0.001);
    assert_int_equal(one.constant.count, 10);
    assert_memory_equal(one.planned.at, other.planned.at, sizeof one.planned.at);
    assert_true(one.planned.at[0].loss == descent_loss(3, 1));
}

static void short_and_endless_runs(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    Descent descent;
    schedule.total_steps = 1;
    descent_make(&schedule, &descent);
    assert_int_equal(descent.updates, 1);
    assert_int_equal(descent_updates_before(&descent, &schedule, 0), 1);
    schedule.total_steps = SCHEDULE_STEPS_MAX;
    descent_make(&schedule, &descent);
    assert_int_equal(descent.updates, DESCENT_UPDATES_MAX);
    assert_int_equal(descent_updates_before(&descent, &schedule, SCHEDULE_STEPS_MAX / 2 - 1), 200);
}

static void contours_are_where_the_loss_says(void **state) {
    (void)state;
    for (double x = -3; x <= 3; x += 0.25)
        assert_true(fabs(descent_loss(x, descent_contour(50, x)) - 50) < 1e-12);
    assert_true(isnan(descent_contour(1, 3)));
}

/* What a changed gradient of one update does to the final point, by differences: the average over directions.
 */
static double moved(const Schedule *schedule, int update) {
    const double h = 1e-4;
    double squares = 0;
    for (int i = 0; i < 2; i++) {
        DescentPoint up = descent_nudged(schedule, update, h * !i, h * i),
                     down = descent_nudged(schedule, update, -h * !i, -h * i);
        squares += (pow(up.x - down.x, 2) + pow(up.y - down.y, 2)) / (4 * h * h);
    }
    return sqrt(squares / 2);
}

static void what_is_left_is_what_differences_say(void **state) {
    (void)state;
    const double rates[] = {0.02, 0.016, 0.005}, factors[] = {0.001, 0.5, 1};
    for (int i = 0; i < 3; i++) {
        Schedule schedule = schedule_default();
        schedule.base_lr = rates[i];
        schedule.warmup_factor = factors[i];
        static Descent descent;
        static Influence influence;
        descent_make(&schedule, &descent);
        influence_make(&schedule, &descent, &influence);
        assert_int_equal(influence.updates, 400);
        double last = moved(&schedule, 399), sum = 0;
        assert_true(fabs(last / schedule_lr(&schedule, 1995) - 1) < 1e-6);
        for (int k = 0; k < 400; k++) sum += influence.left[k];
        assert_true(fabs(sum - 1) < 1e-12);
        for (int k = 0; k < 400; k += 7) {
            double told = influence.left[k] / influence.left[399], true_ = moved(&schedule, k) / last;
            assert_true(fabs(told - true_) <= 1e-4 * true_ + 1e-9);
        }
    }
}

/* The lesson of the view: later updates weigh more, twice over. */
static void the_first_half_is_overwritten(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    Descent descent;
    Influence influence;
    Text words = {0};
    schedule.warmup_factor = 0.001;
    descent_make(&schedule, &descent);
    influence_make(&schedule, &descent, &influence);
    assert_true(influence_share(&influence, 400) == 1 && influence_share(&influence, 0) == 0);
    assert_true(influence_share(&influence, 200) < 0.0001);
    influence_words(&influence, (ScheduleSum){0.25, 0.25, false}, &words);
    if (!strstr(text_string(&words), "The first half of training: 25% of the summed step sizes, "))
        fail_msg("%s", text_string(&words));
    text_free(&words);
}

/* Who is thrown out has no end; where no update moves anything there are no shares. */
static void no_end_and_no_shares(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    Descent descent = run(0.02, 1.5);
    Influence influence;
    Text words = {0};
    influence_make(&schedule, &descent, &influence);
    assert_true(influence.updates == 0 && isnan(influence_share(&influence, 10)));
    influence_words(&influence, (ScheduleSum){0.25, 0.25, false}, &words);
    assert_string_equal(
        text_string(&words),
        "The first half of training: 25% of the summed step sizes. The model diverges: it has no end.");
    text_clear(&words);
    schedule.base_lr = 1e-300;
    schedule.warmup_factor = 0;
    schedule.warmup_iters = schedule.total_steps = 1;
    descent_make(&schedule, &descent);
    influence_make(&schedule, &descent, &influence);
    assert_true(influence.updates == 1 && isnan(influence_share(&influence, 1)));
    text_free(&words);
}

static void says(double base_lr, double factor, const char *part) {
    Text words = {0};
    Descent descent = run(base_lr, factor);
    descent_words(&descent, &words);
    if (!strstr(text_string(&words), part)) fail_msg("%s", text_string(&words));
    text_free(&words);
}

static void in_words(void **state) {
    (void)state;
    says(0.02, 0.001,
         "Constant base_lr diverges by update 9; this schedule ends at a loss of 0.033: small first steps");
    says(0.014, 2,
         "Constant base_lr ends at a loss of 0.023; this schedule diverges by update 5: its first steps");
    says(0.02, 1.5, "this schedule diverges by update 5: it only fails sooner.");
    says(0.01, 0.001, "ends at a loss of 0.018.");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constant_diverges_and_the_warmed_up_one_does_not),
        cmocka_unit_test(the_floor_stands_what_the_walls_do_not),
        cmocka_unit_test(a_factor_above_1_makes_it_worse),
        cmocka_unit_test(every_run_is_the_same),
        cmocka_unit_test(short_and_endless_runs),
        cmocka_unit_test(contours_are_where_the_loss_says),
        cmocka_unit_test(what_is_left_is_what_differences_say),
        cmocka_unit_test(the_first_half_is_overwritten),
        cmocka_unit_test(no_end_and_no_shares),
        cmocka_unit_test(in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
