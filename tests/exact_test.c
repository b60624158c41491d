/* Special values and identities; tests/exact/ holds the values themselves against high precision. */
#include "base/exact.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

typedef struct Case {
    double found, expected;
} Case;

static void assert_cases(const Case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Case it = cases[i];
        bool same = isnan(it.expected) ? isnan(it.found)
                                       : it.found == it.expected && signbit(it.found) == signbit(it.expected);
        if (!same) fail_msg("case %zu is %a, not %a", i, it.found, it.expected);
    }
}
#define ASSERT_CASES(cases) assert_cases(cases, sizeof(cases) / sizeof *(cases))

static void special_values_are_those_of_C99(void **state) {
    (void)state;
    const Case cases[] = {
        {exact_exp(0), 1},
        {exact_exp(-0.0), 1},
        {exact_exp(INFINITY), INFINITY},
        {exact_exp(-INFINITY), 0},
        {exact_exp(NAN), NAN},
        {exact_exp(709.782712893384), 0x1.fffffffffff2ap+1023},
        {exact_exp(710), INFINITY},
        {exact_exp(-745.2), 0},
        {exact_log(1), 0},
        {exact_log(0), -INFINITY},
        {exact_log(-0.0), -INFINITY},
        {exact_log(-1), NAN},
        {exact_log(INFINITY), INFINITY},
        {exact_log(NAN), NAN},
        {exact_log2(0), -INFINITY},
        {exact_log10(-1), NAN},
        {exact_tanh(INFINITY), 1},
        {exact_tanh(-INFINITY), -1},
        {exact_tanh(-0.0), -0.0},
        {exact_tanh(NAN), NAN},
        {exact_cos(INFINITY), NAN},
        {exact_sin(-0.0), -0.0},
        {exact_tan(-INFINITY), NAN},
        {exact_cos_pi(NAN), NAN},
        {exact_cos_pi(INFINITY), NAN},
        {exact_cos_pi(0.5), 0},
        {exact_cos_pi(-1.5), 0},
        {exact_cos_pi(0x1p53), 1},
        {exact_cos_pi(0x1p53 - 1), -1},
        {exact_sin_pi(-0.0), -0.0},
        {exact_sin_pi(0.5), 1},
        {exact_sin_pi(-0.5), -1},
    };
    ASSERT_CASES(cases);
}

static void special_powers_are_those_of_C99(void **state) {
    (void)state;
    const Case cases[] = {
        {exact_pow(NAN, 0), 1},
        {exact_pow(1, NAN), 1},
        {exact_pow(NAN, 1), NAN},
        {exact_pow(2, NAN), NAN},
        {exact_pow(0, 3), 0},
        {exact_pow(-0.0, 3), -0.0},
        {exact_pow(-0.0, 2), 0},
        {exact_pow(-0.0, -3), -INFINITY},
        {exact_pow(0, -0.5), INFINITY},
        {exact_pow(-1, INFINITY), 1},
        {exact_pow(-2, 3), -8},
        {exact_pow(-2, -2), 0.25},
        {exact_pow(-2, 0.5), NAN},
        {exact_pow(0.5, INFINITY), 0},
        {exact_pow(0.5, -INFINITY), INFINITY},
        {exact_pow(-INFINITY, 3), -INFINITY},
        {exact_pow(-INFINITY, -3), -0.0},
        {exact_pow(INFINITY, 0.5), INFINITY},
        {exact_pow(2, 1023), 0x1p1023},
        {exact_pow(2, 1024), INFINITY},
        {exact_pow(2, -1074), 0x1p-1074},
        {exact_pow(2, -1076), 0},
        {exact_pow(-2, 1025), -INFINITY},
        {exact_pow(0x1p-1074, 1), 0x1p-1074},
        {exact_pow(0x1p-1074, 0.5), 0x1p-537},
        {exact_pow(1 + DBL_EPSILON, 0x1p56), 0x1.0f2ebd0a80018p+23},
        {exact_pow(0x0.00000000de53fp-1022, 0.12145610174928212), 0x1.f23123f1ceafdp-129},
        {exact_pow(DBL_MAX, 1e300), INFINITY},
        {exact_pow(0.5, 1e300), 0},
    };
    ASSERT_CASES(cases);
}

static void whole_results_are_whole(void **state) {
    (void)state;
    double ten = 1;
    for (int n = 0; n <= 22; n++, ten *= 10) {
        assert_true(exact_log10(ten) == n);
        assert_true(exact_pow(10, n) == ten);
    }
    for (int n = -1074; n <= 1023; n++) assert_true(exact_log2(ldexp(1, n)) == n);
    for (int n = -200; n <= 200; n++) {
        assert_true(exact_cos_pi(n) == (n % 2 ? -1 : 1));
        assert_true(exact_cos_pi(n + 0.5) == 0);
        assert_true(exact_sin_pi(n) == 0);
    }
}

static void even_and_odd_functions_are_so_bit_for_bit(void **state) {
    (void)state;
    for (int i = 1; i < 5000; i++) {
        double x = i * 0.0137;
        assert_true(exact_cos(-x) == exact_cos(x) && exact_cos_pi(-x) == exact_cos_pi(x));
        assert_true(exact_sin(-x) == -exact_sin(x) && exact_sin_pi(-x) == -exact_sin_pi(x));
        assert_true(exact_tan(-x) == -exact_tan(x) && exact_tanh(-x) == -exact_tanh(x));
    }
}

/* x^0.5 rounded once is the square root, and x^2.5 of a square is the fifth power of its root. */
static void powers_of_halves_are_rounded_once(void **state) {
    (void)state;
    for (int i = 1; i < 20000; i++) {
        double root = i;
        assert_true(exact_pow(i, 0.5) == sqrt(i));
        assert_true(exact_pow(root * root, 2.5) == exact_pow(root, 5));
    }
    /* 1553^5 = 9033525579302993 lies in the middle between two doubles: the even one is taken. */
    assert_true(exact_pow(1553, 5) == 9033525579302992);
    assert_true(exact_pow(1553.0 * 1553, 2.5) == 9033525579302992);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(special_values_are_those_of_C99),
                                       cmocka_unit_test(special_powers_are_those_of_C99),
                                       cmocka_unit_test(whole_results_are_whole),
                                       cmocka_unit_test(even_and_odd_functions_are_so_bit_for_bit),
                                       cmocka_unit_test(powers_of_halves_are_rounded_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
