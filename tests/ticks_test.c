/* Ticks: pleasant values, no label over another, the forced ones always there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chart/ticks.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define THIN "\u2009"
#define MINUS "\u2212"

static TickRequest vertical(const Measure *measure, double low, double high, double points) {
    return (TickRequest){.low = low,
                         .high = high,
                         .from = points,
                         .to = 0,
                         .labels = TICKS_FACTOR,
                         .multiplier = 1,
                         .vertical = true,
                         .style = {FONT_MONO, 12, 0},
                         .measure = measure,
                         .forced = {1, 0},
                         .forced_count = 2};
}

static TickRequest steps(const Measure *measure, double low, double high, double points, double warmup) {
    return (TickRequest){.low = low,
                         .high = high,
                         .from = 0,
                         .to = points,
                         .labels = TICKS_STEPS,
                         .multiplier = 1,
                         .style = {FONT_MONO, 12, 0},
                         .measure = measure,
                         .forced = {0, warmup, floor(high)},
                         .forced_count = 3};
}

static void assert_labels(const TickRequest *request, const char *expected) {
    Tick ticks[TICKS_MAX];
    char joined[4096] = "";
    int count = ticks_make(request, ticks);
    for (int i = 0; i < count; i++) {
        if (i) strcat(joined, "|");
        strcat(joined, ticks[i].label);
    }
    assert_string_equal(joined, expected);
}

static bool overlap(const TickRequest *request, const Tick *a, const Tick *b) {
    double size = request->style.size, apart = fabs(a->at - b->at);
    return apart < (request->vertical ? size : (a->width + b->width) / 2 + size / 2);
}

static void assert_sound(const TickRequest *request) {
    Tick ticks[TICKS_MAX];
    int count = ticks_make(request, ticks);
    double low = fmin(request->from, request->to), high = fmax(request->from, request->to);
    for (int i = 0; i < count; i++) {
        assert_true(ticks[i].at >= low - 1e-3 && ticks[i].at <= high + 1e-3);
        assert_true(strlen(ticks[i].label) > 0);
        if (i) assert_true(ticks[i].value > ticks[i - 1].value);
        if (i) assert_false(overlap(request, &ticks[i], &ticks[i - 1]));
        if (i) assert_string_not_equal(ticks[i].label, ticks[i - 1].label);
    }
}

static void factors_are_pleasant(void **state) {
    (void)state;
    static const struct {
        double low, high, points;
        const char *labels;
    } table[] = {
        {0, 1.15, 414, "0|0.2|0.4|0.6|0.8|1"},
        {0, 1.68, 414, "0|0.25|0.5|0.75|1|1.25|1.5"},
        {0, 1.15, 60, "0|1"},
        {0, 1.15, 15, "1"},
        {0, 1120, 414, "1|200|400|600|800|1000"},
        {-0.52, 1.15, 414, MINUS "0.5|" MINUS "0.25|0|0.25|0.5|0.75|1"},
        {0, 1.12e15, 414, "1|2e14|4e14|6e14|8e14|1e15"},
        {1 - 1e-8, 1 + 1e-8, 414, "0.99999999|0.999999995|1|1.000000005|1.00000001"},
        {2e-8, 8e-8, 414,
         "2e" MINUS "8|3e" MINUS "8|4e" MINUS "8|5e" MINUS "8|6e" MINUS "8|7e" MINUS "8|8e" MINUS "8"},
        {-3, -1.5, 414,
         MINUS "3|" MINUS "2.75|" MINUS "2.5|" MINUS "2.25|" MINUS "2|" MINUS "1.75|" MINUS "1.5"},
    };
    Measure measure = measure_fixed();
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        TickRequest request = vertical(&measure, table[i].low, table[i].high, table[i].points);
        assert_labels(&request, table[i].labels);
    }
}

static void rates_tell_neighbours_apart(void **state) {
    (void)state;
    static const struct {
        double base_lr;
        const char *labels;
    } table[] = {
        {0.002, "0|0.0004|0.0008|0.0012|0.0016|0.002"},
        {0.02, "0|0.004|0.008|0.012|0.016|0.02"},
        {1e-4, "0|2e" MINUS "5|4e" MINUS "5|6e" MINUS "5|8e" MINUS "5|1e" MINUS "4"},
        {1.0 / 3, "0|0.0667|0.1333|0.2|0.2667|0.3333"},
        {1e-300, "0|2e" MINUS "301|4e" MINUS "301|6e" MINUS "301|8e" MINUS "301|1e" MINUS "300"},
        {5e9, "0|1e9|2e9|3e9|4e9|5e9"},
        {0.01234567, "0|0.00247|0.00494|0.00741|0.00988|0.01235"},
    };
    Measure measure = measure_fixed();
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        TickRequest request = vertical(&measure, 0, 1.15, 414);
        request.labels = TICKS_LR;
        request.multiplier = table[i].base_lr;
        assert_labels(&request, table[i].labels);
    }
}

/* 0 and the decades, 2 and 5 between where they are few, and inside one decade what a linear axis has. */
static void asinh_axes_have_decades(void **state) {
    (void)state;
    static const struct {
        double low, high, points, knee, base_lr;
        const char *labels;
    } table[] = {
        {0, 2.5, 414, 1e-3, 1, "0|0.001|0.002|0.005|0.01|0.02|0.05|0.1|0.2|0.5|1|2"},
        {0, 2.5, 200, 1e-3, 1, "0|0.001|0.005|0.01|0.05|0.1|0.5|1"},
        {0, 2.5, 60, 1e-3, 1, "0|0.01|0.1|1"},
        {0, 5, 414, 1e-6, 1, "0|1e" MINUS "6|1e" MINUS "5|0.0001|0.001|0.01|0.1|1"},
        {0, 5, 414, 1e-6, 0.02, "0|2e" MINUS "8|2e" MINUS "7|2e" MINUS "6|2e" MINUS "5|0.0002|0.002|0.02"},
        {-1.5, 1.5, 414, 1e-2, 1,
         MINUS "1|" MINUS "0.5|" MINUS "0.2|" MINUS "0.1|" MINUS "0.05|" MINUS "0.02|" MINUS
               "0.01|0|0.01|0.02|0.05|0.1|0.2|0.5|1"},
        {0.15, 0.95, 414, 1e-3, 1, "0.2|0.3|0.4|0.5|0.6|0.7|0.8|0.9"},
        {0, 1e-4, 414, 1e-3, 1, "0|2e" MINUS "5|4e" MINUS "5|6e" MINUS "5|8e" MINUS "5|1e" MINUS "4"},
        {0, 1.3, 414, 1, 1, "0|0.25|0.5|0.75|1|1.25"},
        {0, 2e300, 414, 1e294, 1, "1|1e294|1e295|1e296|1e297|1e298|1e299|1e300"},
    };
    Measure measure = measure_fixed();
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        TickRequest request = vertical(&measure, table[i].low, table[i].high, table[i].points);
        request.knee = table[i].knee;
        request.multiplier = table[i].base_lr;
        if (table[i].base_lr != 1) request.labels = TICKS_LR;
        assert_labels(&request, table[i].labels);
        assert_sound(&request);
    }
}

static void steps_are_whole(void **state) {
    (void)state;
    static const struct {
        double low, high, points, warmup;
        const char *labels;
    } table[] = {
        {0, 2000, 776, 1000,
         "0|250|500|750|1" THIN "000|1" THIN "250|1" THIN "500|1" THIN "750|2" THIN "000"},
        {0, 2000, 200, 1000, "0|1" THIN "000|2" THIN "000"},
        {0, 1, 776, 1000, "0|1"},
        {0, 3, 776, 1, "0|1|2|3"},
        {0, 2000, 776, 1001,
         "0|250|500|750|1" THIN "001|1" THIN "250|1" THIN "500|1" THIN "750|2" THIN "000"},
        {0, 2000, 776, 3, "0|250|500|750|1" THIN "000|1" THIN "250|1" THIN "500|1" THIN "750|2" THIN "000"},
        {0, 9000000, 300, 0, "0|3M|6M|9M"},
        {0, 1e15, 776, 1000, "0|100T|200T|300T|400T|500T|600T|700T|800T|900T|1000T"},
        {999999999999990, 1e15, 776, 1000,
         "999" THIN "999" THIN "999" THIN "999" THIN "990|999" THIN "999" THIN "999" THIN "999" THIN
         "992|999" THIN "999" THIN "999" THIN "999" THIN "994|999" THIN "999" THIN "999" THIN "999" THIN
         "996|999" THIN "999" THIN "999" THIN "999" THIN "998|1" THIN "000" THIN "000" THIN "000" THIN "000" THIN "000"},
        {3.2, 3.9, 776, 1000, ""},
    };
    Measure measure = measure_fixed();
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        TickRequest request = steps(&measure, table[i].low, table[i].high, table[i].points, table[i].warmup);
        assert_labels(&request, table[i].labels);
    }
}

/* A value is an index times a step, not a sum of steps: 3 tenths are the double 0.3. */
static void values_are_what_they_say(void **state) {
    (void)state;
    static const double expected[] = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};
    Measure measure = measure_fixed();
    TickRequest request = vertical(&measure, 0, 0.8, 600);
    Tick ticks[TICKS_MAX];
    assert_int_equal(ticks_make(&request, ticks), 9);
    for (int i = 0; i < 9; i++) assert_true(ticks[i].value == expected[i]);
}

static void the_first_of_two_forced_ones_stays(void **state) {
    (void)state;
    Measure measure = measure_fixed();
    TickRequest request = steps(&measure, 0, 10000, 776, 9999);
    Tick ticks[TICKS_MAX];
    int count = ticks_make(&request, ticks);
    assert_true(ticks[count - 1].forced);
    assert_true(ticks[count - 1].value == 9999);
}

static bool has(const TickRequest *request, double value) {
    Tick ticks[TICKS_MAX];
    int count = ticks_make(request, ticks);
    for (int i = 0; i < count; i++)
        if (ticks[i].value == value) return true;
    return false;
}

/* Views of every size and place. */
static void no_two_labels_overlap(void **state) {
    (void)state;
    Measure measure = measure_fixed();
    for (int exponent = -300; exponent <= 300; exponent++)
        for (int points = 30; points < 2000; points += 307) {
            double high = 1.37 * pow(10, exponent);
            TickRequest request = vertical(&measure, exponent % 2 ? 0 : -0.7 * high, high, points);
            assert_sound(&request);
            if (high > 1 && points > 60) assert_true(has(&request, 1));
        }
    for (double total = 1; total <= 1e15; total = ceil(total * 1.7))
        for (double warmup = 1; warmup <= total; warmup = ceil(warmup * 3.1)) {
            TickRequest request = steps(&measure, 0, fmin(total, 1e15), 776, warmup);
            assert_sound(&request);
            assert_true(has(&request, 0));
        }
}

/* Rates at both ends of what a double holds, and beyond: every label is a number that is read. */
static void the_smallest_and_greatest_rates_have_labels(void **state) {
    (void)state;
    static const double rates[] = {5e-324, 1e-310, 1e-300, 1e-30, 1e30, 1e300, 1.7e308};
    static const double highs[] = {1e-300, 1e-30, 1e-9, 1.1, 1e9, 1e30, 1e300};
    Measure measure = measure_fixed();
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        for (size_t k = 0; k < 4 * sizeof highs / sizeof *highs; k++) {
            Tick ticks[TICKS_MAX];
            double high = highs[k / 4];
            TickRequest request = vertical(&measure, k % 2 ? -high : 0, high, 300);
            request.labels = TICKS_LR;
            request.multiplier = rates[i];
            request.shares = k % 4 < 2;
            int count = ticks_make(&request, ticks);
            assert_true(count >= 0 && count < TICKS_MAX);
            for (int t = 0; t < count; t++) {
                bool beyond = fabs(ticks[t].value * rates[i]) > 1.7e308; /* no rate */
                const char *digit = strpbrk(ticks[t].label, "0123456789");
                if (!beyond && (!digit || strpbrk(ticks[t].label, "infa"))) fail_msg("%s", ticks[t].label);
            }
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(factors_are_pleasant),     cmocka_unit_test(rates_tell_neighbours_apart),
        cmocka_unit_test(asinh_axes_have_decades),  cmocka_unit_test(steps_are_whole),
        cmocka_unit_test(values_are_what_they_say), cmocka_unit_test(the_first_of_two_forced_ones_stays),
        cmocka_unit_test(no_two_labels_overlap),    cmocka_unit_test(the_smallest_and_greatest_rates_have_labels),
    };
    return cmocka_run_group_tests_name("ticks", tests, NULL, NULL);
}
