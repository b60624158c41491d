/* A schedule whose factor is a function of the step: values, names as parameters, what is proven and said. */
#include "schedule/function.h"
#include "schedule/function_text.h"
#include "schedule/sums.h"
#include "schedule/words.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <stdlib.h>

#include "chance.h"

static const char document[] = "def f(x):\n"
                               "    if x >= warmup_iters:\n"
                               "        return 1\n"
                               "    alpha = float(x) / warmup_iters\n"
                               "    return warmup_factor * (1 - alpha) + alpha\n";

static Schedule with_function(Schedule schedule, const char *text) {
    Text why = {0};
    if (!schedule_read_function(&schedule, text, &why)) fail_msg("%s\n%s", text, text_string(&why));
    text_free(&why);
    return schedule;
}

static void assert_words(void (*words)(const Schedule *, Text *), const Schedule *schedule,
                         const char *expected) {
    Text out = {0};
    words(schedule, &out);
    if (!strstr(text_string(&out), expected)) fail_msg("'%s' is not in '%s'", expected, text_string(&out));
    text_free(&out);
}

static void the_documents_function_is_the_models_warm_up_bit_for_bit(void **state) {
    (void)state;
    static const double factors[] = {0.001, 0, 1.0 / 3, 1, 1.5, -0.5};
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
        Schedule model = schedule_default(), shape;
        model.warmup_factor = factors[i];
        Schedule function = with_function(model, document);
        for (int64_t step = 0; step < model.total_steps; step++)
            assert_true(schedule_lr(&function, step) == schedule_lr(&model, step));
        ScheduleAbove one = schedule_above(&model), other = schedule_above(&function);
        assert_int_equal(one.any, other.any);
        assert_true(other.exact);
        if (one.any) assert_int_equal(one.count, other.count);
        assert_int_equal(schedule_last_negative(&model), schedule_last_negative(&function));
        assert_true(schedule_peak(&model).factor == schedule_peak(&function).factor);
        assert_true(function_shape(&function, &shape));
        assert_int_equal(shape.warmup_method, factors[i] == 1 ? shape.warmup_method : WARMUP_LINEAR);
        assert_null(shape.function);
    }
}

static void the_verdict_says_how_it_is_known(void **state) {
    (void)state;
    Schedule schedule = with_function(schedule_default(), document);
    assert_words(words_verdict, &schedule, "Never above 1: proven for all 2\u2009000 steps");
    schedule.warmup_factor = 1.5;
    assert_words(words_verdict, &schedule, "Above 1 on steps 0 – 999");
    assert_words(words_describe, &schedule, "the peak is 1.5 × base_lr = 0.03 at step 0");
    schedule = with_function(schedule_default(), "1.5 if x % 100 == 7 else 0.5");
    assert_words(words_verdict, &schedule, "Above 1 on 20 of steps 7 – 1\u2009907");
    schedule = with_function(schedule_default(), "0.5 - x / 1000");
    assert_words(words_verdict, &schedule, "negative on steps 501 – 1\u2009999");
    schedule.total_steps = INT64_C(1000000000000);
    schedule = with_function(schedule, "0.5 + 0.5000001 * sin(float(x) * x / 7)");
    assert_words(words_verdict, &schedule, "not decided");
}

static void names_are_parameters(void **state) {
    (void)state;
    Text why = {0};
    Schedule schedule = with_function(
        schedule_default(), "k = 3\nlambda x: min(k, x / total_steps) + 0 * gamma_2 + 0 * x / warmup_iters");
    int k = parameter_find_in(&schedule, "k"), gamma = parameter_find_in(&schedule, "gamma_2");
    assert_true(k >= PARAMETER_VALUES && gamma >= PARAMETER_VALUES);
    assert_string_equal(parameter_name(&schedule, (ParameterId)k), "k");
    assert_true(parameter_get(&schedule, (ParameterId)k) == 3);
    assert_true(parameter_get(&schedule, (ParameterId)gamma) == 1);
    assert_true(parameter_applies(&schedule, PARAMETER_WARMUP_ITERS));
    assert_false(parameter_applies(&schedule, PARAMETER_WARMUP_FACTOR));
    assert_false(parameter_applies(&schedule, PARAMETER_DECAY));
    assert_true(parameter_put(&schedule, (ParameterId)k, 0.25, &why));
    assert_true(schedule_factor(&schedule, 1000) == 0.25);
    assert_false(parameter_put(&schedule, PARAMETER_WARMUP_ITERS, 0, &why));
    assert_non_null(strstr(
        text_string(&why),
        "warmup_iters: '0' is not allowed with this function: step 0 has no value: a division by zero"));
    assert_int_equal(schedule.warmup_iters, 1000);
    Schedule again =
        with_function(schedule, "lambda x: k"); /* what stays keeps its value: begun anew it would be 1 */
    assert_true(schedule_factor(&again, 5) == 0.25);
    assert_false(parameters_same(&schedule, &again));
    text_free(&why);
}

static void a_text_that_is_wrong_changes_nothing(void **state) {
    (void)state;
    static const struct {
        const char *text, *why;
    } cases[] = {{"1 / x", "1:1 step 0 has no value: a division by zero"},
                 {"def f(x):\n    return y(x)", "2:12 a call of 'y'"},
                 {"log(5 - x)", "1:1 step 5 has no value: a logarithm of zero"},
                 {"warmup_iters = -3\nlambda x: x / warmup_iters", "warmup_iters: '-3' is not allowed"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Schedule schedule = schedule_default(), before = schedule;
        Text why = {0};
        assert_false(schedule_read_function(&schedule, cases[i].text, &why));
        if (!strstr(text_string(&why), cases[i].why)) fail_msg("%s", text_string(&why));
        assert_true(parameters_same(&schedule, &before));
        text_free(&why);
    }
}

static void sums_and_ranges_are_those_of_the_steps(void **state) {
    (void)state;
    Schedule schedule =
        with_function(schedule_default(), "(1 + cos(pi * x / 700)) / 2 + (0.3 if x > 1500 else 0)");
    double sum = 0, low = INFINITY, high = -INFINITY, min, max;
    for (int64_t step = 0; step < 2000; step++) {
        double factor = schedule_factor(&schedule, step);
        sum += factor;
        low = fmin(low, factor);
        high = fmax(high, factor);
    }
    assert_true(fabs(schedule_sum(&schedule, 0, 2000) - sum) < 1e-9);
    schedule_range(&schedule, 0, 2000, &min, &max);
    assert_true(min <= low && max >= high && low - min < 1e-6 && max - high < 1e-6);
    assert_true(schedule_factor_at(&schedule, 1500.5) ==
                (schedule_factor(&schedule, 1500) + schedule_factor(&schedule, 1501)) / 2);
}

/* Held against the shapes, whose sums are exact, over as many steps as nobody adds up; what is not known that
   closely lies between its bounds. */
static void sums_of_any_number_of_steps_are_enclosed(void **state) {
    (void)state;
    const int64_t steps = INT64_C(1000000000000);
    Schedule shape = schedule_default();
    shape.total_steps = steps;
    shape.decay = DECAY_COSINE;
    shape.warmup_iters = steps / 10;
    Text text = {0};
    assert_true(function_text(&shape, &text));
    Schedule schedule = with_function(shape, text_string(&text));
    text_free(&text);
    for (int64_t end = steps / 20; end <= steps; end += steps / 20) {
        double exact = schedule_sum(&shape, 0, end);
        ScheduleSum known = schedule_sum_known(&schedule, 0, end);
        assert_true(known.low <= exact * (1 + 1e-9) && exact * (1 - 1e-9) <= known.high);
        assert_true(known.high - known.low <= 1e-6 * exact && !known.estimated);
    }
    schedule = with_function(shape, "0.6 + 0.4 * sin(float(x) * x % 1000)");
    ScheduleSum half = schedule_share(&schedule, steps / 2);
    assert_true(half.low < 0.5 && half.high > 0.5 && half.high - half.low > 0.1);
    schedule = with_function(shape, "0.5 + 0.5 * sin(float(x) * x % 1000)");
    Text words = {0};
    words_half(schedule_share(&schedule, steps / 2), &words);
    assert_string_equal(text_string(&words), "The first half of training carries an unknown share of the sum of lr");
    text_free(&words);
}

static void the_peak_is_the_first_step_that_has_it(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t step;
    } cases[] = {{"min(1, (x + 1) / 1000)", 999},
                 {"1", 0},
                 {"1 if 500 <= x < 700 or x > 1900 else 0.5", 500},
                 {"[0.1, 1][x // 1000]", 1000},
                 {"1 - (x - 321) ** 2", 321},
                 {"max(0.5, sin(x / 100))", 157},
                 {"tanh(x)", 20}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Schedule schedule = schedule_default();
        schedule.total_steps = 2000;
        schedule = with_function(schedule, cases[i].text);
        if (schedule_peak(&schedule).step != cases[i].step)
            fail_msg("%s: %ld", cases[i].text, (long)schedule_peak(&schedule).step);
    }
}

/* Each shape as a text, through the language, against its C function: bit for bit. */
static void every_shape_as_a_text_has_the_same_values(void **state) {
    (void)state;
    Chance chance = {5};
    for (int i = 0; i < 4000; i++) {
        Text text = {0};
        Schedule schedule = chance_model(&chance), shape;
        assert_true(function_text(&schedule, &text));
        Schedule function = with_function(schedule, text_string(&text));
        for (int64_t step = 0; step < schedule.total_steps; step++) {
            double expected = schedule_factor(&schedule, step), found = schedule_factor(&function, step);
            if (found != expected)
                fail_msg("%s\nstep %ld: %.17g, not %.17g", text_string(&text), (long)step, found, expected);
        }
        assert_true(function_shape(&function, &shape));
        text_free(&text);
    }
}

/* At 10^15 the products of a fraction are whole numbers but for rounding, and so are the cycles' first steps. */
static void cycles_of_a_fraction_begin_at_the_same_steps_however_late(void **state) {
    (void)state;
    static const double lengths[] = {68.28406301991477, 1000.0 / 3, 2.5, 0.7, 12345.678};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        Text text = {0};
        Schedule schedule = schedule_default();
        schedule.total_steps = SCHEDULE_STEPS_MAX;
        schedule.warmup_iters = 0;
        schedule.decay = DECAY_COSINE_RESTARTS;
        schedule.cycle_steps = lengths[i];
        assert_true(function_text(&schedule, &text));
        Schedule function = with_function(schedule, text_string(&text));
        for (int64_t end = 1000; end <= SCHEDULE_STEPS_MAX; end *= 10)
            for (int64_t step = end - 1000; step < end; step++)
                assert_true(schedule_factor(&schedule, step) == schedule_factor(&function, step));
        text_free(&text);
    }
}

static void other_peoples_names_begin_as_what_they_usually_are(void **state) {
    (void)state;
    Schedule schedule = schedule_default(), shape;
    schedule.total_steps = 90000;
    schedule.warmup_factor = 0;
    schedule =
        with_function(schedule, "def lr_lambda(current_step):\n"
                                "    if current_step < num_warmup_steps:\n"
                                "        return float(current_step) / float(max(1, num_warmup_steps))\n"
                                "    return max(0.0, float(num_training_steps - current_step) /\n"
                                "        float(max(1, num_training_steps - num_warmup_steps)))\n");
    ParameterId warm = (ParameterId)parameter_find_in(&schedule, "num_warmup_steps");
    assert_true(parameter_get(&schedule, warm) == 1000);
    assert_true(parameter_get(&schedule, (ParameterId)parameter_find_in(&schedule, "num_training_steps")) ==
                90000);
    Text why = {0};
    assert_true(parameter_put(&schedule, warm, 500, &why));
    assert_true(function_shape(&schedule, &shape));
    assert_int_equal(shape.decay, DECAY_LINEAR);
    assert_int_equal(shape.warmup_iters, 500);
    text_free(&why);
}

static void a_long_run_is_known_by_its_operations(void **state) {
    (void)state;
    static const char *const others[] = {
        "def f(x):\n    alpha = x / warmup_iters\n    if x < warmup_iters:\n"
        "        return alpha + warmup_factor * (1 - alpha)\n    return 1\n",
        "def f(x):\n    if x >= warmup_iters:\n        return 1\n    a = x / warmup_iters\n"
        "    return warmup_factor * (1 - a) + a * a / a\n"};
    Schedule schedule = schedule_default(), shape;
    schedule.total_steps = INT64_C(1000000000000);
    schedule.warmup_iters = INT64_C(400000000000);
    Schedule function = with_function(schedule, document);
    assert_true(function_shape(&function, &shape));
    assert_int_equal(shape.warmup_method, WARMUP_LINEAR);
    function = with_function(schedule, others[0]);
    assert_true(function_shape(&function, &shape));
    Schedule odd = schedule;
    Text why = {0}; /* the same values, as far as anyone looks, but not proven to be so; and 0/0 at step 0 */
    assert_false(schedule_read_function(&odd, others[1], &why));
    text_free(&why);
    for (int decay = 0; decay < DECAY_COUNT; decay++) {
        Text text = {0};
        schedule.decay = (Decay)decay;
        schedule.warmup_method = WARMUP_COSINE;
        assert_true(function_text(&schedule, &text));
        function = with_function(schedule, text_string(&text));
        if (!function_shape(&function, &shape)) fail_msg("%s", text_string(&text));
        text_free(&text);
    }
}

/* However many there are and however few are asked for: those that are given are places of the range in order, with the
   function's values, and between two of them the function rises or falls throughout. */
static void breaks_are_places_of_the_function(void **state) {
    (void)state;
    static const char *const texts[] = {"step % 2", "1 / (1 + step % 3)", "abs(step - 700) / 2000", "(step % 97) / 97",
                                        "1 if step % 5 else 0.5"};
    static const size_t rooms[] = {1, 8, 64, 500, 600, 3000};
    static const double ranges[][2] = {{0, 1999}, {0.5, 1200.5}, {300, 310}, {0, 2000}};
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
        for (int r = 0; r < 24; r++) {
            Schedule schedule = with_function(schedule_default(), texts[t]);
            const double *range = ranges[r % 4];
            size_t max = rooms[r / 4];
            ScheduleBreak *breaks = malloc(max * sizeof *breaks);
            memset(breaks, 0xA5, max * sizeof *breaks);
            size_t count = schedule_breaks(&schedule, range[0], range[1], breaks, max);
            assert_true(count <= max + 1);
            for (size_t i = 0; i < count && i < max; i++) {
                double x = breaks[i].x, before = i ? breaks[i - 1].x : range[0];
                assert_true(x > before && x < range[1]);
                assert_true(breaks[i].right == schedule_factor_at(&schedule, x));
                bool rises = false, falls = false;
                for (double step = floor(before) + 2; step < x; step++) {
                    double a = schedule_factor_at(&schedule, step - 1), b = schedule_factor_at(&schedule, step);
                    rises = rises || b > a;
                    falls = falls || b < a;
                }
                assert_false(rises && falls);
            }
            free(breaks);
        }
}

/* A file has no bytes that are no text, and what is read from it is the same function. */
static void a_text_that_is_no_utf8_is_the_one_that_a_file_has(void **state) {
    (void)state;
    static const char *const texts[] = {"def f(x):\n    return 0.5  # \xFF\xFE", "def f(x):\n    return 0.5  # caf\xE9\n",
                                        "def f(x):\n    return 0.5\n\xED\xA0\x80"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Text valid = {0};
        text_add_valid(&valid, texts[i]);
        assert_non_null(strstr(text_string(&valid), "\uFFFD"));
        Schedule schedule = with_function(schedule_default(), texts[i]);
        Schedule again = with_function(schedule_default(), text_string(&valid));
        assert_string_equal(formula_text(schedule.function), text_string(&valid));
        assert_ptr_equal(schedule.function, again.function);
        text_free(&valid);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_documents_function_is_the_models_warm_up_bit_for_bit),
        cmocka_unit_test(the_verdict_says_how_it_is_known),
        cmocka_unit_test(names_are_parameters),
        cmocka_unit_test(a_text_that_is_wrong_changes_nothing),
        cmocka_unit_test(sums_and_ranges_are_those_of_the_steps),
        cmocka_unit_test(sums_of_any_number_of_steps_are_enclosed),
        cmocka_unit_test(the_peak_is_the_first_step_that_has_it),
        cmocka_unit_test(other_peoples_names_begin_as_what_they_usually_are),
        cmocka_unit_test(a_long_run_is_known_by_its_operations),
        cmocka_unit_test(breaks_are_places_of_the_function),
        cmocka_unit_test(a_text_that_is_no_utf8_is_the_one_that_a_file_has),
        cmocka_unit_test(every_shape_as_a_text_has_the_same_values),
        cmocka_unit_test(cycles_of_a_fraction_begin_at_the_same_steps_however_late)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
