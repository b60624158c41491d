/* Counts that are given in epochs, and follow the length of one. */
#include "schedule/parameters.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chance.h"

static void accept(Schedule *schedule, ParameterId id, const char *text) {
    Text why = {0};
    if (!parameter_read(schedule, id, text, &why)) fail_msg("%s", text_string(&why));
    text_free(&why);
}

static void assert_printed(const Schedule *schedule, ParameterId id, const char *expected) {
    Text text = {0};
    parameter_print(schedule, id, &text);
    assert_string_equal(text_string(&text), expected);
    text_free(&text);
}

/* torchvision's detection recipe. */
static Schedule recipe(void) {
    Schedule schedule = schedule_default();
    accept(&schedule, PARAMETER_STEPS_PER_EPOCH, "7330");
    accept(&schedule, PARAMETER_TOTAL_STEPS, "26e");
    accept(&schedule, PARAMETER_DECAY, "multistep");
    accept(&schedule, PARAMETER_DECAY_START, "0");
    accept(&schedule, PARAMETER_MILESTONES, "22e,16e");
    return schedule;
}

static void steps_follow_the_length_of_an_epoch(void **state) {
    (void)state;
    Schedule schedule = recipe();
    assert_int_equal(schedule.total_steps, 190580);
    assert_printed(&schedule, PARAMETER_TOTAL_STEPS, "26e");
    assert_printed(&schedule, PARAMETER_MILESTONES, "16e,22e");
    accept(&schedule, PARAMETER_STEPS_PER_EPOCH, "14659");
    assert_int_equal(schedule.total_steps, 26 * 14659);
    assert_int_equal(schedule.milestones[0], 16 * 14659);
    assert_int_equal(schedule.milestones[1], 22 * 14659);
    assert_int_equal(schedule.warmup_iters, 1000);
    accept(&schedule, PARAMETER_DATASET_SIZE, "117266");
    assert_int_equal(schedule.total_steps, 26 * 14659);
    accept(&schedule, PARAMETER_STEPS_PER_EPOCH, "from-dataset");
    assert_int_equal(schedule.total_steps, 26 * 117266);
    accept(&schedule, PARAMETER_DEVICES, "8");
    assert_int_equal(schedule.total_steps, 26 * 14659);
    assert_printed(&schedule, PARAMETER_TOTAL_STEPS, "26e");
}

static const ParameterId counts[] = {
    PARAMETER_TOTAL_STEPS, PARAMETER_WARMUP_ITERS,    PARAMETER_DECAY_START,
    PARAMETER_STEP_SIZE,   PARAMETER_DECAY_STEPS,     PARAMETER_CYCLE_STEPS,
    PARAMETER_TIMESCALE,   PARAMETER_WARMUP_INTERVAL, PARAMETER_DECAY_INTERVAL};
enum { COUNTS = sizeof counts / sizeof *counts };

static void every_count_of_steps_follows(void **state) {
    (void)state;
    for (int i = 0; i < COUNTS; i++) {
        Schedule schedule = schedule_default();
        assert_string_equal(parameters[counts[i]].unit, "steps");
        accept(&schedule, PARAMETER_STEPS_PER_EPOCH, "9");
        accept(&schedule, counts[i], "2.5e");
        assert_true(parameter_get(&schedule, counts[i]) == 23);
        accept(&schedule, PARAMETER_STEPS_PER_EPOCH, "100");
        assert_true(parameter_get(&schedule, counts[i]) == 250);
        assert_printed(&schedule, counts[i], "2.5e");
        assert_true(parameter_epochs(&schedule, counts[i]) == 2.5);
    }
    int steps = 0;
    for (int id = 0; id < PARAMETER_COUNT; id++) steps += !strcmp(parameters[id].unit, "steps");
    assert_int_equal(steps, COUNTS + 2); /* and the milestones and points */
}

/* As every count but the length of the run itself may be given: that one follows nothing. */
static void percent_follow_the_run(void **state) {
    (void)state;
    for (int i = 1; i < COUNTS; i++) {
        Schedule schedule = schedule_default();
        accept(&schedule, PARAMETER_TOTAL_STEPS, "1000");
        accept(&schedule, counts[i], " 12.5 % ");
        assert_true(parameter_get(&schedule, counts[i]) == 125);
        assert_printed(&schedule, counts[i], "12.5%");
        assert_true(parameter_percent(&schedule, counts[i]) == 12.5);
        assert_true(parameter_epochs(&schedule, counts[i]) == 0);
        accept(&schedule, PARAMETER_TOTAL_STEPS, "1003");
        assert_true(parameter_get(&schedule, counts[i]) == 125); /* 125.375 */
        accept(&schedule, PARAMETER_TOTAL_STEPS, "90k");
        assert_true(parameter_get(&schedule, counts[i]) == 11250);
        assert_printed(&schedule, counts[i], "12.5%");
        accept(&schedule, counts[i], "11250");
        accept(&schedule, PARAMETER_TOTAL_STEPS, "1000");
        assert_true(parameter_get(&schedule, counts[i]) == 11250);
    }
}

static void percent_follow_epochs_and_lists(void **state) {
    (void)state;
    Schedule schedule = recipe();
    accept(&schedule, PARAMETER_MILESTONES, "16e,90%");
    assert_printed(&schedule, PARAMETER_MILESTONES, "16e,90%");
    accept(&schedule, PARAMETER_STEPS_PER_EPOCH, "100");
    assert_int_equal(schedule.total_steps, 2600);
    assert_int_equal(schedule.milestones[0], 1600);
    assert_int_equal(schedule.milestones[1], 2340);
    accept(&schedule, PARAMETER_STEPS_PER_EPOCH, "0");
    assert_printed(&schedule, PARAMETER_MILESTONES, "1600,90%");
    accept(&schedule, PARAMETER_POINTS, "0:1,50%:20%,2e3:0");
    assert_printed(&schedule, PARAMETER_POINTS, "0:1,50%:0.2,2000:0");
    accept(&schedule, PARAMETER_TOTAL_STEPS, "3000");
    assert_int_equal(schedule.points[1].step, 1500);
    assert_true(schedule.points[1].factor == 0.2);
}

static void percent_of_a_fraction_are_exact(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    accept(&schedule, PARAMETER_FINAL_FACTOR, "33.3%");
    assert_true(schedule.final_factor == 0.333);
    accept(&schedule, PARAMETER_WARMUP_FACTOR, "150 %");
    assert_true(schedule.warmup_factor == 1.5);
    accept(&schedule, PARAMETER_GAMMA, "1/3%");
    assert_true(schedule.gamma == 1.0 / 3 / 100);
    assert_printed(&schedule, PARAMETER_FINAL_FACTOR, "0.333");
}

static void percent_that_mean_nothing_are_refused(void **state) {
    (void)state;
    static const struct {
        ParameterId id;
        const char *text, *reason;
    } refused[] = {
        {PARAMETER_TOTAL_STEPS, "-10%", "is not allowed"},   {PARAMETER_BASE_LR, "10%", "a percentage"},
        {PARAMETER_STEPS_PER_EPOCH, "10%", "a percentage"},  {PARAMETER_WARMUP_ITERS, "-10%", "not allowed"},
        {PARAMETER_WARMUP_ITERS, "%", "not a number"},       {PARAMETER_WARMUP_ITERS, "1e%", "not a number"},
        {PARAMETER_FINAL_FACTOR, "101%", "is not allowed"},  {PARAMETER_STEP_SIZE, "0%", "is not allowed"},
        {PARAMETER_WARMUP_ITERS, "1e30%", "is not allowed"}, {PARAMETER_MILESTONES, "5%,5%", "twice"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        Schedule schedule = schedule_default(), before = schedule;
        Text why = {0};
        assert_false(parameter_read(&schedule, refused[i].id, refused[i].text, &why));
        if (!strstr(text_string(&why), refused[i].reason)) fail_msg("%s", text_string(&why));
        assert_true(parameters_same(&schedule, &before));
        text_free(&why);
    }
    Schedule schedule = schedule_default();
    Text why = {0};
    accept(&schedule, PARAMETER_STEP_SIZE, "1%");
    assert_false(parameter_read(&schedule, PARAMETER_TOTAL_STEPS, "9", &why)); /* a step_size of 0 */
    assert_non_null(strstr(text_string(&why), "while step_size is 1%; give step_size in steps first"));
    text_free(&why);
}

/* Whoever says steps, in words, by a slider or in the code of this program, means steps. */
static void steps_stay_steps(void **state) {
    (void)state;
    Schedule schedule = recipe(), typed = schedule, put = schedule, written = schedule;
    Text why = {0};
    accept(&typed, PARAMETER_TOTAL_STEPS, "190580");
    assert_false(parameter_same(&schedule, &typed, PARAMETER_TOTAL_STEPS));
    assert_true(parameter_put(&put, PARAMETER_TOTAL_STEPS, 190580, &why));
    written.total_steps = 190581;
    assert_printed(&written, PARAMETER_TOTAL_STEPS, "190581");
    Schedule *const all[] = {&typed, &put, &written};
    for (int i = 0; i < 3; i++) {
        accept(all[i], PARAMETER_STEPS_PER_EPOCH, "10");
        assert_int_equal(all[i]->total_steps, i == 2 ? 190581 : 190580);
        assert_int_equal(all[i]->milestones[1], 220);
    }
    accept(&schedule, PARAMETER_DECAY_START, "2e");
    accept(&schedule, PARAMETER_DECAY_START, "after-warmup");
    accept(&schedule, PARAMETER_STEPS_PER_EPOCH, "10");
    assert_int_equal(schedule.decay_start, SCHEDULE_AUTO);
}

static void without_a_length_they_are_steps(void **state) {
    (void)state;
    Schedule schedule = recipe();
    accept(&schedule, PARAMETER_STEPS_PER_EPOCH, "from-dataset");
    assert_printed(&schedule, PARAMETER_TOTAL_STEPS, "190580");
    assert_printed(&schedule, PARAMETER_MILESTONES, "117280,161260");
    accept(&schedule, PARAMETER_STEPS_PER_EPOCH, "10");
    assert_printed(&schedule, PARAMETER_TOTAL_STEPS, "190580");
}

/* Also where, one by one, the length would be lost on the way. */
static void values_that_come_together_are_one_change(void **state) {
    (void)state;
    Schedule schedule = recipe();
    ParameterValue values[] = {{.id = PARAMETER_STEPS_PER_EPOCH, .text = "from-dataset"},
                               {.id = PARAMETER_WARMUP_ITERS, .text = "0.5e"},
                               {.id = PARAMETER_DATASET_SIZE, .text = "1000"},
                               {.id = PARAMETER_BATCH_SIZE, .text = "10"}};
    assert_true(parameters_assign(&schedule, values, sizeof values / sizeof *values));
    assert_int_equal(schedule.total_steps, 2600);
    assert_int_equal(schedule.warmup_iters, 50);
    assert_int_equal(schedule.milestones[1], 2200);
    assert_printed(&schedule, PARAMETER_MILESTONES, "16e,22e");
}

static void a_data_set_takes_over_from_a_typed_length(void **state) {
    (void)state;
    ParameterValue values[] = {{.id = PARAMETER_BATCH_SIZE, .text = "10"},
                               {.id = PARAMETER_DATASET_SIZE, .text = "1000"},
                               {.id = PARAMETER_STEPS_PER_EPOCH, .text = "7"}};
    for (size_t count = 1; count <= 3; count++) {
        Schedule schedule = recipe();
        assert_true(parameters_assign(&schedule, values, count));
        assert_int_equal(schedule_steps_per_epoch(&schedule), count == 1 ? 7330 : count == 2 ? 100 : 7);
        assert_printed(&schedule, PARAMETER_TOTAL_STEPS, "26e");
    }
}

/* A list may mix both, and is sorted anew. */
static void milestones_of_both_kinds_stay_sorted(void **state) {
    (void)state;
    Schedule schedule = recipe();
    accept(&schedule, PARAMETER_MILESTONES, "2e, 20000, 1e");
    assert_printed(&schedule, PARAMETER_MILESTONES, "1e,2e,20000");
    accept(&schedule, PARAMETER_STEPS_PER_EPOCH, "15000");
    assert_printed(&schedule, PARAMETER_MILESTONES, "1e,20000,2e");
    assert_int_equal(schedule.milestones[0], 15000);
    assert_int_equal(schedule.milestones[2], 30000);
    Text one = {0};
    parameter_print_milestone(&schedule, 1, &one);
    assert_string_equal(text_string(&one), "20000");
    text_free(&one);
}

static void assert_length_refused(ParameterId id, const char *given, const char *length,
                                  const char *message) {
    Schedule schedule = recipe();
    Text why = {0};
    accept(&schedule, id, given);
    Schedule before = schedule;
    assert_false(parameter_read(&schedule, PARAMETER_STEPS_PER_EPOCH, length, &why));
    assert_string_equal(text_string(&why), message);
    assert_true(parameters_same(&schedule, &before));
    text_free(&why);
}

static void a_length_that_does_not_fit_is_refused(void **state) {
    (void)state;
    assert_length_refused(
        PARAMETER_TOTAL_STEPS, "26e", "100000000000000",
        "steps_per_epoch: '100000000000000' is not allowed while total_steps is 26e, with "
        "epochs of 100000000000000 steps; give total_steps in steps first, it takes a whole "
        "number from 1 to 10^15");
    assert_length_refused(
        PARAMETER_MILESTONES, "0.2e,0.3e", "1",
        "steps_per_epoch: '1' is not allowed while milestones is 0.2e,0.3e, with epochs of 1 "
        "steps; give milestones in steps first, it takes up to 32 distinct whole numbers "
        "from 1 to 10^15, separated by commas, or none");
}

/* Whatever was typed, what is written is read back to the same steps, at every length. */
static void epochs_are_kept_exactly(void **state) {
    (void)state;
    Chance seed = {7};
    for (int i = 0; i < 2000; i++) {
        Schedule schedule = schedule_default(), again = schedule;
        char epochs[40], length[40];
        Text printed = {0};
        snprintf(epochs, sizeof epochs, "%.17ge", exp(chance_between(&seed, -2, 6)));
        for (int k = 0; k < 2; k++) {
            snprintf(length, sizeof length, "%.0f", floor(exp(chance_between(&seed, 2, 14))));
            accept(&schedule, PARAMETER_STEPS_PER_EPOCH, length);
            if (k == 0) accept(&schedule, PARAMETER_WARMUP_ITERS, epochs);
        }
        accept(&again, PARAMETER_STEPS_PER_EPOCH, length);
        parameter_print(&schedule, PARAMETER_WARMUP_ITERS, &printed);
        accept(&again, PARAMETER_WARMUP_ITERS, text_string(&printed));
        assert_true(parameters_same(&schedule, &again));
        accept(&again, PARAMETER_WARMUP_ITERS, epochs);
        assert_true(parameters_same(&schedule, &again));
        text_free(&printed);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_follow_the_length_of_an_epoch),
        cmocka_unit_test(every_count_of_steps_follows),
        cmocka_unit_test(steps_stay_steps),
        cmocka_unit_test(without_a_length_they_are_steps),
        cmocka_unit_test(values_that_come_together_are_one_change),
        cmocka_unit_test(a_data_set_takes_over_from_a_typed_length),
        cmocka_unit_test(milestones_of_both_kinds_stay_sorted),
        cmocka_unit_test(a_length_that_does_not_fit_is_refused),
        cmocka_unit_test(epochs_are_kept_exactly),
        cmocka_unit_test(percent_follow_the_run),
        cmocka_unit_test(percent_follow_epochs_and_lists),
        cmocka_unit_test(percent_of_a_fraction_are_exact),
        cmocka_unit_test(percent_that_mean_nothing_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
