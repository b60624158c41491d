/* Functions of the step: what is read has values within its ranges, and is written as Python that reads back.
 */
#include "fuzz.h"

#include "formula/formula.h"

#include <math.h>

/* Every value lies in the range of its steps, and a range without gaps has them all. */
static void ranges_hold(const Formula *formula, const double *values) {
    FormulaRange range = formula_range(formula, values, 0, 40);
    for (int64_t step = 0; step <= 40; step++) {
        double value;
        bool there = formula_value(formula, values, step, &value, NULL);
        fuzz_holds(there || !range.total);
        fuzz_holds(!there || (range.low <= value && value <= range.high));
    }
}

/* The same value from what is written of it. */
static void python_reads_back(const Formula *formula, const double *values) {
    FormulaError error;
    double before, after, given[FORMULA_NAMES_MAX] = {0};
    Text text = {0};
    formula_write_names(formula, values, &text);
    formula_write_definition(formula, &text);
    Formula *again = formula_read(text_string(&text), text.length, &error);
    for (size_t i = 0; again && i < formula_name_count(again); i++) formula_given(again, i, &given[i]);
    if (again && formula_value(formula, values, 3, &before, NULL))
        fuzz_holds(formula_value(again, given, 3, &after, NULL) &&
                   fabs(after - before) <= 1e-9 * fmax(1, fabs(before)));
    formula_free(again);
    text_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    char *text = fuzz_string(bytes, count);
    FormulaError error = {0};
    double values[FORMULA_NAMES_MAX];
    FormulaSpan spans[8];
    Formula *formula = formula_read(text, strlen(text), &error);
    fuzz_holds(formula || (error.line >= 1 && error.column >= 1 && *error.text));
    for (size_t i = 0; i < FORMULA_NAMES_MAX; i++) values[i] = (double)i + 0.5;
    if (formula) {
        fuzz_holds(formula_above(formula, values, 1, 0, 99, 20000, spans, 8) >= 1);
        ranges_hold(formula, values);
        python_reads_back(formula, values);
    }
    formula_free(formula);
    free(text);
    return 0;
}
