/* Functions of the step: the texts that are read, their names, and what is said of those that are not. Values
   are held against CPython in tests/formula/. */
#include "formula/formula.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char document[] = "def f(x):\n"
                               "    if x >= warmup_iters:\n"
                               "        return 1\n"
                               "    alpha = float(x) / warmup_iters\n"
                               "    return warmup_factor * (1 - alpha) + alpha\n";

static Formula *read_text(const char *text) {
    FormulaError error;
    Formula *formula = formula_read(text, strlen(text), &error);
    if (!formula) fail_msg("%s\n%zu:%zu %s", text, error.line, error.column, error.text);
    return formula;
}

static double value_at(const char *text, const double *values, int64_t step) {
    FormulaFault fault;
    double value = NAN;
    Formula *formula = read_text(text);
    if (!formula_value(formula, values, step, &value, &fault))
        fail_msg("%s\nstep %ld: %s", text, (long)step, fault.reason);
    formula_free(formula);
    return value;
}

static void the_documents_function_is_read(void **state) {
    (void)state;
    Formula *formula = read_text(document);
    assert_int_equal(formula_name_count(formula), 2);
    assert_string_equal(formula_name(formula, 0), "warmup_iters");
    assert_string_equal(formula_name(formula, 1), "warmup_factor");
    assert_string_equal(formula_step_name(formula), "x");
    const double values[] = {1000, 0.001};
    for (int step = 0; step <= 1200; step++) {
        double value, alpha = step / 1000.0, expected = step >= 1000 ? 1 : 0.001 * (1 - alpha) + alpha;
        assert_true(formula_value(formula, values, step, &value, NULL));
        assert_true(value == expected);
    }
    formula_free(formula);
}

static void names_are_free_or_begun_by_the_text(void **state) {
    (void)state;
    static const struct {
        const char *text, *names; /* name, or name=value, each followed by a space */
    } cases[] = {
        {"1", ""},
        {"0.95 ** x", ""},
        {"gamma ** (x // step_size)", "gamma step_size "},
        {"min(1, step / warmup)", "warmup "},
        {"lambda epoch: decay ** epoch", "decay "},
        {"warmup = 500\nmin(1, x / warmup)", "warmup=500 "},
        {"W = 1.0 / 1000\nlambda s: W * s", "W=0.001 "},
        {"W = 5\nW2 = 2 * W\ndef f(s):\n  return s / W2", "W=5 "},
        {"def f(x, n=30, g=0.1):\n    return g ** (x // n)", "n=30 g=0.1 "},
        {"import math\ndef f(x):\n    \"\"\"Half a wave.\"\"\"\n    return (1 + math.cos(math.pi * x / "
         "T_max)) / 2",
         "T_max "},
        {"def warm(s):\n    return s / W\ndef f(x):\n    return min(1, warm(x)) * g", "W g "},
        {"def make(optimizer, warmup_iters, warmup_factor):\n    def f(x):\n        if x >= warmup_iters:\n"
         "            return 1\n        alpha = float(x) / warmup_iters\n"
         "        return warmup_factor * (1 - alpha) + alpha\n"
         "    return torch.optim.lr_scheduler.LambdaLR(optimizer, f)\n",
         "warmup_iters warmup_factor "},
        {"def make(opt, total=100):\n    rest = total - 10\n    return LambdaLR(opt, lr_lambda=lambda s: 1 - "
         "s / rest)",
         "total=100 "},
        {"  def f(x: int) -> float:\n      k: float = 2\n      return k * x", ""},
        {"[1, 0.1, 0.01][min(x // every, 2)]", "every "},
        {"levels = [1, 0.5, low]\nlevels[min(x // 10, len(levels) - 1)]", "low "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char names[200] = "";
        double value;
        Formula *formula = read_text(cases[i].text);
        for (size_t n = 0; n < formula_name_count(formula); n++) {
            bool given = formula_given(formula, n, &value);
            sprintf(names + strlen(names), given ? "%s=%g " : "%s ", formula_name(formula, n), value);
        }
        assert_string_equal(names, cases[i].names);
        formula_free(formula);
    }
}

static void values_are_Pythons(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t step;
        double value;
    } cases[] = {
        {"-7 // 2", 0, -4},
        {"-7 % 3", 0, 2},
        {"7 % -3", 0, -2},
        {"1 // 0.1", 0, 9},
        {"-2 ** 2", 0, -4},
        {"2 ** -1", 0, 0.5},
        {"2 ** 3 ** 2", 0, 512},
        {"2 ** -1 ** 2", 0, 0.5},
        {"4 ** -x ** 2 * 3", 1, 0.75},
        {"1 / 3", 0, 1.0 / 3},
        {"round(2.5) + round(3.5)", 0, 6},
        {"round(2.675, 2)", 0, 2.67},
        {"int(-2.7)", 0, -2},
        {"1 < x <= 3", 3, 1},
        {"0 or x", 5, 5},
        {"x and 7", 5, 7},
        {"not x", 0, 1},
        {"True + True", 0, 2},
        {"1 if x == 0 else 1 / x", 0, 1},
        {"x == 0 or 1 / x > 0.1", 0, 1},
        {"[1, 0.1, 0.01][-1]", 0, 0.01},
        {"max([0.1, x, 0.3])", 2, 2},
        {"math.log(8, 2)", 0, 3},
        {"[1, 0.1, [5, 6, 7][x]][[2, 0][x - 2]]", 2, 7},
        {"(3 < 2) < 1", 0, 1},
        {"3 < 2 < 1", 0, 0},
        {"bisect_right([10, 20, 20, 30], x)", 20, 3},
        {"bisect.bisect_left([10, 20, 20, 30], x)", 20, 1},
        {"from bisect import bisect\nmilestones = [30, 60]\nlambda x: 0.5 ** bisect(milestones, x)", 61, 0.25},
        {"bisect([], x)", 3, 0},
        {"def f(x):\n  y = 1\n  if x > 3:\n    y += 1\n  elif x > 1:\n    y = 5\n  else:\n    y *= 4\n  "
         "return y",
         2, 5},
        {"def f(x):\n  if x > 3: return 9\n  if x > 1:\n    if x == 2: return 8\n  return 7", 3, 7},
        {"def f(x):\n  def g(y): return y * x\n  return g(2) + g(3)", 4, 20},
        {"def f(x):\r\n\tif x:\r\n\t\treturn 1 # yes\r\n\treturn (2 +\r\n 3)\r\n", 0, 5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_true(value_at(cases[i].text, NULL, cases[i].step) == cases[i].value);
}

static void what_is_outside_is_said_with_its_place(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t line, column;
        const char *words;
    } cases[] = {
        {"", 1, 1, "no function"},
        {"1 +", 1, 4, "the end of the text"},
        {"(1, 2", 1, 6, "')' expected"},
        {"1 + é$", 1, 6, "means nothing"},
        {"def f(x):\nreturn 1", 2, 1, "indented line is missing"},
        {"def f(x):\n    return 1\n  return 2", 3, 3, "indented"},
        {"def f(x):\n    for i in range(3):\n        pass", 2, 5, "loop"},
        {"def f(x):\n    return f(x - 1)", 2, 12, "calls itself"},
        {"def f(x):\n    return g(x)\ndef g(x):\n    return f(x)", 2, 12, "calls itself"},
        {"foo(x)", 1, 1, "a call of 'foo'"},
        {"x.y", 1, 1, "attribute"},
        {"args.lr * x", 1, 1, "attribute"},
        {"x[0]", 1, 1, "index"},
        {"lr = 1\nmath.cos", 2, 1, "needs an argument"},
        {"lr = 1\n2 * cos", 2, 5, "needs an argument"},
        {"cos(1, 2)", 1, 1, "takes 1 argument, not 2"},
        {"min(1)", 1, 1, "takes 2 arguments or more"},
        {"\"text\" + 1", 1, 1, "string"},
        {"x if 1", 1, 7, "'else' expected"},
        {"9007199254740993 * x", 1, 1, "2^53"},
        {"1e999", 1, 1, "beyond every double"},
        {"12abc", 1, 1, "letter right behind"},
        {"x = = 2", 1, 5, "a value expected"},
        {"while x: pass", 1, 1, "loop"},
        {"return 1", 1, 1, "outside of a def"},
        {"x | 1", 1, 3, "not expected"},
        {"def f(*x): return 1", 1, 7, "star"},
        {"def f(): return 1", 1, 1, "needs an argument"},
        {"lambda x: y = 2", 1, 1, "plain name"},
        {"a.b = 2\nx", 1, 1, "plain name"},
        {"a = b = 2\nx", 1, 7, "more than one name"},
        {"f(x).y", 1, 5, "attribute"},
        {"x in y", 1, 3, "'in' and 'is'"},
        {"x = {1: 2}\nx", 1, 5, "a value expected, not '{'"},
        {"[a for a in x]", 1, 4, "']' expected here, not 'for'"},
        {"def f(x):\n    return x\nelse:\n    y = 1", 3, 1, "'else' is not part"},
        {"class A:\n    pass", 1, 1, "'class' is not part"},
        {"if x: if x: y", 1, 7, "on a line of its own"},
        {"bisect_right([x, 2], 3)", 1, 15, "plain numbers that rise"},
        {"bisect_right([3, 2], x)", 1, 18, "plain numbers that rise"},
        {"bisect_right(x, 2)", 1, 1, "takes a list of numbers and a value"},
        {"\"\"\"a\nb\"\"\"\nx = $", 3, 5, "means nothing"},
        {"x = 1 + \\\n  (2 *\n  é é)", 3, 5, "')' expected"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        FormulaError error;
        Formula *formula = formula_read(cases[i].text, strlen(cases[i].text), &error);
        if (formula) fail_msg("read: %s", cases[i].text);
        if (error.line != cases[i].line || error.column != cases[i].column ||
            !strstr(error.text, cases[i].words))
            fail_msg("%s\n%zu:%zu %s", cases[i].text, error.line, error.column, error.text);
    }
}

static void steps_without_a_value_say_why(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t step;
        const char *reason;
        size_t line, column;
    } cases[] = {
        {"1 / x", 0, "division by zero", 1, 1},
        {"2 + 5 % (x - 3)", 3, "division by zero", 1, 5},
        {"log(x - 5)", 2, "negative number", 1, 1},
        {"log(x)", 0, "logarithm of zero", 1, 1},
        {"sqrt(-x)", 1, "square root", 1, 1},
        {"(0 - x) ** 0.5", 1, "not whole", 1, 2},
        {"2 ** x", 60, "2^53", 1, 1},
        {"x * x * x", 1000000, "2^53", 1, 1},
        {"exp(x)", 1000, "beyond every double", 1, 1},
        {"1e308 * x * x", 10, "infinite", 1, 1},
        {"[1, 2][x]", 2, "outside of the list", 1, 1},
        {"def f(x):\n  if x > 1:\n    return 1", 1, "without a return", 2, 3},
        {"def f(x):\n  if x > 1:\n    y = 1\n  return y", 1, "no value yet", 3, 5},
        {"def f(x):\n  y = 1 / x\n  return 1", 0, "division by zero", 2, 7},
        {"1e308 * x - 1e308 * x", 10, "no number", 1, 1},
        {"[1, 2][1.0 * x]", 1, "not a whole number", 1, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        FormulaFault fault;
        double value;
        Formula *formula = read_text(cases[i].text);
        assert_false(formula_value(formula, NULL, cases[i].step, &value, &fault));
        if (!strstr(fault.reason, cases[i].reason) || fault.line != cases[i].line ||
            fault.column != cases[i].column)
            fail_msg("%s\n%zu:%zu %s", cases[i].text, fault.line, fault.column, fault.reason);
        assert_int_equal(fault.step, cases[i].step);
        formula_free(formula);
    }
}

static void assert_refused(const char *text, size_t count, const char *words) {
    FormulaError error;
    Formula *formula = formula_read(text, count, &error);
    assert_null(formula);
    if (!strstr(error.text, words)) fail_msg("%s", error.text);
}

static void huge_texts_are_refused_at_once(void **state) {
    (void)state;
    enum { MUCH = 1 << 20 };
    char *text = malloc(MUCH);
    memset(text, '(', MUCH);
    assert_refused(text, MUCH, "more than 65536 characters");
    assert_refused(text, 60000, "levels of brackets");
    memset(text, '-', MUCH);
    assert_refused(text, 60000, "levels of brackets");
    memset(text, 'n', MUCH);
    assert_refused(text, 10000, "a name of more than 63 characters");
    memset(text, '9', MUCH);
    assert_refused(text, 10000, "so many digits");
    for (size_t i = 0; i < 60000; i++) text[i] = i % 2 ? '+' : 'x';
    assert_refused(text, 59999, "too long");
    for (size_t i = 0; i < 60000; i++) text[i] = i % 2 ? '\n' : '1';
    assert_refused(text, 60000, "more than 2000 statements");
    for (size_t i = 0; i < 60000; i++) text[i] = i % 3 == 2 ? 'x' : '*';
    assert_refused(text + 2, 59998, "levels of brackets");
    memset(text, '[', MUCH);
    assert_refused(text, 60000, "levels of brackets");
    for (size_t i = 0; i < 60000; i++) text[i] = "not "[i % 4];
    assert_refused(text, 60000, "levels of brackets");
    memset(text, 0, MUCH);
    assert_refused(text, 100, "zero byte");
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_documents_function_is_read),
                                       cmocka_unit_test(names_are_free_or_begun_by_the_text),
                                       cmocka_unit_test(values_are_Pythons),
                                       cmocka_unit_test(what_is_outside_is_said_with_its_place),
                                       cmocka_unit_test(steps_without_a_value_say_why),
                                       cmocka_unit_test(huge_texts_are_refused_at_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
