/* What is proven of functions of the step, against their values on every step. */
#include "formula/formula.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chance.h"

enum { STEPS = 100000, SPANS = 64, EFFORT = 4000000 };

static Formula *read_text(const char *text) {
    FormulaError error;
    Formula *formula = formula_read(text, strlen(text), &error);
    if (!formula) fail_msg("%s\n%zu:%zu %s", text, error.line, error.column, error.text);
    return formula;
}

static FormulaSide side_of(const Formula *formula, const double *values, int64_t step, double limit) {
    double value;
    if (!formula_value(formula, values, step, &value, NULL)) return FORMULA_NO_VALUE;
    return value > limit ? FORMULA_ABOVE : FORMULA_NOT_ABOVE;
}

/* How many of the steps 0..STEPS-1 are decided; fails where a span says what its steps do not. */
static int64_t decided(const char *text, const double *values, double limit) {
    FormulaSpan spans[SPANS];
    Formula *formula = read_text(text);
    size_t count = formula_above(formula, values, limit, 0, STEPS - 1, EFFORT, spans, SPANS);
    int64_t next = 0, known = 0;
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(spans[i].first, next);
        assert_true(i == 0 || spans[i].side != spans[i - 1].side);
        next = spans[i].last + 1;
        if (spans[i].side == FORMULA_UNDECIDED) continue;
        known += next - spans[i].first;
        for (int64_t step = spans[i].first; step < next; step++)
            if (side_of(formula, values, step, limit) != spans[i].side)
                fail_msg("%s\nstep %ld is not on side %d", text, (long)step, spans[i].side);
    }
    assert_int_equal(next, STEPS);
    formula_free(formula);
    return known;
}

/* --------------------------------------------------------------------------------------- random functions */

static void add_expression(Chance *chance, Text *text, int depth);

static void add_leaf(Chance *chance, Text *text) {
    switch (chance_below(chance, 6)) {
    case 0: text_addf(text, "%d", (int)chance_below(chance, 5)); break;
    case 1: text_addf(text, "%.3f", (double)chance_below(chance, 2000) / 1000); break;
    case 2: text_addf(text, "(x / %d)", 1 + (int)chance_below(chance, 200000)); break;
    case 3: text_addf(text, "%d", 1 + (int)chance_below(chance, 100000)); break;
    case 4: text_add(text, "a"); break;
    default: text_add(text, "x"); break;
    }
}

/* @ is an expression. */
static const char *const shapes[] = {"(@ + @)",       "(@ - @)",      "(@ * @)",
                                     "(@ / @)",       "(@ // @)",     "(@ % @)",
                                     "(@ ** 2)",      "(0.9 ** @)",   "min(@, @)",
                                     "max(@, @)",     "abs(@)",       "cos(@)",
                                     "sin(@)",        "exp(-abs(@))", "log(1 + abs(@))",
                                     "sqrt(abs(@))",  "floor(@)",     "(@ if @ < @ else @)",
                                     "int(@)",        "round(@, 2)",  "tanh(@)",
                                     "(@ < @ <= @)",  "(@ and @)",    "[1, @, 0.5][int(@) % 3]",
                                     "(abs(@) ** a)", "(-@)",         "round(@)",
                                     "exp(@)",        "(@ ** 3)",     "(1 + abs(@)) ** -0.5",
                                     "log(@)",        "sqrt(@)",      "tan(@)",
                                     "(@ ** @)",      "cos(pi * @)",  "(@ or @)"};

static void add_expression(Chance *chance, Text *text, int depth) {
    if (depth == 0 || chance_below(chance, 6) == 0) {
        add_leaf(chance, text);
        return;
    }
    const char *shape = shapes[chance_below(chance, sizeof shapes / sizeof *shapes)];
    for (; *shape; shape++) {
        if (*shape == '@')
            add_expression(chance, text, depth - 1);
        else
            text_add_bytes(text, shape, 1);
    }
}

static void proofs_hold_on_every_step(void **state) {
    (void)state;
    enum { FUNCTIONS = 1000 };
    Chance chance = {18};
    int64_t known = 0;
    for (int i = 0; i < FUNCTIONS; i++) {
        Text text = {0};
        double values[FORMULA_NAMES_MAX] = {(double)chance_below(&chance, 300) / 100};
        add_expression(&chance, &text, 1 + (int)chance_below(&chance, 4));
        known += decided(text_string(&text), values, (double)chance_below(&chance, 3));
        text_free(&text);
    }
    printf("%.1f %% of the steps of %d random functions are decided\n",
           100.0 * (double)known / STEPS / FUNCTIONS, FUNCTIONS);
}

static void ranges_hold_every_value(void **state) {
    (void)state;
    enum { FUNCTIONS = 3000, MOST = 40 };
    Chance chance = {7};
    for (int i = 0; i < FUNCTIONS; i++) {
        Text text = {0};
        double values[FORMULA_NAMES_MAX] = {(double)chance_below(&chance, 300) / 100}, value;
        add_expression(&chance, &text, 1 + (int)chance_below(&chance, 4));
        Formula *formula = read_text(text_string(&text));
        for (int j = 0; j < 10; j++) {
            int64_t first = (int64_t)chance_below(&chance, j % 2 ? 200000 : 20),
                    last = first + (int64_t)chance_below(&chance, MOST);
            FormulaRange range = formula_range(formula, values, first, last);
            for (int64_t step = first; step <= last; step++) {
                bool there = formula_value(formula, values, step, &value, NULL);
                if (there ? value < range.low || value > range.high : range.total)
                    fail_msg("%s, a=%g\non %ld..%ld, step %ld: %.17g in %.17g..%.17g%s", text_string(&text),
                             values[0], (long)first, (long)last, (long)step, value, range.low, range.high,
                             range.total ? "" : " or none");
            }
        }
        formula_free(formula);
        text_free(&text);
    }
}

/* ------------------------------------------------------------------------------------------ everyday ones */

static const char *const everyday[] = {
    "def f(x):\n    if x >= 1000:\n        return 1\n    alpha = float(x) / 1000\n    return 0.001 * (1 - "
    "alpha) + alpha",
    "lambda epoch: 0.95 ** epoch",
    "lambda step: min(1, (step + 1) / 2000)",
    "min((x + 1) ** -0.5, (x + 1) * 4000 ** -1.5)",
    "lambda it: 0.5 * (1 + math.cos(math.pi * it / 100000))",
    "lambda it: (1 - it / 100000) ** 0.9",
    "def f(step):\n    if step < 500:\n        return step / 500\n    return max(0.0, (100000 - step) / "
    "(100000 - 500))",
    "def f(x):\n    if x < 2000:\n        return x / 2000\n    q = (x - 2000) / (100000 - 2000)\n    return "
    "max(0.1, 0.5 * (1 + math.cos(math.pi * q)))",
    "def f(x):\n    if x < 2000:\n        return x / 2000\n    return 0.1 ** (x // 30000)",
    "[1, 0.1, 0.01][min(x // 40000, 2)]",
    "1 / (1 + 0.001 * x)",
    "lambda x: 1.0 if x < 500 else math.sqrt(500) * x ** -0.5",
    "def f(x):\n    cycle = math.floor(1 + x / 4000)\n    return max(0, 1 - abs(x / 2000 - 2 * cycle + 1))",
    "1.5 * (1 - x / 100000)",
    "def f(x):\n    if x >= 1000:\n        return 1\n    alpha = x / 1000\n    return 1.5 * (1 - alpha) + "
    "alpha",
    "exp(-x / 20000)",
    "0.5 + 0.5 * sin(x / 1000)",
    "1 - log(1 + x) / log(100001)",
    "tanh(x / 1000)",
    "1 - sqrt(x / 100000)",
};

static void everyday_functions_are_decided_whole(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof everyday / sizeof *everyday; i++)
        if (decided(everyday[i], NULL, 1) != STEPS) fail_msg("%s", everyday[i]);
}

/* A million million steps cost what a few thousand do. */
static void length_hardly_matters(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t count;
        int64_t first_ends;
    } cases[] = {
        {"0.5 * (1 + cos(pi * x / 1e12))", 1, 999999999999},
        {"def f(x):\n    if x >= 500000000000: return 1\n    a = x / 500000000000\n    return 0.001 * (1 - "
         "a) + a",
         1, 999999999999},
        {"def f(x):\n    if x >= 500000000000: return 1\n    a = x / 500000000000\n    return 1.5 * (1 - a) "
         "+ a",
         2, 499999999999},
        {"0.999999 ** (x // 1000)", 1, 999999999999},
        {"2 - x / 1e11", 2, 99999999999},
        {"0.3 + x / 1e12", 2, 700000000000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        FormulaSpan spans[SPANS];
        Formula *formula = read_text(cases[i].text);
        size_t count = formula_above(formula, NULL, 1, 0, 999999999999, EFFORT, spans, SPANS);
        if (count != cases[i].count || spans[0].last != cases[i].first_ends)
            fail_msg("%s: %zu spans, the first to %ld side %d, then %ld side %d", cases[i].text, count,
                     (long)spans[0].last, spans[0].side, (long)spans[1].last, spans[1].side);
        for (size_t j = 0; j < count; j++) assert_int_not_equal(spans[j].side, FORMULA_UNDECIDED);
        formula_free(formula);
    }
}

static void extremes_are_those_of_all_steps(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof everyday / sizeof *everyday; i++) {
        enum { COUNT = 20000 };
        FormulaExtremes extremes;
        double low = INFINITY, high = -INFINITY, value;
        Formula *formula = read_text(everyday[i]);
        assert_true(formula_extremes(formula, NULL, 0, COUNT - 1, 0, 100 * EFFORT, &extremes));
        for (int step = 0; step < COUNT; step++) {
            assert_true(formula_value(formula, NULL, step, &value, NULL));
            low = fmin(low, value);
            high = fmax(high, value);
        }
        if (extremes.low.value != low || extremes.high.value != high || extremes.high_bound != high ||
            extremes.low_bound != low || !extremes.total)
            fail_msg("%s: %.17g..%.17g in %.17g..%.17g, not %.17g..%.17g", everyday[i], extremes.low.value,
                     extremes.high.value, extremes.low_bound, extremes.high_bound, low, high);
        assert_true(formula_value(formula, NULL, extremes.high.step, &value, NULL) && value == high);
        formula_free(formula);
    }
}

/* A float is no index, even where it is a whole number. */
static void a_list_with_a_float_as_index_has_no_value(void **state) {
    (void)state;
    double half = 0.5, two = 2;
    Formula *formula = read_text("[1, 0.5, 0.1][min(x // n, 2)]");
    assert_false(formula_range(formula, &half, 0, 40).total);
    assert_true(formula_range(formula, &two, 0, 40).total);
    assert_int_equal(side_of(formula, &half, 0, 1), FORMULA_NO_VALUE);
    formula_free(formula);
}

static void what_is_not_decided_is_said(void **state) {
    (void)state;
    FormulaSpan spans[SPANS];
    Formula *formula = read_text("sin(x * x) * cos(x * x * 1.1) + 0.1"); /* waves faster than the steps */
    size_t count = formula_above(formula, NULL, 1, 0, 999999999999, 20000, spans, SPANS);
    assert_int_equal(spans[count - 1].side, FORMULA_UNDECIDED);
    assert_int_equal(spans[count - 1].last, 999999999999);
    FormulaSpan again[SPANS];
    assert_int_equal(formula_above(formula, NULL, 1, 0, 999999999999, 20000, again, SPANS), count);
    assert_memory_equal(again[count - 1].first == spans[count - 1].first ? "same" : "else", "same", 4);
    formula_free(formula);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_hold_every_value),     cmocka_unit_test(everyday_functions_are_decided_whole),
        cmocka_unit_test(length_hardly_matters),       cmocka_unit_test(extremes_are_those_of_all_steps),
        cmocka_unit_test(a_list_with_a_float_as_index_has_no_value),
        cmocka_unit_test(what_is_not_decided_is_said), cmocka_unit_test(proofs_hold_on_every_step)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
