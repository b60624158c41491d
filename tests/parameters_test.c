#include "schedule/parameters.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void accept(Schedule *schedule, ParameterId id, const char *text) {
    Text why = {0};
    if (!parameter_read(schedule, id, text, &why)) fail_msg("%s", text_string(&why));
    text_free(&why);
}

/* Refused with exactly this message, and the schedule as it was. */
static void refuse(Schedule *schedule, ParameterId id, const char *text, const char *message) {
    Schedule before = *schedule;
    Text why = {0};
    assert_false(parameter_read(schedule, id, text, &why));
    assert_string_equal(text_string(&why), message);
    assert_memory_equal(schedule, &before, sizeof before);
    text_free(&why);
}

static void assert_printed(const Schedule *schedule, ParameterId id, const char *expected) {
    Text text = {0};
    parameter_print(schedule, id, &text);
    assert_string_equal(text_string(&text), expected);
    text_free(&text);
}

static void table_is_complete(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    for (int id = 0; id < PARAMETER_COUNT; id++) {
        const Parameter *parameter = &parameters[id];
        assert_non_null(parameter->key);
        assert_int_equal(parameter_find(parameter->key), id);
        assert_true(strlen(parameter->help) > 20 && !strchr(parameter->help, '\n'));
        assert_int_not_equal(parameter->help[strlen(parameter->help) - 1], '.');
        if (parameter_is_list((ParameterId)id)) continue;
        assert_true(parameter->min < parameter->max && parameter->low < parameter->high);
        assert_true(parameter->min <= parameter->low && parameter->high <= parameter->max);
        assert_true(parameter_effective(&schedule, (ParameterId)id) >= parameter->min);
    }
}

static void keys_are_found(void **state) {
    (void)state;
    assert_int_equal(parameter_find("warmup-factor"), PARAMETER_WARMUP_FACTOR);
    assert_int_equal(parameter_find("warmup_factors"), -1);
    assert_int_equal(parameter_find("warmup"), -1);
    assert_int_equal(parameter_find(""), -1);
    assert_string_equal(parameter_nearest("warmup_facter"), "warmup_factor");
    assert_string_equal(parameter_nearest("gama"), "gamma");
    assert_string_equal(parameter_nearest("base-lr"), "base_lr");
    assert_null(parameter_nearest("frobnicate"));
    assert_null(parameter_nearest("a-word-that-is-longer-than-any-key-of-the-table"));
}

static void numbers_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double value;
    } cases[] = {{"0.001", 0.001}, {"1e-3", 0.001},  {"1/1000", 0.001},  {" 0.5 ", 0.5}, {"-0.5", -0.5},
                 {"1000", 1000},   {"1e100", 1e100}, {"-1e100", -1e100}, {"1", 1},       {"1/3", 1.0 / 3.0}};
    Schedule schedule = schedule_default();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        accept(&schedule, PARAMETER_WARMUP_FACTOR, cases[i].text);
        assert_true(schedule.warmup_factor == cases[i].value);
    }
}

static void counts_are_read(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    static const struct {
        const char *text;
        int64_t value;
    } cases[] = {{"1k", 1000},
                 {"1e6", 1000000},
                 {"90_000", 90000},
                 {"90 000", 90000},
                 {"1.001k", 1001},
                 {"2.5M", 2500000},
                 {"1e15", 1000000000000000},
                 {"5/1", 5},
                 {"999999999999999", 999999999999999}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        accept(&schedule, PARAMETER_TOTAL_STEPS, cases[i].text);
        assert_int_equal(schedule.total_steps, cases[i].value);
    }
}

/* ceil(ceil(dataset_size/devices)/batch_size) batches, and every `accumulation` of them one update. */
static void epochs_follow_from_the_data_set(void **state) {
    (void)state;
    static const struct {
        int64_t samples, batch, accumulation, devices, steps;
    } cases[] = {{117266, 2, 1, 8, 7330},
                 {1281167, 128, 1, 8, 1252},
                 {1281167, 4096, 1, 1, 313},
                 {100, 10, 4, 1, 3},
                 {100, 10, 5, 1, 2},
                 {1, 8, 8, 8, 1},
                 {0, 8, 1, 1, 0},
                 {SCHEDULE_STEPS_MAX, 1, 1, 1, SCHEDULE_STEPS_MAX}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Schedule schedule = schedule_default();
        schedule.dataset_size = cases[i].samples;
        schedule.batch_size = cases[i].batch;
        schedule.accumulation = cases[i].accumulation;
        schedule.devices = cases[i].devices;
        assert_int_equal(schedule_steps_per_epoch(&schedule), cases[i].steps);
        schedule.steps_per_epoch = 77;
        assert_int_equal(schedule_steps_per_epoch(&schedule), 77);
    }
}

static void steps_are_read_in_epochs(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    refuse(
        &schedule, PARAMETER_TOTAL_STEPS, "26e",
        "total_steps: '26e' counts epochs, whose length is not known; set steps_per_epoch, or dataset_size "
        "and batch_size; or it takes a whole number from 1 to 10^15");
    refuse(&schedule, PARAMETER_MILESTONES, "8e,11e",
           "milestones: '8e,11e' counts epochs, whose length is not known; set steps_per_epoch, or "
           "dataset_size and batch_size; or it takes up to 32 distinct whole numbers from 1 to 10^15, separated by "
           "commas, or none");
    accept(&schedule, PARAMETER_STEPS_PER_EPOCH, "7330");
    accept(&schedule, PARAMETER_TOTAL_STEPS, "26e");
    assert_int_equal(schedule.total_steps, 190580);
    accept(&schedule, PARAMETER_MILESTONES, "22e, 16E ,5");
    assert_int_equal(schedule.milestone_count, 3);
    assert_int_equal(schedule.milestones[0], 5);
    assert_int_equal(schedule.milestones[2], 161260);
    accept(&schedule, PARAMETER_WARMUP_ITERS, " 1/3e ");
    assert_int_equal(schedule.warmup_iters, 2443);
    accept(&schedule, PARAMETER_WARMUP_ITERS, "0.5e");
    assert_int_equal(schedule.warmup_iters, 3665);
    accept(&schedule, PARAMETER_WARMUP_ITERS, "1e3");
    assert_int_equal(schedule.warmup_iters, 1000);
    refuse(&schedule, PARAMETER_TOTAL_STEPS, "0e",
           "total_steps: '0e' is not allowed; it takes a whole number from 1 to 10^15");
    refuse(&schedule, PARAMETER_TOTAL_STEPS, "e",
           "total_steps: 'e' is not a number; it takes a whole number from 1 to 10^15");
    refuse(&schedule, PARAMETER_STEPS_PER_EPOCH, "1e",
           "steps_per_epoch: '1e' is not a number; it takes a whole number from 0 to 10^15, or from-dataset");
}

static void assert_assigned(Schedule *schedule, ParameterValue *values, size_t count, size_t refused) {
    assert_int_equal(parameters_assign(schedule, values, count), refused == 0);
    for (size_t i = 0; i < count; i++) {
        refused -= values[i].why.length > 0;
        text_free(&values[i].why);
    }
    assert_int_equal(refused, 0);
}

/* Together, values fit each other in any order; what does not fit is refused alone. */
static void several_values_are_applied_whatever_their_order(void **state) {
    (void)state;
    ParameterValue values[] = {{.id = PARAMETER_WARMUP_ITERS, .text = "2e"},
                               {.id = PARAMETER_WARMUP_METHOD, .text = "exponential"},
                               {.id = PARAMETER_WARMUP_FACTOR, .text = "0.25"},
                               {.id = PARAMETER_STEPS_PER_EPOCH, .text = "9"},
                               {.id = PARAMETER_STEPS_PER_EPOCH, .text = "10"},
                               {.id = PARAMETER_GAMMA, .text = "-7"}};
    Schedule schedule = schedule_default();
    schedule.warmup_factor = 0;
    assert_assigned(&schedule, values, 6, 1);
    assert_int_equal(schedule.warmup_method, WARMUP_EXPONENTIAL);
    assert_int_equal(schedule.warmup_iters, 20);
    assert_true(schedule.warmup_factor == 0.25 && schedule.gamma == 0.1);
    ParameterValue back[] = {{.id = PARAMETER_WARMUP_FACTOR, .text = "0"},
                             {.id = PARAMETER_WARMUP_METHOD, .text = "linear"}};
    assert_assigned(&schedule, back, 2, 0);
    assert_true(schedule.warmup_factor == 0);
}

/* A run that is stopped has the curve that it had, to the last bit, whatever its shape. */
static void a_percentage_of_the_run_stops_it(void **state) {
    (void)state;
    for (int decay = 0; decay < DECAY_COUNT; decay++) {
        Schedule schedule = schedule_default();
        accept(&schedule, PARAMETER_TOTAL_STEPS, "10000");
        accept(&schedule, PARAMETER_WARMUP_ITERS, "5%");
        accept(&schedule, PARAMETER_MILESTONES, "30%,7000");
        accept(&schedule, PARAMETER_POINTS, "10%:1,80%:0.2");
        accept(&schedule, PARAMETER_DECAY, parameters[PARAMETER_DECAY].choice(decay));
        Schedule whole = schedule;
        accept(&schedule, PARAMETER_TOTAL_STEPS, "60%");
        assert_int_equal(schedule.total_steps, 6000);
        for (int64_t step = 0; step < 6000; step += 7)
            assert_true(schedule_factor(&schedule, step) == schedule_factor(&whole, step));
        assert_printed(&schedule, PARAMETER_WARMUP_ITERS, "500");
        assert_printed(&schedule, PARAMETER_MILESTONES, "3000,7000");
        accept(&schedule, PARAMETER_TOTAL_STEPS, "50%"); /* of what it is by now */
        assert_int_equal(schedule.total_steps, 3000);
    }
    Schedule schedule = schedule_default();
    refuse(&schedule, PARAMETER_TOTAL_STEPS, "120%",
           "total_steps: '120%' is more than the whole run; it takes a whole number from 1 to 10^15");
    refuse(&schedule, PARAMETER_TOTAL_STEPS, "0%",
           "total_steps: '0%' is not allowed; it takes a whole number from 1 to 10^15");
    assert_false(parameter_stops(PARAMETER_WARMUP_ITERS, "60%"));
    assert_false(parameter_stops(PARAMETER_TOTAL_STEPS, "60"));
}

/* After all other values, which are those of the whole run. */
static void a_run_is_stopped_after_its_other_values(void **state) {
    (void)state;
    ParameterValue values[] = {{PARAMETER_TOTAL_STEPS, "100k", {0}}, {PARAMETER_TOTAL_STEPS, "60%", {0}},
                               {PARAMETER_DECAY, "cosine", {0}}, {PARAMETER_WARMUP_ITERS, "10%", {0}}};
    Schedule schedule = schedule_default();
    assert_true(parameters_assign(&schedule, values, 4));
    assert_int_equal(schedule.total_steps, 60000);
    assert_int_equal(schedule.warmup_iters, 10000);
    assert_int_equal(schedule.decay_steps, 90000);
    ParameterValue given_up[] = {{PARAMETER_TOTAL_STEPS, "60%", {0}}, {PARAMETER_TOTAL_STEPS, "100k", {0}}};
    schedule = schedule_default();
    assert_true(parameters_assign(&schedule, given_up, 2));
    assert_int_equal(schedule.total_steps, 100000);
}

static void wrong_numbers_are_refused(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    refuse(&schedule, PARAMETER_WARMUP_FACTOR, "abc",
           "warmup_factor: 'abc' is not a number; it takes a number from -1e100 to 1e100");
    refuse(&schedule, PARAMETER_WARMUP_FACTOR, "nan",
           "warmup_factor: 'nan' is not a number; it takes a number from -1e100 to 1e100");
    refuse(&schedule, PARAMETER_WARMUP_FACTOR, "inf",
           "warmup_factor: 'inf' is not a number; it takes a number from -1e100 to 1e100");
    refuse(&schedule, PARAMETER_WARMUP_FACTOR, "",
           "warmup_factor: '' is not a number; it takes a number from -1e100 to 1e100");
    refuse(&schedule, PARAMETER_WARMUP_FACTOR, "1e101",
           "warmup_factor: '1e101' is not allowed; it takes a number from -1e100 to 1e100");
    refuse(&schedule, PARAMETER_TOTAL_STEPS, "0",
           "total_steps: '0' is not allowed; it takes a whole number from 1 to 10^15");
    refuse(&schedule, PARAMETER_WARMUP_ITERS, "-1",
           "warmup_iters: '-1' is not allowed; it takes a whole number from 0 to 10^15");
    refuse(&schedule, PARAMETER_WARMUP_ITERS, "0.5",
           "warmup_iters: '0.5' is not a whole number; it takes a whole number from 0 to 10^15");
    refuse(&schedule, PARAMETER_BASE_LR, "0",
           "base_lr: '0' is not allowed; it takes a number from 1e-100 to 1e100");
    refuse(&schedule, PARAMETER_GAMMA, "0",
           "gamma: '0' is not allowed; it takes a number above 0 up to 1e100");
    refuse(&schedule, PARAMETER_DECAY_START, "-1",
           "decay_start: '-1' is not allowed; it takes a whole number from 0 to 10^15, or after-warmup");
}

static void strange_texts_stay_on_one_short_line(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    Text why = {0};
    char text[500];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    text[3] = '\n';
    assert_false(parameter_read(&schedule, PARAMETER_GAMMA, text, &why));
    assert_null(strchr(text_string(&why), '\n'));
    assert_true(why.length < 150);
    text_free(&why);
}

static void choices_are_read(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    accept(&schedule, PARAMETER_DECAY, "cosine_restarts");
    assert_int_equal(schedule.decay, DECAY_COSINE_RESTARTS);
    accept(&schedule, PARAMETER_DECAY, "Inverse-Sqrt");
    assert_int_equal(schedule.decay, DECAY_INVERSE_SQRT);
    accept(&schedule, PARAMETER_WARMUP_METHOD, "constant");
    assert_int_equal(schedule.warmup_method, WARMUP_CONSTANT);
    refuse(&schedule, PARAMETER_WARMUP_METHOD, "lin",
           "warmup_method: 'lin' is not known; it takes one of linear, constant, exponential, cosine, power, "
           "logarithmic");
}

static void automatic_counts_have_a_word(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    assert_printed(&schedule, PARAMETER_DECAY_START, "after-warmup");
    accept(&schedule, PARAMETER_DECAY_START, "0");
    assert_int_equal(schedule.decay_start, 0);
    assert_printed(&schedule, PARAMETER_DECAY_START, "0");
    accept(&schedule, PARAMETER_DECAY_START, "after_warmup");
    assert_int_equal(schedule.decay_start, SCHEDULE_AUTO);
    assert_true(parameter_get(&schedule, PARAMETER_DECAY_START) == -1);
    assert_true(parameter_effective(&schedule, PARAMETER_DECAY_START) == 1000);
    accept(&schedule, PARAMETER_DECAY_STEPS, "7");
    accept(&schedule, PARAMETER_DECAY_STEPS, "auto");
    assert_printed(&schedule, PARAMETER_DECAY_STEPS, "to-end");
    assert_true(parameter_effective(&schedule, PARAMETER_DECAY_STEPS) == 1000);
}

static void milestones_are_a_sorted_list(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    accept(&schedule, PARAMETER_MILESTONES, "80000, 60k,1");
    assert_int_equal(schedule.milestone_count, 3);
    assert_printed(&schedule, PARAMETER_MILESTONES, "1,60000,80000");
    accept(&schedule, PARAMETER_MILESTONES, "none");
    assert_int_equal(schedule.milestone_count, 0);
    assert_printed(&schedule, PARAMETER_MILESTONES, "none");
    accept(&schedule, PARAMETER_MILESTONES, "5");
    accept(&schedule, PARAMETER_MILESTONES, "");
    assert_int_equal(schedule.milestone_count, 0);
}

static void wrong_lists_are_refused(void **state) {
    (void)state;
#define TAKES "; it takes up to 32 distinct whole numbers from 1 to 10^15, separated by commas, or none"
    Schedule schedule = schedule_default();
    refuse(&schedule, PARAMETER_MILESTONES, "5,7,5", "milestones: '5,7,5' contains a number twice" TAKES);
    refuse(&schedule, PARAMETER_MILESTONES, "5,", "milestones: '5,' is not a list of numbers" TAKES);
    refuse(&schedule, PARAMETER_MILESTONES, ",5", "milestones: ',5' is not a list of numbers" TAKES);
    refuse(&schedule, PARAMETER_MILESTONES, "5;7", "milestones: '5;7' is not a list of numbers" TAKES);
    refuse(&schedule, PARAMETER_MILESTONES, "1.5", "milestones: '1.5' contains a fraction" TAKES);
    refuse(&schedule, PARAMETER_MILESTONES, "-5", "milestones: '-5' contains a number out of range" TAKES);
    refuse(&schedule, PARAMETER_MILESTONES, "0", "milestones: '0' contains a number out of range" TAKES);
    Text many = {0}, why = {0};
    for (int i = 1; i <= SCHEDULE_MILESTONES_MAX; i++) text_addf(&many, "%s%d", i > 1 ? "," : "", i);
    accept(&schedule, PARAMETER_MILESTONES, text_string(&many));
    assert_int_equal(schedule.milestone_count, SCHEDULE_MILESTONES_MAX);
    text_add(&many, ",33");
    assert_false(parameter_read(&schedule, PARAMETER_MILESTONES, text_string(&many), &why));
    assert_non_null(strstr(text_string(&why), "contains too many numbers"));
    text_free(&many);
    text_free(&why);
}

/* The schedule stays consistent whichever of the two comes first. */
static void exponential_needs_a_factor_above_zero(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    accept(&schedule, PARAMETER_WARMUP_METHOD, "exponential");
    refuse(&schedule, PARAMETER_WARMUP_FACTOR, "0",
           "warmup_factor: '0' is not allowed with the exponential warm-up; it takes a number above 0 there, "
           "or choose "
           "warmup_method linear, constant, cosine, power or logarithmic first");
    accept(&schedule, PARAMETER_WARMUP_METHOD, "linear");
    accept(&schedule, PARAMETER_WARMUP_FACTOR, "-1");
    refuse(&schedule, PARAMETER_WARMUP_METHOD, "exponential",
           "warmup_method: 'exponential' is not allowed while warmup_factor is -1; it needs a number above "
           "0, so set "
           "warmup_factor first or take linear, constant, cosine, power or logarithmic");
}

static void values_are_put(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    Text why = {0};
    assert_true(parameter_put(&schedule, PARAMETER_WARMUP_FACTOR, 1.5, &why));
    assert_true(parameter_get(&schedule, PARAMETER_WARMUP_FACTOR) == 1.5);
    assert_true(parameter_put(&schedule, PARAMETER_DECAY, DECAY_LINEAR, &why));
    assert_int_equal(schedule.decay, DECAY_LINEAR);
    assert_false(parameter_put(&schedule, PARAMETER_DECAY, DECAY_COUNT, &why));
    assert_false(parameter_put(&schedule, PARAMETER_WARMUP_ITERS, 10.5, &why));
    assert_false(parameter_put(&schedule, PARAMETER_WARMUP_ITERS, NAN, &why));
    assert_false(parameter_put(&schedule, PARAMETER_WARMUP_FACTOR, NAN, &why));
    assert_false(parameter_put(&schedule, PARAMETER_WARMUP_FACTOR, INFINITY, &why));
    assert_false(parameter_put(&schedule, PARAMETER_TOTAL_STEPS, (double)SCHEDULE_AUTO, &why));
    assert_true(parameter_put(&schedule, PARAMETER_DECAY_START, 12, &why));
    assert_true(parameter_put(&schedule, PARAMETER_DECAY_START, (double)SCHEDULE_AUTO, &why));
    assert_int_equal(schedule.decay_start, SCHEDULE_AUTO);
    text_free(&why);
}

static void what_is_printed_reads_back(void **state) {
    (void)state;
    Schedule schedule = schedule_default(), copy = schedule_default();
    schedule.base_lr = 1.0 / 3;
    schedule.warmup_factor = -1e-17;
    schedule.total_steps = SCHEDULE_STEPS_MAX - 1;
    schedule.decay = DECAY_ONE_MINUS_SQRT;
    schedule.decay_start = 77;
    schedule.milestones[1] = 123456789;
    schedule.power = 0.1 + 0.2;
    for (int id = 0; id < PARAMETER_COUNT; id++) {
        Text text = {0};
        parameter_print(&schedule, (ParameterId)id, &text);
        accept(&copy, (ParameterId)id, text_string(&text));
        text_free(&text);
    }
    assert_memory_equal(&copy, &schedule, sizeof copy);
}

static void only_what_the_decay_uses_applies(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    int count = 0;
    for (int id = 0; id < PARAMETER_COUNT; id++) count += parameter_applies(&schedule, (ParameterId)id);
    assert_int_equal(count, 9);
    schedule.decay = DECAY_COSINE_RESTARTS;
    assert_true(parameter_applies(&schedule, PARAMETER_CYCLE_MULT));
    assert_true(parameter_applies(&schedule, PARAMETER_FINAL_FACTOR));
    assert_false(parameter_applies(&schedule, PARAMETER_DECAY_STEPS));
    schedule.decay = DECAY_EXPONENTIAL;
    assert_true(parameter_applies(&schedule, PARAMETER_GAMMA));
    assert_true(parameter_applies(&schedule, PARAMETER_STEP_SIZE));
    assert_false(parameter_applies(&schedule, PARAMETER_MILESTONES));
}

static void tracks_have_their_ends_and_middles(void **state) {
    (void)state;
    assert_true(parameter_to_track(PARAMETER_WARMUP_FACTOR, 0, 2, 1) == 0.5);
    assert_true(parameter_to_track(PARAMETER_WARMUP_FACTOR, 0, 2, 3) == 1.5);
    assert_true(parameter_from_track(PARAMETER_WARMUP_FACTOR, 0, 2, 0.5) == 1);
    assert_true(fabs(parameter_to_track(PARAMETER_BASE_LR, 1e-6, 10, 10) - 1) < 1e-15);
    assert_true(fabs(parameter_to_track(PARAMETER_BASE_LR, 1e-6, 10, 1e-6)) < 1e-15);
    assert_true(parameter_to_track(PARAMETER_DECAY_START, 0, 1e6, 0) == 0);
    assert_true(parameter_from_track(PARAMETER_BASE_LR, 1e-6, 10, 0) == 1e-6);
    assert_true(parameter_from_track(PARAMETER_BASE_LR, 1e-6, 9.87654321, 1) == 9.87654321);
    assert_true(parameter_from_track(PARAMETER_WARMUP_ITERS, 5, 5, 0.7) == 5);
    assert_true(parameter_from_track(PARAMETER_DECAY_START, 0, 1e6, 0.002) ==
                1); /* 0 … 10 is a straight way */
}

/* From track to value to track: the same place within what rounding to a pleasant value costs. */
static void tracks_lead_back(void **state) {
    (void)state;
    for (int id = 0; id < PARAMETER_COUNT; id++) {
        const Parameter *parameter = &parameters[id];
        if (parameter->type != PARAMETER_REAL && parameter->type != PARAMETER_WHOLE) continue;
        double before = -INFINITY;
        for (int i = 0; i <= 100; i++) {
            double low = parameter->low, high = parameter->high;
            double value = parameter_from_track((ParameterId)id, low, high, i / 100.0);
            double place = parameter_to_track((ParameterId)id, low, high, value);
            double slack = parameter->type == PARAMETER_WHOLE && high - low < 1000 ? 0.2 : 0.04;
            assert_true(fabs(place - i / 100.0) < slack);
            assert_true(value >= before && value >= low && value <= high);
            if (parameter->type == PARAMETER_WHOLE) assert_true(value == floor(value));
            before = value;
        }
    }
}

static void drags_give_pleasant_values(void **state) {
    (void)state;
    double value = parameter_from_track(PARAMETER_WARMUP_FACTOR, 0, 2, 0.36571);
    assert_true(value == 0.731);
    assert_true(parameter_from_track(PARAMETER_BASE_LR, 1e-6, 10, 0.615) == 0.0202);
    assert_true(parameter_from_track(PARAMETER_TOTAL_STEPS, 10, 1e6, 0.7) == 31600);
}

static void keys_step_on_a_grid(void **state) {
    (void)state;
    static const struct {
        ParameterId id;
        double from, steps, to;
    } cases[] = {
        {PARAMETER_WARMUP_FACTOR, 0.001, 1, 0.01},
        {PARAMETER_WARMUP_FACTOR, 0.99, 1, 1},
        {PARAMETER_WARMUP_FACTOR, 1, -10, 0.9},
        {PARAMETER_WARMUP_FACTOR, 0.06, 1, 0.07},
        {PARAMETER_WARMUP_FACTOR, 0.5, 0.1, 0.501},
        {PARAMETER_WARMUP_ITERS, 1000, 1, 1010},
        {PARAMETER_WARMUP_ITERS, 0, -1, 0},
        {PARAMETER_WARMUP_ITERS, 7, 1, 10},
        {PARAMETER_BASE_LR, 0.02, 1, 0.021},
        {PARAMETER_BASE_LR, 0.02, 10, 0.03},
        {PARAMETER_BASE_LR, 1, -1, 0.99},
        {PARAMETER_TOTAL_STEPS, 1000, 1, 1100},
        {PARAMETER_TOTAL_STEPS, 1000, -1, 990},
        {PARAMETER_TOTAL_STEPS, 5, 1, 6},
        {PARAMETER_TOTAL_STEPS, 1, -1, 1},
        {PARAMETER_FINAL_FACTOR, 1, 1, 1},
        {PARAMETER_GAMMA, 0.001, -1, 0.001},
        {PARAMETER_DECAY, 0, 1, 1},
        {PARAMETER_DECAY, DECAY_COUNT - 1, 1, DECAY_COUNT - 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double to = parameter_stepped(cases[i].id, cases[i].from, cases[i].steps);
        if (to != cases[i].to)
            fail_msg("%s from %g by %g is %.17g, not %g", parameters[cases[i].id].key, cases[i].from,
                     cases[i].steps, to, cases[i].to);
    }
}

static void points_are_pairs(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    accept(&schedule, PARAMETER_POINTS, " 0:1, 1k:0.5,1_000:1/4 ,2000:1.5");
    assert_int_equal(schedule.point_count, 4);
    assert_printed(&schedule, PARAMETER_POINTS, "0:1,1000:0.5,1000:0.25,2000:1.5");
    accept(&schedule, PARAMETER_STEPS_PER_EPOCH, "10");
    accept(&schedule, PARAMETER_POINTS, "0:1,3e:0.1");
    assert_printed(&schedule, PARAMETER_POINTS, "0:1,3e:0.1");
    accept(&schedule, PARAMETER_STEPS_PER_EPOCH, "20");
    assert_int_equal(schedule.points[1].step, 60);
    accept(&schedule, PARAMETER_POINTS, "none");
    assert_int_equal(schedule.point_count, 0);
    assert_printed(&schedule, PARAMETER_POINTS, "none");
}

static void wrong_points_are_refused(void **state) {
    (void)state;
    static const char *const wrong[][2] = {
        {"5", "is not a list of pairs step:factor"},
        {"5:", "is not a list of pairs step:factor"},
        {":1", "is not a list of pairs step:factor"},
        {"0:1,", "is not a list of pairs step:factor"},
        {"0:1:2", "is not a list of pairs step:factor"},
        {"5:1,3:2", "has steps that go back"},
        {"5:1,5:2,5:3", "has more than two points at one step"},
        {"1.5:1", "contains a fraction of a step"},
        {"-1:1", "contains a step out of range"},
        {"1:-0.5", "contains a factor out of range, which takes a number from 0 to 1e100"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Schedule schedule = schedule_default(), before = schedule;
        Text why = {0}, expected = {0};
        text_setf(&expected,
                  "points: '%s' %s; it takes up to 64 pairs step:factor, separated by commas, "
                  "steps in ascending order from 0 to 10^15, or none",
                  wrong[i][0], wrong[i][1]);
        assert_false(parameter_read(&schedule, PARAMETER_POINTS, wrong[i][0], &why));
        assert_string_equal(text_string(&why), text_string(&expected));
        assert_true(parameters_same(&schedule, &before));
        text_free(&why);
        text_free(&expected);
    }
}

static void what_the_model_cannot_be_is_refused(void **state) {
    (void)state;
    Schedule schedule = schedule_default();
    refuse(&schedule, PARAMETER_WARMUP_POWER, "0",
           "warmup_power: '0' is not allowed; it takes a number above 0 up to 1e100");
    refuse(&schedule, PARAMETER_WARMUP_JOIN, "mix",
           "warmup_join: 'mix' is not known; it takes one of multiply, replace, meet, blend");
    refuse(&schedule, PARAMETER_WARMUP_INTERVAL, "0",
           "warmup_interval: '0' is not allowed; it takes a whole number from 1 to 10^15");
    refuse(&schedule, PARAMETER_DECAY_INTERVAL, "1.5",
           "decay_interval: '1.5' is not a whole number; it takes a whole number from 1 to 10^15");
    refuse(&schedule, PARAMETER_NUM_CYCLES, "0",
           "num_cycles: '0' is not allowed; it takes a number above 0 up to 1000");
    refuse(&schedule, PARAMETER_CYCLE_GAMMA, "-1",
           "cycle_gamma: '-1' is not allowed; it takes a number above 0 up to 1e100");
    refuse(&schedule, PARAMETER_CYCLE_STEPS, "0.5",
           "cycle_steps: '0.5' is not allowed; it takes a number from 1 to 10^15");
    refuse(&schedule, PARAMETER_FLOOR, "1.5",
           "floor: '1.5' is not allowed; it takes a number from 0 to 1, or none");
    accept(&schedule, PARAMETER_CYCLE_STEPS, "1000/3");
    assert_true(schedule.cycle_steps == 1000.0 / 3);
    accept(&schedule, PARAMETER_FLOOR, "0.1");
    accept(&schedule, PARAMETER_FLOOR, "none");
    assert_true(schedule.floor == (double)SCHEDULE_AUTO);
    assert_true(schedule_timescale(&schedule) == 1000);
    accept(&schedule, PARAMETER_WARMUP_ITERS, "300");
    assert_true(schedule_timescale(&schedule) == 300);
    accept(&schedule, PARAMETER_TIMESCALE, "7");
    accept(&schedule, PARAMETER_TIMESCALE, "as-warmup");
    assert_printed(&schedule, PARAMETER_TIMESCALE, "as-warmup");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_is_complete),
        cmocka_unit_test(keys_are_found),
        cmocka_unit_test(numbers_are_read),
        cmocka_unit_test(counts_are_read),
        cmocka_unit_test(epochs_follow_from_the_data_set),
        cmocka_unit_test(steps_are_read_in_epochs),
        cmocka_unit_test(several_values_are_applied_whatever_their_order),
        cmocka_unit_test(a_percentage_of_the_run_stops_it),
        cmocka_unit_test(a_run_is_stopped_after_its_other_values),
        cmocka_unit_test(wrong_numbers_are_refused),
        cmocka_unit_test(strange_texts_stay_on_one_short_line),
        cmocka_unit_test(choices_are_read),
        cmocka_unit_test(automatic_counts_have_a_word),
        cmocka_unit_test(milestones_are_a_sorted_list),
        cmocka_unit_test(wrong_lists_are_refused),
        cmocka_unit_test(points_are_pairs),
        cmocka_unit_test(wrong_points_are_refused),
        cmocka_unit_test(what_the_model_cannot_be_is_refused),
        cmocka_unit_test(exponential_needs_a_factor_above_zero),
        cmocka_unit_test(values_are_put),
        cmocka_unit_test(what_is_printed_reads_back),
        cmocka_unit_test(only_what_the_decay_uses_applies),
        cmocka_unit_test(tracks_have_their_ends_and_middles),
        cmocka_unit_test(tracks_lead_back),
        cmocka_unit_test(drags_give_pleasant_values),
        cmocka_unit_test(keys_step_on_a_grid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
