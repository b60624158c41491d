/* One update beside another: which is compared, whose examples move more, how large it is drawn. */
#include "schedule/update.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static Schedule warmed_up(double factor) {
    Schedule schedule = schedule_default();
    schedule.warmup_factor = factor;
    return schedule;
}

static void the_other_update_tells_something(void **state) {
    (void)state;
    Schedule schedule = warmed_up(0.5);
    assert_int_equal(update_other(&schedule, 0), 1000);
    assert_int_equal(update_other(&schedule, 999), 1000);
    assert_int_equal(update_other(&schedule, 1000), 0);
    assert_int_equal(update_other(&schedule, 1999), 0);
    schedule.warmup_factor = 1;
    assert_int_equal(update_other(&schedule, 1500), 1500);
    schedule.decay = DECAY_COSINE;
    assert_int_equal(update_other(&schedule, 1500), 1999);
    schedule.warmup_iters = 5000;
    schedule.warmup_factor = 0.5;
    assert_int_equal(update_other(&schedule, 10), 1999);
    assert_int_equal(update_other(&schedule, 1999), 0);
}

static void says(double factor, int64_t step, int64_t other, const char *sentence) {
    Schedule schedule = warmed_up(factor);
    Text words = {0};
    update_words(&schedule, step, other, &words);
    assert_string_equal(text_string(&words), sentence);
    text_free(&words);
}

static void in_words(void **state) {
    (void)state;
    says(0.5, 0, 1000,
         "With equal gradients, step 1\u2009000's examples move the weights 2 times as far as step 0's.");
    says(2, 0, 1000,
         "With equal gradients, step 0's examples move the weights 2 times as far as step 1\u2009000's.");
    says(1, 0, 1000,
         "With equal gradients, the examples of steps 0 and 1\u2009000 move the weights equally far.");
    says(1, 7, 7, "The step is lr times the gradient: twice the lr, twice the arrow.");
    says(0, 0, 1000, "lr is 0 at step 0: its examples move no weight.");
    says(0, 1500, 0, "lr is 0 at step 0: its examples move no weight.");
    says(-1, 0, 1000, "lr is below 0 at step 0: its examples push the weights uphill.");
    Schedule schedule = warmed_up(0); /* the greatest and the least number: more than a double says */
    schedule.decay = DECAY_POINTS;
    schedule.points[0] = (SchedulePoint){0, 1e100};
    schedule.points[1] = (SchedulePoint){1, 5e-324};
    schedule.point_count = 2;
    schedule.warmup_iters = schedule.decay_start = 0;
    schedule.base_lr = 1;
    Text words = {0};
    update_words(&schedule, 0, 1, &words);
    assert_string_equal(text_string(&words), "With equal gradients, step 0's examples move the weights over 1e308 times as far as step 1's.");
    text_free(&words);
}

static void the_equation_has_the_number(void **state) {
    (void)state;
    Schedule schedule = warmed_up(-1);
    Text words = {0};
    update_equation(&schedule, 1500, false, &words);
    assert_string_equal(text_string(&words), "w_new = w_old \u2212 0.02 \u00b7 gradient");
    text_clear(&words);
    update_equation(&schedule, 0, true, &words);
    assert_string_equal(text_string(&words), " = w_old \u2212 (\u22120.02) \u00b7 gradient");
    text_free(&words);
}

/* The arrow of the greatest rate is 0.4 to 1 times the gradient's. */
static void the_magnification_is_round_and_fits(void **state) {
    (void)state;
    assert_true(update_magnification(0.02) == 50);
    assert_true(update_magnification(0) == 1 && update_magnification(INFINITY) == 1);
    for (double rate = 1e-12; rate < 1e6; rate *= 1.37) {
        double drawn = rate * update_magnification(rate);
        assert_true(drawn <= 1 && drawn > 0.399);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_other_update_tells_something),
        cmocka_unit_test(in_words),
        cmocka_unit_test(the_equation_has_the_number),
        cmocka_unit_test(the_magnification_is_round_and_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
