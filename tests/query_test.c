/* What one asks of a curve: read as it is typed, answered with the very step. */
#include "schedule/query.h"

#include "schedule/parameters.h"
#include "schedule/scaling.h"
#include "schedule/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static Schedule recipe(void) {
    Schedule schedule = schedule_default();
    schedule.base_lr = 6e-4;
    schedule.warmup_iters = 2000;
    schedule.total_steps = 100000;
    schedule.decay = DECAY_COSINE;
    schedule.steps_per_epoch = 5000;
    return schedule;
}

static ScheduleQuery asked(const Schedule *schedule, const char *text) {
    ScheduleQuery query;
    Text why = {0};
    if (!schedule_query_read(schedule, text, &query, &why)) fail_msg("%s: %s", text, text_string(&why));
    assert_int_equal(why.length, 0);
    text_free(&why);
    return query;
}

static void steps_in_every_unit(void **state) {
    (void)state;
    Schedule schedule = recipe();
    const struct {
        const char *text;
        int64_t step;
    } cases[] = {{"1200", 1200}, {" 12.5k ", 12500}, {"6e", 30000}, {"10%", 10000}, {"0", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ScheduleQuery query = asked(&schedule, cases[i].text);
        assert_int_equal(query.kind, QUERY_STEP);
        assert_int_equal(schedule_query_next(&schedule, &query, -1), cases[i].step);
        assert_int_equal(schedule_query_next(&schedule, &query, cases[i].step), -1);
    }
    ScheduleQuery past = asked(&schedule, "100k");
    assert_int_equal(schedule_query_next(&schedule, &past, -1), -1);
}

static void levels_in_every_spelling(void **state) {
    (void)state;
    Schedule schedule = recipe();
    const struct {
        const char *text;
        ScheduleQueryKind kind;
        bool of_lr;
        double value;
    } cases[] = {{"lr < 1e-4", QUERY_BELOW, true, 1e-4},      {"lr<1/10000", QUERY_BELOW, true, 1e-4},
                 {"< 1e-4", QUERY_BELOW, true, 1e-4},         {"below 1e-4", QUERY_BELOW, true, 1e-4},
                 {"1e-4", QUERY_CROSSES, true, 1e-4},         {"lr = 1e-4", QUERY_CROSSES, true, 1e-4},
                 {"factor >= 50%", QUERY_REACHES, false, 0.5}, {"f>=0.5", QUERY_REACHES, false, 0.5},
                 {"lr \u2265 1e-4", QUERY_REACHES, true, 1e-4}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ScheduleQuery query = asked(&schedule, cases[i].text);
        assert_int_equal(query.kind, cases[i].kind);
        assert_int_equal(query.level.of_lr, cases[i].of_lr);
        assert_true(query.level.value == cases[i].value);
    }
    assert_true(asked(&schedule, "lr <= 1e-4").level.value > 1e-4);
    assert_true(asked(&schedule, "lr > 1e-4").level.value > 1e-4);
}

static void what_cannot_be_asked_says_why(void **state) {
    (void)state;
    Schedule schedule = recipe();
    const char *const wrong[][2] = {{"", "type a step"},       {"lr <", "type a step"},   {"lr < ten", "ten is not a number"},
                                    {"lr < 10%", "factor < 10%"}, {"hello", "type a step"}, {"-3", "0"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ScheduleQuery query;
        Text why = {0};
        if (schedule_query_read(&schedule, wrong[i][0], &query, &why)) fail_msg("taken: '%s'", wrong[i][0]);
        if (!strstr(text_string(&why), wrong[i][1])) fail_msg("'%s': %s", wrong[i][0], text_string(&why));
        text_free(&why);
    }
    Text why = {0};
    ScheduleQuery query;
    schedule.steps_per_epoch = SCHEDULE_AUTO;
    assert_false(schedule_query_read(&schedule, "6e", &query, &why));
    assert_true(why.length > 0);
    text_free(&why);
}

/* Against a walk over all steps. */
static void answers_are_the_very_steps(void **state) {
    (void)state;
    static const Decay decays[] = {DECAY_NONE, DECAY_COSINE, DECAY_COSINE_RESTARTS, DECAY_STEP, DECAY_LINEAR};
    static const char *const questions[] = {"lr < 1e-4", "lr >= 3e-4", "lr = 2e-4", "factor > 1", "factor <= 0.001", "lr<1"};
    for (size_t d = 0; d < sizeof decays / sizeof *decays; d++)
        for (size_t q = 0; q < sizeof questions / sizeof *questions; q++) {
            Schedule schedule = recipe();
            schedule.total_steps = 9000;
            schedule.decay = decays[d];
            ScheduleQuery query = asked(&schedule, questions[q]);
            int64_t found = schedule_query_next(&schedule, &query, -1);
            for (int64_t step = 0; step < schedule.total_steps; step++) {
                bool below = schedule_is_below(&schedule, query.level, step);
                bool changed = step > 0 && below != schedule_is_below(&schedule, query.level, step - 1);
                bool wanted = query.kind == QUERY_CROSSES ? changed
                                                          : (changed || step == 0) && below == (query.kind == QUERY_BELOW);
                if (wanted != (step == found)) fail_msg("%s, decay %d, step %d", questions[q], decays[d], (int)step);
                if (wanted) found = schedule_query_next(&schedule, &query, found);
            }
            assert_int_equal(found, -1);
        }
}

static void an_answer_says_what_it_is(void **state) {
    (void)state;
    Schedule schedule = recipe();
    Text words = {0};
    ScheduleQuery query = asked(&schedule, "lr < 1e-4");
    int64_t first = schedule_query_next(&schedule, &query, -1), next = schedule_query_next(&schedule, &query, first);
    schedule_query_words(&schedule, &query, first, &words);
    assert_non_null(strstr(text_string(&words), "lr is below 0.0001 from step 0 on"));
    text_clear(&words);
    schedule_query_words(&schedule, &query, next, &words);
    assert_non_null(strstr(text_string(&words), "lr falls below 0.0001 at step 73\u2009764"));
    text_clear(&words);
    query = asked(&schedule, "factor > 1");
    schedule_query_words(&schedule, &query, -1, &words);
    assert_string_equal(text_string(&words), "factor never reaches 1");
    text_free(&words);
}

/* What is given in samples or epochs stays so. */
static void another_batch_scales_what_it_must(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    Text why = {0};
    assert_true(parameter_read(&schedule, PARAMETER_DATASET_SIZE, "64000", &why));
    assert_true(parameter_read(&schedule, PARAMETER_BATCH_SIZE, "32", &why));
    assert_true(parameter_read(&schedule, PARAMETER_WARMUP_ITERS, "0.5e", &why));
    assert_int_equal(schedule.warmup_iters, 1000);
    assert_true(schedule_scale(&schedule, SCALING_LINEAR, 4));
    assert_true(schedule.base_lr == 0.08 && schedule.batch_size == 128);
    assert_int_equal(schedule.warmup_iters, 250); /* half an epoch, of a quarter as many steps */
    assert_true(parameter_epochs(&schedule, PARAMETER_WARMUP_ITERS) == 0.5);
    assert_true(schedule_scale(&schedule, SCALING_ROOT, 0.25));
    assert_true(schedule.base_lr == 0.04 && schedule.batch_size == 32);
    Schedule before = schedule;
    assert_false(schedule_scale(&schedule, SCALING_LINEAR, 0));
    assert_true(parameters_same(&before, &schedule));
    text_free(&why);
}

static void one_cycle_says_where_it_ends(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    schedule.warmup_method = WARMUP_COSINE;
    schedule.warmup_iters = 299;
    schedule.total_steps = 1000;
    schedule.decay = DECAY_COSINE;
    schedule.decay_steps = 700;
    assert_true(note_applies(NOTE_ONE_CYCLE, &schedule));
    Text words = {0};
    note_reason(NOTE_ONE_CYCLE, &schedule, false, &words);
    assert_non_null(strstr(text_string(&words), "total_steps = 1\u2009000"));
    text_free(&words);
    schedule.decay_steps = 701; /* goes on to total_steps: not its shape */
    assert_false(note_applies(NOTE_ONE_CYCLE, &schedule));
    schedule.decay_steps = 700;
    schedule.warmup_method = WARMUP_LINEAR;
    assert_false(note_applies(NOTE_ONE_CYCLE, &schedule));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_in_every_unit),           cmocka_unit_test(levels_in_every_spelling),
        cmocka_unit_test(what_cannot_be_asked_says_why), cmocka_unit_test(answers_are_the_very_steps),
        cmocka_unit_test(an_answer_says_what_it_is),     cmocka_unit_test(another_batch_scales_what_it_must),
        cmocka_unit_test(one_cycle_says_where_it_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
